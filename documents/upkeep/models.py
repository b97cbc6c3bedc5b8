"""Periodic reviews. When the next one is due follows from the last one and the document's profile."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from documents.library.models import Document, Revision
from documents.requests.models import ChangeRequest
from qms.signatures.models import Signature
from qms.storage.base import Base, Moment, choice, one_of


class ReviewVerdict(StrEnum):
    STILL_RIGHT = "still_right"
    CHANGE = "change"


class PeriodicReview(Base):
    """Either a signed decision that the document is still right, or a change request was opened."""

    __tablename__ = "periodic_review"
    __table_args__ = (
        one_of("verdict", ReviewVerdict),
        CheckConstraint("(verdict = 'still_right') = (signature_id IS NOT NULL)", name="decision_signed"),
        CheckConstraint("(verdict = 'change') = (request_id IS NOT NULL)", name="request_opened"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), index=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"), index=True)
    reviewed_on: Mapped[date]
    verdict: Mapped[ReviewVerdict] = mapped_column(choice(ReviewVerdict))
    reason: Mapped[str] = mapped_column(Text)
    signature_id: Mapped[int | None] = mapped_column(ForeignKey("signature.id"))
    request_id: Mapped[int | None] = mapped_column(ForeignKey("change_request.id"))

    document: Mapped[Document] = relationship()
    revision: Mapped[Revision] = relationship()
    signature: Mapped[Signature | None] = relationship()
    request: Mapped[ChangeRequest | None] = relationship()


class UpkeepNotice(Base):
    """That the owners of a document were told of a mark, so that nobody is told twice."""

    __tablename__ = "upkeep_notice"
    __table_args__ = (UniqueConstraint("document_id", "mark"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    mark: Mapped[str] = mapped_column(String(120))
    told_at: Mapped[datetime] = mapped_column(Moment)

    document: Mapped[Document] = relationship()
