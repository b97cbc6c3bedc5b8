"""What signing in has to know of an account, read in one statement."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from qms.people.models import Person
from qms.people.queries import load_viewer
from qms.signing_in.models import Password, SecondFactor
from qms.text import fold_key, tidy
from qms.trail.entries import Actor


@dataclass(frozen=True)
class Account:
    """``hash`` is None for somebody who has no password yet; ``coded`` says that a second factor is in use."""

    person_id: int
    key: str
    name: str
    email: str | None
    active: bool
    hash: str | None
    temporary: bool
    coded: bool


def account_called(session: Session, typed: str) -> Account | None:
    """The account of a sign-in name or a mail address, whether or not it is active."""
    wanted = fold_key(tidy(typed))
    if not wanted or not wanted.isprintable():
        return None
    return _find(session, Person.key_folded == wanted) or _find(session, Person.email_folded == wanted)


def account_of(session: Session, person_id: int) -> Account | None:
    return _find(session, Person.id == person_id)


def _find(session: Session, which: ColumnElement[bool]) -> Account | None:
    columns = (Person.id, Person.key, Person.name, Person.email, Person.active)
    row = session.execute(
        select(*columns, Password.hash, Password.temporary, SecondFactor.confirmed_at)
        .outerjoin(Password, Password.person_id == Person.id)
        .outerjoin(SecondFactor, SecondFactor.person_id == Person.id)
        .where(which)
    ).first()
    if row is None:
        return None
    person_id, key, name, email, active, hashed, temporary, confirmed_at = row
    return Account(person_id, key, name, email, active, hashed, bool(temporary), confirmed_at is not None)


def texts_about(session: Session, account: Account, day: date) -> list[str]:
    """What an attacker would try first because it belongs to the person: key, name, mail address, agencies and posts."""
    viewer = load_viewer(session, account.person_id, day)
    posts = [text for post in viewer.posts for text in (post.agency, post.agency_name, post.title)] if viewer else []
    return [text for text in (account.key, account.name, account.email, *posts) if text]


def actor_of(session: Session, account: Account, address: str, day: date) -> Actor:
    """Somebody who acts on the own account before any session is open."""
    viewer = load_viewer(session, account.person_id, day)
    post = viewer.first_post if viewer else None
    return Actor(account.key, f"web:{address}", account.name, post.in_full if post else None)
