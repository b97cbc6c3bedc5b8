"""A body's answer to a common procedure. Moving to a new revision is an answer like any other: nobody is moved silently."""

from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents.adoption.models import Adoption, AdoptionMode
from documents.adoption.queries import Common, commons, is_offered
from documents.library.finding import body_named, find_agency, find_document
from documents.library.models import Document, DocumentKind, Revision
from documents.library.telling import document_key
from qms.agencies.models import Agency
from qms.clock import day_of
from qms.exchange.sheet import KEY_SEPARATOR
from qms.language import Phrase, UserError, mark
from qms.security.acting import Acting, NotVisible
from qms.security.permissions import Permission
from qms.storage.conflicts import Conflict
from qms.trail.entries import Change
from qms.trail.use_cases import record

NOT_OFFERED = Phrase(mark("Tài liệu này không phải quy trình chung dành cho cơ quan."))
MOVED_ON = Phrase(
    mark("Trong lúc đang xem, quy trình chung đã có lần ban hành, sửa đổi khác; chưa ghi gì. Hãy xem bản mới rồi quyết định.")
)
NOT_IN_FORCE = Phrase(mark("Quy trình chung này không còn hiệu lực nên không áp dụng được; chỉ có thể ghi là không áp dụng."))
ANNEX_WANTED = Phrase(mark("Hãy chọn phụ lục riêng: một tài liệu của chính cơ quan."))
REASON_WANTED = Phrase(mark("Hãy nêu lý do không áp dụng."))
SAME = Phrase(mark("Cơ quan đã trả lời đúng như vậy rồi; không có gì để ghi thêm."))


@dataclass(frozen=True)
class GiveAnswer:
    """``seen`` holds the issue and revision number that the person was shown, None when none was in force."""

    agency: str
    owner: str
    code: str
    mode: AdoptionMode
    seen: tuple[int, int] | None
    annex: str | None = None
    reason: str | None = None


@dataclass(frozen=True)
class _Said:
    """An answer as it is stored."""

    mode: AdoptionMode
    revision_id: int | None
    annex_id: int | None
    reason: str | None


def give_answer(session: Session, acting: Acting, command: GiveAnswer) -> None:
    """The answer counts from today and ends the former one; a second one on the same day replaces the first."""
    agency = find_agency(session, command.agency)
    actor = acting.under(Permission.ADOPT_DOCUMENTS, agency.key)
    day = day_of(acting.moment)
    document = find_document(session, find_agency(session, command.owner), command.code)
    former = _former(session, agency, document)
    common = _common(session, agency, document, day, former)
    said = _said(session, agency, common, command)
    before = None if former is None else _Said(former.mode, former.revision_id, former.annex_id, former.reason)
    if said == before:
        raise UserError(SAME)
    _store(session, agency, document, former, said, day)
    change = _told(session, agency, document, before, said)
    record(session, actor, acting.moment, [change], command.reason)


def _former(session: Session, agency: Agency, document: Document) -> Adoption | None:
    """The answer that stands, held so that no other answer comes in between."""
    session.execute(select(Agency.id).where(Agency.id == agency.id).with_for_update())
    query = select(Adoption).where(
        Adoption.agency_id == agency.id, Adoption.document_id == document.id, Adoption.valid_to.is_(None)
    )
    return session.scalar(query)


def _common(session: Session, agency: Agency, document: Document, day: date, former: Adoption | None) -> Common:
    """The procedure as it is offered; raise NotVisible unless it is, or has been answered before."""
    found = next(iter(commons(session, day, document.id)), None)
    if found is None or (former is None and not is_offered(session, found, body_named(session, agency.key, day), day)):
        raise NotVisible(NOT_OFFERED)
    return found


def _said(session: Session, agency: Agency, common: Common, command: GiveAnswer) -> _Said:
    if common.numbers != command.seen:
        raise Conflict(MOVED_ON, None, None)
    if command.mode is AdoptionMode.NOT_APPLICABLE:
        if not command.reason:
            raise UserError(REASON_WANTED)
        return _Said(command.mode, None, None, command.reason)
    if common.revision_id is None:
        raise UserError(NOT_IN_FORCE)
    annex_id = _annex(session, agency, command.annex) if command.mode is AdoptionMode.WITH_ANNEX else None
    return _Said(command.mode, common.revision_id, annex_id, command.reason)


def _annex(session: Session, agency: Agency, code: str | None) -> int:
    if not code:
        raise UserError(ANNEX_WANTED)
    document = find_document(session, agency, code)
    if any(revision.kind is DocumentKind.EXTERNAL for revision in document.revisions):
        raise UserError(ANNEX_WANTED)
    return document.id


def _store(session: Session, agency: Agency, document: Document, former: Adoption | None, said: _Said, day: date) -> None:
    values = asdict(said)
    if former is not None and former.valid_from == day:
        for name, value in values.items():
            setattr(former, name, value)
        return
    if former is not None:
        former.valid_to = day
    session.add(Adoption(agency_id=agency.id, document_id=document.id, valid_from=day, **values))


def _told(session: Session, agency: Agency, document: Document, before: _Said | None, after: _Said) -> Change:
    old, new = _facts(session, before), _facts(session, after)
    diff = {name: (old.get(name), value) for name, value in new.items() if old.get(name) != value}
    key = KEY_SEPARATOR.join((agency.key_folded, document_key(document)))
    return Change("adoption:created" if before is None else "adoption:changed", key, diff)


def _facts(session: Session, said: _Said | None) -> dict[str, str | None]:
    """An answer as the trail tells it: keys that people read in place of ids."""
    if said is None:
        return {}
    revision = session.get_one(Revision, said.revision_id) if said.revision_id else None
    annex = session.get_one(Document, said.annex_id) if said.annex_id else None
    return {
        "mode": said.mode.value,
        "revision": KEY_SEPARATOR.join((str(revision.issue_no), str(revision.revision_no))) if revision else None,
        "annex": annex.code if annex else None,
        "reason": said.reason,
    }
