"""What can be done to people, posts and holdings: every verb asks for leave, is judged by the sheets, and leaves one batch.

Where something is wrong with what was typed, the answer holds faults by field and nothing is written.
"""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from qms.agencies.models import Agency
from qms.clock import CIVIL_TIME
from qms.exchange.columns import Choice, read_day
from qms.exchange.editing import Edit, Edited, FieldFault, Typed, Written, find_written, write
from qms.exchange.faults import Unreadable
from qms.exchange.sheet import Sheet
from qms.language import Phrase, UserError, mark
from qms.people.kinds import PostKind
from qms.people.models import Person, Post, PostHolding
from qms.people.open_items import Provider, items_of_person, move_all
from qms.people.sheet import HOLDINGS, PEOPLE, POSTS, SHEETS, Account
from qms.security.acting import Acting
from qms.security.permissions import Permission
from qms.security.policy import to_hand_over
from qms.signing_in.sessions import end_all_sessions
from qms.signing_in.telling import tell_of_address
from qms.storage.conflicts import GONE, Conflict
from qms.text import fold_key, tidy
from qms.trail.entries import Actor, Change
from qms.trail.models import TrailHead

NOT_YET = Phrase(mark("Ngày bàn giao không được ở sau hôm nay: việc đang mở được chuyển ngay khi bàn giao."))
VACANT = Phrase(mark("Vị trí này không có người giữ vào ngày đã chọn; hãy giao vị trí thay vì bàn giao."))
NOT_HELD = Phrase(mark("Không có ai giữ vị trí này trước ngày ấy; ngày thôi giữ phải sau ngày bắt đầu giữ."))
BEGUN = Phrase(mark("Người này đã bắt đầu giữ vị trí nên không rút được; hãy dùng “Thôi giữ” hoặc “Bàn giao”."))
NO_DAY = Phrase(mark("Hãy ghi ngày đầu tiên thôi giữ vị trí."))
SAME_PERSON = Phrase(mark("Người này đang giữ vị trí; hãy chọn người khác."))
SAME_DAY = Phrase(mark("Người đang giữ mới nhận vị trí vào ngày này; hãy chọn một ngày sau đó."))
STILL_HOLDS = mark("Chưa ngừng tài khoản được: {name} còn giữ vị trí {posts}. Hãy bàn giao hoặc kết thúc việc giữ trước.")
STILL_OPEN = mark("Chưa ngừng tài khoản được: {name} còn {count} việc đang mở ({items}). Hãy bàn giao trước.")


def add_person(session: Session, acting: Acting, cells: Typed) -> Edited:
    """A new account; ``cells`` are those of the sheet of people, without the account's state."""
    actor = acting.under(Permission.KEEP_PEOPLE)
    return _write(session, acting, actor, Edit(PEOPLE, {**cells, "active": word(PEOPLE, "active", Account.ACTIVE)}))


def change_person(session: Session, acting: Acting, cells: Typed, expected: str) -> Edited:
    """Another name or mail address; whether the account may be used has verbs of its own."""
    actor = acting.under(Permission.KEEP_PEOPLE)
    stored = _stored(session, PEOPLE, cells)
    edited = _write(session, acting, actor, Edit(PEOPLE, {**cells, "active": stored.cells["active"]}, expected))
    if edited.stored:
        tell_of_address(session, stored.cells["person"], stored.cells["email"], actor, acting.moment)
    return edited


def deactivate_person(
    session: Session, acting: Acting, providers: Sequence[Provider], key: str, expected: str, reason: str | None
) -> Edited:
    """Stop an account and end its sessions; refused with the list of posts still held or of items still open."""
    actor = acting.under(Permission.KEEP_PEOPLE)
    _lock(session)
    stored, person_id = _stored(session, PEOPLE, {"person": key}), _person_id(session, key)
    insist_on_no_orphan(session, providers, person_id, _today(acting))
    cells = {**stored.cells, "active": word(PEOPLE, "active", Account.STOPPED)}
    edited = _write(session, acting, actor, Edit(PEOPLE, cells, expected), reason=reason)
    end_all_sessions(session, person_id, acting.moment)
    return edited


def insist_on_no_orphan(session: Session, providers: Sequence[Provider], person_id: int, day: date) -> None:
    """Raise UserError with the list of posts still held, or of items still open, of somebody whose account is to stop."""
    name = session.scalars(select(Person.name).where(Person.id == person_id)).one()
    held = posts_held(session, person_id, day)
    if held:
        raise UserError(Phrase(STILL_HOLDS, name=name, posts=held))
    items = items_of_person(session, providers, person_id)
    if items:
        raise UserError(Phrase(STILL_OPEN, name=name, count=len(items), items=[item.key for item in items[:5]]))


def reactivate_person(session: Session, acting: Acting, key: str, expected: str, reason: str | None) -> Edited:
    actor = acting.under(Permission.KEEP_PEOPLE)
    cells = {**_stored(session, PEOPLE, {"person": key}).cells, "active": word(PEOPLE, "active", Account.ACTIVE)}
    return _write(session, acting, actor, Edit(PEOPLE, cells, expected), reason=reason)


def add_post(session: Session, acting: Acting, cells: Typed) -> Edited:
    """``cells`` are those of the sheet of posts."""
    actor = acting.under(Permission.KEEP_PEOPLE, _agency_key(session, cells.get("agency", "")))
    return _write(session, acting, actor, Edit(POSTS, cells))


def change_post(session: Session, acting: Acting, cells: Typed, expected: str) -> Edited:
    """Whatever but the key; an end closes the post, after which nobody may hold it."""
    actor = acting.under(Permission.KEEP_PEOPLE, _agency_key(session, cells["agency"]))
    return _write(session, acting, actor, Edit(POSTS, cells, expected))


def close_post(session: Session, acting: Acting, agency: str, post: str, from_day: date, reason: str | None = None) -> Edited:
    """``from_day`` is the first day without the post; refused while anybody holds it then or later."""
    actor = acting.under(Permission.KEEP_PEOPLE, _agency_key(session, agency))
    stored = _stored(session, POSTS, {"agency": agency, "post": post})
    cells = {**stored.cells, "valid_to": from_day.isoformat()}
    return _write(session, acting, actor, Edit(POSTS, cells, stored.version), reason=reason)


def assign(session: Session, acting: Acting, cells: Typed, reason: str | None = None) -> Edited:
    """Let a person hold a vacant post from a day on; ``cells`` are those of the sheet of holdings."""
    actor = acting.under(Permission.KEEP_PEOPLE, _agency_key(session, cells["agency"]))
    return _write(session, acting, actor, Edit(HOLDINGS, cells), reason=reason)


def end_holding(
    session: Session, acting: Acting, agency: str, post: str, first_day_without: str, reason: str | None = None
) -> Edited:
    """Leave a post vacant from a day on, as typed; what lies with the post waits for its next holder."""
    actor = acting.under(Permission.KEEP_PEOPLE, _agency_key(session, agency))
    _lock(session)
    day = _day(first_day_without)
    if isinstance(day, Edited):
        return day
    holding = holding_before(session, find_post(session, agency, post).id, day)
    if holding is None:
        raise UserError(NOT_HELD)
    return _write(session, acting, actor, _ending(session, agency, post, holding, day), reason=reason)


def withdraw_holding(session: Session, acting: Acting, cells: Typed, expected: str, reason: str | None) -> Edited:
    """Take back who was to hold a post from today or a later day on; who has held it before today stays in the history."""
    actor = acting.under(Permission.KEEP_PEOPLE, _agency_key(session, cells["agency"]))
    _lock(session)
    day = _day(cells["valid_from"])
    if isinstance(day, Edited):
        return day
    if day < _today(acting):
        raise UserError(BEGUN)
    return _write(session, acting, actor, Edit(HOLDINGS, cells, expected, withdraw=True), reason=reason)


def hand_over(session: Session, acting: Acting, providers: Sequence[Provider], cells: Typed, reason: str | None) -> Edited:
    """End the former holding, begin the new one and move everything open that lies with the former holder: one batch.

    ``cells`` are those of the sheet of holdings for the new holder, who begins on ``valid_from``, today at the latest; the
    former one held the post until the day before.
    """
    agency = _agency_key(session, cells["agency"])
    post = find_post(session, agency, cells["post"])
    actor = acting.under(to_hand_over(post.kind), agency)
    _lock(session)
    new = Edit(HOLDINGS, {**cells, "agency": agency})
    day = _day(cells.get("valid_from", ""))
    if isinstance(day, Edited):
        return _write(session, acting, actor, new, dry_run=True)
    former = _former_holding(session, acting, post.id, cells.get("person", ""), day)
    edits = (_ending(session, agency, post.code, former, day), new)
    edited = _write(session, acting, actor, *edits, dry_run=True)
    if edited.faults:
        return edited
    moved = move_all(session, providers, former.person_id, _person_id(session, cells["person"]), agency)
    return _write(session, acting, actor, *edits, reason=reason, also=moved)


def _former_holding(session: Session, acting: Acting, post_id: int, to_person: str, on_day: date) -> PostHolding:
    if on_day > _today(acting):
        raise UserError(NOT_YET)
    former = holding_before(session, post_id, on_day)
    if former is None:
        starting = select(PostHolding.id).where(PostHolding.post_id == post_id, PostHolding.held_from == on_day)
        raise UserError(SAME_DAY if session.scalar(starting) is not None else VACANT)
    if session.scalars(select(Person.key_folded).where(Person.id == former.person_id)).one() == fold_key(tidy(to_person)):
        raise UserError(SAME_PERSON)
    return former


def _day(typed: str) -> date | Edited:
    """The day as the sheets read it, or the fault of the cell."""
    try:
        day = read_day(typed)
    except Unreadable as unreadable:
        return Edited(faults=[FieldFault(0, "valid_to", unreadable.message)])
    return day or Edited(faults=[FieldFault(0, "valid_to", NO_DAY)])


def _ending(session: Session, agency: str, post: str, holding: PostHolding, day: date) -> Edit:
    stored = _stored(session, HOLDINGS, {"agency": agency, "post": post, "valid_from": holding.held_from.isoformat()})
    return Edit(HOLDINGS, {**stored.cells, "valid_to": day.isoformat()}, stored.version)


def find_post(session: Session, agency: str, post: str) -> Post:
    found = session.scalar(
        select(Post).join(Agency).where(Agency.key_folded == fold_key(agency), Post.code_folded == fold_key(post))
    )
    if found is None:
        raise UserError(Phrase(mark("Cơ quan {agency} không có vị trí mã {post}."), agency=agency, post=post))
    return found


def holding_before(session: Session, post_id: int, day: date) -> PostHolding | None:
    """The holding that began before ``day`` and has not ended by then."""
    held = or_(PostHolding.held_to.is_(None), PostHolding.held_to > day)
    return session.scalar(select(PostHolding).where(PostHolding.post_id == post_id, PostHolding.held_from < day, held))


def posts_held(session: Session, person_id: int, day: date) -> list[str]:
    """The titles of the posts that a person holds on ``day`` or will hold later."""
    held = or_(PostHolding.held_to.is_(None), PostHolding.held_to > day)
    titles = select(Post.title).join(PostHolding, PostHolding.post_id == Post.id)
    return list(session.scalars(titles.where(PostHolding.person_id == person_id, held).order_by(Post.title)))


def word(sheet: Sheet, field: str, value: Account | PostKind) -> str:
    """The word by which the sheet calls a value of one of its choices."""
    column = sheet.columns[sheet.positions[field]]
    assert isinstance(column, Choice)
    return column.write(value) or ""


def _write(
    session: Session,
    acting: Acting,
    actor: Actor,
    *edits: Edit,
    reason: str | None = None,
    dry_run: bool = False,
    also: Sequence[Change] = (),
) -> Edited:
    return write(session, SHEETS, edits, actor=actor, moment=acting.moment, reason=reason, dry_run=dry_run, also=also)


def _stored(session: Session, sheet: Sheet, cells: Typed) -> Written:
    found = find_written(session, sheet, cells)
    if found is None:
        raise Conflict(GONE, None, None)
    return found


def _person_id(session: Session, key: str) -> int:
    return session.scalars(select(Person.id).where(Person.key_folded == fold_key(key))).one()


def _agency_key(session: Session, typed: str) -> str:
    """The key as it is stored, by which permissions know the agency; what was typed when there is none of that key."""
    return session.scalar(select(Agency.key).where(Agency.key_folded == fold_key(typed))) or typed


def _today(acting: Acting) -> date:
    return acting.moment.astimezone(CIVIL_TIME).date()


def _lock(session: Session) -> None:
    """Whoever changes who holds what waits for the one before."""
    session.execute(select(TrailHead.number).with_for_update())
