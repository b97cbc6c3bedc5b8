"""Declarations of conformity (bản công bố), their annexes, and the lead unit's own decisions about a publication."""

from datetime import date
from enum import StrEnum

from sqlalchemy import Column, ForeignKey, String, Table, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from qms.agencies.models import Agency
from qms.catalogue.models import AdministrativeProcedure
from qms.storage.base import KEY_LENGTH, Base, Sealable, choice, ends_after_start, key_not_blank, not_before, one_of

declaration_procedure = Table(
    "declaration_procedure",
    Base.metadata,
    Column("declaration_id", ForeignKey("declaration.id", ondelete="CASCADE"), primary_key=True),
    Column("procedure_id", ForeignKey("administrative_procedure.id"), primary_key=True, index=True),
)


class Declaration(Sealable, Base):
    """A declaration of conformity. ``covers_all`` is the scope ``*``: everything under authority, always."""

    __tablename__ = "declaration"
    __table_args__ = (
        UniqueConstraint("agency_id", "number_folded", "signed_on"),
        key_not_blank("number"),
        not_before("effective_on", "signed_on"),
        not_before("posted_on", "signed_on"),
        not_before("notified_on", "signed_on"),
        not_before("cancelled_on", "signed_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    number: Mapped[str] = mapped_column(String(KEY_LENGTH))
    number_folded: Mapped[str] = mapped_column(String(KEY_LENGTH))
    signed_on: Mapped[date]
    effective_on: Mapped[date]
    edition: Mapped[str] = mapped_column(ForeignKey("edition.year"))
    covers_all: Mapped[bool]
    posted_on: Mapped[date | None]
    notified_on: Mapped[date | None]
    cancelled_on: Mapped[date | None]
    cancellation_basis: Mapped[str | None] = mapped_column(Text)

    agency: Mapped[Agency] = relationship()
    procedures: Mapped[list[AdministrativeProcedure]] = relationship(
        secondary=declaration_procedure, order_by=AdministrativeProcedure.code_folded
    )
    annexes: Mapped[list["Annex"]] = relationship(back_populates="declaration", order_by="(Annex.signed_on, Annex.number_folded)")


class ScopeChange(StrEnum):
    ADDED = "added"
    REMOVED = "removed"


class Annex(Sealable, Base):
    """A change to a declaration's scope: first its additions, then its removals."""

    __tablename__ = "annex"
    __table_args__ = (UniqueConstraint("declaration_id", "number_folded"), key_not_blank("number"))

    id: Mapped[int] = mapped_column(primary_key=True)
    declaration_id: Mapped[int] = mapped_column(ForeignKey("declaration.id"))
    number: Mapped[str] = mapped_column(String(KEY_LENGTH))
    number_folded: Mapped[str] = mapped_column(String(KEY_LENGTH))
    signed_on: Mapped[date]

    declaration: Mapped[Declaration] = relationship(back_populates="annexes")
    items: Mapped[list["AnnexItem"]] = relationship(back_populates="annex", cascade="all, delete-orphan")


class AnnexItem(Base):
    __tablename__ = "annex_item"
    __table_args__ = (one_of("change", ScopeChange),)

    annex_id: Mapped[int] = mapped_column(ForeignKey("annex.id", ondelete="CASCADE"), primary_key=True)
    change: Mapped[ScopeChange] = mapped_column(choice(ScopeChange), primary_key=True)
    procedure_id: Mapped[int] = mapped_column(ForeignKey("administrative_procedure.id"), primary_key=True, index=True)

    annex: Mapped[Annex] = relationship(back_populates="items")
    procedure: Mapped[AdministrativeProcedure] = relationship()


class OverrideKind(StrEnum):
    """Đình chỉ: declared and maintained no longer hold. Miễn: the body leaves the denominators."""

    SUSPENDED = "suspended"
    EXEMPT = "exempt"


class Override(Sealable, Base):
    """A decision that stands beside the derived status, from ``valid_from`` until the day before ``valid_to``."""

    __tablename__ = "override"
    __table_args__ = (
        UniqueConstraint("agency_id", "number_folded", "signed_on"),
        key_not_blank("number"),
        one_of("kind", OverrideKind),
        ends_after_start(),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    number: Mapped[str] = mapped_column(String(KEY_LENGTH))
    number_folded: Mapped[str] = mapped_column(String(KEY_LENGTH))
    signed_on: Mapped[date]
    kind: Mapped[OverrideKind] = mapped_column(choice(OverrideKind))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    reason: Mapped[str] = mapped_column(Text)
    signer: Mapped[str | None] = mapped_column(Text)

    agency: Mapped[Agency] = relationship()
