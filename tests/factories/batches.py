"""Batches for the tests of the trail."""

from datetime import UTC, datetime

from sqlalchemy import select

from qms.storage.database import Database
from qms.trail.entries import Actor, Change
from qms.trail.models import TrailHead
from qms.trail.reading import read_head
from qms.trail.use_cases import record

MOMENT = datetime(2026, 11, 23, 4, 5, 6, 789, tzinfo=UTC)
AN = Actor("an.nguyễn", "cli:huế")
BINH = Actor("bình.trần", "cli:huế")


def change(key: str, value: object = "Hoà “Bình”\n") -> Change:
    return Change("declaration:changed", key, {"number": (None, value), "edition": ("2008", "2015")})


def append(database: Database, *keys: str, actor: Actor = AN) -> str:
    with database.writing() as session:
        return record(session, actor, MOMENT, [change(key) for key in keys])


def last_number(database: Database) -> int:
    with database.reading() as session:
        return session.execute(select(TrailHead.number)).scalar_one()


def three_batches(database: Database) -> int:
    """Append batches of two entries each; return the number of the entry before them."""
    before = last_number(database)
    append(database, "a", "b")
    append(database, "c", "d", actor=BINH)
    append(database, "e", "f")
    return before


def head_of(database: Database) -> str:
    """The head as people note it down."""
    with database.reading() as session:
        head = read_head(session)
    assert head is not None
    return head.noted
