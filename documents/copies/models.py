"""A controlled copy. Whether it must be recalled follows from the dates of its revision."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from documents.library.models import Revision
from qms.people.models import Post
from qms.storage.base import Base, not_before


class ControlledCopy(Base):
    """Copy ``number`` of a revision; ``returned_on`` is the day it came back or was destroyed, with what was done."""

    __tablename__ = "controlled_copy"
    __table_args__ = (
        UniqueConstraint("revision_id", "number"),
        CheckConstraint("number > 0", name="number_positive"),
        CheckConstraint("length(trim(holder)) > 0", name="holder_named"),
        not_before("returned_on", "issued_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"))
    number: Mapped[int]
    holder: Mapped[str] = mapped_column(Text)
    post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id"), index=True)
    check_token: Mapped[str] = mapped_column(String(32), unique=True)
    issued_on: Mapped[date]
    returned_on: Mapped[date | None]
    return_note: Mapped[str | None] = mapped_column(Text)

    revision: Mapped[Revision] = relationship()
    post: Mapped[Post | None] = relationship()
