"""Documents and their revisions. Nothing is stored about being in force: that follows from the dates."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, Column, ForeignKey, String, Table, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from qms.agencies.models import Agency
from qms.catalogue.models import AdministrativeProcedure
from qms.storage.base import KEY_LENGTH, Base, Sealable, choice, ends_after_start, key_not_blank, one_of


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
