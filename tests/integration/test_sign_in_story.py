"""One account's life at the door, by its use cases, on both databases; and what is good once when two come at once."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pyotp
import pytest
from sqlalchemy import select

from qms.mail.models import Letter
from qms.people.models import Person
from qms.security.acting import Operator, SignedIn
from qms.security.vault import Vault
from qms.security.viewer import Viewer
from qms.signing_in import recovery, second_factor
from qms.signing_in.credentials import fit_password, set_temporary_password
from qms.signing_in.models import LoginSession
from qms.signing_in.recovery import DeadLink
from qms.signing_in.recovery_codes import make_codes, replace_codes, unused_codes
from qms.signing_in.sessions import find_session
from qms.signing_in.use_cases import (
    CodeWanted,
    NewPasswordWanted,
    Opened,
    Refused,
    Visitor,
    choose_password,
    give_code,
    give_recovery_code,
    sign_in,
)
from qms.storage.database import Database
from qms.trail.entries import Actor
from qms.trail.verification import verify
from tests.conftest import NOW

VISITOR = Visitor("10.0.0.1", "")
VAULT, CODES = Vault("k" * 32), make_codes()
FIRST, SECOND = "con mèo nằm trên mái nhà", "bốn chiếc thuyền giấy trôi sông"


def employ(database: Database) -> tuple[int, str]:
    """A new person with a mail address and a temporary password: the id and the password."""
    with database.writing() as session:
        person = Person(key="an", key_folded="an", name="An", email="an@so-a.example", email_folded="an@so-a.example")
        session.add(person)
        session.flush()
        return person.id, set_temporary_password(session, Operator(Actor("root", "cli:may-chu"), NOW), person)


def link_for(database: Database) -> str:
    """Ask for a new password; the token in the letter."""
    with database.writing() as session:
        assert recovery.ask_reset(session, "an", VISITOR, NOW, "https://qlcl/") is None
        [body] = session.scalars(select(Letter.body).where(Letter.body.contains("https://qlcl/")))
    [token] = re.findall(r"https://qlcl/(\S+)", body)
    return str(token)


def test_from_the_temporary_password_to_a_forgotten_one(database: Database) -> None:
    person_id, given = employ(database)
    wanted = sign_in(database.writing, "an", given, VISITOR, NOW)
    assert isinstance(wanted, NewPasswordWanted)
    with database.reading() as session:
        hashed = fit_password(session, person_id, FIRST, NOW.date())
    with database.writing() as session:
        opened = choose_password(session, wanted.pending, hashed, VISITOR, NOW)
        assert isinstance(opened, Opened) and find_session(session, opened.token, NOW) is not None
    me = SignedIn(Viewer(person_id, "an", "An", ()), NOW, "web:10.0.0.1")
    with database.writing() as session:
        second_factor.begin(session, VAULT, me)
    with database.writing() as session:
        telephone = pyotp.TOTP(second_factor.secret_to_confirm(session, VAULT, person_id) or "")
        assert not second_factor.confirm(session, VAULT, me, "12345", CODES, VISITOR.address)
        assert second_factor.confirm(session, VAULT, me, telephone.at(NOW), CODES, VISITOR.address)
    wanted_code = sign_in(database.writing, "an", FIRST, VISITOR, NOW)
    assert isinstance(wanted_code, CodeWanted)
    later = NOW + timedelta(seconds=30)
    with pytest.raises(Refused):
        give_code(database.writing, VAULT, wanted_code.pending, telephone.at(NOW), VISITOR, later)
    assert isinstance(give_code(database.writing, VAULT, wanted_code.pending, telephone.at(later), VISITOR, later), Opened)
    token = link_for(database)
    with database.reading() as session:
        assert recovery.account_behind(session, token, NOW).key == "an"
        hashed = fit_password(session, person_id, SECOND, NOW.date())
    with database.writing() as session:
        recovery.reset_password(session, token, hashed, VISITOR, NOW)
    with database.reading() as session:
        assert session.scalars(select(LoginSession).where(LoginSession.ended_at.is_(None))).all() == []
        assert verify(session) == []


def both(act: Callable[[], bool]) -> list[bool]:
    """The same act twice at the same time."""
    start = Barrier(2)

    def one(_number: int) -> bool:
        start.wait()
        return act()

    with ThreadPoolExecutor(2) as pool:
        return sorted(pool.map(one, range(2)))


def test_of_two_with_one_link_the_second_finds_it_used(database: Database) -> None:
    person_id, _given = employ(database)
    token = link_for(database)
    with database.reading() as session:
        hashed = fit_password(session, person_id, FIRST, NOW.date())

    def use() -> bool:
        try:
            with database.writing() as session:
                recovery.reset_password(session, token, hashed, VISITOR, NOW)
        except DeadLink:
            return False
        return True

    assert both(use) == [False, True]


def acting_as(person_id: int) -> SignedIn:
    return SignedIn(Viewer(person_id, "an", "An", ()), NOW, "web:10.0.0.1")


def telephone_of(database: Database, me: SignedIn) -> pyotp.TOTP:
    """What shows the codes of the second factor, which is turned on with it."""
    with database.writing() as session:
        second_factor.begin(session, VAULT, me)
    with database.writing() as session:
        telephone = pyotp.TOTP(second_factor.secret_to_confirm(session, VAULT, me.viewer.person_id) or "")
        second_factor.confirm(session, VAULT, me, telephone.at(NOW), CODES, VISITOR.address)
    return telephone


def test_of_two_with_one_code_the_second_finds_it_used(database: Database) -> None:
    person_id, _given = employ(database)
    telephone = telephone_of(database, acting_as(person_id))
    later = NOW + timedelta(seconds=30)

    def use() -> bool:
        with database.writing() as session:
            return second_factor.use_code(session, VAULT, person_id, telephone.at(later), later)

    assert both(use) == [False, True]


def test_of_two_with_one_recovery_code_the_second_finds_it_used(database: Database) -> None:
    person_id, given = employ(database)
    me = acting_as(person_id)
    telephone_of(database, me)
    wanted = sign_in(database.writing, "an", given, VISITOR, NOW)
    assert isinstance(wanted, CodeWanted)

    def use() -> bool:
        try:
            outcome = give_recovery_code(database.writing, wanted.pending, CODES.texts[3], VISITOR, NOW)
        except Refused:
            return False
        return isinstance(outcome, NewPasswordWanted)

    assert both(use) == [False, True]
    with database.writing() as session:
        assert [code.number for code in unused_codes(session, person_id)] == [1, 2, 3, 5, 6, 7, 8, 9, 10]
        replace_codes(session, me, make_codes(), VISITOR.address)
    with database.writing() as session:
        assert len(unused_codes(session, person_id)) == 10
        second_factor.turn_off(session, me, VISITOR.address)
    with database.reading() as session:
        assert unused_codes(session, person_id) == [] and verify(session) == []
