"""The registry as a workbook sees it: the facts of each sheet by their key, read once when first asked for."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import Row, Select
from sqlalchemy.orm import Session

from qms.exchange.columns import Column
from qms.exchange.sheet import Fact, FactKey, Owner, Sheet


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

    def find(self, sheet: Sheet, key: FactKey) -> Stored | None:
        """The fact of one key."""
        return self.stored(sheet).get(key)

    def ids(self, noun: str) -> dict[FactKey, int]:
        """Database ids of a noun's records by key."""
        sheet, _length = self.sheet_of(noun)
        if sheet.owner is not None and sheet.owner.noun == noun:
            return {tuple(row[1:]): row[0] for row in self.session.execute(self.owner_query(sheet.owner))}
        return {key: stored.id for key, stored in self.stored(sheet).items()}

    def owner_query(self, owner: Owner) -> Select[*tuple[Any, ...]]:
        return owner.query

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
    return load_rows(session, sheet, sheet.query)


def load_rows(session: Session, sheet: Sheet, query: Select[*tuple[Any, ...]]) -> dict[FactKey, Stored]:
    """The facts that ``query`` finds, a narrower form of the sheet's own."""
    rows = session.execute(query).all()
    facts = canonical_facts(sheet, rows)
    return {key: Stored(row[0], row[1], fact) for key, row, fact in zip(sheet.keys(facts), rows, facts, strict=True)}


def canonical_facts(sheet: Sheet, rows: Iterable[Row[tuple[object, ...]]]) -> list[Fact]:
    """Rows of the sheet's query (id, sealed, values) as facts, in the form in which a file gives them."""
    columns = list(zip(*rows, strict=True))[2:]
    for position, column in enumerate(sheet.columns):
        if columns and type(column).canonical is not Column.canonical:
            columns[position] = tuple(map(column.canonical, columns[position]))
    return list(map(sheet.fact._make, zip(*columns, strict=True)))
