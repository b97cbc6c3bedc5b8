"""The part of the registry that a few edits concern: what their check may look at, and no other row.

A key that is kept as typed stands in its table beside its folded form, ``code`` beside ``code_folded``: by this the rows of a
key are found. Where a part of a key cannot be asked for (a list), the excerpt holds more rows than it must, never fewer.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, or_, select
from sqlalchemy.orm import Session

from qms.exchange.columns import References
from qms.exchange.faults import Bad
from qms.exchange.parsing import Parsed
from qms.exchange.registry import Registry, Stored, load_rows
from qms.exchange.sheet import Fact, FactKey, Owner, Reference, Sheet

Condition = ColumnElement[bool]


class Excerpt(Registry):
    """Everything that is wanted must be said before the first row is read."""

    def __init__(self, session: Session, sheets: Iterable[Sheet]) -> None:
        super().__init__(session, sheets)
        self._rows: dict[str, list[Condition]] = {}  # by the noun of the sheet
        self._owners: dict[str, list[Condition]] = {}  # by the noun of the owner

    def stored(self, sheet: Sheet) -> dict[FactKey, Stored]:
        if sheet.noun not in self._stored:
            wanted = self._rows.get(sheet.noun)
            self._stored[sheet.noun] = load_rows(self.session, sheet, sheet.query.where(or_(*wanted))) if wanted else {}
        return self._stored[sheet.noun]

    def find(self, sheet: Sheet, key: FactKey) -> Stored | None:
        """As in the whole registry: a check may look at a row that no reference names."""
        found = self.stored(sheet).get(key)
        if found is None:
            found = load_rows(self.session, sheet, sheet.query.where(begins_with(sheet, key))).get(key)
            if found is not None:
                self.stored(sheet)[key] = found
        return found

    def owner_query(self, owner: Owner) -> Select[*tuple[Any, ...]]:
        return owner.query.where(or_(false(), *self._owners.get(owner.noun, ())))

    def want(self, noun: str, key: FactKey) -> None:
        """The rows of a record, those of an owner all."""
        sheet, _length = self.sheet_of(noun)
        self._rows.setdefault(sheet.noun, []).append(begins_with(sheet, key))
        owner = sheet.owner
        if owner is not None and len(key) >= owner.key_length:
            columns = list(owner.query.selected_columns)[1:]
            same = and_(*(column == part for column, part in zip(columns, key, strict=False)))
            self._owners.setdefault(owner.noun, []).append(same)

    def want_referring(self, sheet: Sheet, reference: Reference, key: FactKey) -> None:
        """The rows of ``sheet`` that refer to a record."""
        if not reference.many:
            parts = zip((sheet.positions[name] for name in reference.fields), key, strict=True)
            wanted = and_(*(_is(sheet, position, part) for position, part in parts))
        else:
            wanted = self._lists(sheet, reference, key)
        self._rows.setdefault(sheet.noun, []).append(wanted)

    def _lists(self, sheet: Sheet, reference: Reference, key: FactKey) -> Condition:
        """Whether a row's list holds a record of which the key is a single part."""
        target, _length = self.sheet_of(reference.to)
        links = sheet.links
        assert links is not None and len(key) == 1
        if target.owner is not None and target.owner.noun == reference.to:
            table, folded = target.owner.table, list(target.owner.query.selected_columns)[1]
        else:
            table, folded = target.table, _folded(target, target.key_positions[0])
        own, to = links.table.c[links.own], next(key.parent for key in links.table.foreign_keys if key.column.table is table)
        naming = select(own).join(table, to == table.c.id).where(folded == key[0])
        return sheet.table.c.id.in_(naming)


def excerpt_for(session: Session, sheets: Sequence[Sheet], batch: Iterable[Parsed]) -> Excerpt:
    """The excerpt that comparing and checking the rows of ``batch`` needs."""
    excerpt = Excerpt(session, sheets)
    for parsed in batch:
        for row, fact in enumerate(parsed.facts):
            _want_fact(excerpt, parsed.sheet, fact)
            if row in parsed.withdrawn:
                _want_referring(excerpt, parsed.sheet, fact)
    return excerpt


def _want_fact(excerpt: Excerpt, sheet: Sheet, fact: Fact) -> None:
    for reference in sheet.references:
        for key in sheet.referred(reference, fact):
            excerpt.want(reference.to, key)
            if len(key) > 1:
                excerpt.want("agency", key[:1])
    if sheet.life is not None and isinstance(agency := fact[sheet.positions[sheet.life]], str):
        excerpt.want("agency", (agency,))
    own = _key(sheet, fact)
    if own is None:
        return
    shared = (len(own), len(sheet.alone), sheet.owner.key_length if sheet.owner else 0)
    together = min(length for length in shared if length)
    excerpt.want(sheet.noun, own[:together])
    for other in excerpt.sheets:
        if other.glance is not None and other.glance.reference.to == sheet.noun:
            excerpt.want_referring(other, other.glance.reference, own)


def _want_referring(excerpt: Excerpt, sheet: Sheet, fact: Fact) -> None:
    key = _key(sheet, fact)
    if key is None:
        return
    named = {sheet.noun: key}
    if sheet.owner is not None:
        named[sheet.owner.noun] = key[: sheet.owner.key_length]
    for other in excerpt.sheets:
        for reference in other.references:
            if reference.to in named:
                excerpt.want_referring(other, reference, named[reference.to])


def _key(sheet: Sheet, fact: Fact) -> FactKey | None:
    """The key of a fact of which every part could be read."""
    parts = [fact[position] for position in sheet.key_positions]
    columns = [sheet.columns[position] for position in sheet.key_positions]
    if any(
        isinstance(part, Bad) or (part is None and column.must_be_filled) for part, column in zip(parts, columns, strict=True)
    ):
        return None
    return sheet.keys([fact])[0]


def begins_with(sheet: Sheet, key: FactKey) -> Condition:
    """Whether a row's key begins with these parts, as far as this can be asked of the database."""
    return and_(*(_is(sheet, position, part) for position, part in zip(sheet.key_positions, key, strict=False)))


def _is(sheet: Sheet, position: int, part: Any) -> Condition:
    if isinstance(sheet.columns[position], References):
        return and_(True)
    column = _folded(sheet, position)
    return column.is_(None) if part is None else column == part


def _folded(sheet: Sheet, position: int) -> ColumnElement[Any]:
    """The database's column of a field, in the form in which keys are compared."""
    column: Any = list(sheet.query.selected_columns)[position + 2]
    table = getattr(column, "table", None)
    found: ColumnElement[Any] = column if table is None else table.c.get(f"{column.name}_folded", column)
    return found
