"""Reading documents for pages: one document with its revisions, what waits for a person."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, selectinload

from documents.approval.loading import standing_of
from documents.approval.models import Assignment, Dossier, Stage
from documents.approval.workflow import Act, Standing, State, open_acts, state_of
from documents.library.force import lives
from documents.library.models import Document, DocumentKind, Profile, Revision
from documents.requests.models import ChangeRequest
from qms.agencies.models import Agency
from qms.security.permissions import Permission
from qms.security.viewer import Viewer


def stage_on(stage: Stage | None, issued_on: date | None, day: date, today: date) -> Stage | None:
    """How far a revision had come on a day: what is not issued by a past day is shown as a draft of that day."""
    if day < today and (issued_on is None or day < issued_on) and stage is not None:
        return Stage.DRAFT
    return stage


WORKING = (Permission.WRITE_DOCUMENTS, Permission.REVIEW_DOCUMENTS, Permission.APPROVE_DOCUMENTS)


def sees_work(viewer: Viewer, agency: str) -> bool:
    """Whether drafts of an agency are shown: to those who work on its documents, not to whoever looks on from above."""
    return any(viewer.may(permission, agency) for permission in WORKING)


def known_on(recorded_on: date, effective_on: date | None, day: date) -> bool:
    """Whether a revision was recorded by then, or later with the fact that it was in force already."""
    return recorded_on <= day or (effective_on is not None and effective_on <= day)


def _known_on(day: date) -> ColumnElement[bool]:
    """:func:`known_on`, asked of the database."""
    return or_(Revision.recorded_on <= day, Revision.effective_on <= day)


def _within(agencies: Collection[str] | None) -> list[ColumnElement[bool]]:
    return [] if agencies is None else [Agency.key.in_(agencies)]


@dataclass(frozen=True)
class Version:
    """A revision with its state on the day and, if it was made in the system, its dossier.

    ``until`` is the first day on which it is not in force; None where it is, as far as that day is known on the day.
    """

    revision: Revision
    state: State
    dossier: Dossier | None
    until: date | None

    @property
    def name(self) -> str:
        return f"{self.revision.issue_no}.{self.revision.revision_no}"


@dataclass(frozen=True)
class Record:
    """One document: its revisions that the viewer may see, newest first.

    ``replaced_by`` are codes: of the documents from outside that replace this one.
    """

    document: Document
    profile: Profile | None
    versions: list[Version]
    replaced_by: Sequence[str] = ()

    @cached_property
    def current(self) -> Version | None:
        """The one in force on the day."""
        return next((one for one in self.versions if one.state is State.IN_FORCE), None)

    @cached_property
    def in_work(self) -> Version | None:
        return next((one for one in self.versions if one.state.is_work), None)

    @cached_property
    def shown(self) -> Version:
        """The one that stands for the document."""
        settled = [one for one in self.versions if not one.state.is_work]
        return self.current or (settled or self.versions)[0]

    def version(self, issue_no: int, revision_no: int) -> Version | None:
        numbers = (issue_no, revision_no)
        return next((one for one in self.versions if (one.revision.issue_no, one.revision.revision_no) == numbers), None)


def load_record(session: Session, viewer: Viewer, document: Document, day: date, today: date) -> Record:
    """A document with its revisions as of ``day``, in a fixed number of statements; drafts only for those who work on it."""
    life = lives(Revision.document_id == document.id)
    rows = session.execute(
        select(Revision, Dossier, life.c.replaced_on, life.c.until)
        .outerjoin(Dossier, Dossier.revision_id == Revision.id)
        .outerjoin(life, life.c.revision_id == Revision.id)
        .where(Revision.document_id == document.id)
        .options(
            selectinload(Revision.procedures),
            selectinload(Revision.clauses),
            selectinload(Dossier.assignments).joinedload(Assignment.person),
            selectinload(Dossier.comments),
            selectinload(Dossier.author),
            selectinload(Dossier.request),
            selectinload(Dossier.batch),
            selectinload(Dossier.file),
        )
        .order_by(Revision.issue_no.desc(), Revision.revision_no.desc())
    ).all()
    sees = sees_work(viewer, document.agency.key)
    versions = [
        Version(revision, _state(revision, dossier, replaced_on, day, today), dossier, _known_until(until, day, today))
        for revision, dossier, replaced_on, until in rows
        if known_on(revision.recorded_on, revision.effective_on, day)
    ]
    seen = [one for one in versions if sees or not one.state.is_work]
    external = any(one.revision.kind is DocumentKind.EXTERNAL for one in seen)
    return Record(document, session.get(Profile, document.id), seen, _replacing(session, document, day) if external else ())


def _replacing(session: Session, document: Document, day: date) -> Sequence[str]:
    """Codes of the documents, known by ``day``, that say that they replace this one."""
    known = select(Revision.id).where(Revision.document_id == Document.id, _known_on(day)).exists()
    found = select(Document.code).join(Profile, Profile.document_id == Document.id)
    return session.scalars(found.where(Profile.replaces_id == document.id, known).order_by(Document.code_folded)).all()


def _known_until(until: date | None, day: date, today: date) -> date | None:
    """What a later day brought is not said of an earlier one."""
    return until if until is not None and (until <= day or day >= today) else None


def _state(revision: Revision, dossier: Dossier | None, replaced_on: date | None, day: date, today: date) -> State:
    stage = stage_on(dossier.stage if dossier else None, revision.issued_on, day, today)
    return state_of(stage, revision.effective_on, revision.ended_on, replaced_on, day)


@dataclass(frozen=True)
class Waiting:
    """A dossier in work with what the viewer can do about it."""

    dossier: Dossier
    standing: Standing
    acts: frozenset[Act]

    @property
    def awaited(self) -> list[str]:
        """The names of those whose turn it is."""
        names = {one.person_id: one.person.name for one in self.dossier.assignments}
        return [names[task.person_id] for task in self.standing.awaited_now()]


@dataclass
class Work:
    """What waits for a person, each list the longest waiting first."""

    to_review: list[Waiting] = field(default_factory=list)
    to_approve: list[Waiting] = field(default_factory=list)
    returned: list[Waiting] = field(default_factory=list)
    drafts: list[Waiting] = field(default_factory=list)
    sent: list[Waiting] = field(default_factory=list)
    to_decide: list[ChangeRequest] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many things the person can do something about now."""
        return sum(len(one) for one in (self.to_review, self.to_approve, self.returned, self.drafts)) + len(self.to_decide)


def load_work(session: Session, viewer: Viewer) -> Work:
    """What lies with the viewer now, in a fixed number of statements."""
    work = Work()
    for dossier in _in_hand(session, viewer.person_id):
        standing = standing_of(dossier)
        waiting = Waiting(dossier, standing, open_acts(standing, viewer))
        if Act.PASS in waiting.acts:
            work.to_review.append(waiting)
        if Act.APPROVE in waiting.acts:
            work.to_approve.append(waiting)
        if dossier.author_id == viewer.person_id:
            in_draft = work.returned if dossier.round > 1 else work.drafts
            (in_draft if dossier.stage is Stage.DRAFT else work.sent).append(waiting)
    work.to_decide = _undecided(session, viewer)
    return work


def _in_hand(session: Session, person_id: int) -> Iterable[Dossier]:
    asked = select(Assignment.revision_id).where(Assignment.person_id == person_id, Assignment.verdict.is_(None))
    return session.scalars(
        select(Dossier)
        .where(Dossier.stage != Stage.APPROVED, or_(Dossier.author_id == person_id, Dossier.revision_id.in_(asked)))
        .options(
            selectinload(Dossier.revision).joinedload(Revision.document).joinedload(Document.agency),
            selectinload(Dossier.assignments).joinedload(Assignment.person),
            selectinload(Dossier.comments),
            selectinload(Dossier.author),
        )
        .order_by(Dossier.revision_id)
    )


def _undecided(session: Session, viewer: Viewer) -> list[ChangeRequest]:
    reach = viewer.reach(Permission.APPROVE_DOCUMENTS)
    found = (
        select(ChangeRequest)
        .join(Agency, ChangeRequest.agency_id == Agency.id)
        .where(ChangeRequest.decision.is_(None), *_within(reach))
        .options(selectinload(ChangeRequest.agency), selectinload(ChangeRequest.document), selectinload(ChangeRequest.asked_by))
        .order_by(ChangeRequest.id)
    )
    return list(session.scalars(found))

