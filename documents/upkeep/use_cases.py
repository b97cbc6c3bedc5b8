"""Periodic review: a signed decision that a document is still right, or a request to change it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents.approval.content import content_hash
from documents.approval.models import Dossier
from documents.library.finding import find_agency, find_document
from documents.library.force import in_force_on, lives
from documents.library.models import Document, Revision
from documents.library.telling import created, revision_key
from documents.requests.models import RequestKind
from documents.requests.use_cases import NewRequest, add_request, request_facts, request_key
from documents.upkeep.models import PeriodicReview, ReviewVerdict
from qms.clock import day_of
from qms.language import Phrase, UserError, mark
from qms.security.acting import NotVisible, SignedIn
from qms.security.permissions import Permission
from qms.signatures.proof import Proof
from qms.signatures.use_cases import Signed, change_of, sign, verify_signature
from qms.storage.conflicts import Conflict
from qms.trail.chain import canonical
from qms.trail.entries import Change
from qms.trail.use_cases import record

NOT_IN_FORCE = Phrase(mark("Tài liệu này không có bản nào đang có hiệu lực để xem xét."))
MOVED_ON = Phrase(mark("Trong lúc đang xem, bản khác của tài liệu đã có hiệu lực; chưa ghi gì. Hãy xem bản mới rồi quyết định."))
REASON_WANTED = Phrase(mark("Hãy ghi lý do: đã xem gì, vì sao vẫn còn phù hợp hoặc cần sửa đổi."))
STILL_RIGHT = "Tôi đã xem xét lại {code}, lần ban hành {issue}, lần sửa đổi {revision} và xác nhận tài liệu vẫn còn phù hợp."
MEANING = "periodic_review:still_right"


@dataclass(frozen=True)
class Review:
    """``seen`` holds the issue and revision number that the person was shown."""

    agency: str
    code: str
    seen: tuple[int, int]
    reason: str


def confirm_right(session: Session, acting: SignedIn, command: Review, proof: Proof) -> PeriodicReview:
    """Sign that the revision in force is still right."""
    document, revision = _in_force(session, acting, command)
    actor = acting.under(Permission.DISTRIBUTE_DOCUMENTS, document.agency.key)
    content = signed_content(session, revision, day_of(acting.moment), command.reason)
    statement = statement_of(document.code, revision.issue_no, revision.revision_no)
    signed = Signed("periodic_review", revision_key(revision), content, MEANING, statement)
    signature = sign(session, acting.viewer, actor, acting.moment, signed, proof)
    session.flush()
    review = PeriodicReview(
        document_id=document.id,
        revision_id=revision.id,
        reviewed_on=day_of(acting.moment),
        verdict=ReviewVerdict.STILL_RIGHT,
        reason=command.reason,
        signature_id=signature.id,
    )
    session.add(review)
    record(session, actor, acting.moment, [_told(revision, review), change_of(signature)], command.reason)
    return review


def ask_for_change(session: Session, acting: SignedIn, command: Review) -> PeriodicReview:
    """Note that the document needs a change, and open the request for it."""
    document, revision = _in_force(session, acting, command)
    actor = acting.under(Permission.DISTRIBUTE_DOCUMENTS, document.agency.key)
    asked = NewRequest(
        RequestKind.CHANGE,
        title=str(Phrase(mark("Sửa đổi {code} sau xem xét định kỳ"), code=document.code)),
        reason=command.reason,
        document=document,
        occasion=str(Phrase(mark("Xem xét định kỳ"))),
    )
    request = add_request(session, acting, document.agency, asked)
    review = PeriodicReview(
        document_id=document.id,
        revision_id=revision.id,
        reviewed_on=day_of(acting.moment),
        verdict=ReviewVerdict.CHANGE,
        reason=command.reason,
        request_id=request.id,
    )
    session.add(review)
    opened = created("change_request", request_key(request), request_facts(request))
    record(session, actor, acting.moment, [_told(revision, review), opened], command.reason)
    return review


def _in_force(session: Session, acting: SignedIn, command: Review) -> tuple[Document, Revision]:
    """The document and its revision in force, which must be the one that was seen."""
    agency = find_agency(session, command.agency)
    acting.under(Permission.DISTRIBUTE_DOCUMENTS, agency.key)
    if not command.reason:
        raise UserError(REASON_WANTED)
    document = find_document(session, agency, command.code)
    life = lives(Revision.document_id == document.id)
    found = select(Revision).join(life, life.c.revision_id == Revision.id).where(in_force_on(life, day_of(acting.moment)))
    revision = session.scalar(found)
    if revision is None:
        raise NotVisible(NOT_IN_FORCE)
    if (revision.issue_no, revision.revision_no) != command.seen:
        raise Conflict(MOVED_ON, None, None)
    return document, revision


def statement_of(code: str, issue_no: int, revision_no: int) -> str:
    """What the person reads and signs."""
    return STILL_RIGHT.format(code=code, issue=issue_no, revision=revision_no)


def signed_content(session: Session, revision: Revision, reviewed_on: date, reason: str) -> bytes:
    """The exact bytes of the decision: which revision with which content, when and why."""
    dossier = session.get(Dossier, revision.id)
    content = {
        "revision": revision_key(revision),
        "effective_on": revision.effective_on.isoformat() if revision.effective_on else None,
        "content_hash": content_hash(dossier) if dossier else None,
        "reviewed_on": reviewed_on.isoformat(),
        "reason": reason,
    }
    return canonical(content).encode()


def holds(session: Session, review: PeriodicReview) -> bool:
    """Whether the signature is as it was made, and made for this revision, this content, this day and this reason."""
    content = signed_content(session, review.revision, review.reviewed_on, review.reason)
    return review.signature is not None and verify_signature(review.signature, content)


def _told(revision: Revision, review: PeriodicReview) -> Change:
    facts = {"verdict": review.verdict.value, "reviewed_on": review.reviewed_on.isoformat(), "reason": review.reason}
    return created("periodic_review", revision_key(revision), facts)
