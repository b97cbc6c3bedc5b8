"""Reading common procedures: what is offered to whom, who answered what, and by which revisions a body works."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, literal, select, true
from sqlalchemy.orm import Session, aliased

from documents.adoption.models import Adoption, AdoptionMode
from documents.adoption.standing import Standing, standing
from documents.approval.models import Dossier
from documents.library.finding import Body, bodies
from documents.library.force import in_force_on, lives
from documents.library.models import Document, DocumentKind, Profile, Revision
from qms.agencies.models import Agency, AgencySlice
from qms.people.kinds import PostKind
from qms.people.models import Post
from qms.people.queries import in_force, load_branches
from qms.security.permissions import Permission
from qms.security.viewer import Viewer


@dataclass(frozen=True)
class Common:
    """A common procedure with its revision in force on a day; the revision's fields are None while none is."""

    document_id: int
    owner_id: int
    owner: str
    owner_name: str
    code: str
    revision_id: int | None
    title: str | None
    issue_no: int | None
    revision_no: int | None
    effective_on: date | None

    @property
    def numbers(self) -> tuple[int, int] | None:
        """Issue and revision number in force."""
        return None if self.issue_no is None or self.revision_no is None else (self.issue_no, self.revision_no)


@dataclass(frozen=True)
class Answer:
    """What a body has answered, with the numbers of the revision it works by."""

    agency_id: int
    document_id: int
    mode: AdoptionMode
    revision_id: int | None
    issue_no: int | None
    revision_no: int | None
    title: str | None
    annex: str | None
    reason: str | None
    since: date
    until: date | None


@dataclass(frozen=True)
class Offer:
    """A common procedure towards one body."""

    common: Common
    body: Body
    answer: Answer | None

    @property
    def standing(self) -> Standing:
        answer = self.answer
        return standing(answer.mode if answer else None, answer.revision_id if answer else None, self.common.revision_id)

    @property
    def title(self) -> str:
        return self.common.title or (self.answer.title if self.answer else None) or self.common.code


@dataclass(frozen=True)
class Step:
    """A revision between the one used and the one in force, and what it changed."""

    issue_no: int
    revision_no: int
    effective_on: date
    summary: str | None


@dataclass(frozen=True)
class Working:
    """A revision by which a body works on a day: its own in force, or that of a common procedure which it has adopted."""

    agency_id: int
    document_id: int
    owner: str
    code: str
    title: str
    kind: DocumentKind
    revision_id: int
    issue_no: int
    revision_no: int
    since: date
    adopted: bool


def commons(session: Session, day: date, document_id: int | None = None) -> list[Common]:
    """All documents that are marked as common, or one of them, by issuer and code."""
    marked = and_(Profile.common, true() if document_id is None else Profile.document_id == document_id)
    life = lives(Revision.document_id.in_(select(Profile.document_id).where(marked)))
    current = select(life).where(in_force_on(life, day)).subquery()
    named = and_(AgencySlice.agency_id == Agency.id, in_force(AgencySlice.valid_from, AgencySlice.valid_to, day))
    rows: Iterable[Any] = session.execute(
        select(
            Document.id,
            Agency.id,
            Agency.key,
            func.coalesce(AgencySlice.name, Agency.key),
            Document.code,
            Revision.id,
            Revision.title,
            Revision.issue_no,
            Revision.revision_no,
            Revision.effective_on,
        )
        .join(Profile, Profile.document_id == Document.id)
        .join(Agency, Document.agency_id == Agency.id)
        .outerjoin(AgencySlice, named)
        .outerjoin(current, current.c.document_id == Document.id)
        .outerjoin(Revision, Revision.id == current.c.revision_id)
        .where(marked)
        .order_by(Agency.key_folded, Document.code_folded)
    )
    return [Common(*row) for row in rows]


def answers(session: Session, day: date, *conditions: ColumnElement[bool]) -> list[Answer]:
    """The answers that stand on ``day``, narrowed by conditions on Adoption."""
    return _answers(session, in_force(Adoption.valid_from, Adoption.valid_to, day), *conditions)


def history(session: Session, agency_id: int, document_id: int) -> list[Answer]:
    """All answers of a body to a procedure, the latest first."""
    return _answers(session, Adoption.agency_id == agency_id, Adoption.document_id == document_id)


def _answers(session: Session, *conditions: ColumnElement[bool]) -> list[Answer]:
    annex = aliased(Document)
    rows = session.execute(
        select(
            Adoption.agency_id,
            Adoption.document_id,
            Adoption.mode,
            Adoption.revision_id,
            Revision.issue_no,
            Revision.revision_no,
            Revision.title,
            annex.code,
            Adoption.reason,
            Adoption.valid_from,
            Adoption.valid_to,
        )
        .outerjoin(Revision, Adoption.revision_id == Revision.id)
        .outerjoin(annex, Adoption.annex_id == annex.id)
        .where(*conditions)
        .order_by(Adoption.valid_from.desc(), Adoption.id.desc())
    )
    return [Answer(*row) for row in rows]


def offered_to(session: Session, body: Body, day: date) -> list[Offer]:
    """What concerns a body: procedures offered to it that are in force, and those that it has answered in any way."""
    given = {answer.document_id: answer for answer in answers(session, day, Adoption.agency_id == body.id)}
    listed = commons(session, day)
    reached = _reached(session, {common.owner_id for common in listed}, day)
    return [
        Offer(common, body, given.get(common.document_id))
        for common in listed
        if common.owner_id != body.id
        and (common.document_id in given or (common.revision_id is not None and reached(common.owner_id, body.key)))
    ]


def offers_of(session: Session, day: date, document_id: int | None = None, keys: Collection[str] | None = None) -> list[Offer]:
    """The matrix: each common procedure (or one) towards each body to which it is offered or which has answered it.

    ``keys`` narrow the bodies to those that the reader may see, unless None; whoever may see the issuer sees with whom its
    procedure stands. The order is by procedure, then by name.
    """
    listed = commons(session, day, document_id)
    given: dict[int, dict[int, Answer]] = defaultdict(dict)
    narrowed = true() if document_id is None else Adoption.document_id == document_id
    for answer in answers(session, day, narrowed):
        given[answer.document_id][answer.agency_id] = answer
    reached = _reached(session, {common.owner_id for common in listed}, day)
    everybody = bodies(session, day)
    return [
        Offer(common, body, given[common.document_id].get(body.id))
        for common in listed
        for body in everybody
        if common.owner_id != body.id
        and (keys is None or common.owner in keys or body.key in keys)
        and (body.id in given[common.document_id] or (common.revision_id is not None and reached(common.owner_id, body.key)))
    ]


class _Reach:
    """To whom an issuer offers: the lead unit to all bodies, any other to those below it in the tree."""

    def __init__(self, leads: Collection[int], branches: dict[int, frozenset[str]]) -> None:
        self._leads = leads
        self._branches = branches

    def __call__(self, owner_id: int, key: str) -> bool:
        return owner_id in self._leads or key in self._branches.get(owner_id, ())


def _reached(session: Session, owners: Collection[int], day: date) -> _Reach:
    leading = select(Post.agency_id).where(
        Post.kind == PostKind.LEAD_OFFICER, Post.agency_id.in_(owners), in_force(Post.valid_from, Post.valid_to, day)
    )
    leads = {agency_id for agency_id in session.scalars(leading) if agency_id is not None}
    return _Reach(leads, load_branches(session, owners, day))


def is_offered(session: Session, common: Common, body: Body, day: date) -> bool:
    """Whether a body may answer a procedure for the first time."""
    return common.owner_id != body.id and _reached(session, {common.owner_id}, day)(common.owner_id, body.key)


def reads_as_common(session: Session, viewer: Viewer, document: Document, day: date) -> bool:
    """Whether the viewer may read a document of another body, because it is a common procedure offered to, or answered by, a
    body whose documents the viewer reads."""
    reach = viewer.reach(Permission.READ_DOCUMENTS)
    return reach is None or document.id in _readable(session, reach, commons(session, day, document.id), day)


def readable_commons(session: Session, reach: frozenset[str] | None, day: date) -> frozenset[int]:
    """The documents of other bodies that who reads those of the bodies in ``reach`` may read as common; none when that is all."""
    return frozenset() if reach is None else _readable(session, reach, commons(session, day), day)


def _readable(session: Session, reach: frozenset[str], listed: Collection[Common], day: date) -> frozenset[int]:
    """Those of the common procedures that are offered to, or answered by, a body in ``reach``."""
    reached = _reached(session, {common.owner_id for common in listed}, day)
    offered = {common.document_id for common in listed if any(reached(common.owner_id, key) for key in reach)}
    documents = {common.document_id for common in listed}
    answered = select(Adoption.document_id).join(Agency).where(Adoption.document_id.in_(documents), Agency.key.in_(reach))
    return frozenset(offered | set(session.scalars(answered)))


def changes_since(session: Session, offer: Offer) -> list[Step]:
    """The revisions from the one after that by which the body works up to the one in force, in their order."""
    answer, common = offer.answer, offer.common
    if answer is None or answer.revision_id is None or common.numbers is None:
        return []
    rows: Iterable[Any] = session.execute(
        select(Revision.issue_no, Revision.revision_no, Revision.effective_on, Dossier.summary)
        .outerjoin(Dossier, Dossier.revision_id == Revision.id)
        .where(Revision.document_id == common.document_id, Revision.effective_on.is_not(None))
        .order_by(Revision.issue_no, Revision.revision_no)
    )
    mine = (answer.issue_no, answer.revision_no)
    return [step for step in (Step(*row) for row in rows) if mine < (step.issue_no, step.revision_no) <= common.numbers]


def works_by(session: Session, day: date, *documents: ColumnElement[bool], agency_id: int | None = None) -> list[Working]:
    """The revisions by which each body (or one) works on ``day``, by code; ``documents`` narrow them by columns of Document."""
    life = lives(Revision.document_id.in_(select(Document.id).where(*documents)) if documents else true())
    fields = (Revision.title, Revision.kind, Revision.id, Revision.issue_no, Revision.revision_no)
    own = (
        select(Document.agency_id, Document.id, Agency.key, Document.code, *fields, life.c.effective_on, literal(False))
        .join(Revision, Revision.document_id == Document.id)
        .join(Agency, Document.agency_id == Agency.id)
        .join(life, life.c.revision_id == Revision.id)
        .where(in_force_on(life, day), *documents, true() if agency_id is None else Document.agency_id == agency_id)
    )
    adopted = (
        select(Adoption.agency_id, Document.id, Agency.key, Document.code, *fields, Adoption.valid_from, literal(True))
        .join(Document, Adoption.document_id == Document.id)
        .join(Agency, Document.agency_id == Agency.id)
        .join(Revision, Adoption.revision_id == Revision.id)
        .where(in_force(Adoption.valid_from, Adoption.valid_to, day), *documents)
        .where(true() if agency_id is None else Adoption.agency_id == agency_id)
    )
    found = [Working(*row) for query in (own, adopted) for row in session.execute(query)]
    return sorted(found, key=lambda one: (one.agency_id, one.code.casefold(), one.owner))
