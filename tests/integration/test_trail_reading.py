"""Histories and searches of the trail: what they find, in which order, and by which index."""

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.orm import Session

from qms.storage.database import Database
from qms.trail.entries import Actor, Change
from qms.trail.queries import (
    Batch,
    Search,
    Thing,
    actors,
    count_batches,
    count_entries,
    count_history,
    count_lines,
    entries,
    find_batch,
    find_batches,
    history,
    with_lines,
)
from qms.trail.use_cases import record

START = datetime(2027, 1, 1, tzinfo=UTC)  # after all that the package ships
AN, BINH = Actor("an", "cli:hue"), Actor("binh", "web:1.2.3.4", "Trần Bình", "Thư ký ISO")
MANY = 3000


def write(database: Database, day: int, actor: Actor, *changes: tuple[str, str]) -> str:
    with database.writing() as session:
        moment = START + timedelta(days=day)
        return record(session, actor, moment, [Change(verb, key, {"name": (None, key)}) for verb, key in changes])


def keys(batches: Iterable[Batch]) -> list[list[str]]:
    return [[line.object_key for line in batch.lines] for batch in batches]


@pytest.fixture
def told(database: Database) -> Database:
    imported = [("authority:created", f"so-y-te · {number:05}") for number in range(MANY)]
    created = [("nonconformity:created", "so-a · 01"), ("audit:created", "so-a2 · 01")]
    write(database, 1, AN, *imported, ("audit:created", "so-a · 01"))
    write(database, 2, BINH, ("audit:changed", "so-a · 01"), *created)
    write(database, 3, AN, ("agency_slice:changed", "SO-A · 2020-01-01"), ("audit:withdrawn", "so-a · 01"))
    return database


def test_a_history_is_of_one_object_newest_first_in_its_batches(told: Database) -> None:
    about = [Thing(frozenset({"audit"}), "so-a · 01")]
    with told.reading() as session:
        found = history(session, about, limit=10)
        assert [(batch.actor, [line.verb for line in batch.lines]) for batch in found] == [
            ("an", ["audit:withdrawn"]),
            ("binh", ["audit:changed"]),
            ("an", ["audit:created"]),
        ]
        assert (found[1].person, found[1].post, found[1].left_out) == ("Trần Bình", "Thư ký ISO", 2)
        assert count_history(session, about) == 3
        assert keys(history(session, about, limit=1, offset=2)) == [["so-a · 01"]]


def test_a_history_holds_what_lies_below_the_key_however_it_is_spelled(told: Database) -> None:
    with told.reading() as session:
        found = history(session, [Thing(None, "SO-A")], limit=10)
        assert keys(found) == [["SO-A · 2020-01-01", "so-a · 01"], ["so-a · 01", "so-a · 01"], ["so-a · 01"]]
        assert history(session, [Thing(None, "so-")], limit=10) == []
        assert count_history(session, [Thing(frozenset(), "so-a")]) == count_history(session, []) == 0


SEARCHES: list[tuple[Search, list[int]]] = [  # the days of the batches that are found
    (Search(), [3, 2, 1]),
    (Search(beginning="so-a · "), [3, 2, 1]),
    (Search(beginning="so-a2"), [2]),
    (Search(beginning="SO-A2"), [2]),
    (Search(beginning="so-a%"), []),
    (Search(noun="nonconformity"), [2]),
    (Search(noun="audi_"), []),
    (Search(noun="authority", beginning="so-a"), []),
    (Search(actors=frozenset({"binh"})), [2]),
    (Search(actors=frozenset()), []),
    (Search(since=START + timedelta(days=2), until=START + timedelta(days=3)), [2]),
    (Search(since=START + timedelta(days=2, microseconds=1)), [3]),
    (Search(noun="audit", actors=frozenset({"an"}), until=START + timedelta(days=2)), [1]),
    (Search(agencies=frozenset({"so-a2"})), [2]),
    (Search(agencies=frozenset({"SO-A"}), noun="agency_slice"), [3]),
    (Search(agencies=frozenset()), []),
]


def test_a_search_finds_the_batches_with_an_entry_that_fits(told: Database) -> None:
    with told.reading() as session:
        for search, days in SEARCHES:
            found = [batch for batch in find_batches(session, search, limit=50) if batch.moment >= START]
            assert [(batch.moment - START).days for batch in found] == days, search
            listed = list(entries(session, search))
            assert count_batches(session, search) == len({batch.id for batch, _line in listed}), search
            assert count_entries(session, search, 10**6) == len(listed), search
            assert {line for batch in found for line in batch.lines} <= {line for _batch, line in listed}, search


def test_a_large_batch_is_read_in_pages(told: Database) -> None:
    with told.reading() as session:
        (head,) = find_batches(session, Search(noun="authority"), limit=5, lines=2)
        assert (keys([head]), head.left_out) == ([["so-y-te · 00000", "so-y-te · 00001"]], MANY - 1)
        assert find_batch(session, head.id, Search(agencies=frozenset({"so-a2"}))) is None
        assert find_batch(session, head.id, Search()) == head._replace(lines=())
        assert count_lines(session, head, Search(noun="audit")) == 1
        last = with_lines(session, head, Search(), limit=50, offset=MANY)
        assert keys([last]) == [["so-a · 01"]]
        assert count_entries(session, Search(), 10) == 11  # counting ends behind what is asked for


def test_everybody_who_ever_acted_is_known_by_account_and_name(told: Database) -> None:
    with told.reading() as session:
        assert actors(session) == [("an", None), ("binh", "Trần Bình"), ("setup", None)]


ASKING: dict[str, Callable[[Session], object]] = {
    "history": lambda session: history(session, [Thing(frozenset({"audit"}), "so-a · 01")], limit=50),
    "count of a history": lambda session: count_history(session, [Thing(None, "SO-A2")]),
    "search": lambda session: count_batches(session, Search(beginning="so-a2 · ")),
    "agencies": lambda session: count_batches(session, Search(agencies=frozenset({"so-a", "so-a2"}))),
}


def test_keys_are_found_by_their_beginning_through_the_index(told: Database) -> None:
    """On both databases, since a scan of the whole trail would make each page slower every year."""
    with told.writing() as session:
        session.execute(text("ANALYZE"))
    for name, ask in ASKING.items():
        plan = first_plan(told, ask)
        assert "ix_trail_entry_object_key" in plan, name
        assert not re.search(r"SCAN trail_entry|Seq Scan on trail_entry|pk_trail_entry", plan), name


def first_plan(database: Database, ask: Callable[[Session], object]) -> str:
    """How the database goes about the first statement that is sent."""
    sent: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        if statement.startswith("SELECT"):
            sent.append((statement, parameters))

    event.listen(database.engine, "before_cursor_execute", note)
    with database.reading() as session:
        ask(session)
    event.remove(database.engine, "before_cursor_execute", note)
    explain = "EXPLAIN QUERY PLAN " if database.engine.dialect.name == "sqlite" else "EXPLAIN "
    with database.engine.connect() as connection:
        rows = connection.exec_driver_sql(explain + sent[0][0], sent[0][1]).all()
    return "\n".join(str(row[-1]) for row in rows)
