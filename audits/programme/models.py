"""Audits of an agency's quality management system."""

from datetime import date
from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from qms.agencies.models import Agency
from qms.storage.base import KEY_LENGTH, Base, Sealable, choice, key_not_blank, not_before, one_of


class AuditKind(StrEnum):
    INTERNAL = "internal"
    EXTERNAL = "external"


class Audit(Sealable, Base):
    """An audit; it is closed on ``ended_on``, which may be the day it began."""

    __tablename__ = "audit"
    __table_args__ = (
        UniqueConstraint("agency_id", "number_folded"),
        key_not_blank("number"),
        one_of("kind", AuditKind),
        not_before("ended_on", "started_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    number: Mapped[str] = mapped_column(String(KEY_LENGTH))
    number_folded: Mapped[str] = mapped_column(String(KEY_LENGTH))
    kind: Mapped[AuditKind] = mapped_column(choice(AuditKind))
    edition: Mapped[str] = mapped_column(ForeignKey("edition.year"))
    started_on: Mapped[date]
    ended_on: Mapped[date | None]
    lead_auditor: Mapped[str | None] = mapped_column(Text)
    conclusion: Mapped[str | None] = mapped_column(Text)

    agency: Mapped[Agency] = relationship()
