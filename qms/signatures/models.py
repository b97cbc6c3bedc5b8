"""A signature as it is kept: append-only, like the trail, and bound to what was signed by its hash."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from qms.people.models import Person
from qms.storage.base import Base, Moment


class Signature(Base):
    """``content_hash`` is the SHA-256 of the exact bytes that were signed; ``meaning`` follows the grammar ``noun:verb``.

    ``person_name`` and ``post`` are those of the moment; they never follow later changes. ``method`` says how the person
    proved to be that person in the very act (``password``, ``sso``). ``seal`` is the SHA-256 over all other fields.
    """

    __tablename__ = "signature"
    __table_args__ = (
        CheckConstraint("length(content_hash) = 64", name="content_hash_is_sha256"),
        CheckConstraint("length(seal) = 64", name="seal_is_sha256"),
        CheckConstraint("method IN ('password', 'sso')", name="method_known"),
        Index("ix_signature_noun_object_key", "noun", "object_key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    noun: Mapped[str] = mapped_column(String(30))
    object_key: Mapped[str] = mapped_column(Text)
    content_hash: Mapped[str] = mapped_column(String(64))
    meaning: Mapped[str] = mapped_column(String(60))
    statement: Mapped[str] = mapped_column(Text)  # what the person read and agreed to, in Vietnamese
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    person_name: Mapped[str] = mapped_column(Text)
    post: Mapped[str] = mapped_column(Text)
    signed_at: Mapped[datetime] = mapped_column(Moment)
    method: Mapped[str] = mapped_column(String(30))
    seal: Mapped[str] = mapped_column(String(64), unique=True)

    person: Mapped[Person] = relationship()
