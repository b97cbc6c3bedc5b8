"""A new account together with its first post, in one batch: how an installation gets the first who may do anything."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from qms.exchange.editing import Edit, Edited, Typed, write
from qms.exchange.sheet import KEY_SEPARATOR
from qms.language import Phrase, UserError, mark
from qms.people.kinds import PostKind
from qms.people.models import Person, Post, PostHolding
from qms.people.sheet import HOLDINGS, PEOPLE, POSTS, SHEETS, Account
from qms.people.use_cases import word
from qms.security.acting import Acting
from qms.security.permissions import Permission
from qms.text import fold_key, tidy
from qms.trail.entries import Change
from qms.trail.use_cases import record


@dataclass(frozen=True)
class Appointment:
    """A new post, held from ``since`` on; ``agency`` None for an administrator of the whole installation."""

    kind: PostKind
    title: str
    agency: str | None
    since: date


def appoint(session: Session, acting: Acting, person: Typed, post: Appointment | None) -> None:
    """Write the account and, if any, its post; raise UserError that names everything that is wrong."""
    actor = acting.under(Permission.KEEP_PEOPLE, post.agency if post else None)
    cells = {**person, "active": word(PEOPLE, "active", Account.ACTIVE)}
    edits = [Edit(PEOPLE, cells)]
    if post is not None and post.agency is not None:
        edits += _post_of_agency(person["person"], post, post.agency)
    _insist(write(session, SHEETS, edits, actor=actor, moment=acting.moment, dry_run=True))
    if post is None or post.agency is not None:
        write(session, SHEETS, edits, actor=actor, moment=acting.moment)
    else:
        record(session, actor, acting.moment, _without_agency(session, cells, post))


def _post_of_agency(key: str, post: Appointment, agency: str) -> list[Edit]:
    own = {"agency": agency, "post": key}
    since = post.since.isoformat()
    return [
        Edit(POSTS, {**own, "kind": word(POSTS, "kind", post.kind), "title": post.title, "valid_from": since}),
        Edit(HOLDINGS, {**own, "valid_from": since, "person": key}),
    ]


def _without_agency(session: Session, cells: Typed, post: Appointment) -> list[Change]:
    """The account and a post outside every agency, which no sheet holds."""
    key, email = tidy(cells["person"]), tidy(cells.get("email", "")) or None
    folded = fold_key(key)
    person = Person(key=key, key_folded=folded, name=tidy(cells["name"]), email=email, email_folded=email and fold_key(email))
    held = Post(code=key, code_folded=folded, kind=post.kind, title=tidy(post.title), valid_from=post.since)
    session.add(PostHolding(person=person, post=held, held_from=post.since))
    session.flush()
    since = post.since.isoformat()
    account = {"person": key, "name": person.name, "email": email, "active": Account.ACTIVE.value}
    return [
        _created("person", key, account),
        _created("post", key, {"post": key, "kind": post.kind.value, "title": held.title, "valid_from": since}),
        _created("post_holding", KEY_SEPARATOR.join((folded, since)), {"post": folded, "valid_from": since, "person": folded}),
    ]


def end_administration(session: Session, acting: Acting, key: str, from_day: date, reason: str | None) -> None:
    """End what a person holds outside every agency; ``from_day`` is the first day without it, after the first one with it."""
    actor = acting.under(Permission.KEEP_PEOPLE)
    outside = select(PostHolding).join(Post).join(Person).where(Post.agency_id.is_(None), Person.key_folded == fold_key(key))
    changes = []
    for holding in session.scalars(outside.where(PostHolding.held_to.is_(None)).order_by(PostHolding.id).with_for_update()):
        if from_day <= holding.held_from:
            raise UserError(Phrase(mark("Ngày thôi giữ phải sau ngày bắt đầu giữ, {day}."), day=holding.held_from))
        holding.held_to = from_day
        own = KEY_SEPARATOR.join((holding.post.code_folded, holding.held_from.isoformat()))
        changes.append(Change("post_holding:changed", own, {"valid_to": (None, from_day.isoformat())}))
    if not changes:
        raise UserError(Phrase(mark("Người này không giữ vị trí quản trị nào của toàn hệ thống.")))
    record(session, actor, acting.moment, changes, reason)


def _created(noun: str, key: str, fields: dict[str, str | None]) -> Change:
    return Change(f"{noun}:created", key, {name: (None, value) for name, value in fields.items() if value is not None})


def _insist(edited: Edited) -> None:
    if edited.faults:
        said = "; ".join(str(fault.message) for fault in edited.faults)
        raise UserError(Phrase(mark("Chưa ghi gì: {faults}"), faults=said))
