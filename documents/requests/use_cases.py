"""Asking for a document to be issued, changed or withdrawn, and deciding on it."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents.library.codes import lock_codes
from documents.library.models import Document
from documents.library.telling import Facts, changed, created
from documents.requests.models import ChangeRequest, RequestDecision, RequestKind
from qms.agencies.models import Agency
from qms.clock import day_of
from qms.exchange.sheet import KEY_SEPARATOR
from qms.language import Phrase, UserError, mark
from qms.security.acting import NotVisible, SignedIn
from qms.security.permissions import Permission
from qms.storage.conflicts import CHANGED, Conflict
from qms.text import fold_key, tidy
from qms.trail.use_cases import record

NOT_SAID = Phrase(mark("Hãy ghi nội dung đề nghị và lý do."))
NO_REASON = Phrase(mark("Hãy ghi lý do từ chối."))
DECIDED = Phrase(mark("Phiếu yêu cầu này đã được giải quyết."))


@dataclass(frozen=True)
class NewRequest:
    """``document`` None only for a request to issue a new one; ``occasion``: what gave rise to it (a law, a finding)."""

    kind: RequestKind
    title: str
    reason: str
    document: Document | None = None
    occasion: str | None = None


@dataclass(frozen=True)
class Ruling:
    version: int
    decision: RequestDecision
    reason: str | None = None


def open_request(session: Session, acting: SignedIn, agency: Agency, command: NewRequest) -> ChangeRequest:
    """A request with the next number of the agency's year."""
    actor = acting.under(Permission.WRITE_DOCUMENTS, agency.key)
    request = add_request(session, acting, agency, command)
    record(session, actor, acting.moment, [created("change_request", request_key(request), request_facts(request))])
    return request


def add_request(session: Session, acting: SignedIn, agency: Agency, command: NewRequest) -> ChangeRequest:
    """The request without leave and without the trail, for acts of which it is a part (a periodic review)."""
    title, reason = tidy(command.title), command.reason.strip()
    if not title or not reason:
        raise UserError(NOT_SAID)
    if command.document is None and command.kind is not RequestKind.ISSUE:
        raise UserError(Phrase(mark("Hãy chọn tài liệu cần sửa đổi hoặc thu hồi.")))
    if command.document is not None and command.document.agency_id != agency.id:
        raise NotVisible(Phrase(mark("Tài liệu này không thuộc cơ quan.")))
    number = _next_number(session, acting, agency)
    request = ChangeRequest(
        agency=agency,
        number=number,
        number_folded=fold_key(number),
        kind=command.kind,
        document=command.document,
        title=title,
        reason=reason,
        occasion=tidy(command.occasion or "") or None,
        asked_by_id=acting.viewer.person_id,
        asked_at=acting.moment,
    )
    session.add(request)
    session.flush()
    return request


def decide(session: Session, acting: SignedIn, request_id: int, command: Ruling) -> ChangeRequest:
    """Accept or refuse a request, or close one without either; only those who approve documents decide.

    Whoever asked may close the own request. Raise Conflict when it is not as it was seen.
    """
    found = select(ChangeRequest).where(ChangeRequest.id == request_id).with_for_update(of=ChangeRequest)
    request = session.scalar(found.execution_options(populate_existing=True))
    if request is None:
        raise NotVisible(Phrase(mark("Không có phiếu yêu cầu này trong phạm vi của vị trí đang giữ.")))
    own = command.decision is RequestDecision.CLOSED and request.asked_by_id == acting.viewer.person_id
    actor = acting.under(Permission.WRITE_DOCUMENTS if own else Permission.APPROVE_DOCUMENTS, request.agency.key)
    if request.version != command.version:
        raise Conflict(CHANGED, request_facts(request), request.version)
    if request.decision is not None:
        raise UserError(DECIDED)
    reason = (command.reason or "").strip() or None
    if command.decision is RequestDecision.REFUSED and reason is None:
        raise UserError(NO_REASON)
    before = request_facts(request)
    request.decision, request.decision_reason = command.decision, reason
    request.decided_by_id, request.decided_at = acting.viewer.person_id, acting.moment
    session.flush()
    changes = changed("change_request", request_key(request), before, request_facts(request))
    record(session, actor, acting.moment, changes, reason)
    return request


def request_key(request: ChangeRequest) -> str:
    return KEY_SEPARATOR.join((request.agency.key_folded, request.number))


def request_facts(request: ChangeRequest) -> Facts:
    return {
        "kind": request.kind.value,
        "document": request.document.code if request.document else None,
        "title": request.title,
        "reason": request.reason,
        "occasion": request.occasion,
        "asked_by": request.asked_by.key,
        "decision": request.decision.value if request.decision else None,
        "decided_by": request.decided_by.key if request.decided_by else None,
        "decision_reason": request.decision_reason,
    }


def _next_number(session: Session, acting: SignedIn, agency: Agency) -> str:
    """``07/2026``: numbers begin anew each year."""
    lock_codes(session, agency)
    year = day_of(acting.moment).year
    mine = select(ChangeRequest.number).where(ChangeRequest.agency_id == agency.id, ChangeRequest.number.endswith(f"/{year}"))
    used = [int(before) for number in session.scalars(mine) if (before := number.partition("/")[0]).isdigit()]
    return f"{max(used, default=0) + 1:02}/{year}"
