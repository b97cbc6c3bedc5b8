"""What carries a revision from draft to approval: submitting, remarks, verdicts, and the signature that sets it in force."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from documents.approval.content import check_content, content_of
from documents.approval.loading import agency_of, standing_of, take
from documents.approval.models import Assignment, Comment, Dossier, Role, Stage, Verdict
from documents.approval.notices import awaited, tell_who_is_next
from documents.approval.people import check_candidates
from documents.approval.telling import dossier_facts
from documents.approval.wording import approval_statement
from documents.approval.workflow import Act, Transition, check_people, demand
from documents.library.models import Revision
from documents.library.telling import changed, revision_facts, revision_key
from qms.clock import day_of
from qms.files.store import Store
from qms.language import Phrase, UserError, mark
from qms.security.acting import NotVisible, SignedIn
from qms.security.permissions import Permission
from qms.signatures.proof import Proof
from qms.signatures.use_cases import Signed, change_of, sign
from qms.text import tidy
from qms.trail.entries import Change
from qms.trail.use_cases import record

APPROVED = "revision:approved"  # the meaning of the signature
NO_REASON = Phrase(mark("Hãy ghi lý do trả lại."))


@dataclass(frozen=True)
class Panel:
    """Who judges, by ids of persons; ``quorum`` None: all of them."""

    people: Sequence[int]
    in_order: bool = True
    quorum: int | None = None


@dataclass(frozen=True)
class Submission:
    version: int
    reviewers: Panel
    approvers: Panel


@dataclass(frozen=True)
class Approval:
    """``effective_on`` is asked only of the last approver who is needed; ``version`` is that of the dossier that was read."""

    version: int
    effective_on: date | None = None
    note: str | None = None


def submit(session: Session, acting: SignedIn, revision_id: int, command: Submission) -> Dossier:
    """Send a draft to its reviewers and name its approvers."""
    dossier = take(session, acting, Act.SUBMIT, revision_id, command.version)
    agency, day = agency_of(dossier.revision), day_of(acting.moment)
    actor = acting.under(Permission.WRITE_DOCUMENTS, agency)
    check_content(dossier)
    reviewers, approvers = command.reviewers, command.approvers
    check_people(dossier.author_id, reviewers.people, approvers.people, (reviewers.quorum, approvers.quorum))
    names = {
        Role.REVIEWER: check_candidates(session, Permission.REVIEW_DOCUMENTS, agency, day, reviewers.people),
        Role.APPROVER: check_candidates(session, Permission.APPROVE_DOCUMENTS, agency, day, approvers.people),
    }
    dossier.review_in_order, dossier.review_quorum = reviewers.in_order, reviewers.quorum
    dossier.approval_in_order, dossier.approval_quorum = approvers.in_order, approvers.quorum
    for role, panel in ((Role.REVIEWER, reviewers), (Role.APPROVER, approvers)):
        dossier.assignments += [
            Assignment(round=dossier.round, role=role, position=place, person_id=person)
            for place, person in enumerate(panel.people, 1)
        ]
    dossier.stage = Stage.IN_REVIEW
    diff = {"stage": (Stage.DRAFT.value, Stage.IN_REVIEW.value), "round": (None, dossier.round)}
    named = {role.value: (None, keys) for role, keys in names.items()}
    record(session, actor, acting.moment, [_change("submitted", dossier, {**diff, **named})])
    tell_who_is_next(session, dossier, acting.moment)
    return dossier


def recall(session: Session, acting: SignedIn, revision_id: int, version: int) -> Dossier:
    """The author takes a revision back while it is in review."""
    dossier = take(session, acting, Act.RECALL, revision_id, version)
    actor = acting.under(Permission.WRITE_DOCUMENTS, agency_of(dossier.revision))
    record(session, actor, acting.moment, [_change("recalled", dossier, _back_to_draft(dossier))])
    return dossier


def comment(session: Session, acting: SignedIn, revision_id: int, place: str | None, text: str) -> Comment:
    """A remark, which must be answered before approval. ``place`` says where in the document."""
    dossier = take(session, acting, Act.COMMENT, revision_id, None)
    actor = acting.under(Permission.REVIEW_DOCUMENTS, agency_of(dossier.revision))
    said = Comment(
        dossier=dossier,
        round=dossier.round,
        person_id=acting.viewer.person_id,
        made_at=acting.moment,
        place=tidy(place or "") or None,
        text=_said(text, Phrase(mark("Hãy ghi nội dung góp ý."))),
    )
    session.add(said)
    session.flush()
    diff = {"comment": (None, said.id), "place": (None, said.place), "text": (None, said.text)}
    record(session, actor, acting.moment, [_change("commented", dossier, diff)])
    return said


def answer(session: Session, acting: SignedIn, revision_id: int, comment_id: int, text: str) -> Comment:
    """The author answers a remark; an answer given can be said anew until the revision is approved."""
    dossier = take(session, acting, Act.ANSWER, revision_id, None)
    actor = acting.under(Permission.WRITE_DOCUMENTS, agency_of(dossier.revision))
    said = next((one for one in dossier.comments if one.id == comment_id), None)
    if said is None:
        raise NotVisible(Phrase(mark("Không có góp ý này ở bản tài liệu đang xem.")))
    before = said.answer
    said.answer = _said(text, Phrase(mark("Hãy ghi nội dung trả lời.")))
    said.answered_by_id, said.answered_at = acting.viewer.person_id, acting.moment
    diff = {"comment": (said.id, said.id), "answer": (before, said.answer)}
    record(session, actor, acting.moment, [_change("answered", dossier, diff)])
    return said


def pass_review(session: Session, acting: SignedIn, revision_id: int, version: int, note: str | None = None) -> Dossier:
    """A reviewer lets the revision pass; the last one who is needed sends it on to approval."""
    dossier = take(session, acting, Act.PASS, revision_id, version)
    actor = acting.under(Permission.REVIEW_DOCUMENTS, agency_of(dossier.revision))
    before, told = dossier.stage, awaited(dossier)
    _decide(acting, dossier, Role.REVIEWER, Verdict.PASSED, tidy(note or "") or None)
    if standing_of(dossier).is_complete(Role.REVIEWER):
        dossier.stage = Stage.IN_APPROVAL
    diff = {"verdict": (None, Verdict.PASSED.value), "stage": (before.value, dossier.stage.value)}
    record(session, actor, acting.moment, [_change("passed", dossier, diff)], note)
    tell_who_is_next(session, dossier, acting.moment, told if dossier.stage is before else frozenset())
    return dossier


def send_back(session: Session, acting: SignedIn, revision_id: int, version: int, reason: str, act: Act) -> Dossier:
    """A reviewer (``Act.RETURN``) or an approver (``Act.REFUSE``) returns the revision to its author with a reason."""
    dossier = take(session, acting, act, revision_id, version)
    step: Transition = demand(act, standing_of(dossier), acting.viewer)
    actor = acting.under(step.permission, agency_of(dossier.revision))
    _decide(acting, dossier, Role(step.who.value), Verdict.RETURNED, _said(reason, NO_REASON))
    record(session, actor, acting.moment, [_change("returned", dossier, _back_to_draft(dossier))], reason)
    tell_who_is_next(session, dossier, acting.moment, reason=reason)
    return dossier


def approve(session: Session, acting: SignedIn, store: Store, revision_id: int, command: Approval, proof: Proof) -> Dossier:
    """Sign the exact content; the last signature that is needed sets the day of issue and the day of taking effect."""
    dossier = take(session, acting, Act.APPROVE, revision_id, command.version)
    actor = acting.under(Permission.APPROVE_DOCUMENTS, agency_of(dossier.revision))
    record(session, actor, acting.moment, approve_taken(session, acting, store, dossier, command, proof), command.note)
    return dossier


def approve_taken(
    session: Session, acting: SignedIn, store: Store, dossier: Dossier, command: Approval, proof: Proof
) -> list[Change]:
    """Approve a dossier that has been taken for it; the changes go to the caller's batch."""
    revision, key = dossier.revision, revision_key(dossier.revision)
    before = revision_facts(revision), dossier_facts(dossier)
    completing = standing_of(dossier).completes(Role.APPROVER, acting.viewer.person_id)
    effective_on = _effective_day(session, acting, revision, command.effective_on) if completing else None
    statement = approval_statement(dossier, effective_on)
    actor = acting.under(Permission.APPROVE_DOCUMENTS, agency_of(revision))
    signed, told = Signed("revision", key, content_of(store, dossier), APPROVED, statement), awaited(dossier)
    signature = sign(session, acting.viewer, actor, acting.moment, signed, proof)
    _decide(acting, dossier, Role.APPROVER, Verdict.PASSED, tidy(command.note or "") or None)
    if completing:
        dossier.stage = Stage.APPROVED
        revision.issued_on, revision.effective_on = day_of(acting.moment), effective_on
    session.flush()
    tell_who_is_next(session, dossier, acting.moment, frozenset() if completing else told)
    return [
        *changed("revision", key, before[0], revision_facts(revision)),
        _change("approved", dossier, {"stage": (before[1]["stage"], dossier.stage.value)}),
        change_of(signature),
    ]


def earliest_effective_day(session: Session, revision: Revision, today: date) -> date:
    """The first day on which a revision that is approved today may take effect: not before any other of its document."""
    others = select(func.max(Revision.effective_on)).where(
        Revision.document_id == revision.document_id, Revision.id != revision.id
    )
    last = session.scalar(others)
    return max(today, last) if last else today


def _effective_day(session: Session, acting: SignedIn, revision: Revision, chosen: date | None) -> date:
    earliest = earliest_effective_day(session, revision, day_of(acting.moment))
    if chosen is None:
        raise UserError(Phrase(mark("Hãy chọn ngày hiệu lực.")))
    if chosen < earliest:
        raise UserError(Phrase(mark("Ngày hiệu lực không được trước ngày {day}."), day=earliest))
    return chosen


def _decide(acting: SignedIn, dossier: Dossier, role: Role, verdict: Verdict, note: str | None) -> None:
    own = next(
        one
        for one in dossier.assignments
        if (one.round, one.role, one.person_id) == (dossier.round, role, acting.viewer.person_id)
    )
    own.verdict, own.decided_at, own.note = verdict, acting.moment, note


def _back_to_draft(dossier: Dossier) -> dict[str, tuple[object, object]]:
    before, dossier.stage = dossier.stage, Stage.DRAFT
    dossier.round += 1
    return {"stage": (before.value, Stage.DRAFT.value), "round": (dossier.round - 1, dossier.round)}


def _change(verb: str, dossier: Dossier, diff: Mapping[str, tuple[object, object]]) -> Change:
    said = {name: pair for name, pair in diff.items() if pair[0] != pair[1] or name == "comment"}
    return Change(f"dossier:{verb}", revision_key(dossier.revision), said)


def _said(text: str, missing: Phrase) -> str:
    lines = [tidy(line) for line in text.strip().splitlines()]
    said = "\n".join(lines).strip()
    if not said:
        raise UserError(missing)
    return said
