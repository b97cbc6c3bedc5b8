"""Public bodies: an identity that never changes, and slices in time that say what it was on each day."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from qms.storage.base import KEY_LENGTH, Base, choice, ends_after_start, key_not_blank, one_of


class Tier(StrEnum):
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


class AgencyKind(StrEnum):
    SPECIALISED_AGENCY = "specialised_agency"
    PEOPLES_COMMITTEE = "peoples_committee"
    MANAGEMENT_BOARD = "management_board"
    SUB_DEPARTMENT = "sub_department"
    PUBLIC_SERVICE_UNIT = "public_service_unit"


class Obligation(StrEnum):
    """Whether a body must keep a quality management system (Article 2 of QĐ 19/2014/QĐ-TTg and the province's plan)."""

    MANDATORY = "mandatory"
    PLAN = "plan"
    ENCOURAGED = "encouraged"
    NONE = "none"


class LineageKind(StrEnum):
    ESTABLISH = "establish"
    RENAME = "rename"
    RENAME_WITH_SUPERIOR = "rename_with_superior"
    SPLIT = "split"
    MERGE = "merge"
    ABSORB = "absorb"
    TRANSFER_OUT = "transfer_out"
    ABOLISH = "abolish"


class LineageSide(StrEnum):
    FROM = "from"
    TO = "to"


class Agency(Base):
    __tablename__ = "agency"
    __table_args__ = (key_not_blank(),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(KEY_LENGTH))
    key_folded: Mapped[str] = mapped_column(String(KEY_LENGTH), unique=True)

    slices: Mapped[list["AgencySlice"]] = relationship(
        back_populates="agency", foreign_keys="AgencySlice.agency_id", order_by="AgencySlice.valid_from"
    )


class AgencySlice(Base):
    """What an agency was from ``valid_from`` until the day before ``valid_to`` (open when null)."""

    __tablename__ = "agency_slice"
    __table_args__ = (
        UniqueConstraint("agency_id", "valid_from"),
        ends_after_start(),
        one_of("tier", Tier),
        one_of("kind", AgencyKind),
        one_of("obligation", Obligation),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    name: Mapped[str] = mapped_column(Text)
    short_name: Mapped[str | None] = mapped_column(Text)
    tier: Mapped[Tier] = mapped_column(choice(Tier))
    kind: Mapped[AgencyKind] = mapped_column(choice(AgencyKind))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"), index=True)
    symbol: Mapped[str | None] = mapped_column(Text)
    obligation: Mapped[Obligation] = mapped_column(choice(Obligation))

    agency: Mapped[Agency] = relationship(back_populates="slices", foreign_keys=[agency_id])
    parent: Mapped[Agency | None] = relationship(foreign_keys=[parent_id])


class LineageEvent(Base):
    """A reorganisation on one day; ``fingerprint`` is its identity (day, kind and the agencies on both sides)."""

    __tablename__ = "lineage_event"
    __table_args__ = (one_of("kind", LineageKind), CheckConstraint("length(fingerprint) = 64", name="fingerprint_is_sha256"))

    id: Mapped[int] = mapped_column(primary_key=True)
    happened_on: Mapped[date] = mapped_column(index=True)
    kind: Mapped[LineageKind] = mapped_column(choice(LineageKind))
    basis: Mapped[str | None] = mapped_column(Text)
    fingerprint: Mapped[str] = mapped_column(String(64), unique=True)

    parties: Mapped[list["LineageParty"]] = relationship(
        back_populates="event", order_by="(LineageParty.side, LineageParty.position)", cascade="all, delete-orphan"
    )


class LineageParty(Base):
    __tablename__ = "lineage_party"
    __table_args__ = (one_of("side", LineageSide),)

    event_id: Mapped[int] = mapped_column(ForeignKey("lineage_event.id", ondelete="CASCADE"), primary_key=True)
    side: Mapped[LineageSide] = mapped_column(choice(LineageSide), primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), primary_key=True, index=True)
    position: Mapped[int]

    event: Mapped[LineageEvent] = relationship(back_populates="parties")
    agency: Mapped[Agency] = relationship()
