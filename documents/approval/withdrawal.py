"""Withdrawing what has been approved: a signed decision with a reason, which ends a revision on a day."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents.approval.models import Dossier, Stage
from documents.approval.wording import withdrawal_statement
from documents.library.models import Revision
from documents.library.telling import changed, revision_facts, revision_key
from qms.clock import day_of
from qms.language import Phrase, UserError, mark
from qms.security.acting import NotVisible, SignedIn
from qms.security.permissions import Permission
from qms.signatures.proof import Proof
from qms.signatures.use_cases import Signed, change_of, sign
from qms.storage.conflicts import CHANGED, Conflict
from qms.text import tidy
from qms.trail.chain import canonical
from qms.trail.use_cases import record

WITHDRAWN = "revision:withdrawn"  # the meaning of the signature
NO_REASON = Phrase(mark("Hãy ghi lý do thu hồi."))
NOT_APPROVED = Phrase(mark("Chỉ thu hồi tài liệu đã phê duyệt và chưa hết hiệu lực; dự thảo thì bỏ hoặc trả lại."))


@dataclass(frozen=True)
class Withdrawal:
    """``ends_on`` is the first day on which the revision is no longer in force; ``seen`` is the end that the person saw."""

    ends_on: date
    reason: str
    seen: date | None = None


def withdraw(session: Session, acting: SignedIn, revision_id: int, command: Withdrawal, proof: Proof) -> Revision:
    """End a revision. One that would end before it takes effect never does: its effective day is taken back."""
    found = select(Revision).where(Revision.id == revision_id).with_for_update(of=Revision)
    revision = session.scalar(found.execution_options(populate_existing=True))
    if revision is None:
        raise NotVisible(Phrase(mark("Không có bản tài liệu này trong phạm vi của vị trí đang giữ.")))
    actor = acting.under(Permission.APPROVE_DOCUMENTS, revision.document.agency.key)
    _check(session, acting, revision, command)
    before, key = revision_facts(revision), revision_key(revision)
    signed = Signed("revision", key, decision(revision, command), WITHDRAWN, withdrawal_statement(revision, command.ends_on))
    signature = sign(session, acting.viewer, actor, acting.moment, signed, proof)
    if revision.effective_on is not None and command.ends_on <= revision.effective_on:
        revision.effective_on = None
    revision.ended_on, revision.sealed = command.ends_on, True
    session.flush()
    changes = [*changed("revision", key, before, revision_facts(revision)), change_of(signature)]
    record(session, actor, acting.moment, changes, command.reason)
    return revision


def decision(revision: Revision, command: Withdrawal) -> bytes:
    """The exact bytes of a decision: what ends, when, and why."""
    said = {"revision": revision_key(revision), "ended_on": command.ends_on.isoformat(), "reason": tidy(command.reason)}
    return canonical(said).encode()


def earliest_end(revision: Revision, today: date) -> date:
    """The first day on which a revision withdrawn today may end: not in the past, and after the day it was issued."""
    return max(today, revision.issued_on + timedelta(days=1)) if revision.issued_on else today


def _check(session: Session, acting: SignedIn, revision: Revision, command: Withdrawal) -> None:
    if revision.ended_on != command.seen:
        raise Conflict(CHANGED, revision_facts(revision), None)
    dossier = session.get(Dossier, revision.id)
    today = day_of(acting.moment)
    over = revision.ended_on is not None and revision.ended_on <= today
    if over or (dossier is not None and dossier.stage is not Stage.APPROVED) or revision.effective_on is None:
        raise UserError(NOT_APPROVED)
    if not tidy(command.reason):
        raise UserError(NO_REASON)
    earliest = earliest_end(revision, today)
    if command.ends_on < earliest:
        raise UserError(Phrase(mark("Ngày hết hiệu lực không được trước ngày {day}."), day=earliest))
    if revision.ended_on is not None and command.ends_on >= revision.ended_on:
        raise UserError(Phrase(mark("Tài liệu này đã được định hết hiệu lực từ ngày {day}."), day=revision.ended_on))
