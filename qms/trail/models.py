"""The trail: an append-only chain of entries, each bound to the one before it by its hash.

A batch is what one person did at one moment; its entries are the single changes. The database refuses to change or delete
either, and to number them out of turn.
"""

from sqlalchemy import CheckConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from qms.storage.base import Base


class TrailBatch(Base):
    """Who, when, from where and why, for the entries ``first`` to ``last`` (inclusive), which one transaction wrote.

    ``at`` is ISO text in UTC with microseconds and offset, exactly as it is hashed; its binary order is the order in time.
    ``person`` and ``post`` are the names of the day, kept as they were; null where nobody was signed in (command line).
    """

    __tablename__ = "trail_batch"
    __table_args__ = (
        CheckConstraint("length(id) = 36", name="id_is_uuid"),
        CheckConstraint("last >= first", name="last_not_before_first"),
        Index("ix_trail_batch_actor_person", "actor", "person"),  # who has ever acted
    )

    first: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]
    id: Mapped[str] = mapped_column(String(36), unique=True)
    at: Mapped[str] = mapped_column(String(32), index=True)
    actor: Mapped[str] = mapped_column(Text)
    origin: Mapped[str] = mapped_column(Text)
    person: Mapped[str | None] = mapped_column(Text)
    post: Mapped[str | None] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(Text)

    entries: Mapped[list["TrailEntry"]] = relationship(
        primaryjoin="and_(foreign(TrailEntry.number) >= TrailBatch.first, foreign(TrailEntry.number) <= TrailBatch.last)",
        order_by="TrailEntry.number",
        viewonly=True,
    )


class TrailEntry(Base):
    """One change of one object; ``diff`` is canonical JSON, ``{"field": [old, new]}``, exactly as it is hashed.

    An entry has no column for its batch: the batch's range says it, which halves the cost of an import's entries. Object keys
    have binary order on both databases, so that the index finds those that begin with a text.
    """

    __tablename__ = "trail_entry"
    __table_args__ = (CheckConstraint("length(hash) = 64 AND length(previous_hash) = 64", name="hashes_are_sha256"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    verb: Mapped[str] = mapped_column(String(60))
    object_key: Mapped[str] = mapped_column(Text().with_variant(Text(collation="C"), "postgresql"), index=True)
    diff: Mapped[str] = mapped_column(Text)
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))

    batch: Mapped[TrailBatch] = relationship(
        primaryjoin="and_(foreign(TrailEntry.number) >= TrailBatch.first, foreign(TrailEntry.number) <= TrailBatch.last)",
        viewonly=True,
    )


class TrailHead(Base):
    """The number and hash of the last entry: one row, so that a missing tail is noticed and writers queue for it."""

    __tablename__ = "trail_head"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))
