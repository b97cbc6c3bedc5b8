"""Facts as a person would type them, with the version of what is stored: what forms show, and what they send back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from sqlalchemy.orm import Session

from qms.exchange.columns import ALL, LIST_SEPARATOR, Column, Day, References
from qms.exchange.excerpt import begins_with
from qms.exchange.faults import Bad
from qms.exchange.parsing import read_column
from qms.exchange.registry import Stored, canonical_facts
from qms.exchange.sheet import FactKey, Sheet
from qms.exchange.standards import load_standards
from qms.exchange.telling import json_rows
from qms.trail.chain import canonical

Typed = Mapping[str, str]  # the text of each cell, by field


@dataclass(frozen=True)
class Written:
    """A fact as it stands in the registry: ``cells`` as a person would type them, ``version`` to say which state was seen."""

    cells: dict[str, str]
    sealed: bool
    version: str


def read_key(session: Session, sheet: Sheet, texts: Sequence[str]) -> FactKey | None:
    """The key that the parts name; None when they name none."""
    columns = [sheet.columns[position] for position in sheet.key_positions]
    if len(texts) != len(columns):
        return None
    standards = load_standards(session)
    parts = [read_column(column, [text], standards, {})[0] for column, text in zip(columns, texts, strict=True)]
    if any(isinstance(part, Bad) for part in parts):
        return None
    return tuple(column.identity(part) for column, part in zip(columns, parts, strict=True))


def read_fact(session: Session, sheet: Sheet, key: FactKey) -> Written | None:
    """The fact of a key as a form shows it."""
    return _load(session, sheet, key).get(key)


def find_written(session: Session, sheet: Sheet, cells: Typed) -> Written | None:
    """The fact under the key that ``cells`` hold."""
    key = read_key(session, sheet, key_texts(sheet, cells))
    return None if key is None else read_fact(session, sheet, key)


def facts_below(session: Session, sheet: Sheet, cells: Typed, length: int) -> list[Written]:
    """The facts whose key begins with the first ``length`` parts of the key that ``cells`` hold, in the order of an export."""
    columns = [sheet.columns[position] for position in sheet.key_positions[:length]]
    standards = load_standards(session)
    parts = [read_column(column, [cells.get(column.field, "")], standards, {})[0] for column in columns]
    if any(part is None or isinstance(part, Bad) for part in parts):
        return []
    beginning = tuple(column.identity(part) for column, part in zip(columns, parts, strict=True))
    return [written for key, written in _load(session, sheet, beginning).items() if key[:length] == beginning]


def _load(session: Session, sheet: Sheet, beginning: FactKey) -> dict[FactKey, Written]:
    """The facts of which the key may begin so; keys of other records as they were first spelled."""
    rows = session.execute(sheet.query.where(begins_with(sheet, beginning))).all()
    facts = canonical_facts(sheet, rows)
    found = {}
    for key, row, fact in zip(sheet.keys(facts), rows, facts, strict=True):
        cells = {column.field: _as_typed(column.write(value)) for column, value in zip(sheet.columns, row[2:], strict=True)}
        found[key] = Written(cells, row[1], version_of(sheet, Stored(row[0], row[1], fact)))
    return found


def key_texts(sheet: Sheet, cells: Typed) -> list[str]:
    """The parts of the key as typed."""
    return [cells.get(sheet.columns[position].field, "") for position in sheet.key_positions]


def written(sheet: Sheet, stored: Stored) -> Written:
    """A stored fact as a form shows it; keys of other records are folded."""
    return Written(typed(sheet, stored.fact), stored.sealed, version_of(sheet, stored))


def version_of(sheet: Sheet, stored: Stored) -> str:
    """What two equal states of a fact share."""
    values = next(iter(json_rows(sheet, [stored.fact])))
    return sha256(canonical({"sealed": stored.sealed, "fact": list(values)}).encode()).hexdigest()


def typed(sheet: Sheet, fact: Sequence[object]) -> dict[str, str]:
    """A canonical fact as a person would type it: days as ISO text, lists with semicolons, choices in the sheet's words."""
    return {column.field: _text(column, value) for column, value in zip(sheet.columns, fact, strict=True)}


def _text(column: Column, value: Any) -> str:
    if isinstance(column, References) and value is not None:
        return str(value) if value == ALL else f"{LIST_SEPARATOR} ".join(value)
    return _as_typed(value if isinstance(column, Day) else column.write(value))


def _as_typed(cell: Any) -> str:
    if cell is None:
        return ""
    return cell.isoformat() if isinstance(cell, date) else str(cell)
