"""The limits on guessing hold across processes on both databases; and what the counters are made of."""

from datetime import timedelta
from multiprocessing import get_context

import pytest

from qms.people.models import Person
from qms.signing_in import attempts
from qms.signing_in.attempts import DELAYS, Counter, Limit, count_try, forget, network, take_back
from qms.signing_in.models import LoginAttempt, Password
from qms.signing_in.passwords import HASHER
from qms.signing_in.use_cases import Opened, Refused, Visitor, sign_in
from qms.storage.database import Database
from tests.conftest import NOW
from tests.guessing import guess

SECOND = timedelta(seconds=1)
VISITOR = Visitor("10.0.0.1", "")


def account(database: Database, key: str = "an") -> None:
    with database.writing() as session:
        person = Person(key=key, key_folded=key, name="An")
        session.add(person)
        session.flush()
        session.add(Password(person_id=person.id, hash=HASHER.hash("mật khẩu"), temporary=False, changed_at=NOW))


@pytest.mark.parametrize("key", ["an", "khong-co"])
def test_two_processes_that_guess_at_once_get_five_tries_together(database: Database, key: str) -> None:
    account(database)
    url = database.engine.url.render_as_string(hide_password=False)
    jobs = [(url, key, [f"sai {number}" for number in range(8)], Visitor(f"10.0.0.{server}", ""), NOW) for server in (1, 2)]
    with get_context("spawn").Pool(2) as pool:
        assert sum(pool.starmap(guess, jobs)) == 5


def test_signing_in_takes_the_failures_of_the_account_back_but_not_those_of_the_address(database: Database) -> None:
    account(database)
    for _ in range(4):
        with pytest.raises(Refused):
            sign_in(database.writing, "an", "sai", VISITOR, NOW)
    assert isinstance(sign_in(database.writing, "an", "mật khẩu", VISITOR, NOW), Opened)
    with database.reading() as session:
        assert session.get_one(LoginAttempt, attempts.by_account("AN").key).count == 0
        assert session.get_one(LoginAttempt, attempts.by_address("10.0.0.1").key).count == 4


def test_what_recovers_does_so_step_by_step(sqlite_database: Database) -> None:
    counter = Counter("x", Limit(free=2, recovers=timedelta(minutes=1)))
    with sqlite_database.writing() as session:
        assert [count_try(session, [counter], NOW) for _ in range(3)] == [None, None, NOW + DELAYS[0]]
        assert count_try(session, [counter], NOW + DELAYS[0] - SECOND) == NOW + DELAYS[0]
        assert count_try(session, [counter], NOW + DELAYS[0]) is None, "one is taken back"
        assert count_try(session, [counter], NOW + DELAYS[0]) is not None
        assert count_try(session, [counter], NOW + DELAYS[0] - timedelta(days=3)) is not None, "a clock that was put back"


def test_failures_are_forgotten_after_a_quiet_day_and_not_before(sqlite_database: Database) -> None:
    counter = Counter("x", Limit(free=1))
    with sqlite_database.writing() as session:
        for index, delay in enumerate(DELAYS[:2]):
            count_try(session, [counter], NOW + (DELAYS[0] if index else timedelta()))
            assert delay
        last = NOW + DELAYS[0]
        assert count_try(session, [counter], last + timedelta(days=1) - SECOND) is None, "the wait is over"
        assert count_try(session, [counter], last + timedelta(days=1)) is not None, "but nothing is forgotten"
        later = last + timedelta(days=2)
        assert count_try(session, [counter], later) is None
        assert session.get_one(LoginAttempt, "x").count == 1


def test_old_rows_are_swept(sqlite_database: Database) -> None:
    with sqlite_database.writing() as session:
        count_try(session, [Counter("old", Limit(free=1))], NOW)
        count_try(session, [Counter("new", Limit(free=1))], NOW + timedelta(days=2, seconds=1))
        assert [row.key for row in session.query(LoginAttempt)] == ["new"]


def test_a_locked_counter_spares_the_others(sqlite_database: Database) -> None:
    locked, free = Counter("a", Limit(free=0)), Counter("b", Limit(free=9))
    with sqlite_database.writing() as session:
        count_try(session, [locked], NOW)
        assert count_try(session, [locked, free], NOW) is not None
        assert session.get_one(LoginAttempt, "b").count == 0
        take_back(session, free)
        forget(session, locked)
        assert session.get_one(LoginAttempt, "b").count == 0 and count_try(session, [locked, free], NOW) is not None


@pytest.mark.parametrize(
    ("address", "counted"),
    [("10.1.2.3", "10.1.2.3"), ("2001:db8::1", "2001:db8::/64"), ("::ffff:10.1.2.3", "10.1.2.3"), ("unix:", "unix:")],
)
def test_an_address_stands_for_its_network(address: str, counted: str) -> None:
    assert network(address) == counted
