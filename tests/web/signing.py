"""What the tests of signing in share: passwords for the cast, a clock that can be moved, and the steps of a sign-in."""

from datetime import datetime, timedelta

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from qms.clock import FixedClock
from qms.installation import Installation
from qms.people.models import Person
from qms.signing_in.models import Password
from qms.signing_in.passwords import HASHER
from tests.web.cast import Member
from tests.web.client import CheckingClient, checking

GOOD = "con mèo nằm trên mái nhà"
BETTER = "bốn chiếc thuyền giấy trôi sông"
DOOR = "/dang-nhap"


def installation_of(app: Flask) -> Installation:
    found: Installation = app.extensions["qms"]
    return found


def pass_time(app: Flask, time: timedelta) -> datetime:
    """Let the installation's clock go on; the time that it shows then."""
    installation = installation_of(app)
    installation.clock = FixedClock(installation.clock.now() + time)
    return installation.clock.now()


def person_of(session: Session, member: Member) -> Person:
    return session.scalars(select(Person).where(Person.key == member.key)).one()


def give_password(app: Flask, member: Member, password: str = GOOD, *, temporary: bool = False, email: str | None = None) -> None:
    installation = installation_of(app)
    with installation.database.writing() as session:
        person = person_of(session, member)
        if email is not None:
            person.email = person.email_folded = email
        hashed, moment = HASHER.hash(password), installation.clock.now()
        session.merge(Password(person_id=person.id, hash=hashed, temporary=temporary, changed_at=moment))


def knock(client: CheckingClient, key: str, password: str, address: str = DOOR, **extra: object) -> TestResponse:
    """Send the sign-in form."""
    return client.send(address, key=key, password=password, **extra)


def newcomer(app: Flask, address: str = "10.1.2.3") -> CheckingClient:
    """A browser without any cookie, at a network address."""
    client = checking(app)
    client.environ_base["REMOTE_ADDR"] = address
    return client


def signed_in_as(app: Flask, member: Member, password: str = GOOD, address: str = "10.1.2.3") -> CheckingClient:
    """A browser that has signed in through the page."""
    client = newcomer(app, address)
    answer = knock(client, member.key, password)
    assert answer.status_code == 303, answer.text
    client.member = member
    return client


def is_inside(client: CheckingClient) -> bool:
    """Whether the cookie of this browser opens a page that nobody sees without signing in."""
    answer = client.get("/tai-khoan")
    assert answer.status_code == 200 or answer.location.startswith(DOOR), answer.location
    return answer.status_code == 200
