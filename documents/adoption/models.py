"""A body's answer to a common procedure: which revision it works by, with its own annex or not, or why not at all."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from documents.library.models import Document, Revision
from qms.agencies.models import Agency
from qms.language import Phrase, mark
from qms.storage.base import Base, choice, ends_after_start, one_of


class AdoptionMode(StrEnum):
    ADOPTED = "adopted"
    WITH_ANNEX = "with_annex"
    NOT_APPLICABLE = "not_applicable"

    @property
    def label(self) -> Phrase:
        return Phrase(_LABELS[self])


_LABELS = {
    AdoptionMode.ADOPTED: mark("Áp dụng nguyên văn"),
    AdoptionMode.WITH_ANNEX: mark("Áp dụng kèm phụ lục riêng"),
    AdoptionMode.NOT_APPLICABLE: mark("Không áp dụng"),
}


class Adoption(Base):
    """From ``valid_from`` until the day before ``valid_to`` (open when null); a new answer ends the former one."""

    __tablename__ = "adoption"
    __table_args__ = (
        UniqueConstraint("agency_id", "document_id", "valid_from"),
        ends_after_start(),
        one_of("mode", AdoptionMode),
        CheckConstraint("mode <> 'not_applicable' OR reason IS NOT NULL", name="refusal_reasoned"),
        CheckConstraint("(mode = 'not_applicable') = (revision_id IS NULL)", name="revision_named"),
        CheckConstraint("(mode = 'with_annex') = (annex_id IS NOT NULL)", name="annex_named"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), index=True)
    revision_id: Mapped[int | None] = mapped_column(ForeignKey("revision.id"), index=True)
    mode: Mapped[AdoptionMode] = mapped_column(choice(AdoptionMode))
    annex_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    reason: Mapped[str | None] = mapped_column(Text)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]

    agency: Mapped[Agency] = relationship()
    document: Mapped[Document] = relationship(foreign_keys=[document_id])
    annex: Mapped[Document | None] = relationship(foreign_keys=[annex_id])
    revision: Mapped[Revision | None] = relationship()
