"""A series of records with its retention."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from documents.library.models import Document
from qms.agencies.models import Agency
from qms.language import Phrase, mark
from qms.people.models import Post
from qms.storage.base import KEY_LENGTH, Base, Versioned, choice, ends_after_start, key_not_blank, one_of


class Medium(StrEnum):
    PAPER = "paper"
    ELECTRONIC = "electronic"
    BOTH = "both"

    @property
    def label(self) -> Phrase:
        return Phrase(_MEDIA[self])


_MEDIA = {
    Medium.PAPER: mark("bản giấy"),
    Medium.ELECTRONIC: mark("bản điện tử"),
    Medium.BOTH: mark("bản giấy và bản điện tử"),
}


class RecordSeries(Versioned, Base):
    """Kept for ``retention_years``; for good when null. On the list from ``valid_from`` until the day before ``valid_to``."""

    __tablename__ = "record_series"
    __table_args__ = (
        UniqueConstraint("agency_id", "code_folded", "valid_from"),
        key_not_blank("code"),
        one_of("medium", Medium),
        CheckConstraint("retention_years > 0", name="retention_positive"),
        ends_after_start(),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    code: Mapped[str] = mapped_column(String(KEY_LENGTH))
    code_folded: Mapped[str] = mapped_column(String(KEY_LENGTH))
    name: Mapped[str] = mapped_column(Text)
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), index=True)
    keeper_id: Mapped[int | None] = mapped_column(ForeignKey("post.id"), index=True)
    place: Mapped[str] = mapped_column(Text)
    medium: Mapped[Medium] = mapped_column(choice(Medium))
    retention_years: Mapped[int | None]
    retention_basis: Mapped[str | None] = mapped_column(Text)
    disposal: Mapped[str] = mapped_column(Text)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]

    agency: Mapped[Agency] = relationship()
    document: Mapped[Document | None] = relationship()
    keeper: Mapped[Post | None] = relationship()
