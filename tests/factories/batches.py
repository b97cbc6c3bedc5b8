"""Batches for the tests of the trail."""

import json
from datetime import UTC, datetime
from hashlib import sha256

from sqlalchemy import select

from qms.storage.database import Database
from qms.trail.entries import Actor, Change
from qms.trail.models import TrailEntry, TrailHead
from qms.trail.reading import read_head
from qms.trail.use_cases import record

MOMENT = datetime(2026, 11, 23, 4, 5, 6, 789, tzinfo=UTC)
AN = Actor("an.nguyễn", "cli:huế")
BINH = Actor("bình.trần", "web:10.0.0.7", 'Trần Thị "Bình"', "Thư ký ISO, Sở Nội vụ")
REASON = "Sửa theo biên bản\n số 12"


def change(key: str, value: object = "Hoà “Bình”\n") -> Change:
    return Change("declaration:changed", key, {"number": (None, value), "edition": ("2008", "2015")})


def append(database: Database, *keys: str, actor: Actor = AN, reason: str | None = None) -> str:
    with database.writing() as session:
        return record(session, actor, MOMENT, [change(key) for key in keys], reason)


def said_of(entry: TrailEntry) -> dict[str, object]:
    """What the hash of ``entry`` is taken over; what was not known of the batch is left out."""
    batch = entry.batch
    known = {"person": batch.person, "post": batch.post, "reason": batch.reason}
    return {
        "number": entry.number, "batch": batch.id, "at": batch.at, "actor": batch.actor, "origin": batch.origin,
        "verb": entry.verb, "object_key": entry.object_key, "diff": json.loads(entry.diff), "previous_hash": entry.previous_hash,
        **{field: value for field, value in known.items() if value is not None},
    }  # fmt: skip


def hash_of(fields: dict[str, object]) -> str:
    canonical = json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(canonical.encode()).hexdigest()


def last_number(database: Database) -> int:
    with database.reading() as session:
        return session.execute(select(TrailHead.number)).scalar_one()


def three_batches(database: Database) -> int:
    """Append batches of two entries each, the second by a person with a reason; return the number of the entry before them."""
    before = last_number(database)
    append(database, "a", "b")
    append(database, "c", "d", actor=BINH, reason=REASON)
    append(database, "e", "f")
    return before


def head_of(database: Database) -> str:
    """The head as people note it down."""
    with database.reading() as session:
        head = read_head(session)
    assert head is not None
    return head.noted
