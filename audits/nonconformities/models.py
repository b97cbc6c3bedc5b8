"""Nonconformities (sự không phù hợp, KPH)."""

from datetime import date
from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from audits.programme.models import Audit
from qms.agencies.models import Agency
from qms.storage.base import KEY_LENGTH, Base, Sealable, choice, key_not_blank, not_before, one_of


class Grade(StrEnum):
    MAJOR = "major"
    MINOR = "minor"


class Nonconformity(Sealable, Base):
    """Open from ``raised_on`` until the day before ``closed_on``; due on ``due_on`` or as the policy says."""

    __tablename__ = "nonconformity"
    __table_args__ = (
        UniqueConstraint("agency_id", "number_folded"),
        key_not_blank("number"),
        one_of("grade", Grade),
        not_before("due_on", "raised_on"),
        not_before("closed_on", "raised_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    number: Mapped[str] = mapped_column(String(KEY_LENGTH))
    number_folded: Mapped[str] = mapped_column(String(KEY_LENGTH))
    audit_id: Mapped[int | None] = mapped_column(ForeignKey("audit.id"), index=True)
    clause: Mapped[str] = mapped_column(String(20))
    grade: Mapped[Grade] = mapped_column(choice(Grade))
    description: Mapped[str] = mapped_column(Text)
    raised_on: Mapped[date]
    due_on: Mapped[date | None]
    closed_on: Mapped[date | None]

    agency: Mapped[Agency] = relationship()
    audit: Mapped[Audit | None] = relationship()
