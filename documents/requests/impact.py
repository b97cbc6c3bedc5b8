"""What a change of a document would touch: the documents that refer to it, its forms, its TTHC, the bodies that adopted it."""

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session, aliased

from documents.adoption.models import Adoption, AdoptionMode
from documents.approval.content import text_of
from documents.approval.models import Dossier
from documents.library.force import in_force_on, lives
from documents.library.models import Document, DocumentKind, Revision, revision_procedure
from qms.agencies.models import Agency
from qms.catalogue.models import AdministrativeProcedure
from qms.files.models import StoredFile
from qms.language import Phrase, mark
from qms.people.queries import in_force
from qms.text import fold_key, sort_key

_JOINED = r"[\w]"  # a code ends where no letter or digit follows
_TAIL = re.compile(r"^[^\W\d_]+[ ._/-]*")  # the letters that say the kind: "QT-" of QT-01


class Reason(StrEnum):
    """Why a document is touched, the strongest first."""

    MENTIONS = "mentions"
    CODE = "code"
    PROCEDURE = "procedure"

    @property
    def label(self) -> Phrase:
        return Phrase(_REASONS[self])


_REASONS = {
    Reason.MENTIONS: mark("nội dung có nhắc đến mã tài liệu"),
    Reason.CODE: mark("mã tài liệu cùng gốc"),
    Reason.PROCEDURE: mark("cùng quy định một TTHC"),
}


@dataclass(frozen=True)
class Touched:
    agency: str
    code: str
    title: str
    kind: DocumentKind
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Adopter:
    agency: str
    mode: AdoptionMode


@dataclass(frozen=True)
class Impact:
    """Everything as of one day; ``forms`` are the touched documents that are forms, ``documents`` all others."""

    documents: list[Touched] = field(default_factory=list)
    forms: list[Touched] = field(default_factory=list)
    procedures: list[tuple[str, str]] = field(default_factory=list)
    adopters: list[Adopter] = field(default_factory=list)


def impact(session: Session, document: Document, day: date) -> Impact:
    """What refers to the document on ``day``: among the documents in force of its agency and of those that adopted it."""
    adopters = _adopters(session, document, day)
    touched = _touched(session, document, day, [document.agency.key, *(one.agency for one in adopters)])
    return Impact(
        [one for one in touched if one.kind is not DocumentKind.FORM],
        [one for one in touched if one.kind is DocumentKind.FORM],
        _procedures(session, document),
        adopters,
    )


def same_root(code: str, other: str) -> bool:
    """Whether one code is built upon the other: BM-QT-01-02 and QT-01, QT.22-BM02 and QT.22, BM.01.07 and QT.01."""
    one, two = sorted((fold_key(code), fold_key(other)), key=len)
    if one == two or mentions(two, one):
        return one != two
    tail, longer = _TAIL.sub("", one), _TAIL.sub("", two)
    return bool(tail) and len(longer) > len(tail) and longer.startswith(tail) and not longer[len(tail)].isalnum()


def mentions(text: str, code: str) -> bool:
    """Whether a text names a code, not merely a longer one that begins or ends alike; both folded."""
    return re.search(rf"(?<!{_JOINED}){re.escape(code)}(?!{_JOINED})", text) is not None


def _touched(session: Session, document: Document, day: date, agencies: list[str]) -> list[Touched]:
    near = select(Document.id).join(Agency, Document.agency_id == Agency.id).where(Agency.key.in_(agencies))
    life = lives(Revision.document_id.in_(near))
    shared = _shares_procedure(document)
    named = or_(Dossier.body.icontains(document.code, autoescape=True), StoredFile.text.icontains(document.code, autoescape=True))
    rows = session.execute(
        select(Agency.key, Document.code, Revision.title, Revision.kind, shared, named, Dossier)
        .join(life, life.c.revision_id == Revision.id)
        .join(Document, Revision.document_id == Document.id)
        .join(Agency, Document.agency_id == Agency.id)
        .outerjoin(Dossier, Dossier.revision_id == Revision.id)
        .outerjoin(StoredFile, StoredFile.digest == Dossier.digest)
        .where(in_force_on(life, day), Document.id != document.id, Agency.key.in_(agencies))
    )
    found = []
    for agency, code, title, kind, shares, named_there, dossier in rows:
        there = bool(named_there) and mentions(fold_key(text_of(dossier) or ""), document.code_folded)
        own = agency == document.agency.key
        said = {Reason.MENTIONS: there, Reason.CODE: own and same_root(document.code, code), Reason.PROCEDURE: bool(shares)}
        reasons = tuple(reason for reason, holds in said.items() if holds)
        if reasons:
            found.append(Touched(agency, code, title, kind, reasons))
    return sorted(found, key=lambda one: (sort_key(one.agency), sort_key(one.code)))


def _shares_procedure(document: Document) -> ColumnElement[bool]:
    mine, theirs, own = revision_procedure.alias(), revision_procedure.alias(), aliased(Revision)
    return exists().where(
        theirs.c.revision_id == Revision.id,
        theirs.c.procedure_id == mine.c.procedure_id,
        mine.c.revision_id == own.id,
        own.document_id == document.id,
    )


def _procedures(session: Session, document: Document) -> list[tuple[str, str]]:
    found = (
        select(AdministrativeProcedure.code, AdministrativeProcedure.name)
        .join(revision_procedure, revision_procedure.c.procedure_id == AdministrativeProcedure.id)
        .join(Revision, Revision.id == revision_procedure.c.revision_id)
        .where(Revision.document_id == document.id)
        .distinct()
        .order_by(AdministrativeProcedure.code)
    )
    return [(code, name) for code, name in session.execute(found)]


def _adopters(session: Session, document: Document, day: date) -> list[Adopter]:
    found = (
        select(Agency.key, Adoption.mode)
        .join(Agency, Adoption.agency_id == Agency.id)
        .where(Adoption.document_id == document.id, in_force(Adoption.valid_from, Adoption.valid_to, day))
        .order_by(Agency.key_folded)
    )
    return [Adopter(key, mode) for key, mode in session.execute(found)]
