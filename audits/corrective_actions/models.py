"""What is done about a nonconformity."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from audits.nonconformities.models import Nonconformity
from qms.storage.base import Base, Sealable, choice, one_of


class ActionKind(StrEnum):
    """Khắc phục tức thời, hành động khắc phục, hành động phòng ngừa."""

    CORRECTION = "correction"
    CORRECTIVE = "corrective"
    PREVENTIVE = "preventive"


class CorrectiveAction(Sealable, Base):
    __tablename__ = "corrective_action"
    __table_args__ = (
        UniqueConstraint("nonconformity_id", "ordinal"),
        CheckConstraint("ordinal >= 0", name="ordinal_not_negative"),
        one_of("kind", ActionKind),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    nonconformity_id: Mapped[int] = mapped_column(ForeignKey("nonconformity.id"))
    ordinal: Mapped[int]
    kind: Mapped[ActionKind] = mapped_column(choice(ActionKind))
    description: Mapped[str] = mapped_column(Text)
    responsible: Mapped[str | None] = mapped_column(Text)
    due_on: Mapped[date | None]
    done_on: Mapped[date | None]
    verified_on: Mapped[date | None]

    nonconformity: Mapped[Nonconformity] = relationship()
