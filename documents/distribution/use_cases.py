"""Sending documents to posts, and saying that one has read them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from documents.adoption.queries import Working, works_by
from documents.distribution.models import Acknowledgement, Distribution, SignSheet
from documents.distribution.queries import circulations
from documents.library.finding import find_agency
from documents.library.models import Document, Revision
from documents.library.telling import revision_key
from qms.agencies.models import Agency
from qms.clock import day_of
from qms.exchange.sheet import KEY_SEPARATOR
from qms.files.use_cases import Accepted, remember
from qms.language import Phrase, UserError, mark
from qms.people.models import Post
from qms.people.queries import in_force
from qms.security.acting import Acting, NotVisible, SignedIn
from qms.security.permissions import Permission
from qms.trail.entries import Change
from qms.trail.use_cases import record

NOT_WORKED_BY = Phrase(mark("Cơ quan không có bản nào của tài liệu này đang có hiệu lực hoặc đang áp dụng."))
NO_POST = Phrase(mark("Hãy chọn ít nhất một vị trí chưa nhận tài liệu này."))
NOT_SENT = Phrase(mark("Các vị trí đã chọn không còn trong danh sách nhận tài liệu."))
NOT_ASKED = Phrase(mark("Không có gì cần xác nhận: tài liệu không được phân phối cho vị trí đang giữ, hoặc đã xác nhận rồi."))


@dataclass(frozen=True)
class Distribute:
    """Send a document, the body's own or one it has adopted, to posts of the body; or stop sending it."""

    agency: str
    document_id: int
    posts: Collection[int]


def distribute(session: Session, acting: Acting, command: Distribute) -> int:
    """From today; posts that receive it already are passed over. Return how many are new."""
    agency, day = find_agency(session, command.agency), day_of(acting.moment)
    actor = acting.under(Permission.DISTRIBUTE_DOCUMENTS, agency.key)
    working = _working(session, agency, command.document_id, day)
    posts = _posts(session, agency, command.posts, day)
    receiving = set(
        session.scalars(
            select(Distribution.post_id).where(
                Distribution.document_id == command.document_id,
                Distribution.post_id.in_([post.id for post in posts]),
                in_force(Distribution.valid_from, Distribution.valid_to, day),
            )
        )
    )
    new = [post for post in posts if post.id not in receiving]
    if not new:
        raise UserError(NO_POST)
    session.add_all(Distribution(document_id=command.document_id, post_id=post.id, valid_from=day) for post in new)
    diff = {"valid_from": (None, day.isoformat())}
    record(session, actor, acting.moment, [Change("distribution:created", _key(agency, working, post), diff) for post in new])
    return len(new)


def stop_distributing(session: Session, acting: Acting, command: Distribute) -> int:
    """From today; return how many posts no longer receive it. What was sent today only is taken back as if it never was."""
    agency, day = find_agency(session, command.agency), day_of(acting.moment)
    actor = acting.under(Permission.DISTRIBUTE_DOCUMENTS, agency.key)
    rows = session.execute(
        select(Distribution, Post)
        .join(Post, Distribution.post_id == Post.id)
        .where(
            Distribution.document_id == command.document_id,
            Distribution.post_id.in_(command.posts),
            Post.agency_id == agency.id,
            in_force(Distribution.valid_from, Distribution.valid_to, day),
        )
        .order_by(Post.code_folded)
    ).all()
    if not rows:
        raise UserError(NOT_SENT)
    document = session.get_one(Document, command.document_id)
    changes = []
    for sent, post in rows:
        key = KEY_SEPARATOR.join((agency.key_folded, document.code, post.code))
        if sent.valid_from < day:
            sent.valid_to = day
            changes.append(Change("distribution:changed", key, {"valid_to": (None, day.isoformat())}))
        else:
            session.execute(delete(Distribution).where(Distribution.id == sent.id))
            changes.append(Change("distribution:withdrawn", key, {"valid_from": (day.isoformat(), None)}))
    record(session, actor, acting.moment, changes)
    return len(rows)


def acknowledge(session: Session, acting: SignedIn, revision_id: int) -> int:
    """The person says to have read what is asked for, in every post through which it is; return in how many."""
    viewer, day = acting.viewer, day_of(acting.moment)
    document_id = session.scalar(select(Revision.document_id).where(Revision.id == revision_id))
    waiting = [
        (circulation, one)
        for circulation in circulations(session, day, document_id=document_id, person_id=viewer.person_id)
        for one in circulation.recipients
        if document_id is not None and circulation.working.revision_id == revision_id and one.reading.open
    ]
    if not waiting:
        raise UserError(NOT_ASKED)
    actor = acting.under(Permission.READ_DOCUMENTS, waiting[0][0].agency)
    changes = []
    for circulation, one in waiting:
        working = circulation.working
        session.add(
            Acknowledgement(revision_id=revision_id, post_id=one.post_id, person_id=viewer.person_id, read_at=acting.moment)
        )
        parts = (circulation.agency, working.code, str(working.issue_no), str(working.revision_no), viewer.key)
        diff = {"post": (None, one.title), "read_at": (None, acting.moment.isoformat())}
        changes.append(Change("acknowledgement:created", KEY_SEPARATOR.join(parts), diff))
    record(session, actor, acting.moment, changes)
    return len(waiting)


def attach_sheet(session: Session, acting: SignedIn, agency_key: str, revision_id: int, scan: Accepted) -> SignSheet:
    """Attach the scan of a sheet that people of the body have signed on paper."""
    agency = find_agency(session, agency_key)
    actor = acting.under(Permission.DISTRIBUTE_DOCUMENTS, agency.key)
    revision = session.get(Revision, revision_id)
    day = day_of(acting.moment)
    if revision is None or _working(session, agency, revision.document_id, day).revision_id != revision_id:
        raise NotVisible(NOT_WORKED_BY)
    remember(session, scan, acting.moment)
    sheet = SignSheet(
        agency_id=agency.id,
        revision_id=revision_id,
        digest=scan.digest,
        file_name=scan.name,
        attached_by_id=acting.viewer.person_id,
        attached_at=acting.moment,
    )
    session.add(sheet)
    session.flush()
    key = KEY_SEPARATOR.join((agency.key_folded, revision_key(revision), str(sheet.id)))
    diff = {"file_name": (None, scan.name), "digest": (None, scan.digest)}
    record(session, actor, acting.moment, [Change("sign_sheet:created", key, diff)])
    return sheet


def _working(session: Session, agency: Agency, document_id: int, day: date) -> Working:
    found = works_by(session, day, Document.id == document_id, agency_id=agency.id)
    if not found:
        raise NotVisible(NOT_WORKED_BY)
    return found[0]


def _posts(session: Session, agency: Agency, wanted: Iterable[int], day: date) -> Sequence[Post]:
    """The posts by code, all of the body and there on the day; raise NotVisible otherwise."""
    ids = set(wanted)
    query = select(Post).where(Post.id.in_(ids), Post.agency_id == agency.id, in_force(Post.valid_from, Post.valid_to, day))
    posts = session.scalars(query.order_by(Post.code_folded)).all()
    if len(posts) != len(ids):
        raise NotVisible(Phrase(mark("Có vị trí không thuộc cơ quan này.")))
    return posts


def _key(agency: Agency, working: Working, post: Post) -> str:
    return KEY_SEPARATOR.join((agency.key_folded, working.code, post.code))
