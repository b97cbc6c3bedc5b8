"""The trail: an append-only chain of entries, each bound to the one before it by its hash."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from qms.storage.base import Base, Moment


class TrailEntry(Base):
    """One change of one object. The database refuses to change or delete it, or to number it out of turn."""

    __tablename__ = "trail_entry"
    __table_args__ = (CheckConstraint("length(hash) = 64 AND length(previous_hash) = 64", name="hashes_are_sha256"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    batch: Mapped[str] = mapped_column(String(36), index=True)
    at: Mapped[datetime] = mapped_column(Moment)
    actor: Mapped[str] = mapped_column(Text)
    origin: Mapped[str] = mapped_column(Text)
    verb: Mapped[str] = mapped_column(String(60))
    object_key: Mapped[str] = mapped_column(Text, index=True)
    diff: Mapped[dict[str, Any]] = mapped_column(JSON(none_as_null=True))
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class TrailHead(Base):
    """The number and hash of the last entry: one row, so that a missing tail is noticed and writers queue for it."""

    __tablename__ = "trail_head"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))
