"""What is said of a revision beside its content, as typed, and putting it on a revision."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents.library.models import DocumentKind, Revision
from qms.catalogue.models import AdministrativeProcedure
from qms.language import Bilingual, Phrase, UserError, mark
from qms.standards.models import Clause, Edition, FrameworkSlot
from qms.text import fold_key, tidy

NO_TITLE = Phrase(mark("Hãy ghi tên tài liệu."))


@dataclass(frozen=True)
class Description:
    """``edition`` is the year of ISO 9001; ``slot`` one of its framework; ``clauses`` are numbers of that edition;
    ``procedures`` are codes of TTHC."""

    title: str
    kind: DocumentKind
    edition: str
    slot: str | None = None
    clauses: Sequence[str] = ()
    procedures: Sequence[str] = ()


def slot_title(session: Session, revision: Revision) -> Bilingual | None:
    """What the framework calls the place that the revision fills."""
    slot = session.get(FrameworkSlot, (revision.edition, revision.slot)) if revision.slot else None
    return Bilingual(slot.title_vi, slot.title_en) if slot else None


def describe(session: Session, revision: Revision, said: Description) -> None:
    """Put the description on a revision that nobody has approved; raise UserError that names what the registry does not know."""
    if not tidy(said.title):
        raise UserError(NO_TITLE)
    if session.get(Edition, said.edition) is None:
        raise UserError(Phrase(mark("Không có phiên bản ISO 9001:{edition}."), edition=said.edition))
    if said.slot and session.get(FrameworkSlot, (said.edition, said.slot)) is None:
        raise UserError(Phrase(mark("Mô hình khung của ISO 9001:{edition} không có mục này."), edition=said.edition))
    revision.title, revision.kind = tidy(said.title), said.kind
    revision.edition, revision.slot = said.edition, said.slot or None
    revision.clauses = _clauses(session, said)
    revision.procedures = _procedures(session, said.procedures)


def described(revision: Revision) -> Description:
    """What a revision says of itself, for a form or for the revision that follows it."""
    return Description(
        revision.title,
        revision.kind,
        revision.edition,
        revision.slot,
        [clause.number for clause in revision.clauses if clause.edition == revision.edition],
        [procedure.code for procedure in revision.procedures],
    )


def _clauses(session: Session, said: Description) -> list[Clause]:
    wanted = set(said.clauses)
    found = list(session.scalars(select(Clause).where(Clause.edition == said.edition, Clause.number.in_(wanted))))
    unknown = sorted(wanted - {clause.number for clause in found})
    if unknown:
        raise UserError(Phrase(mark("ISO 9001:{edition} không có điều khoản {numbers}."), edition=said.edition, numbers=unknown))
    return found


def _procedures(session: Session, codes: Sequence[str]) -> list[AdministrativeProcedure]:
    wanted = {fold_key(code): code for code in codes}
    known = select(AdministrativeProcedure).where(AdministrativeProcedure.code_folded.in_(wanted))
    found = list(session.scalars(known))
    unknown = sorted(wanted.keys() - {procedure.code_folded for procedure in found})
    if unknown:
        raise UserError(Phrase(mark("Sổ đăng ký không có TTHC mang mã {codes}."), codes=[wanted[code] for code in unknown]))
    return found
