"""A request to issue, change or withdraw a document; where it stands follows from its decision and from what came of it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from documents.library.models import Document
from qms.agencies.models import Agency
from qms.people.models import Person
from qms.storage.base import KEY_LENGTH, Base, Moment, Versioned, choice, key_not_blank, one_of


class RequestKind(StrEnum):
    ISSUE = "issue"
    CHANGE = "change"
    WITHDRAW = "withdraw"


class RequestDecision(StrEnum):
    ACCEPTED = "accepted"
    REFUSED = "refused"
    CLOSED = "closed"


class ChangeRequest(Versioned, Base):
    """Numbered within its agency. ``decision`` is null while the request is open; ``occasion`` says what gave rise to it."""

    __tablename__ = "change_request"
    __table_args__ = (
        UniqueConstraint("agency_id", "number_folded"),
        key_not_blank("number"),
        one_of("kind", RequestKind),
        one_of("decision", RequestDecision),
        CheckConstraint("kind = 'issue' OR document_id IS NOT NULL", name="document_known"),
        CheckConstraint("(decision IS NULL) = (decided_at IS NULL)", name="decided_whole"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    number: Mapped[str] = mapped_column(String(KEY_LENGTH))
    number_folded: Mapped[str] = mapped_column(String(KEY_LENGTH))
    kind: Mapped[RequestKind] = mapped_column(choice(RequestKind))
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), index=True)
    title: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    occasion: Mapped[str | None] = mapped_column(Text)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    asked_at: Mapped[datetime] = mapped_column(Moment)
    decision: Mapped[RequestDecision | None] = mapped_column(choice(RequestDecision))
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    decision_reason: Mapped[str | None] = mapped_column(Text)

    agency: Mapped[Agency] = relationship()
    document: Mapped[Document | None] = relationship()
    asked_by: Mapped[Person] = relationship(foreign_keys=[asked_by_id])
    decided_by: Mapped[Person | None] = relationship(foreign_keys=[decided_by_id])
