"""Organisational units (phòng, ban, trung tâm): an identity inside one agency, and slices in time that form a tree."""

from datetime import date
from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from qms.agencies.models import Agency
from qms.storage.base import KEY_LENGTH, Base, choice, ends_after_start, key_not_blank, one_of


class UnitKind(StrEnum):
    OFFICE = "office"
    DIVISION = "division"
    BOARD = "board"
    CENTRE = "centre"
    OTHER = "other"


class OrganisationUnit(Base):
    """A unit of one agency, known by its code there; codes are never reused."""

    __tablename__ = "organisation_unit"
    __table_args__ = (UniqueConstraint("agency_id", "code_folded"), key_not_blank("code"))

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    code: Mapped[str] = mapped_column(String(KEY_LENGTH))
    code_folded: Mapped[str] = mapped_column(String(KEY_LENGTH))

    agency: Mapped[Agency] = relationship()
    slices: Mapped[list["UnitSlice"]] = relationship(
        back_populates="unit", foreign_keys="UnitSlice.unit_id", order_by="UnitSlice.valid_from"
    )


class UnitSlice(Base):
    """What a unit was from ``valid_from`` until the day before ``valid_to`` (open when null); parents lie in the same agency."""

    __tablename__ = "unit_slice"
    __table_args__ = (UniqueConstraint("unit_id", "valid_from"), ends_after_start(), one_of("kind", UnitKind))

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("organisation_unit.id"))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    name: Mapped[str] = mapped_column(Text)
    kind: Mapped[UnitKind] = mapped_column(choice(UnitKind))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("organisation_unit.id"), index=True)

    unit: Mapped[OrganisationUnit] = relationship(back_populates="slices", foreign_keys=[unit_id])
    parent: Mapped[OrganisationUnit | None] = relationship(foreign_keys=[parent_id])
