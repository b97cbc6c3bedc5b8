"""Each way to tamper with the trail is told with its place and its kind."""

from collections.abc import Callable

import pytest

from qms.language import UserError
from qms.storage.database import Database
from qms.trail.verification import parse_head, verify
from tests.factories.batches import append, head_of, three_batches
from tests.factories.vandal import COLUMNS, Vandal, unguarded


@pytest.fixture
def start(database: Database) -> int:
    """The number of the last entry before three batches of two entries each: ``start + 1`` to ``start + 6``."""
    return three_batches(database)


Act = Callable[[Vandal], object]


def all_of(*acts: Act) -> Act:
    return lambda vandal: [act(vandal) for act in acts][-1]


TAMPERING: dict[str, tuple[Act, list[tuple[str, int | None, int | None]]]] = {
    "an edited entry": (lambda v: v.edit(3), [("edited", 3, 3)]),
    "two edited entries": (all_of(lambda v: v.edit(2), lambda v: v.edit(5)), [("edited", 2, 2), ("edited", 5, 5)]),
    "an edited actor": (lambda v: v.run("UPDATE trail_batch SET actor = 'x' WHERE first = #3"), [("edited", 3, 4)]),
    "an edited moment": (lambda v: v.run("UPDATE trail_batch SET at = 'never' WHERE first = #3"), [("edited", 3, 4)]),
    "an edited person": (lambda v: v.run("UPDATE trail_batch SET person = 'x' WHERE first = #3"), [("edited", 3, 4)]),
    "a removed post": (lambda v: v.run("UPDATE trail_batch SET post = NULL WHERE first = #3"), [("edited", 3, 4)]),
    "a removed reason": (lambda v: v.run("UPDATE trail_batch SET reason = NULL WHERE first = #3"), [("edited", 3, 4)]),
    "an invented reason": (lambda v: v.run("UPDATE trail_batch SET reason = '' WHERE first = #5"), [("edited", 5, 6)]),
    "a post given as a person": (
        lambda v: v.run("UPDATE trail_batch SET person = post, post = person WHERE first = #3"), [("edited", 3, 4)],
    ),
    "an edited hash": (lambda v: v.run("UPDATE trail_entry SET hash = previous_hash WHERE number = #3"), [("edited", 3, 3)]),
    "an edited link": (lambda v: v.run("UPDATE trail_entry SET previous_hash = hash WHERE number = #3"), [("edited", 3, 3)]),
    "an edited last entry": (lambda v: v.edit(6), [("edited", 6, 6)]),
    "a deleted entry": (lambda v: v.delete(3), [("deleted", 3, 3)]),
    "two deleted entries": (all_of(lambda v: v.delete(2), lambda v: v.delete(3)), [("deleted", 2, 3)]),
    "a deleted entry, the rest moved up": (
        all_of(lambda v: v.delete(3), *(lambda v, p=p: v.renumber(p, p - 1) for p in (4, 5, 6))),
        [("deleted", 3, 3), ("reordered", 3, 5)],
    ),
    "a missing tail": (all_of(lambda v: v.delete(6), lambda v: v.delete(5)), [("tail_missing", 5, 6)]),
    "a replaced entry": (all_of(lambda v: v.edit(3), lambda v: v.rehash(3)), [("replaced", 3, 3)]),
    "a replaced last entry": (all_of(lambda v: v.edit(6), lambda v: v.rehash(6)), [("replaced", 6, 6)]),
    "a deleted entry replaced": (
        all_of(lambda v: v.delete(3), lambda v: v.copy(2, 3), lambda v: v.rehash(3)), [("replaced", 3, 3)],
    ),
    "two entries that changed places": (lambda v: v.swap(2, 3), [("reordered", 2, 2), ("reordered", 3, 3)]),
    "an appended copy": (lambda v: v.copy(3, 7), [("inserted", 7, 7)]),
    "an appended entry": (
        all_of(
            lambda v: v.copy(3, 7), lambda v: v.run("UPDATE trail_batch SET last = #7 WHERE last = #6"), lambda v: v.rehash(7)
        ),
        [("inserted", 7, 7)],
    ),
    "an entry squeezed in": (lambda v: v.squeeze_in(), [("inserted", 4, 4), ("reordered", 5, 7)]),
    "an entry before the first": (
        lambda v: v.run(f"INSERT INTO trail_entry (number, {COLUMNS}) SELECT -5, {COLUMNS} FROM trail_entry WHERE number = #1"),
        [("inserted", None, None)],
    ),
    "no head": (lambda v: v.run("DELETE FROM trail_head"), [("head_missing", None, None)]),
    "a deleted batch": (lambda v: v.run("DELETE FROM trail_batch WHERE first = #3"), [("edited", 3, 4)]),
    "a shortened batch": (lambda v: v.run("UPDATE trail_batch SET last = first WHERE first = #3"), [("edited", 4, 4)]),
    "a lengthened batch": (lambda v: v.run("UPDATE trail_batch SET last = #9 WHERE first = #5"), [("batch_changed", 7, 7)]),
    "an invented batch": (lambda v: v.add_batch(7, "00000000-0000-0000-0000-000000000000"), [("batch_changed", 7, 7)]),
}


@pytest.mark.parametrize("name", TAMPERING)
def test_tampering_is_told_with_its_place_and_kind(database: Database, start: int, name: str) -> None:
    act, expected = TAMPERING[name]
    with database.writing() as session:
        unguarded(session)
        act(Vandal(session, start))
    with database.reading() as session:
        faults = verify(session)
    places = {"inserted": -5 - start, "head_missing": -start}
    told = [(kind, start + (places[kind] if first is None else first), start + (places[kind] if last is None else last))
            for kind, first, last in expected]
    assert [(fault.kind.value, fault.number, fault.last) for fault in faults] == told
    for fault in faults:
        assert fault.kind == "head_missing" or str(fault.number) in str(fault.message)


def test_only_a_noted_head_tells_a_tail_cut_together_with_the_head(database: Database, start: int) -> None:
    noted = head_of(database)
    with database.writing() as session:
        unguarded(session)
        vandal = Vandal(session, start)
        vandal.run("DELETE FROM trail_entry WHERE number > #4")
        vandal.run("DELETE FROM trail_batch WHERE first > #4")
        vandal.move_head(4)
    with database.reading() as session:
        assert verify(session) == []
        told = [(fault.kind.value, fault.number, fault.last) for fault in verify(session, noted)]
    assert told == [("tail_missing", start + 5, start + 6)]


FAR, FARTHEST = 2 * 10**9, 10**17  # nobody has the memory to count so far one by one


def test_a_forged_number_may_be_as_large_as_one_likes(database: Database, start: int) -> None:
    _number, _, hash_ = head_of(database).partition(":")
    with database.reading() as session:
        told = [(fault.kind.value, fault.number, fault.last) for fault in verify(session, f"{FARTHEST}:{hash_}")]
    assert told == [("tail_missing", start + 7, FARTHEST)]
    with database.writing() as session:
        unguarded(session)
        Vandal(session, start).run(f"UPDATE trail_entry SET number = {FAR} WHERE number = #6")
    with database.reading() as session:
        told = [(fault.kind.value, fault.number, fault.last) for fault in verify(session)]
    assert told == [("reordered", FAR, FAR)]


def test_only_a_noted_head_tells_a_chain_rewritten_to_its_end(database: Database, start: int) -> None:
    noted = head_of(database)
    with database.writing() as session:
        unguarded(session)
        Vandal(session, start).rewrite_from(2)
    append(database, "later")
    with database.reading() as session:
        assert verify(session) == []
        told = [(fault.kind.value, fault.number) for fault in verify(session, noted)]
    assert told == [("rewritten", start + 6)]


@pytest.mark.parametrize("number", ["", "x", "²", "9" * 5000])
def test_what_is_no_number_is_no_head(number: str) -> None:
    with pytest.raises(UserError, match="qms verify"):
        parse_head(f"{number}:{'0' * 64}")


@pytest.mark.parametrize("text_", ["", " ", "12", "12:abc", "x:" + "0" * 64, "²:" + "0" * 64, "12:" + "G" * 64, "12:" + "0" * 63])
def test_what_is_no_head_is_refused_with_a_sentence(text_: str) -> None:
    with pytest.raises(UserError, match="qms verify"):
        parse_head(text_)
