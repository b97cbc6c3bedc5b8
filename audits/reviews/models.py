"""Management reviews (xem xét của lãnh đạo)."""

from datetime import date

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from qms.agencies.models import Agency
from qms.storage.base import Base, Sealable


class ManagementReview(Sealable, Base):
    __tablename__ = "management_review"
    __table_args__ = (UniqueConstraint("agency_id", "held_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    held_on: Mapped[date]
    minutes_number: Mapped[str | None] = mapped_column(Text)
    chair: Mapped[str | None] = mapped_column(Text)

    agency: Mapped[Agency] = relationship()
