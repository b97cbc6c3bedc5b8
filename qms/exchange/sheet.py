"""What a noun says about its sheet of the register workbook: columns, tables, references and checks of sense."""

from collections import namedtuple
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple, Protocol

from sqlalchemy import Select, Table
from sqlalchemy.orm import Session

from qms.exchange.columns import Column
from qms.exchange.faults import Bad
from qms.exchange.standards import Standards
from qms.language import Phrase
from qms.storage.base import Base

KEY_SEPARATOR = " · "  # between the parts of a key as the trail names it

Fact = Any  # a named tuple with the fields of the sheet's columns
FactKey = tuple[Any, ...]
Ids = Mapping[str, Mapping[FactKey, int]]  # database ids by noun and key


class Reference(NamedTuple):
    """The ``fields`` that together name a row of the sheet of the noun ``to``; the last is a list when ``many``.

    No reference is made where the last field is empty.
    """

    to: str
    fields: tuple[str, ...]
    many: bool = False


class Owner(NamedTuple):
    """A record that exists while it has rows in the sheet: it is known by the first parts of their key."""

    noun: str
    table: Table
    key_length: int
    query: Select[*tuple[Any, ...]]  # id, then the parts of the key, folded
    values: Callable[[Fact, Ids], dict[str, Any]]


class Links(NamedTuple):
    """A table that holds the lists of a row; its rows go with the row."""

    table: Table
    own: str  # the column that holds the row's id
    rows: Callable[[Fact, Ids], Iterable[dict[str, Any]]]  # without the column ``own``


class Order(NamedTuple):
    """``later`` may not come before ``earlier``; nor, when ``strict``, fall on the same day."""

    later: str
    earlier: str
    strict: bool
    message: Phrase


class Misfit(NamedTuple):
    """What a check of a row found: the column that should change, and why."""

    field: str
    message: Phrase


class Surroundings(Protocol):
    """What a check of a row may look at besides the row: the standards, and the registry as the file would leave it."""

    standards: Standards

    def find(self, noun: str, key: FactKey) -> Fact | None: ...


Check = Callable[[Fact, Surroundings], Iterator[Misfit]]  # cells that could not be read are Bad


class Glance(NamedTuple):
    """The check looks at the row that ``reference`` names, at its ``field``; a change there asks it again."""

    reference: Reference
    field: str


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One sheet. ``query`` gives id, sealed and the value of each column, in the order of an export.

    ``noun`` names the record on the trail and in references. ``first`` tells the field and the day on which a fact begins
    (``date.min``: it always was; None, only where the sheet ``follows``: it goes with the first thing it refers to).
    ``life`` names the field of the agency within whose slices that day should lie. ``alone`` are the fields that name
    something whose rows may not overlap in time (from ``valid_from`` until the day before ``valid_to``). ``example`` are the
    cells of the template's example row, by field; an import passes over a row that says just this. ``check_whole`` is asked
    once with the FinalState and the sheet's Comparison, for what one row does not show, and refuses rows itself. ``after`` is
    asked when rows of the sheet have been written, for what follows from them, in the same transaction. ``given``: the
    workbook may name its records, but does not hold them.
    """

    name: str
    noun: str
    columns: tuple[Column, ...]
    query: Select[*tuple[Any, ...]]
    table: Table
    values: Callable[[Fact, Ids], dict[str, Any]]
    first: Callable[[Fact], tuple[str, date] | None]
    example: Mapping[str, Any]
    owner: Owner | None = None
    links: Links | None = None
    references: tuple[Reference, ...] = ()
    follows: bool = False
    orders: tuple[Order, ...] = ()
    check: Check | None = None
    check_whole: Callable[[Any, Any], None] | None = None
    after: Callable[[Session], object] | None = None
    glance: Glance | None = None
    life: str | None = None
    alone: tuple[str, ...] = ()
    overlap: Phrase | None = None
    given: bool = False

    @cached_property
    def fact(self) -> Any:
        """The named tuple of the sheet's rows."""
        return namedtuple("Fact", [column.field for column in self.columns])

    def example_fact(self, standards: Standards) -> Fact:
        """The example row as an import reads it."""
        cells = (self.example.get(column.field, "") for column in self.columns)
        return self.fact._make(column.read(cell, standards) for column, cell in zip(self.columns, cells, strict=True))

    @cached_property
    def positions(self) -> dict[str, int]:
        return {column.field: position for position, column in enumerate(self.columns)}

    @cached_property
    def key_positions(self) -> tuple[int, ...]:
        return tuple(position for position, column in enumerate(self.columns) if column.key)

    def keys(self, facts: Sequence[Fact]) -> list[FactKey]:
        """The key of each fact, whose key cells must all have been read."""
        parts = []
        for position in self.key_positions:
            identity = self.columns[position].identity
            if type(self.columns[position]).identity is Column.identity:
                parts.append([fact[position] for fact in facts])
            else:
                parts.append([identity(fact[position]) for fact in facts])
        return list(zip(*parts, strict=True))

    def say_key(self, fact: Fact, length: int | None = None) -> str:
        """The key, or its first ``length`` parts, as the trail and messages name it."""
        return KEY_SEPARATOR.join(_say(fact[position]) for position in self.key_positions[:length])

    def referred(self, reference: Reference, fact: Fact) -> list[FactKey]:
        """The keys that one fact refers to; none where a cell is empty, could not be read or stands for all there are."""
        parts = tuple(fact[self.positions[name]] for name in reference.fields)
        if any(part is None or isinstance(part, Bad) for part in parts):
            return []
        if not reference.many:
            return [parts]
        return [(*parts[:-1], item) for item in parts[-1]] if isinstance(parts[-1], tuple) else []


def table_of(model: type[Base]) -> Table:
    """The table of a model, for statements in bulk."""
    table = model.__table__
    assert isinstance(table, Table)
    return table


def begins(name: str) -> Callable[[Fact], tuple[str, date] | None]:
    """The first day of a fact is that of one field."""
    return lambda fact: (name, getattr(fact, name))


def _say(part: Any) -> str:
    if isinstance(part, tuple):
        return "; ".join(part)
    return part.isoformat() if isinstance(part, date) else str(part)
