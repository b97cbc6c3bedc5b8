"""Reading the chain as it is stored, however it may have been tampered with."""

from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from qms.trail.chain import Seal
from qms.trail.models import TrailBatch, TrailEntry, TrailHead

AnyRow = Row[*tuple[Any, ...]]
_AT_A_TIME = 5000  # rows held in memory
_ENTRY = (TrailEntry.number, TrailEntry.verb, TrailEntry.object_key, TrailEntry.diff, TrailEntry.previous_hash, TrailEntry.hash)
_SAID = (TrailBatch.id, TrailBatch.at, TrailBatch.actor, TrailBatch.origin, TrailBatch.person, TrailBatch.post, TrailBatch.reason)
_BATCH = (TrailBatch.first, TrailBatch.last, *_SAID)  # _SAID as Seal takes it


class Head(NamedTuple):
    """The last entry's number and hash; written ``number:hash`` where people note it down."""

    number: int
    hash: str

    @property
    def noted(self) -> str:
        return f"{self.number}:{self.hash}"


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """An entry and the seal of the batch in whose range it lies; none when no batch reaches it."""

    number: int
    verb: str
    object_key: str
    diff: str
    previous_hash: str
    hash: str
    seal: Seal | None

    def fits(self, number: int, seal: Seal | None) -> bool:
        """Whether the entry's hash is the one it got when it was written under ``number`` in the batch of ``seal``."""
        texts = (self.verb, self.object_key, self.diff, self.previous_hash)
        if seal is None or not all(isinstance(text, str) for text in texts):
            return False
        return seal(number, self.verb, self.object_key, self.diff, self.previous_hash) == self.hash


def read_head(session: Session) -> Head | None:
    """The head row; none when it is gone or holds no number."""
    row = session.execute(select(TrailHead.number, TrailHead.hash)).first()
    return Head(row.number, row.hash) if row and isinstance(row.number, int) else None


def count_entries(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(TrailEntry)) or 0


def read_entries(session: Session) -> Iterator[StoredEntry]:
    """All entries by their numbers, streaming."""
    with closing(read_batches(session)) as batches:
        batch, following, seal = None, next(batches, None), None
        rows = _stream(session, select(*_ENTRY).order_by(TrailEntry.number))
        for number, verb, object_key, diff, previous_hash, own_hash in rows:
            while following is not None and following.first <= number:
                batch, following = following, next(batches, None)
                seal = _seal(batch)
            covered = batch is not None and number <= batch.last
            yield StoredEntry(number, verb, object_key, diff, previous_hash, own_hash, seal if covered else None)


def read_batches(session: Session) -> Generator[AnyRow, None, None]:
    """first, last and what was said of all batches by their first entries, streaming; to be closed if left early."""
    for row in _stream(session, select(*_BATCH).order_by(TrailBatch.first)):
        if isinstance(row.last, int):
            yield row


def seal_at(session: Session, number: int) -> Seal | None:
    """The seal of the batch in whose range ``number`` lies; none without such a batch, or when it is no text any more."""
    within = select(*_BATCH).where(TrailBatch.first <= number, TrailBatch.last >= number).order_by(TrailBatch.first.desc())
    batch = session.execute(within.limit(1)).first()
    return _seal(batch) if batch else None


def numbers_of(session: Session, hashes: set[str]) -> dict[str, int]:
    """The number of the first entry that holds each of ``hashes``, as far as there is one."""
    found: dict[str, int] = {}
    for number, own_hash in _stream(session, select(TrailEntry.number, TrailEntry.hash).order_by(TrailEntry.number)):
        if own_hash in hashes:
            found.setdefault(own_hash, number)
    return found


def _seal(batch: AnyRow) -> Seal | None:
    said = batch[2:]
    return Seal(*said) if all(one is None or isinstance(one, str) for one in said) else None


def _stream(session: Session, query: Select[*tuple[Any, ...]]) -> Iterator[AnyRow]:
    with session.execute(query.execution_options(yield_per=_AT_A_TIME)) as rows:
        yield from rows
