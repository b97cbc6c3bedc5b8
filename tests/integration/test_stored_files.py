"""Files and their rows belong together, whoever is killed when, and whatever is swept."""

import hashlib
import io
import os
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select, text
from sqlalchemy.engine import URL
from sqlalchemy.orm import Session

from qms.app import load_models
from qms.clock import FixedClock
from qms.files.models import StoredFile
from qms.files.store import LocalStore
from qms.files.use_cases import GRACE, Accepted, Swept, remember, sweep_orphans
from qms.storage.database import Database
from tests.factories.violations import ROWS

load_models()
BEFORE = timedelta(seconds=1)


def keep(store: LocalStore, content: bytes, moment: datetime) -> Accepted:
    """A file as it is after the guard, last kept at ``moment``."""
    with store.receive(io.BytesIO(content), 1000) as incoming:
        incoming.keep()
        digest = incoming.digest
    os.utime(store.folder / digest[:2] / digest[2:4] / digest, (moment.timestamp(), moment.timestamp()))
    return Accepted(digest, len(content), "application/pdf", "a.pdf", content.decode())


def content(store: LocalStore, digest: str) -> bytes:
    with store.open(digest) as file:
        return file.read()


def rows(database: Database) -> dict[str, datetime]:
    with database.reading() as session:
        return {row.digest: row.stored_at for row in session.scalars(select(StoredFile))}


def refer(session: Session, digest: str) -> None:
    """Some record of the registry with the file, and all that the record needs."""
    for table in ("edition", "agency", "person", "document", "revision", "sign_sheet"):
        row = ROWS[table][0] | ({"digest": digest} if table == "sign_sheet" else {})
        names = ", ".join(row)
        session.execute(text(f"INSERT INTO {table} ({names}) VALUES ({', '.join(f':{name}' for name in row)})"), row)


def sweep(database: Database, store: LocalStore, moment: datetime) -> Swept:
    with database.writing() as session:
        return sweep_orphans(session, store, moment)


def test_a_killed_program_leaves_no_row_without_its_file(tmp_path: Path) -> None:
    """At each step of the way, one process is killed."""
    program = [sys.executable, "-m", "tests.integration.file_kills", str(tmp_path)]
    steps = int(subprocess.run(program, check=True, capture_output=True, text=True).stdout)
    assert steps > 40
    reached = set()
    for step in range(1, steps + 1):
        home = tmp_path / str(step)
        store = LocalStore(home / "files")
        kept = list(store.names())
        assert all(digest == hashlib.sha256(content(store, digest)).hexdigest() for digest in kept)
        files = [path for path in (home / "files").rglob("*") if path.is_file() and path.parent.name != "tmp"]
        assert {path.name for path in files} <= {*kept, "lock"}
        database = Database(URL.create("sqlite", database=str(home / "qms.sqlite3")))
        named = set(rows(database))
        database.close()
        assert named <= set(kept)
        reached.add((len(kept), len(named)))
    assert reached == {(0, 0), (1, 0), (1, 1), (2, 1), (2, 2)}
    assert list((tmp_path / str(steps)).glob("files/tmp/*")) == []


def test_a_file_without_row_goes_after_the_grace_and_not_before(database: Database, store: LocalStore, clock: FixedClock) -> None:
    accepted = keep(store, b"abc", clock.now())
    assert sweep(database, store, clock.now() + GRACE) == Swept(0, 0, 0)
    assert store.exists(accepted.digest)
    assert sweep(database, store, clock.now() + GRACE + BEFORE) == Swept(0, 1, 0)
    assert not store.exists(accepted.digest)


def test_a_row_that_nobody_needs_goes_before_its_file(database: Database, store: LocalStore, clock: FixedClock) -> None:
    accepted = keep(store, b"abc", clock.now())
    with database.writing() as session:
        remember(session, accepted, clock.now())
    assert sweep(database, store, clock.now() + GRACE) == Swept(0, 0, 0)
    assert sweep(database, store, clock.now() + GRACE + BEFORE) == Swept(1, 0, 0)
    assert store.exists(accepted.digest)
    assert sweep(database, store, clock.now() + GRACE + BEFORE) == Swept(0, 1, 0)
    assert not store.exists(accepted.digest)


def test_a_file_that_something_refers_to_stays(database: Database, store: LocalStore, clock: FixedClock) -> None:
    accepted = keep(store, b"abc", clock.now())
    with database.writing() as session:
        remember(session, accepted, clock.now())
        refer(session, accepted.digest)
    for _time in range(2):
        assert sweep(database, store, clock.now() + 100 * GRACE) == Swept(0, 0, 0)
    assert store.exists(accepted.digest)


def test_the_same_bytes_make_one_row_that_is_young_again(database: Database, store: LocalStore, clock: FixedClock) -> None:
    later = clock.now() + GRACE
    for moment in (clock.now(), later):
        with database.writing() as session:
            remember(session, keep(store, b"abc", moment), moment)
    assert list(rows(database).values()) == [later]
    assert sweep(database, store, later + GRACE) == Swept(0, 0, 0)
