"""The trail: appended in turn by whoever writes, together with the change itself, and refused to everyone else."""

from multiprocessing import get_context

import pytest
from sqlalchemy import Connection, make_url, select, text
from sqlalchemy.exc import IntegrityError

from qms.standards.models import Edition
from qms.storage.database import Database
from qms.trail.models import TrailBatch, TrailEntry
from qms.trail.reading import read_head
from qms.trail.use_cases import record
from qms.trail.verification import verify
from tests.factories.batches import (
    AN,
    BINH,
    MOMENT,
    REASON,
    append,
    change,
    hash_of,
    head_of,
    last_number,
    said_of,
    three_batches,
)
from tests.factories.vandal import COLUMNS, at_positions


def test_a_batch_says_who_when_where_why_and_what(database: Database) -> None:
    before = last_number(database)
    batch_id = append(database, "x", "y")
    reasoned_id = append(database, "z", actor=BINH, reason=REASON)
    with database.reading() as session:
        batch = session.execute(select(TrailBatch).where(TrailBatch.id == batch_id)).scalar_one()
        assert (batch.actor, batch.origin, batch.at) == ("an.nguyễn", "cli:huế", "2026-11-23T04:05:06.000789+00:00")
        assert (batch.person, batch.post, batch.reason) == (None, None, None)
        assert [entry.number for entry in batch.entries] == [before + 1, before + 2]
        entry = batch.entries[1]
        assert entry.batch is batch
        assert (entry.verb, entry.object_key) == ("declaration:changed", "y")
        assert entry.diff == '{"edition":["2008","2015"],"number":[null,"Hoà “Bình”\\n"]}'
        reasoned = session.execute(select(TrailBatch).where(TrailBatch.id == reasoned_id)).scalar_one()
        assert (reasoned.actor, reasoned.person, reasoned.post, reasoned.reason) == (BINH.name, BINH.person, BINH.post, REASON)


def test_a_hash_is_taken_over_canonical_json_of_all_fields_and_the_hash_before(database: Database) -> None:
    append(database, "x", 'y "z" \\ \x1f \u2028 😀')
    append(database, "z", actor=BINH, reason=REASON)
    append(database, "z", actor=BINH)
    with database.reading() as session:
        for entry in session.execute(select(TrailEntry)).scalars():
            assert entry.hash == hash_of(said_of(entry))


def test_a_batch_without_changes_leaves_no_mark(database: Database) -> None:
    before = last_number(database)
    append(database)
    assert last_number(database) == before
    with database.reading() as session:
        assert verify(session) == []


def test_a_moment_needs_a_time_zone(database: Database) -> None:
    with pytest.raises(ValueError, match="time zone"), database.writing() as session:
        record(session, AN, MOMENT.replace(tzinfo=None), [change("x")])


def test_a_whole_trail_has_no_fault(database: Database) -> None:
    start = three_batches(database)
    with database.reading() as session:
        assert verify(session) == []
        head = read_head(session)
        assert head is not None and head.number == start + 6
        assert verify(session, head.noted) == []
    append(database, "g")
    with database.reading() as session:
        assert verify(session, head.noted) == []


def test_an_entry_and_its_change_are_kept_or_lost_together(database: Database) -> None:
    before = last_number(database)

    def both(fail: bool) -> None:
        with database.writing() as session:
            session.add(Edition(year="2030", title="ISO 9001:2030", published_on=MOMENT.date(), verified=False))
            record(session, AN, MOMENT, [change("2030")])
            if fail:
                raise LookupError

    with pytest.raises(LookupError):
        both(fail=True)
    assert last_number(database) == before
    both(fail=False)
    assert last_number(database) == before + 1
    with database.reading() as session:
        assert session.get(Edition, "2030")
        assert verify(session) == []


FORBIDDEN = {
    "editing an entry": "UPDATE trail_entry SET verb = 'x' WHERE number = #1",
    "editing a batch": "UPDATE trail_batch SET actor = 'x' WHERE first = #1",
    "deleting an entry": "DELETE FROM trail_entry WHERE number = #6",
    "deleting a batch": "DELETE FROM trail_batch WHERE first = #5",
    "deleting the head": "DELETE FROM trail_head",
    "a head that names no entry": "UPDATE trail_head SET number = number + 1",
    "a head that goes back": "UPDATE trail_head SET number = #5, hash = (SELECT hash FROM trail_entry WHERE number = #5)",
    "a head with another hash": f"UPDATE trail_head SET hash = '{'0' * 64}'",
    "a number taken": f"INSERT INTO trail_entry (number, {COLUMNS}) SELECT #3, {COLUMNS} FROM trail_entry WHERE number = #3",
    "a number left out": f"INSERT INTO trail_entry (number, {COLUMNS}) SELECT #8, {COLUMNS} FROM trail_entry WHERE number = #3",
    "a number below zero": f"INSERT INTO trail_entry (number, {COLUMNS}) SELECT -1, {COLUMNS} FROM trail_entry WHERE number = #3",
    "a batch out of turn": "INSERT INTO trail_batch (first, last, id, at, actor, origin) "
    "SELECT #8, #8, substr(id, 1, 35) || 'x', at, actor, origin FROM trail_batch WHERE first = #1",
}
FORBIDDEN_ON = {
    "sqlite": {
        "replacing an entry": f"INSERT OR REPLACE INTO trail_entry (number, {COLUMNS}) "
        f"SELECT #6, {COLUMNS} FROM trail_entry WHERE number = #3",
        "replacing a batch": "INSERT OR REPLACE INTO trail_batch (first, last, id, at, actor, origin) "
        "SELECT first, last, id, at, 'x', origin FROM trail_batch WHERE first = #5",
        "replacing the head": "INSERT OR REPLACE INTO trail_head (id, number, hash) SELECT 1, number - 1, hash FROM trail_head",
        "updating by inserting": f"INSERT INTO trail_entry (number, {COLUMNS}) SELECT #3, {COLUMNS} FROM trail_entry "
        "WHERE number = #3 ON CONFLICT (number) DO UPDATE SET verb = 'x'",
    },
    "postgresql": {
        "emptying the entries": "TRUNCATE trail_entry",
        "emptying the batches": "TRUNCATE trail_batch",
        "emptying the head": "TRUNCATE trail_head",
        "updating by inserting": f"INSERT INTO trail_entry (number, {COLUMNS}) SELECT #3, {COLUMNS} FROM trail_entry "
        "WHERE number = #3 ON CONFLICT (number) DO UPDATE SET verb = 'x'",
    },
}


@pytest.mark.parametrize("recursive_triggers", [True, False])
def test_the_database_refuses_whatever_is_no_appending(database: Database, recursive_triggers: bool) -> None:
    start = three_batches(database)
    before = head_of(database)
    for name, statement in {**FORBIDDEN, **FORBIDDEN_ON[database.engine.dialect.name]}.items():
        with database.engine.connect() as connection, pytest.raises(IntegrityError) as refusal:
            _attempt(connection, at_positions(statement, start), recursive_triggers)
        assert "trail_" in str(refusal.value.orig), name
    with database.reading() as session:
        assert verify(session, before) == []
    assert head_of(database) == before


def _attempt(connection: Connection, statement: str, recursive_triggers: bool) -> None:
    if connection.dialect.name == "sqlite":  # other programs may leave this off
        connection.execute(text(f"PRAGMA recursive_triggers = {recursive_triggers}"))
    connection.execute(text(statement))
    connection.commit()


APPENDS, WRITERS = 20, 3


def _append_many(url: str, writer: int) -> None:
    database = Database(make_url(url))
    for turn in range(APPENDS):
        append(database, f"{writer}/{turn}", f"{writer}/{turn}+")
    database.close()


def test_several_processes_append_to_one_unbroken_chain(database: Database) -> None:
    before = last_number(database)
    url = database.engine.url.render_as_string(hide_password=False)
    database.close()  # no connection is shared with the writers
    spawning = get_context("spawn")
    writers = [spawning.Process(target=_append_many, args=(url, writer)) for writer in range(WRITERS)]
    for process in writers:
        process.start()
    for process in writers:
        process.join()
    assert [process.exitcode for process in writers] == [0] * WRITERS
    assert last_number(database) == before + 2 * APPENDS * WRITERS
    with database.reading() as session:
        assert verify(session) == []
        batches = session.scalars(select(TrailBatch).where(TrailBatch.first > before).order_by(TrailBatch.first)).all()
        written = [[entry.object_key for entry in batch.entries] for batch in batches]
    assert [batch.first for batch in batches] == list(range(before + 1, before + 2 * APPENDS * WRITERS, 2))
    assert all(pair[1] == f"{pair[0]}+" for pair in written), "a batch holds what its own writer wrote, in its order"
    for writer in range(WRITERS):
        mine = [first for first, _second in written if first.startswith(f"{writer}/")]
        assert mine == [f"{writer}/{turn}" for turn in range(APPENDS)]


def test_verifying_beside_a_writer_sees_one_moment(database: Database) -> None:
    append(database, "a")
    with database.reading() as session:
        assert verify(session) == []
        append(database, "b")
        assert verify(session) == []


NEEDED_FOR = {  # each trigger, and what it alone refuses
    "sqlite": {
        "trail_batch_unchanged": "editing a batch",
        "trail_batch_kept": "deleting a batch",
        "trail_batch_in_turn": "a batch out of turn",
        "trail_entry_unchanged": "editing an entry",
        "trail_entry_kept": "deleting an entry",
        "trail_entry_in_turn": "a number left out",
        "trail_head_kept": "deleting the head",
        "trail_head_unreplaced": "replacing the head",
        "trail_head_follows": "a head that goes back",
    },
    "postgresql": {
        "trail_batch_kept": "emptying the batches",
        "trail_batch_in_turn": "a batch out of turn",
        "trail_entry_kept": "emptying the entries",
        "trail_entry_in_turn": "a number left out",
        "trail_head_kept": "emptying the head",
        "trail_head_follows": "a head that goes back",
    },
}
TRIGGERS = {
    "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'trail_%'",
    "postgresql": "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal "
    "AND tgrelid::regclass::text LIKE 'trail_%'",
}


def test_no_trigger_is_idle(database: Database) -> None:
    start, kind = three_batches(database), database.engine.dialect.name
    with database.engine.connect() as connection:
        triggers = dict(connection.execute(text(TRIGGERS[kind])).all())
    assert triggers.keys() == NEEDED_FOR[kind].keys()
    for trigger, case in NEEDED_FOR[kind].items():
        statement = at_positions({**FORBIDDEN, **FORBIDDEN_ON[kind]}[case], start)
        with database.engine.connect() as connection, pytest.raises(IntegrityError):
            _attempt(connection, statement, recursive_triggers=False)
        with database.engine.connect() as connection:
            if kind == "sqlite":
                connection.execute(text("PRAGMA recursive_triggers = off"))
            connection.execute(text(f"DROP TRIGGER {trigger}" + (f" ON {triggers[trigger]}" if kind == "postgresql" else "")))
            connection.execute(text(statement))
            connection.rollback()
