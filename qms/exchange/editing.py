"""A few facts written by hand instead of in a file: the same columns, the same checks, the same trail.

What a person typed is a row of the sheet; several rows form one batch, which is written whole or not at all. Only the rows of
the registry that the check looks at are read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from qms.clock import CIVIL_TIME
from qms.exchange.applying import store
from qms.exchange.checking import FinalState, check, warnings
from qms.exchange.comparing import Comparison, compare
from qms.exchange.excerpt import excerpt_for
from qms.exchange.faults import Fault
from qms.exchange.parsing import WITHDRAW, Parsed, find_empty, read_column
from qms.exchange.registry import Registry
from qms.exchange.sheet import Sheet
from qms.exchange.standards import Standards, load_standards
from qms.exchange.telling import changes
from qms.exchange.written import Typed, Written, facts_below, find_written, key_texts, read_fact, read_key, written
from qms.language import Phrase, mark
from qms.storage.conflicts import CHANGED, GONE, Conflict
from qms.trail.entries import Actor, Change
from qms.trail.models import TrailHead

__all__ = [
    "TAKEN",
    "Edit",
    "Edited",
    "FieldFault",
    "Typed",
    "Written",
    "facts_below",
    "find_written",
    "parse_typed",
    "read_fact",
    "read_key",
    "save_fact",
    "trail_key",
    "withdraw_fact",
    "write",
]

TAKEN = Phrase(mark("Đã có nội dung mang mã này; hãy mở nội dung ấy để sửa, hoặc ghi mã khác."))


@dataclass(frozen=True)
class Edit:
    """A row to write, or to ``withdraw``. ``expected``: the version of what is stored under its key, None when there is none."""

    sheet: Sheet
    cells: Typed
    expected: str | None = None
    withdraw: bool = False


class FieldFault(NamedTuple):
    """What is wrong: in which of the edits, in which field of it (None: with the withdrawal)."""

    edit: int
    field: str | None
    message: Phrase


@dataclass
class Edited:
    """``changes`` are what was written, or on a dry run would be; none when there are faults."""

    stored: bool = False
    changes: list[Change] = field(default_factory=list)
    faults: list[FieldFault] = field(default_factory=list)
    warnings: list[FieldFault] = field(default_factory=list)


def trail_key(session: Session, sheet: Sheet, cells: Typed, length: int) -> str:
    """The first ``length`` parts of the key that ``cells`` hold, as the trail names it."""
    return sheet.say_key(parse_typed(sheet, [Edit(sheet, cells)], load_standards(session)).facts[0], length)


def save_fact(
    session: Session,
    sheets: Sequence[Sheet],
    sheet: Sheet,
    cells: Typed,
    *,
    actor: Actor,
    moment: datetime,
    reason: str | None = None,
    expected: str | None = None,
    former: Typed | None = None,
    dry_run: bool = False,
) -> Edited:
    """Write one fact. ``expected``: the version that was seen, None for a new fact.

    ``former``: its cells when it was seen. When the key is another now, the former fact is withdrawn in the same batch.
    """
    edits = [Edit(sheet, cells, expected)]
    if former is not None and _keys_differ(session, sheet, former, cells):
        edits = [Edit(sheet, cells), Edit(sheet, former, expected, withdraw=True)]
    return write(session, sheets, edits, actor=actor, moment=moment, reason=reason, dry_run=dry_run)


def withdraw_fact(
    session: Session,
    sheets: Sequence[Sheet],
    sheet: Sheet,
    cells: Typed,
    *,
    actor: Actor,
    moment: datetime,
    reason: str | None,
    expected: str,
    dry_run: bool = False,
) -> Edited:
    """Withdraw the fact of which ``cells`` holds the key."""
    edits = [Edit(sheet, cells, expected, withdraw=True)]
    return write(session, sheets, edits, actor=actor, moment=moment, reason=reason, dry_run=dry_run)


def write(
    session: Session,
    sheets: Sequence[Sheet],
    edits: Sequence[Edit],
    *,
    actor: Actor,
    moment: datetime,
    reason: str | None = None,
    dry_run: bool = False,
    also: Sequence[Change] = (),
) -> Edited:
    """Write all edits as one batch, in the session's transaction; with faults, or on a dry run, nothing.

    ``also``: what the caller has changed in the same transaction, to stand in the same batch.
    Raise Conflict when what is stored is not what an edit expects, UserError when other records need a withdrawn fact.
    """
    if not dry_run:  # as imports do: each compares with what the one before it left
        session.execute(select(TrailHead.number).with_for_update())
    standards = load_standards(session)
    batch = _parse(sheets, edits, standards)
    registry = excerpt_for(session, sheets, [parsed for parsed, _places in batch])
    day = moment.astimezone(CIVIL_TIME).date()
    comparisons = [compare(parsed, registry.stored(parsed.sheet), day) for parsed, _places in batch]
    for comparison, (_parsed, places) in zip(comparisons, batch, strict=True):
        _expect(comparison, [edits[place] for place in places])
    state = FinalState(registry, comparisons, standards)
    check(state)
    return _finish(session, registry, state, batch, None if dry_run else (actor, moment, reason, also))


def _finish(
    session: Session,
    registry: Registry,
    state: FinalState,
    batch: list[tuple[Parsed, list[int]]],
    writing: tuple[Actor, datetime, str | None, Sequence[Change]] | None,
) -> Edited:
    comparisons = list(state.comparisons.values())
    places = {parsed.sheet.name: (parsed.sheet, found) for parsed, found in batch}
    result = Edited(
        faults=[_field_fault(fault, places) for parsed, _places in batch for fault in parsed.faults],
        warnings=[_field_fault(fault, places) for fault in warnings(state)],
    )
    if not result.faults:
        result.changes = list(changes(comparisons))
        if writing is not None:
            actor, moment, reason, also = writing
            store(session, registry, comparisons, actor, moment, reason, also=also)
            result.stored = True
    return result


def _parse(sheets: Sequence[Sheet], edits: Sequence[Edit], standards: Standards) -> list[tuple[Parsed, list[int]]]:
    """The edits sheet by sheet in the order of ``sheets``, with their places among ``edits``."""
    batch = []
    for sheet in sheets:
        places = [place for place, edit in enumerate(edits) if edit.sheet is sheet]
        if places:
            batch.append((parse_typed(sheet, [edits[place] for place in places], standards), places))
    return batch


def parse_typed(sheet: Sheet, edits: Sequence[Edit], standards: Standards) -> Parsed:
    """Rows as an import would have read them from a sheet with every column; a field that is absent is an empty cell."""
    cells = [[edit.cells.get(column.field, "") for edit in edits] for column in sheet.columns]
    values = [read_column(column, texts, standards, {}) for column, texts in zip(sheet.columns, cells, strict=True)]
    parsed = Parsed(
        sheet=sheet,
        present=tuple(range(len(sheet.columns))),
        numbers=list(range(1, len(edits) + 1)),
        facts=list(map(sheet.fact._make, zip(*values, strict=True))),
        cells=cells,
        withdrawn={row for row, edit in enumerate(edits) if edit.withdraw},
    )
    find_empty(parsed, 0)
    return parsed


def _expect(comparison: Comparison, edits: Sequence[Edit]) -> None:
    """Refuse a new fact under a key that is taken; raise Conflict for a fact that is not what the person saw."""
    sheet = comparison.sheet
    rows = {row: key for key, (row, _fact) in comparison.wanted.items()} | {row: key for key, row in comparison.leaving.items()}
    for row, edit in enumerate(edits):
        stored = comparison.stored.get(rows[row]) if row in rows else None
        if edit.expected is None:
            if stored is not None and not edit.withdraw:
                comparison.parsed.refuse(row, _own_key_field(sheet), TAKEN)
        elif stored is not None:
            seen = written(sheet, stored)
            if seen.version != edit.expected:
                raise Conflict(CHANGED, seen.cells, seen.version)
        elif row in rows or edit.withdraw:
            raise Conflict(GONE, None, None)


def _own_key_field(sheet: Sheet) -> str:
    """The part of the key that is the fact's own: the last that a person chose freely."""
    return sheet.columns[sheet.key_positions[0 if len(sheet.key_positions) == 1 else -1]].field


def _field_fault(fault: Fault, places: Mapping[str, tuple[Sheet, list[int]]]) -> FieldFault:
    sheet, found = places[fault.sheet or ""]
    edit = found[(fault.row or 1) - 1]
    if fault.column == WITHDRAW.header:
        return FieldFault(edit, None, fault.message)
    return FieldFault(edit, next(column.field for column in sheet.columns if column.header == fault.column), fault.message)


def _keys_differ(session: Session, sheet: Sheet, former: Typed, cells: Typed) -> bool:
    keys = [read_key(session, sheet, key_texts(sheet, texts)) for texts in (former, cells)]
    return keys[1] is not None and keys[0] != keys[1]
