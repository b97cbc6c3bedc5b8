"""Issuing controlled copies of a revision in force, and taking them back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from secrets import token_urlsafe

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from documents.copies.models import ControlledCopy
from documents.library.finding import find_agency, find_document, find_revision
from documents.library.force import in_force_on, lives
from documents.library.models import Document, Revision
from documents.library.telling import revision_key
from qms.agencies.models import Agency
from qms.clock import day_of
from qms.exchange.sheet import KEY_SEPARATOR
from qms.language import Phrase, UserError, mark
from qms.people.models import Post
from qms.security.acting import Acting, NotVisible
from qms.security.permissions import Permission
from qms.storage.conflicts import Conflict
from qms.trail.entries import Change
from qms.trail.use_cases import record

MOST_AT_ONCE = 200
_TOKEN_BYTES = 16
NOT_IN_FORCE = Phrase(mark("Chỉ cấp bản kiểm soát của lần ban hành đang có hiệu lực trong ngày hôm nay."))
NOBODY = Phrase(mark("Hãy nêu ít nhất một người hoặc nơi giữ bản kiểm soát."))
NOTHING_CHOSEN = Phrase(mark("Hãy chọn ít nhất một bản để ghi thu hồi."))
ALREADY_BACK = Phrase(mark("Trong lúc đang nhập, người khác đã ghi thu hồi một trong các bản này; chưa ghi gì."))
RETURNED_BEFORE_ISSUE = Phrase(mark("Ngày thu hồi không được trước ngày cấp bản kiểm soát."))
RETURNED_LATER = Phrase(mark("Ngày thu hồi không được sau ngày hôm nay."))


@dataclass(frozen=True)
class Holder:
    """Who keeps a copy: anybody by name, or a post (then ``name`` says it as it is on the day)."""

    name: str
    post_id: int | None = None


@dataclass(frozen=True)
class IssueCopies:
    agency: str
    code: str
    issue_no: int
    revision_no: int
    holders: Sequence[Holder]


@dataclass(frozen=True)
class ReturnCopies:
    """``note`` says what became of the copies: given back, destroyed, lost."""

    agency: str
    copies: Sequence[int]
    returned_on: date
    note: str


def issue_copies(session: Session, acting: Acting, command: IssueCopies) -> list[ControlledCopy]:
    """One copy for each holder; their numbers go on from the last one of the revision."""
    agency = find_agency(session, command.agency)
    actor = acting.under(Permission.DISTRIBUTE_DOCUMENTS, agency.key)
    document = find_document(session, agency, command.code)
    revision = find_revision(session, document, command.issue_no, command.revision_no, lock=True)
    day = day_of(acting.moment)
    if not 0 < len(command.holders) <= MOST_AT_ONCE:
        raise UserError(NOBODY)
    if not _is_in_force(session, revision, day):
        raise UserError(NOT_IN_FORCE)
    _check_posts(session, agency, command.holders)
    last = session.scalar(select(func.max(ControlledCopy.number)).where(ControlledCopy.revision_id == revision.id)) or 0
    copies = [
        ControlledCopy(
            revision=revision,
            number=number,
            holder=holder.name,
            post_id=holder.post_id,
            check_token=token_urlsafe(_TOKEN_BYTES),
            issued_on=day,
        )
        for number, holder in enumerate(command.holders, last + 1)
    ]
    session.add_all(copies)
    session.flush()
    changes = [_created(revision, copy) for copy in copies]
    record(session, actor, acting.moment, changes)
    return copies


def return_copies(session: Session, acting: Acting, command: ReturnCopies) -> int:
    """Note that copies are back or gone; return how many. All of them or none."""
    agency = find_agency(session, command.agency)
    actor = acting.under(Permission.DISTRIBUTE_DOCUMENTS, agency.key)
    rows = session.execute(
        select(ControlledCopy, Revision)
        .join(Revision, ControlledCopy.revision_id == Revision.id)
        .join(Document, Revision.document_id == Document.id)
        .where(ControlledCopy.id.in_(command.copies), Document.agency_id == agency.id)
        .options(joinedload(Revision.document).joinedload(Document.agency))
        .order_by(ControlledCopy.id)
        .with_for_update(of=ControlledCopy)
    ).all()
    if not rows:
        raise UserError(NOTHING_CHOSEN)
    if len(rows) != len(set(command.copies)):
        raise NotVisible(Phrase(mark("Có bản kiểm soát không thuộc cơ quan này.")))
    _check_return([copy for copy, _ in rows], command.returned_on, day_of(acting.moment))
    changes = []
    for copy, revision in rows:
        copy.returned_on, copy.return_note = command.returned_on, command.note
        diff = {"returned_on": (None, command.returned_on.isoformat()), "return_note": (None, command.note)}
        changes.append(Change("controlled_copy:returned", _key(revision, copy), diff))
    record(session, actor, acting.moment, changes)
    return len(rows)


def _check_return(copies: Sequence[ControlledCopy], returned_on: date, day: date) -> None:
    if any(copy.returned_on is not None for copy in copies):
        raise Conflict(ALREADY_BACK, None, None)
    if returned_on > day:
        raise UserError(RETURNED_LATER)
    if any(returned_on < copy.issued_on for copy in copies):
        raise UserError(RETURNED_BEFORE_ISSUE)


def _is_in_force(session: Session, revision: Revision, day: date) -> bool:
    life = lives(Revision.document_id == revision.document_id)
    found = session.scalar(select(life.c.revision_id).where(in_force_on(life, day)))
    return found == revision.id


def _check_posts(session: Session, agency: Agency, holders: Sequence[Holder]) -> None:
    wanted = {holder.post_id for holder in holders if holder.post_id is not None}
    known = set(session.scalars(select(Post.id).where(Post.id.in_(wanted), Post.agency_id == agency.id)))
    if wanted - known:
        raise NotVisible(Phrase(mark("Có vị trí không thuộc cơ quan này.")))


def _key(revision: Revision, copy: ControlledCopy) -> str:
    return KEY_SEPARATOR.join((revision_key(revision), str(copy.number)))


def _created(revision: Revision, copy: ControlledCopy) -> Change:
    """The token stays out of the trail: whoever reads that need not be able to print copies."""
    diff = {"holder": (None, copy.holder), "issued_on": (None, copy.issued_on.isoformat())}
    return Change("controlled_copy:created", _key(revision, copy), diff)
