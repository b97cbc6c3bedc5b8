"""Each sheet of a file beside the registry: what its rows would create, change, leave alone and withdraw."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import product
from typing import NamedTuple

from qms.exchange.columns import Column, Key, Reference
from qms.exchange.faults import Bad
from qms.exchange.parsing import WITHDRAW, Parsed
from qms.exchange.registry import Stored
from qms.exchange.sheet import Fact, FactKey, Sheet
from qms.language import Phrase, mark
from qms.text import fold_key, tidy

ANYTHING = object()  # stands for a part of a key of which nothing is known
SEALED = Phrase(mark("Đã được phê duyệt, ký hoặc đóng trong hệ thống nên không sửa hay rút ở đây được; hãy giữ như hiện có."))


@dataclass
class Comparison:
    """What one sheet of a file asks for. ``rows`` are indexes into the facts of ``parsed``.

    ``wanted``: by key, the row and the fact as it would be (an absent column keeps what is stored). ``leaving``: keys of
    stored facts to be withdrawn, with their row. ``blurred``: keys of rows of which some part could not be read, in the
    form of :func:`blur`.
    """

    parsed: Parsed
    stored: dict[FactKey, Stored]
    wanted: dict[FactKey, tuple[int, Fact]] = field(default_factory=dict)
    leaving: dict[FactKey, int] = field(default_factory=dict)
    blurred: set[FactKey] = field(default_factory=set)
    created: dict[FactKey, Fact] = field(default_factory=dict)
    changed: list[tuple[Stored, Fact]] = field(default_factory=list)
    unchanged: int = 0

    @property
    def sheet(self) -> Sheet:
        return self.parsed.sheet

    @property
    def withdrawn(self) -> list[Stored]:
        return [self.stored[key] for key in self.leaving]

    def remaining(self) -> Iterator[tuple[FactKey, Fact]]:
        """Stored facts that the file does not speak of."""
        for key, stored in self.stored.items():
            if key not in self.wanted and key not in self.leaving:
                yield key, stored.fact

    def final(self) -> Iterator[tuple[FactKey, Fact]]:
        """The facts as the file would leave them."""
        yield from self.remaining()
        for key, (_row, fact) in self.wanted.items():
            yield key, fact


def compare(parsed: Parsed, stored: dict[FactKey, Stored], day: date) -> Comparison:
    """Compare, and note the faults that this shows: equal keys, sealed facts. ``day`` is that of the import."""
    comparison = Comparison(parsed, stored)
    first_rows, withdrawals = _by_key(comparison)
    for key, row in withdrawals.items():
        if key in first_rows:
            message = mark("Dòng {withdrawn} rút ({key}) mà dòng {kept} lại ghi; trong một tệp chỉ làm một trong hai việc.")
            numbers = {"withdrawn": parsed.numbers[row], "kept": parsed.numbers[first_rows[key]]}
            parsed.refuse(row, WITHDRAW.field, Phrase(message, key=parsed.sheet.say_key(parsed.facts[row]), **numbers))
        elif key in stored:
            comparison.leaving[key] = row
            if stored[key].sealed:
                parsed.refuse(row, WITHDRAW.field, SEALED)
    _settle(comparison, first_rows, day)
    return comparison


def _by_key(comparison: Comparison) -> tuple[dict[FactKey, int], dict[FactKey, int]]:
    """The first row of each key, among rows to be kept and among rows to be withdrawn."""
    parsed = comparison.parsed
    facts = parsed.facts
    unreadable = {row for row in parsed.faulty if _blur(comparison, facts[row])}
    readable = [row for row in range(len(facts)) if row not in unreadable] if unreadable else range(len(facts))
    keys = parsed.sheet.keys([facts[row] for row in readable] if unreadable else facts)
    kept: dict[FactKey, int] = {}
    withdrawn: dict[FactKey, int] = {}
    for row, key in zip(readable, keys, strict=True):
        if row in parsed.withdrawn:
            withdrawn.setdefault(key, row)
        elif (first := kept.setdefault(key, row)) != row:
            _compare_twins(parsed, first, row)
    return kept, withdrawn


def _blur(comparison: Comparison, fact: Fact) -> bool:
    """Whether some part of the fact's key could not be read; keeps what could, for references to the row."""
    sheet = comparison.sheet
    columns = [sheet.columns[position] for position in sheet.key_positions]
    parts = [fact[position] for position in sheet.key_positions]
    known = tuple(_known(column, part) for column, part in zip(columns, parts, strict=True))
    if not any(isinstance(part, Bad) for part in parts) and ANYTHING not in known:
        return False
    comparison.blurred.add(known)
    return True


def _known(column: Column, part: object) -> object:
    if isinstance(part, Bad):
        return blur(part.cell, column)
    return ANYTHING if part is None and column.must_be_filled else column.identity(part)


def blur(cell: object, column: Column) -> object:
    """What is known of a part of a key that could not be read: of a code its number or its text, else nothing."""
    if isinstance(column, (Key, Reference)):
        if isinstance(cell, float):
            return _Number(cell)
        if isinstance(cell, str):
            return fold_key(tidy(cell))
    return ANYTHING


def sharpened(key: FactKey) -> Iterator[FactKey]:
    """The forms that a key may have among blurred ones."""
    yield from product(*(_guises(part) for part in key))


def _guises(part: object) -> Iterator[object]:
    yield part
    yield ANYTHING
    if isinstance(part, str):
        try:
            yield _Number(float(part))
        except ValueError:
            return


class _Number(NamedTuple):
    """A code that a spreadsheet turned into a number."""

    value: float


def _compare_twins(parsed: Parsed, first: int, second: int) -> None:
    """Two rows of one key: harmless when they say the same; cells that could not be read say nothing."""
    pairs = zip(parsed.sheet.columns, parsed.facts[first], parsed.facts[second], strict=True)
    differing = [
        column.header
        for column, one, other in pairs
        if not column.key and one != other and not isinstance(one, Bad) and not isinstance(other, Bad)
    ]
    if differing:
        message = Phrase(
            mark(
                "Dòng {first} và dòng {second} có cùng khóa ({key}) nhưng khác nhau ở cột {columns}; hãy chỉ giữ một dòng đúng."
            ),
            first=parsed.numbers[first],
            second=parsed.numbers[second],
            key=parsed.sheet.say_key(parsed.facts[second]),
            columns=differing,
        )
        parsed.refuse(second, None, message)


def _settle(comparison: Comparison, first_rows: dict[FactKey, int], day: date) -> None:
    parsed = comparison.parsed
    facts = parsed.facts
    initial = [(position, column) for position, column in enumerate(parsed.sheet.columns) if column.initial]
    for key, row in first_rows.items():
        fact = facts[row]
        stored = comparison.stored.get(key)
        if stored is None:
            for position, column in initial:
                if fact[position] is None:
                    fact = fact._replace(**{column.field: day})
            comparison.created[key] = fact
        elif fact == stored.fact:
            comparison.unchanged += 1
        else:
            fact = _merge(parsed, fact, stored.fact)
            if fact == stored.fact:
                comparison.unchanged += 1
            else:
                comparison.changed.append((stored, fact))
                if stored.sealed:
                    parsed.refuse(row, _first_change(parsed.sheet, stored.fact, fact), SEALED)
        comparison.wanted[key] = row, fact


def _merge(parsed: Parsed, fact: Fact, stored: Fact) -> Fact:
    """The fact as it would be: absent columns, the spelling of the key and what is only set once are kept."""
    present = parsed.present

    def settled(position: int, column: Column) -> object:
        value = fact[position]
        keep = position not in present or column.key or (column.initial and value is None)
        return stored[position] if keep else value

    return parsed.sheet.fact._make(settled(position, column) for position, column in enumerate(parsed.sheet.columns))


def _first_change(sheet: Sheet, before: Fact, after: Fact) -> str:
    return next(column.field for column, old, new in zip(sheet.columns, before, after, strict=True) if old != new)
