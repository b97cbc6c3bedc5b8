"""Documents and their revisions. Nothing is stored about being in force: that follows from the dates."""

from datetime import date
from enum import StrEnum

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from qms.agencies.models import Agency
from qms.catalogue.models import AdministrativeProcedure
from qms.people.models import Post
from qms.standards.models import Clause
from qms.storage.base import KEY_LENGTH, Base, Sealable, Versioned, choice, ends_after_start, key_not_blank, one_of


class DocumentKind(StrEnum):
    POLICY = "policy"
    OBJECTIVES = "objectives"
    MANUAL = "manual"
    PROCEDURE = "procedure"
    WORK_INSTRUCTION = "work_instruction"
    FORM = "form"
    EXTERNAL = "external"


revision_procedure = Table(
    "revision_procedure",
    Base.metadata,
    Column("revision_id", ForeignKey("revision.id", ondelete="CASCADE"), primary_key=True),
    Column("procedure_id", ForeignKey("administrative_procedure.id"), primary_key=True, index=True),
)


revision_clause = Table(
    "revision_clause",
    Base.metadata,
    Column("revision_id", ForeignKey("revision.id", ondelete="CASCADE"), primary_key=True),
    Column("edition", String(4), primary_key=True),
    Column("number", String(20), primary_key=True),
    ForeignKeyConstraint(["edition", "number"], ["clause.edition", "clause.number"]),
)


class Document(Base):
    """A document of one agency, known by its code; codes are never reused."""

    __tablename__ = "document"
    __table_args__ = (UniqueConstraint("agency_id", "code_folded"), key_not_blank("code"))

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    code: Mapped[str] = mapped_column(String(KEY_LENGTH))
    code_folded: Mapped[str] = mapped_column(String(KEY_LENGTH))

    agency: Mapped[Agency] = relationship()
    revisions: Mapped[list["Revision"]] = relationship(
        back_populates="document", order_by="(Revision.issue_no, Revision.revision_no)"
    )


class Revision(Sealable, Base):
    """One issue and revision of a document; in force from ``effective_on`` until its own end or its successor's start."""

    __tablename__ = "revision"
    __table_args__ = (
        UniqueConstraint("document_id", "issue_no", "revision_no"),
        CheckConstraint("issue_no >= 0 AND revision_no >= 0", name="numbers_not_negative"),
        one_of("kind", DocumentKind),
        ends_after_start("effective_on", "ended_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    issue_no: Mapped[int]
    revision_no: Mapped[int]
    title: Mapped[str] = mapped_column(Text)
    kind: Mapped[DocumentKind] = mapped_column(choice(DocumentKind))
    slot: Mapped[str | None] = mapped_column(String(KEY_LENGTH))
    edition: Mapped[str] = mapped_column(ForeignKey("edition.year"))
    recorded_on: Mapped[date]
    issued_on: Mapped[date | None]
    effective_on: Mapped[date | None]
    ended_on: Mapped[date | None]

    document: Mapped[Document] = relationship(back_populates="revisions")
    procedures: Mapped[list[AdministrativeProcedure]] = relationship(
        secondary=revision_procedure, order_by=AdministrativeProcedure.code_folded
    )
    clauses: Mapped[list[Clause]] = relationship(secondary=revision_clause, order_by=(Clause.edition, Clause.position))


class Profile(Versioned, Base):
    """How a document is kept: who owns it, whether it is common to other bodies, how often it is reviewed.

    Of an external document also who issued it, when it was signed and which document it replaces (its code is the number of
    the legal text). Documents that came by workbook have a profile once somebody gives them one.
    """

    __tablename__ = "document_profile"
    __table_args__ = (
        CheckConstraint("review_months > 0", name="review_months_positive"),
        CheckConstraint("replaces_id <> document_id", name="replaces_another"),
    )

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)
    owner_post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id"), index=True)
    common: Mapped[bool] = mapped_column(default=False, server_default=false())
    review_months: Mapped[int | None]
    issuer: Mapped[str | None] = mapped_column(Text)
    signed_on: Mapped[date | None]
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), index=True)

    document: Mapped[Document] = relationship(foreign_keys=[document_id])
    owner: Mapped[Post | None] = relationship()
    replaces: Mapped[Document | None] = relationship(foreign_keys=[replaces_id])


class CodePattern(Base):
    """How an agency codes its documents of one kind, with the tokens {LOAI}, {DONVI} and {STT}."""

    __tablename__ = "code_pattern"
    __table_args__ = (one_of("kind", DocumentKind), CheckConstraint("pattern LIKE '%{STT}%'", name="pattern_numbers"))

    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), primary_key=True)
    kind: Mapped[DocumentKind] = mapped_column(choice(DocumentKind), primary_key=True)
    pattern: Mapped[str] = mapped_column(String(KEY_LENGTH))

    agency: Mapped[Agency] = relationship()
