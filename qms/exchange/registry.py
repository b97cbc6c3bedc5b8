"""The registry as a workbook sees it: the facts of each sheet by their key, read once when first asked for."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Row
from sqlalchemy.orm import Session

from qms.exchange.columns import Column
from qms.exchange.sheet import Fact, FactKey, Sheet


class Stored(NamedTuple):
    """A fact in the registry, its values in the form in which a file gives them."""

    id: int
    sealed: bool
    fact: Fact


class Registry:
    def __init__(self, session: Session, sheets: Iterable[Sheet]) -> None:
        self.session = session
        self.sheets = tuple(sheets)
        self._stored: dict[str, dict[FactKey, Stored]] = {}

    def stored(self, sheet: Sheet) -> dict[FactKey, Stored]:
        if sheet.noun not in self._stored:
            self._stored[sheet.noun] = load(self.session, sheet)
        return self._stored[sheet.noun]

    def sheet_of(self, noun: str) -> tuple[Sheet, int]:
        """The sheet that holds a noun's records, and how many parts of its key name one."""
        for sheet in self.sheets:
            if sheet.noun == noun:
                return sheet, len(sheet.key_positions)
            if sheet.owner and sheet.owner.noun == noun:
                return sheet, sheet.owner.key_length
        raise LookupError(noun)


def load(session: Session, sheet: Sheet) -> dict[FactKey, Stored]:
    """All facts of one sheet, in one statement."""
    rows = session.execute(sheet.query).all()
    facts = canonical_facts(sheet, rows)
    return {key: Stored(row[0], row[1], fact) for key, row, fact in zip(sheet.keys(facts), rows, facts, strict=True)}


def canonical_facts(sheet: Sheet, rows: Iterable[Row[tuple[object, ...]]]) -> list[Fact]:
    """Rows of the sheet's query (id, sealed, values) as facts, in the form in which a file gives them."""
    columns = list(zip(*rows, strict=True))[2:]
    for position, column in enumerate(sheet.columns):
        if columns and type(column).canonical is not Column.canonical:
            columns[position] = tuple(map(column.canonical, columns[position]))
    return list(map(sheet.fact._make, zip(*columns, strict=True)))
