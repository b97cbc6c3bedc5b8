"""Administrative procedures (thủ tục hành chính, TTHC) and which agency answers for which, and when."""

from datetime import date
from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from qms.agencies.models import Agency
from qms.storage.base import KEY_LENGTH, Base, choice, ends_after_start, key_not_blank, one_of


class OnlineLevel(StrEnum):
    """Level of the online public service: 1 to 4 until 2022, since then partial or full."""

    LEVEL_1 = "1"
    LEVEL_2 = "2"
    LEVEL_3 = "3"
    LEVEL_4 = "4"
    PARTIAL = "partial"
    FULL = "full"


class AdministrativeProcedure(Base):
    """In force from ``valid_from`` (always, when null) until the day before ``valid_to`` (open when null)."""

    __tablename__ = "administrative_procedure"
    __table_args__ = (key_not_blank("code"), ends_after_start(), one_of("online_level", OnlineLevel))

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(KEY_LENGTH))
    code_folded: Mapped[str] = mapped_column(String(KEY_LENGTH), unique=True)
    name: Mapped[str] = mapped_column(Text)
    field: Mapped[str | None] = mapped_column(Text)
    online_level: Mapped[OnlineLevel | None] = mapped_column(choice(OnlineLevel))
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


class Authority(Base):
    """Thẩm quyền giải quyết: an agency answers for a procedure from ``valid_from`` until the day before ``valid_to``."""

    __tablename__ = "authority"
    __table_args__ = (UniqueConstraint("agency_id", "procedure_id", "valid_from"), ends_after_start())

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    procedure_id: Mapped[int] = mapped_column(ForeignKey("administrative_procedure.id"), index=True)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]

    agency: Mapped[Agency] = relationship()
    procedure: Mapped[AdministrativeProcedure] = relationship()
