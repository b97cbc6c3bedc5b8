"""Writing the trail."""

from collections.abc import Iterable
from datetime import datetime
from uuid import uuid4

from sqlalchemy import Table, insert, inspect, select, update
from sqlalchemy.orm import Session

from qms.storage.bulk import insert_rows
from qms.trail.chain import Seal, canonical
from qms.trail.entries import Actor, Change, stamp
from qms.trail.models import TrailBatch, TrailEntry, TrailHead

_ENTRIES: Table = inspect(TrailEntry).local_table  # type: ignore[assignment]
_COLUMNS = ("number", "verb", "object_key", "diff", "previous_hash", "hash")


def record(session: Session, actor: Actor, moment: datetime, changes: Iterable[Change], reason: str | None = None) -> str:
    """Append ``changes`` as one batch to the chain, in the transaction of ``session``; return the batch's id, a UUID.

    ``session`` must be one that writes: from here to its end no other writer can append. No change, no batch: the id then
    names nothing. ``moment`` needs a time zone; ``reason`` is what the person said when asked why.
    """
    at = stamp(moment)
    batch = str(uuid4())
    changes = list(changes)
    if not changes:
        return batch
    number, last_hash = session.execute(select(TrailHead.number, TrailHead.hash).with_for_update()).one()
    last = number + len(changes)
    who = {"actor": actor.name, "origin": actor.origin, "person": actor.person, "post": actor.post}
    session.execute(insert(TrailBatch).values(first=number + 1, last=last, id=batch, at=at, **who, reason=reason))
    seal = Seal(batch, at, actor.name, actor.origin, actor.person, actor.post, reason)
    rows = _chained(seal, number + 1, last_hash, changes)
    insert_rows(session, _ENTRIES, _COLUMNS, rows)
    session.execute(update(TrailHead).values(number=last, hash=rows[-1][-1]))
    return batch


def _chained(seal: Seal, first: int, previous_hash: str, changes: list[Change]) -> list[tuple[int, str, str, str, str, str]]:
    """The rows, in the order of ``_COLUMNS``, of the batch that begins with number ``first``."""
    rows = []
    for number, change in enumerate(changes, first):
        diff = canonical(change.diff)
        own_hash = seal(number, change.verb, change.object_key, diff, previous_hash)
        rows.append((number, change.verb, change.object_key, diff, previous_hash, own_hash))
        previous_hash = own_hash
    return rows
