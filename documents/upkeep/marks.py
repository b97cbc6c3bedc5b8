"""Procedures that a change of their TTHC has overtaken, and TTHC that have no procedure. Derived, never stored.

A document is marked when something happened to one of its TTHC after somebody last took responsibility for its content: by
signing the approval of the revision in force or a periodic review; for a revision that came by workbook the day on which it
was recorded stands for it. A new revision or a periodic review settles the mark.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import and_, func, or_, select, true
from sqlalchemy.orm import Session

from documents.adoption.models import Adoption
from documents.approval.use_cases import APPROVED
from documents.library.force import in_force_on, lives
from documents.library.models import Document, Profile, Revision, revision_procedure
from documents.upkeep.models import PeriodicReview
from qms.agencies.models import Agency
from qms.catalogue.models import AdministrativeProcedure, Authority
from qms.catalogue.sheet import PROCEDURES
from qms.clock import day_of
from qms.exchange.sheet import KEY_SEPARATOR
from qms.language import Phrase, mark
from qms.people.queries import in_force
from qms.signatures.models import Signature
from qms.text import fold_key
from qms.trail.models import TrailBatch, TrailEntry

CHANGED = f"{PROCEDURES.noun}:changed"


class MarkKind(StrEnum):
    CHANGED = "changed"
    ABOLISHED = "abolished"
    NO_AUTHORITY = "no_authority"

    @property
    def sentence(self) -> Phrase:
        """With the values ``code`` and ``day``."""
        return Phrase(_SENTENCES[self])


_SENTENCES = {
    MarkKind.CHANGED: mark("TTHC {code} đã thay đổi ngày {day}: cần soát lại"),
    MarkKind.ABOLISHED: mark("TTHC {code} bị bãi bỏ từ ngày {day}: cần soát lại"),
    MarkKind.NO_AUTHORITY: mark("TTHC {code} không còn thuộc thẩm quyền từ ngày {day}: cần soát lại"),
}


@dataclass(frozen=True)
class Mark:
    """What happened to a TTHC of a document in force, after anybody took responsibility for the document."""

    agency: str
    document_id: int
    code: str
    title: str
    owner_post_id: int | None
    procedure: str
    kind: MarkKind
    happened_on: date

    @property
    def said(self) -> Phrase:
        return Phrase(_SENTENCES[self.kind], code=self.procedure, day=self.happened_on)

    @property
    def identity(self) -> str:
        """Tells marks of one document apart."""
        return KEY_SEPARATOR.join((self.kind.value, self.procedure, self.happened_on.isoformat()))


@dataclass(frozen=True)
class Uncovered:
    """A TTHC under a body's authority without a procedure of its own in force; ``adopted``: common ones that it works by."""

    agency: str
    code: str
    name: str
    since: date
    adopted: tuple[str, ...]


def marks(session: Session, day: date, keys: Collection[str] | None = None, document_id: int | None = None) -> list[Mark]:
    """The marks of the bodies with ``keys`` (all, when None) on ``day``, by body, document and TTHC."""
    links = _links(session, day, keys, document_id)
    if not links:
        return []
    responsible = _responsible(session, links, day, keys)
    changed = _changed(session, {row.procedure for row in links}, day)
    ended = _authority_ended(session, {row.agency_id for row in links}, {row.procedure_id for row in links}, day)
    found = [one for row in links for one in _of_link(row, responsible[row.revision_id], changed, ended, day)]
    return sorted(found, key=lambda one: (one.agency, fold_key(one.code), one.procedure, one.happened_on, one.kind))


def _links(session: Session, day: date, keys: Collection[str] | None, document_id: int | None) -> list[Any]:
    """Each document in force with each of its TTHC."""
    within = [
        true() if keys is None else Agency.key.in_(keys),
        true() if document_id is None else Document.id == document_id,
    ]
    linked = (
        select(Revision.document_id)
        .join(revision_procedure, revision_procedure.c.revision_id == Revision.id)
        .join(Document, Revision.document_id == Document.id)
        .join(Agency, Document.agency_id == Agency.id)
        .where(*within)
    )
    life = lives(Revision.document_id.in_(linked))
    procedure = AdministrativeProcedure
    query = (
        select(
            Agency.id.label("agency_id"),
            Agency.key.label("agency"),
            Agency.key_folded.label("agency_folded"),
            Document.id.label("document_id"),
            Document.code,
            Revision.id.label("revision_id"),
            Revision.title,
            Revision.issue_no,
            Revision.revision_no,
            Revision.recorded_on,
            Profile.owner_post_id,
            procedure.id.label("procedure_id"),
            procedure.code.label("procedure"),
            procedure.valid_to,
        )
        .join(Document, Document.agency_id == Agency.id)
        .join(life, life.c.document_id == Document.id)
        .join(Revision, Revision.id == life.c.revision_id)
        .join(revision_procedure, revision_procedure.c.revision_id == Revision.id)
        .join(procedure, procedure.id == revision_procedure.c.procedure_id)
        .outerjoin(Profile, Profile.document_id == Document.id)
        .where(*within, in_force_on(life, day))
    )
    return list(session.execute(query))


@dataclass(frozen=True)
class _Responsible:
    """Up to when somebody answers for the content: a moment where it was signed, else a whole day."""

    moment: datetime | None
    day: date

    def before(self, at: datetime) -> bool:
        """Whether ``at`` came after it."""
        return at > self.moment if self.moment is not None else day_of(at) > self.day


def _responsible(session: Session, links: Iterable[Any], day: date, keys: Collection[str] | None) -> dict[int, _Responsible]:
    """By revision, as of the end of ``day``."""
    approved = _approved(session, day, None if keys is None else [fold_key(key) for key in keys])
    reviewed = _reviewed(session, day)
    found = {}
    for row in links:
        parts = (row.agency_folded, row.code, str(row.issue_no), str(row.revision_no))
        signed = approved.get(KEY_SEPARATOR.join(parts))
        review = reviewed.get(row.document_id)
        on = max(filter(None, (day_of(signed) if signed else row.recorded_on, review[0] if review else None)))
        moments = [one for one in (signed, review[1] if review else None) if one is not None]
        last = max(moments, default=None)
        found[row.revision_id] = _Responsible(last if last is not None and day_of(last) >= on else None, on)
    return found


def _approved(session: Session, day: date, agencies: Collection[str] | None) -> dict[str, datetime]:
    """The last signature that approved each revision, by its key, up to the end of ``day``."""
    own = [Signature.object_key.startswith(f"{key}{KEY_SEPARATOR}", autoescape=True) for key in agencies or ()]
    query = select(Signature.object_key, Signature.signed_at).where(Signature.noun == "revision", Signature.meaning == APPROVED)
    found: dict[str, datetime] = {}
    for key, at in session.execute(query.where(or_(*own)) if own else query):
        if day_of(at) <= day:
            found[key] = max(at, found.get(key, at))
    return found


def _reviewed(session: Session, day: date) -> dict[int, tuple[date, datetime | None]]:
    """The last review of each document by ``day``, with the moment of its signature if it was signed."""
    query = (
        select(PeriodicReview.document_id, PeriodicReview.reviewed_on, Signature.signed_at)
        .outerjoin(Signature, Signature.id == PeriodicReview.signature_id)
        .where(PeriodicReview.reviewed_on <= day)
        .order_by(PeriodicReview.reviewed_on, PeriodicReview.id)
    )
    return {document_id: (on, at) for document_id, on, at in session.execute(query)}


def _changed(session: Session, codes: Collection[str], day: date) -> dict[str, datetime]:
    """When the registry last changed each TTHC, by folded code, up to the end of ``day``."""
    batch = and_(TrailBatch.first <= TrailEntry.number, TrailBatch.last >= TrailEntry.number)
    query = (
        select(TrailEntry.object_key, TrailBatch.at)
        .join(TrailBatch, batch)
        .where(TrailEntry.object_key.in_(codes), TrailEntry.verb == CHANGED)
        .order_by(TrailEntry.number)
    )
    moments = ((fold_key(key), datetime.fromisoformat(at)) for key, at in session.execute(query))
    return {key: at for key, at in moments if day_of(at) <= day}


def _authority_ended(
    session: Session, agencies: Collection[int], procedures: Collection[int], day: date
) -> dict[tuple[int, int], date]:
    """Since when a body no longer answers for a TTHC for which it did."""
    query = (
        select(Authority.agency_id, Authority.procedure_id, func.max(Authority.valid_to))
        .where(Authority.agency_id.in_(agencies), Authority.procedure_id.in_(procedures), Authority.valid_from <= day)
        .group_by(Authority.agency_id, Authority.procedure_id)
        .having(func.count() == func.count(Authority.valid_to))  # none of them is open
    )
    return {(agency, procedure): ended for agency, procedure, ended in session.execute(query) if ended and ended <= day}


def _of_link(
    row: Any,
    responsible: _Responsible,
    changed: Mapping[str, datetime],
    ended: Mapping[tuple[int, int], date],
    day: date,
) -> Iterator[Mark]:
    def said(kind: MarkKind, on: date) -> Mark:
        return Mark(row.agency, row.document_id, row.code, row.title, row.owner_post_id, row.procedure, kind, on)

    without = ended.get((row.agency_id, row.procedure_id))
    at = changed.get(fold_key(row.procedure))
    if row.valid_to is not None and responsible.day < row.valid_to <= day:
        yield said(MarkKind.ABOLISHED, row.valid_to)
    elif without is not None and responsible.day < without:
        yield said(MarkKind.NO_AUTHORITY, without)
    elif at is not None and responsible.before(at):
        yield said(MarkKind.CHANGED, day_of(at))


def uncovered(session: Session, day: date, keys: Collection[str] | None = None) -> list[Uncovered]:
    """TTHC under authority on ``day`` that no document in force of the body is linked to, by body and code.

    The same as what the gate of coverage counts as lacking.
    """
    procedure = AdministrativeProcedure
    query = (
        select(Agency.id, Agency.key, procedure.id, procedure.code, procedure.name, func.min(Authority.valid_from))
        .join(Authority, Authority.agency_id == Agency.id)
        .join(procedure, procedure.id == Authority.procedure_id)
        .where(
            true() if keys is None else Agency.key.in_(keys),
            in_force(Authority.valid_from, Authority.valid_to, day),
            or_(procedure.valid_from.is_(None), procedure.valid_from <= day),
            or_(procedure.valid_to.is_(None), procedure.valid_to > day),
        )
        .group_by(Agency.id, Agency.key, Agency.key_folded, procedure.id, procedure.code, procedure.code_folded, procedure.name)
        .order_by(Agency.key_folded, procedure.code_folded)
    )
    covered, adopted = _covered(session, day), _adopted(session, day)
    return [
        Uncovered(agency, code, name, since, tuple(sorted(adopted[agency_id, procedure_id])))
        for agency_id, agency, procedure_id, code, name, since in session.execute(query)
        if (agency_id, procedure_id) not in covered
    ]


def _covered(session: Session, day: date) -> set[tuple[int, int]]:
    """Bodies with the TTHC to which a document of theirs in force is linked."""
    life = lives()
    query = (
        select(Document.agency_id, revision_procedure.c.procedure_id)
        .join(life, life.c.document_id == Document.id)
        .join(revision_procedure, revision_procedure.c.revision_id == life.c.revision_id)
        .where(in_force_on(life, day))
        .distinct()
    )
    return {(agency_id, procedure_id) for agency_id, procedure_id in session.execute(query)}


def _adopted(session: Session, day: date) -> dict[tuple[int, int], list[str]]:
    """Codes of the common procedures that bodies work by, by body and TTHC."""
    query = (
        select(Adoption.agency_id, revision_procedure.c.procedure_id, Document.code)
        .join(Document, Document.id == Adoption.document_id)
        .join(revision_procedure, revision_procedure.c.revision_id == Adoption.revision_id)
        .where(in_force(Adoption.valid_from, Adoption.valid_to, day))
    )
    found: dict[tuple[int, int], list[str]] = defaultdict(list)
    for agency_id, procedure_id, code in session.execute(query):
        found[agency_id, procedure_id].append(code)
    return found
