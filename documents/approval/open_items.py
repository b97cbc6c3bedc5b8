"""What a hand-over shows and moves: reviews and approvals that wait for a person, drafts, requests that were asked."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, selectinload

from documents.approval.models import Assignment, Dossier, Role, Stage
from documents.library.models import Document, Revision
from documents.library.telling import revision_key
from documents.requests.models import ChangeRequest
from documents.requests.use_cases import request_key
from qms.agencies.models import Agency
from qms.language import Phrase, mark
from qms.people.models import Person
from qms.people.open_items import OpenItem
from qms.trail.entries import Change

_TASKS = {
    Role.REVIEWER: Phrase(mark("Soát xét tài liệu")),
    Role.APPROVER: Phrase(mark("Phê duyệt tài liệu")),
}
_DRAFT = Phrase(mark("Soạn thảo tài liệu"))
_ASKED = Phrase(mark("Theo dõi phiếu yêu cầu đã gửi"))
_WORK, _REQUEST = "dossier", "change_request"


class DocumentWork:
    """The provider of the nouns of document control that lie with persons."""

    def of_post(self, session: Session, post_id: int) -> Sequence[OpenItem]:
        return ()  # what a post owns stays with it

    def of_person(self, session: Session, person_id: int, agency: str | None) -> Sequence[OpenItem]:
        return [
            *(_item(dossier, _DRAFT) for dossier in _authored(session, person_id, agency)),
            *(_item(task.dossier, _TASKS[task.role]) for task in _tasks(session, person_id, agency)),
            *(_request_item(request) for request in _asked(session, person_id, agency)),
        ]

    def move(self, session: Session, items: Sequence[OpenItem], from_person: int, to_person: int) -> Sequence[Change]:
        keys = {(item.noun, item.key) for item in items}
        names = session.get_one(Person, from_person).key, session.get_one(Person, to_person).key
        changes: list[Change] = []
        for dossier in _authored(session, from_person, None):
            if (_WORK, revision_key(dossier.revision)) in keys:
                dossier.author_id = to_person
                changes += _told("author", dossier, names)
                changes += _free_of_author(dossier)
        for task in _tasks(session, from_person, None):
            if (_WORK, revision_key(task.dossier.revision)) in keys:
                changes += _hand_over(session, task, to_person, names)
        for request in _asked(session, from_person, None):
            if (_REQUEST, request_key(request)) in keys:
                request.asked_by_id = to_person
                changes.append(Change("change_request:changed", request_key(request), {"asked_by": names}))
        session.flush()
        return changes


def _hand_over(session: Session, task: Assignment, to_person: int, names: tuple[str, str]) -> list[Change]:
    """Give a task to another; where he has the same task already, this one falls away."""
    dossier = task.dossier
    same = (task.round, task.role, to_person)
    if any((one.round, one.role, one.person_id) == same for one in dossier.assignments):
        dossier.assignments.remove(task)
        session.delete(task)
        _shrink_quorum(dossier, task.role)
    else:
        task.person_id = to_person
    return [*_told(task.role.value, dossier, names), *_free_of_author(dossier)]


def _free_of_author(dossier: Dossier) -> list[Change]:
    """Nobody judges the own work: a round in which the author would is over, and the draft is sent out anew."""
    present = [one for one in dossier.assignments if one.round == dossier.round]
    reviewers = {one.person_id for one in present if one.role is Role.REVIEWER}
    approvers = {one.person_id for one in present if one.role is Role.APPROVER}
    if dossier.stage is Stage.DRAFT or (dossier.author_id not in reviewers and approvers != {dossier.author_id}):
        return []
    before, dossier.stage = dossier.stage, Stage.DRAFT
    dossier.round += 1
    diff = {"stage": (before.value, Stage.DRAFT.value), "round": (dossier.round - 1, dossier.round)}
    return [Change("dossier:recalled", revision_key(dossier.revision), diff)]


def _shrink_quorum(dossier: Dossier, role: Role) -> None:
    left = sum((one.round, one.role) == (dossier.round, role) for one in dossier.assignments)
    if role is Role.REVIEWER and dossier.review_quorum is not None:
        dossier.review_quorum = max(1, min(dossier.review_quorum, left))
    if role is Role.APPROVER and dossier.approval_quorum is not None:
        dossier.approval_quorum = max(1, min(dossier.approval_quorum, left))


def _told(field: str, dossier: Dossier, names: tuple[str, str]) -> list[Change]:
    return [Change("dossier:changed", revision_key(dossier.revision), {field: names})]


def _authored(session: Session, person_id: int, agency: str | None) -> list[Dossier]:
    found = _dossiers(agency).where(Dossier.author_id == person_id)
    return list(session.scalars(found))


def _tasks(session: Session, person_id: int, agency: str | None) -> list[Assignment]:
    waiting = (Assignment.person_id == person_id, Assignment.verdict.is_(None), Assignment.round == Dossier.round)
    found = _dossiers(agency).join(Assignment, Assignment.revision_id == Dossier.revision_id).where(*waiting)
    dossiers = {dossier.revision_id: dossier for dossier in session.scalars(found)}
    return [
        task
        for dossier in dossiers.values()
        if dossier.stage is not Stage.DRAFT
        for task in dossier.assignments
        if (task.person_id, task.verdict, task.round) == (person_id, None, dossier.round)
    ]


def _dossiers(agency: str | None) -> Select[Dossier]:
    found = (
        select(Dossier)
        .join(Revision, Dossier.revision_id == Revision.id)
        .join(Document, Revision.document_id == Document.id)
        .join(Agency, Document.agency_id == Agency.id)
        .where(Dossier.stage != Stage.APPROVED)
        .options(
            selectinload(Dossier.revision).joinedload(Revision.document).joinedload(Document.agency),
            selectinload(Dossier.assignments),
        )
        .order_by(Dossier.revision_id)
    )
    return found if agency is None else found.where(Agency.key == agency)


def _asked(session: Session, person_id: int, agency: str | None) -> list[ChangeRequest]:
    found = (
        select(ChangeRequest)
        .join(Agency, ChangeRequest.agency_id == Agency.id)
        .where(ChangeRequest.asked_by_id == person_id, ChangeRequest.decision.is_(None))
        .options(selectinload(ChangeRequest.agency))
        .order_by(ChangeRequest.id)
    )
    return list(session.scalars(found if agency is None else found.where(Agency.key == agency)))


def _item(dossier: Dossier, task: Phrase) -> OpenItem:
    revision = dossier.revision
    where = {
        "agency": revision.document.agency.key,
        "code": revision.document.code,
        "issue_no": revision.issue_no,
        "revision_no": revision.revision_no,
    }
    return OpenItem(_WORK, revision_key(revision), task, revision.title, None, "approval.show", where)


def _request_item(request: ChangeRequest) -> OpenItem:
    where = {"agency": request.agency.key, "number": request.number}
    return OpenItem(_REQUEST, request_key(request), _ASKED, request.title, None, "requests.show", where)
