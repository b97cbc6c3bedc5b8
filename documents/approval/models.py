"""The dossier of a revision on its way: its content, its author, who reviews and approves, what they said.

Being in force, superseded or withdrawn is not stored: that follows from the dates of the revisions (``workflow``).
"""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Integer, String, Text, UniqueConstraint, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from documents.library.models import Revision
from documents.requests.models import ChangeRequest
from qms.agencies.models import Agency
from qms.files.models import StoredFile
from qms.people.models import Person
from qms.storage.base import KEY_LENGTH, Base, Moment, Versioned, choice, key_not_blank, one_of


class Stage(StrEnum):
    """How far a revision has come by people's acts; everything after ``approved`` follows from dates."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    IN_APPROVAL = "in_approval"
    APPROVED = "approved"


class Role(StrEnum):
    REVIEWER = "reviewer"
    APPROVER = "approver"


class Verdict(StrEnum):
    PASSED = "passed"
    RETURNED = "returned"


class IssueBatch(Base):
    """A batch of issue (đợt ban hành): one decision that issues many documents."""

    __tablename__ = "issue_batch"
    __table_args__ = (UniqueConstraint("agency_id", "number_folded"), key_not_blank("number"))

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    number: Mapped[str] = mapped_column(String(KEY_LENGTH))
    number_folded: Mapped[str] = mapped_column(String(KEY_LENGTH))
    title: Mapped[str] = mapped_column(Text)
    decided_on: Mapped[date]

    agency: Mapped[Agency] = relationship()
    dossiers: Mapped[list["Dossier"]] = relationship(back_populates="batch", order_by="Dossier.revision_id")


class Dossier(Versioned, Base):
    """What the system knows of a revision beyond the register's facts; revisions that came by workbook have none.

    The content is a file (``digest``) or a procedure written in the system (``body``, canonical JSON of ``procedure_text``).
    ``material`` false: a minor correction, which keeps acknowledgements. ``round`` grows with each return to the author. A
    quorum is how many must pass; null means all. ``check_token`` is what the QR code of a printed copy asks for.
    """

    __tablename__ = "dossier"
    __table_args__ = (
        one_of("stage", Stage),
        CheckConstraint("review_quorum > 0", name="review_quorum_positive"),
        CheckConstraint("approval_quorum > 0", name="approval_quorum_positive"),
        CheckConstraint("digest IS NULL OR file_name IS NOT NULL", name="file_named"),
    )

    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)
    stage: Mapped[Stage] = mapped_column(choice(Stage), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    summary: Mapped[str | None] = mapped_column(Text)
    material: Mapped[bool] = mapped_column(default=True, server_default=true())
    digest: Mapped[str | None] = mapped_column(ForeignKey("stored_file.digest"), index=True)
    file_name: Mapped[str | None] = mapped_column(Text)
    body: Mapped[str | None] = mapped_column(Text)
    request_id: Mapped[int | None] = mapped_column(ForeignKey("change_request.id"), index=True)
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("issue_batch.id"), index=True)
    round: Mapped[int] = mapped_column(Integer, default=1, server_default="1")
    review_in_order: Mapped[bool] = mapped_column(default=True, server_default=true())
    review_quorum: Mapped[int | None]
    approval_in_order: Mapped[bool] = mapped_column(default=True, server_default=true())
    approval_quorum: Mapped[int | None]
    check_token: Mapped[str] = mapped_column(String(32), unique=True)

    revision: Mapped[Revision] = relationship()
    author: Mapped[Person] = relationship()
    file: Mapped[StoredFile | None] = relationship()
    request: Mapped[ChangeRequest | None] = relationship()
    batch: Mapped[IssueBatch | None] = relationship(back_populates="dossiers")
    assignments: Mapped[list["Assignment"]] = relationship(
        back_populates="dossier", order_by="(Assignment.round, Assignment.role.desc(), Assignment.position)"
    )
    comments: Mapped[list["Comment"]] = relationship(back_populates="dossier", order_by="Comment.id")


class Assignment(Base):
    """A named person who reviews or approves a revision in one round, in the order of ``position``."""

    __tablename__ = "document_assignment"
    __table_args__ = (
        UniqueConstraint("revision_id", "round", "role", "person_id"),
        one_of("role", Role),
        one_of("verdict", Verdict),
        CheckConstraint("(verdict IS NULL) = (decided_at IS NULL)", name="decided_whole"),
        CheckConstraint("verdict <> 'returned' OR note IS NOT NULL", name="return_reasoned"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("dossier.revision_id", ondelete="CASCADE"))
    round: Mapped[int]
    role: Mapped[Role] = mapped_column(choice(Role))
    position: Mapped[int]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    verdict: Mapped[Verdict | None] = mapped_column(choice(Verdict))
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    note: Mapped[str | None] = mapped_column(Text)

    dossier: Mapped[Dossier] = relationship(back_populates="assignments")
    person: Mapped[Person] = relationship()


class Comment(Base):
    """A remark on a revision under review; the approval waits until each is answered."""

    __tablename__ = "document_comment"
    __table_args__ = (CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answered_whole"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("dossier.revision_id", ondelete="CASCADE"), index=True)
    round: Mapped[int]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)
    place: Mapped[str | None] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    answer: Mapped[str | None] = mapped_column(Text)
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime | None] = mapped_column(Moment)

    dossier: Mapped[Dossier] = relationship(back_populates="comments")
    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    answered_by: Mapped[Person | None] = relationship(foreign_keys=[answered_by_id])
