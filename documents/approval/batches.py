"""A batch of issue (đợt ban hành): one decision approves many documents, each with a signature of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from documents.approval.loading import agency_of, take
from documents.approval.models import IssueBatch, Stage
from documents.approval.use_cases import Approval, approve_taken
from documents.approval.workflow import Act
from documents.library.telling import created, revision_key
from qms.agencies.models import Agency
from qms.clock import day_of
from qms.exchange.sheet import KEY_SEPARATOR
from qms.files.store import Store
from qms.language import Phrase, UserError, mark
from qms.security.acting import NotVisible, SignedIn
from qms.security.permissions import Permission
from qms.signatures.proof import Proof
from qms.storage.base import KEY_LENGTH
from qms.text import fold_key, tidy
from qms.trail.entries import Change
from qms.trail.use_cases import record

MOST_AT_ONCE = 200


@dataclass(frozen=True)
class Decision:
    """``revisions`` are (id, version of the dossier that was read); all of them take effect on one day."""

    number: str
    title: str
    decided_on: date
    effective_on: date
    revisions: Sequence[tuple[int, int]]


def issue(session: Session, acting: SignedIn, store: Store, agency: Agency, command: Decision, proof: Proof) -> IssueBatch:
    """Approve all the revisions by one decision, or none; for each it must be this person's turn."""
    actor = acting.under(Permission.APPROVE_DOCUMENTS, agency.key)
    batch = _open(session, acting, agency, command)
    changes: list[Change] = []
    for revision_id, version in sorted(set(command.revisions)):
        dossier = take(session, acting, Act.APPROVE, revision_id, version)
        if agency_of(dossier.revision) != agency.key:
            raise NotVisible(Phrase(mark("Có tài liệu không thuộc cơ quan này.")))
        dossier.batch = batch
        changes += approve_taken(session, acting, store, dossier, Approval(version, command.effective_on), proof)
        if dossier.stage is not Stage.APPROVED:
            waits = mark("Tài liệu {code} còn cần người khác phê duyệt; đợt ban hành chỉ gồm tài liệu chờ chữ ký cuối cùng.")
            raise UserError(Phrase(waits, code=dossier.revision.document.code))
    facts = {
        "title": batch.title,
        "decided_on": batch.decided_on.isoformat(),
        "revisions": [revision_key(dossier.revision) for dossier in batch.dossiers],
    }
    key = KEY_SEPARATOR.join((agency.key_folded, batch.number))
    record(session, actor, acting.moment, [created("issue_batch", key, facts), *changes])
    return batch


def _open(session: Session, acting: SignedIn, agency: Agency, command: Decision) -> IssueBatch:
    number, title = tidy(command.number), tidy(command.title)
    if not 0 < len(number) <= KEY_LENGTH or not title:
        raise UserError(Phrase(mark("Hãy ghi số quyết định (tối đa {count} ký tự) và trích yếu."), count=KEY_LENGTH))
    if not 0 < len(set(command.revisions)) <= MOST_AT_ONCE:
        raise UserError(Phrase(mark("Hãy chọn từ một đến {count} tài liệu chờ phê duyệt."), count=MOST_AT_ONCE))
    if command.decided_on > day_of(acting.moment):
        raise UserError(Phrase(mark("Ngày quyết định không được sau hôm nay.")))
    same = exists().where(IssueBatch.agency_id == agency.id, IssueBatch.number_folded == fold_key(number))
    if session.scalar(select(same)):
        raise UserError(Phrase(mark("Đã có đợt ban hành theo quyết định số “{number}”."), number=number))
    batch = IssueBatch(agency=agency, number=number, number_folded=fold_key(number), title=title, decided_on=command.decided_on)
    session.add(batch)
    session.flush()
    return batch
