"""Reading the trail for people: the history of an object, and a search for whoever may read everything.

Both give batches, newest first: what one person did at one moment belongs together. A batch may be an import of a hundred
thousand entries, so a list never holds more of a batch than a few of its entries.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, product
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select, union_all
from sqlalchemy.orm import Session, aliased

from qms.exchange.sheet import KEY_SEPARATOR
from qms.text import fold_key
from qms.trail.entries import stamp
from qms.trail.models import TrailBatch, TrailEntry

_LAST_CHARACTER = "\U0010ffff"  # sorts behind whatever follows a beginning
_AT_A_TIME = 1000  # rows held in memory
_HEAD = (
    TrailBatch.first,
    TrailBatch.last,
    TrailBatch.id,
    TrailBatch.at,
    TrailBatch.actor,
    TrailBatch.origin,
    TrailBatch.person,
    TrailBatch.post,
    TrailBatch.reason,
)
_LINE = (TrailEntry.number, TrailEntry.verb, TrailEntry.object_key, TrailEntry.diff)


class Line(NamedTuple):
    """One entry: what was done to which object."""

    number: int
    verb: str
    object_key: str
    diff: str

    @property
    def noun(self) -> str:
        return self.verb.partition(":")[0]

    def pairs(self) -> dict[str, tuple[Any, Any]]:
        """The old and the new value of each field."""
        return {field: (old, new) for field, (old, new) in json.loads(self.diff).items()}


class Batch(NamedTuple):
    """Who, when, from where and why, for the entries ``first`` to ``last``; ``lines`` are those of them that were asked for."""

    first: int
    last: int
    id: str
    at: str
    actor: str
    origin: str
    person: str | None
    post: str | None
    reason: str | None
    lines: tuple[Line, ...] = ()

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.at)

    @property
    def entries(self) -> int:
        return self.last - self.first + 1

    @property
    def left_out(self) -> int:
        return self.entries - len(self.lines)


class Thing(NamedTuple):
    """What a history is about: the object ``key`` of one of ``nouns`` (of any when None), with all that lies below its key."""

    nouns: frozenset[str] | None
    key: str


@dataclass(frozen=True)
class Search:
    """What is looked for; all conditions hold together. ``since <= at < until``. ``agencies`` are keys as they are stored:
    only entries of these bodies count, None means no bound."""

    beginning: str = ""
    noun: str = ""
    actors: frozenset[str] | None = None
    since: datetime | None = None
    until: datetime | None = None
    agencies: frozenset[str] | None = None


def key_of(*parts: str) -> str:
    """The key of an object from its parts, as the trail names it."""
    return KEY_SEPARATOR.join(parts)


def spellings(key: str) -> list[str]:
    """The ways in which the trail may spell a key: each part as it is stored, or folded, as one that refers to it does."""
    parts = key.split(KEY_SEPARATOR)
    return sorted({key_of(*chosen) for chosen in product(*((part, fold_key(part)) for part in parts[:3]))} | {key, fold_key(key)})


# The history of objects


def count_history(session: Session, things: Iterable[Thing]) -> int:
    """How many entries concern any of ``things``."""
    return session.scalar(select(func.count()).select_from(TrailEntry).where(_concerns(things))) or 0


def history(session: Session, things: Iterable[Thing], *, limit: int, offset: int = 0) -> list[Batch]:
    """Entries that concern any of ``things``, newest first, in their batches; ``limit`` and ``offset`` count entries."""
    found = select(TrailEntry.number).where(_concerns(things)).order_by(TrailEntry.number.desc()).limit(limit).offset(offset)
    numbers = list(session.scalars(found))
    return _in_batches(session, [Line(*row) for row in session.execute(select(*_LINE).where(TrailEntry.number.in_(numbers)))])


def _concerns(things: Iterable[Thing]) -> ColumnElement[bool]:
    return or_(false(), *(_concerns_one(thing) for thing in things))


def _concerns_one(thing: Thing) -> ColumnElement[bool]:
    lies_there = or_(*(_lies_at(spelling) for spelling in spellings(thing.key)))
    if thing.nouns is None:
        return lies_there
    return and_(lies_there, or_(false(), *(_is_of(noun) for noun in sorted(thing.nouns))))


def _lies_at(key: str) -> ColumnElement[bool]:
    return or_(TrailEntry.object_key == key, _begins_with(key + KEY_SEPARATOR))


def _begins_with(beginning: str) -> ColumnElement[bool]:
    """A range, which the index of keys answers on both databases."""
    return and_(TrailEntry.object_key >= beginning, TrailEntry.object_key < beginning + _LAST_CHARACTER)


def _is_of(noun: str) -> ColumnElement[bool]:
    return TrailEntry.verb.startswith(f"{noun}:", autoescape=True)


def _in_batches(session: Session, lines: Sequence[Line]) -> list[Batch]:
    """The batches of ``lines``, newest first, each with its lines in the order in which they were written."""
    ordered = sorted(lines, key=lambda line: line.number)
    within = select(_batch_of(TrailEntry.number)).where(TrailEntry.number.in_([line.number for line in ordered]))
    heads = session.execute(select(*_HEAD).where(TrailBatch.first.in_(within)).order_by(TrailBatch.first.desc()))
    return _filled([Batch(*row) for row in heads], ordered)


def _filled(heads: Iterable[Batch], lines: Sequence[Line]) -> list[Batch]:
    return [head._replace(lines=tuple(line for line in lines if head.first <= line.number <= head.last)) for head in heads]


def _batch_of(number: Any) -> Any:
    """The first entry of the batch that holds an entry: one look into the primary key."""
    batch = aliased(TrailBatch)
    return select(func.max(batch.first)).where(batch.first <= number).scalar_subquery()


# The search


def actors(session: Session) -> list[tuple[str, str | None]]:
    """Everybody who has ever acted: the name signed in with, and the full names of the days."""
    who = select(TrailBatch.actor, TrailBatch.person).distinct().order_by(TrailBatch.actor, TrailBatch.person)
    return [(actor, person) for actor, person in session.execute(who)]


def count_batches(session: Session, search: Search) -> int:
    return session.scalar(select(func.count()).select_from(TrailBatch).where(*_batches_fit(search))) or 0


def find_batches(session: Session, search: Search, *, limit: int, offset: int = 0, lines: int = 3) -> list[Batch]:
    """Batches with an entry that fits, newest first; each with its first fitting ``lines``."""
    query = select(*_HEAD).where(*_batches_fit(search)).order_by(TrailBatch.first.desc()).limit(limit).offset(offset)
    heads = [Batch(*row) for row in session.execute(query)]
    if not heads:
        return []
    samples = [_lines_of(head, search).limit(lines).subquery() for head in heads]
    rows = session.execute(union_all(*(select(sample) for sample in samples)))
    return _filled(heads, sorted(Line(*row) for row in rows))


def find_batch(session: Session, batch_id: str, search: Search) -> Batch | None:
    """The batch called ``batch_id``, without its lines; None when no entry of it fits."""
    row = session.execute(select(*_HEAD).where(TrailBatch.id == batch_id, *_batches_fit(search))).first()
    return Batch(*row) if row else None


def count_lines(session: Session, head: Batch, search: Search) -> int:
    """How many entries of the batch fit."""
    return session.scalar(select(func.count()).select_from(_lines_of(head, search).order_by(None).subquery())) or 0


def with_lines(session: Session, head: Batch, search: Search, *, limit: int, offset: int = 0) -> Batch:
    """The batch with some of its entries that fit, in the order in which they were written."""
    query = _lines_of(head, search).limit(limit).offset(offset)
    return head._replace(lines=tuple(Line(*row) for row in session.execute(query)))


def count_entries(session: Session, search: Search, most: int) -> int:
    """How many entries fit; counting ends behind ``most``."""
    counted = _entries(search).limit(most + 1).subquery()
    return session.scalar(select(func.count()).select_from(counted)) or 0


def entries(session: Session, search: Search) -> Iterator[tuple[Batch, Line]]:
    """Every entry that fits with its batch, newest batch first, streaming."""
    query = _entries(search).order_by(TrailBatch.first.desc(), TrailEntry.number).execution_options(yield_per=_AT_A_TIME)
    rows = session.execute(query)
    width = len(_HEAD)
    for head, group in groupby(rows, key=lambda row: tuple(row[:width])):
        for row in group:
            yield Batch(*head), Line(*row[width:])


def _entries(search: Search) -> Select[*tuple[Any, ...]]:
    within = and_(TrailEntry.number >= TrailBatch.first, TrailEntry.number <= TrailBatch.last)
    query = select(*_HEAD, *_LINE).join_from(TrailBatch, TrailEntry, within)
    return query.where(*_batches_fit(search), *_entry_fits(search))


def _lines_of(head: Batch, search: Search) -> Select[*tuple[Any, ...]]:
    own = (TrailEntry.number >= head.first, TrailEntry.number <= head.last)
    return select(*_LINE).where(*own, *_entry_fits(search)).order_by(TrailEntry.number)


def _batches_fit(search: Search) -> Iterator[ColumnElement[bool]]:
    if search.actors is not None:
        yield TrailBatch.actor.in_(search.actors)
    if search.since is not None:
        yield TrailBatch.at >= stamp(search.since)
    if search.until is not None:
        yield TrailBatch.at < stamp(search.until)
    if search.beginning or search.agencies is not None:  # few entries: found by their keys, then their batches
        yield TrailBatch.first.in_(select(_batch_of(TrailEntry.number)).where(*_entry_fits(search)))
    elif search.noun:  # many entries: a batch is looked through only up to the first that fits
        own = (TrailEntry.number >= TrailBatch.first, TrailEntry.number <= TrailBatch.last)
        yield select(TrailEntry.number).where(*own, *_entry_fits(search)).correlate(TrailBatch).exists()


def _entry_fits(search: Search) -> Iterator[ColumnElement[bool]]:
    if search.beginning:
        yield or_(*(_begins_with(beginning) for beginning in sorted({search.beginning, fold_key(search.beginning)})))
    if search.noun:
        yield _is_of(search.noun)
    if search.agencies is not None:
        yield or_(false(), *(_lies_at(spelling) for agency in sorted(search.agencies) for spelling in spellings(agency)))
