"""What a comparison asks for, written in bulk and told as changes for the trail."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Table, bindparam, delete, insert, update
from sqlalchemy.orm import Session

from qms.exchange.comparing import Comparison
from qms.exchange.registry import Registry, Stored
from qms.exchange.sheet import Fact, FactKey, Links, Owner, Sheet
from qms.trail.entries import Change

_OWN = "own_id"


def apply(session: Session, registry: Registry, comparisons: Sequence[Comparison]) -> None:
    """Write all comparisons in the order of the sheets; withdrawals last and backwards, so that nothing is left dangling."""
    ids = DatabaseIds(session, registry)
    for comparison in comparisons:
        _create(session, ids, comparison)
        _change(session, ids, comparison)
    for comparison in reversed(comparisons):
        _withdraw(session, ids, comparison)


class DatabaseIds(dict[str, dict[FactKey, int]]):
    """Database ids by noun and key, read when first asked for."""

    def __init__(self, session: Session, registry: Registry) -> None:
        super().__init__()
        self.session = session
        self.registry = registry

    def __missing__(self, noun: str) -> dict[FactKey, int]:
        sheet, _length = self.registry.sheet_of(noun)
        self[noun] = _owner_ids(self.session, sheet.owner) if sheet.owner and sheet.owner.noun == noun else self._own_ids(sheet)
        return self[noun]

    def _own_ids(self, sheet: Sheet) -> dict[FactKey, int]:
        columns = [sheet.columns[position] for position in sheet.key_positions]
        selected = list(sheet.query.selected_columns)
        wanted = [selected[0], *(selected[2 + position] for position in sheet.key_positions)]
        rows = self.session.execute(sheet.query.with_only_columns(*wanted).order_by(None)).all()
        return {
            tuple(column.identity(column.canonical(part)) for column, part in zip(columns, row[1:], strict=True)): row[0]
            for row in rows
        }


def _owner_ids(session: Session, owner: Owner) -> dict[FactKey, int]:
    return {tuple(row[1:]): row[0] for row in session.execute(owner.query)}


def _create(session: Session, ids: DatabaseIds, comparison: Comparison) -> None:
    sheet, facts = comparison.sheet, comparison.created
    if not facts:
        return
    if sheet.owner is not None:
        _create_owners(session, ids, sheet, facts)
    rows = [sheet.values(fact, ids) for fact in facts]
    if sheet.links is None:
        _insert(session, sheet.table, rows)
    else:
        statement = insert(sheet.table).returning(sheet.table.c.id, sort_by_parameter_order=True)
        own_ids = session.connection().execute(statement, rows).scalars().all()
        _link(session, ids, sheet.links, zip(own_ids, facts, strict=True))
    ids.pop(sheet.noun, None)  # read again when somebody refers to the new rows


def _create_owners(session: Session, ids: DatabaseIds, sheet: Sheet, facts: list[Fact]) -> None:
    owner = sheet.owner
    assert owner is not None
    new: dict[FactKey, Fact] = {}
    for key, fact in zip(sheet.keys(facts), facts, strict=True):
        if key[: owner.key_length] not in ids[owner.noun]:
            new.setdefault(key[: owner.key_length], fact)
    if new:
        _insert(session, owner.table, [owner.values(fact, ids) for fact in new.values()])
        ids.pop(owner.noun)


def _link(session: Session, ids: DatabaseIds, links: Links, facts: Iterable[tuple[int, Fact]]) -> None:
    _insert(session, links.table, [{links.own: own_id, **row} for own_id, fact in facts for row in links.rows(fact, ids)])


def _change(session: Session, ids: DatabaseIds, comparison: Comparison) -> None:
    sheet = comparison.sheet
    if not comparison.changed:
        return
    rows = [{_OWN: stored.id, **sheet.values(fact, ids)} for stored, fact in comparison.changed]
    names = [name for name in rows[0] if name != _OWN]
    statement = update(sheet.table).where(sheet.table.c.id == bindparam(_OWN)).values({name: bindparam(name) for name in names})
    session.connection().execute(statement, rows)
    if sheet.links is not None:
        _delete(session, sheet.links.table, sheet.links.own, [stored.id for stored, _fact in comparison.changed])
        _link(session, ids, sheet.links, [(stored.id, fact) for stored, fact in comparison.changed])


def _withdraw(session: Session, ids: DatabaseIds, comparison: Comparison) -> None:
    sheet, owner = comparison.sheet, comparison.sheet.owner
    if not comparison.leaving:
        return
    _delete(session, sheet.table, "id", [stored.id for stored in comparison.withdrawn])
    if owner is not None:
        left = {key[: owner.key_length] for key, _fact in comparison.final()}
        gone = {key[: owner.key_length] for key in comparison.leaving} - left
        _delete(session, owner.table, "id", [ids[owner.noun][key] for key in gone])


def _insert(session: Session, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        session.connection().execute(insert(table), rows)


def _delete(session: Session, table: Table, column: str, values: list[int]) -> None:
    if values:
        session.connection().execute(delete(table).where(table.c[column] == bindparam(_OWN)), [{_OWN: value} for value in values])


def changes(comparisons: Iterable[Comparison]) -> Iterator[Change]:
    """One change for each fact created, changed or withdrawn; keys of other records are folded."""
    for comparison in comparisons:
        sheet = comparison.sheet
        names = sheet.fact._fields
        for fact in comparison.created:
            diff = {
                name: (None, _json(value)) for name, value in zip(names, fact, strict=True) if value is not None and value != ()
            }
            yield Change(f"{sheet.noun}:created", sheet.say_key(fact), diff)
        for stored, fact in comparison.changed:
            pairs = zip(names, stored.fact, fact, strict=True)
            yield Change(
                f"{sheet.noun}:changed",
                sheet.say_key(fact),
                {name: (_json(old), _json(new)) for name, old, new in pairs if old != new},
            )
        for stored in comparison.withdrawn:
            yield _withdrawal(sheet, stored)


def _withdrawal(sheet: Sheet, stored: Stored) -> Change:
    pairs = zip(sheet.fact._fields, stored.fact, strict=True)
    diff = {name: (_json(value), None) for name, value in pairs if value is not None and value != ()}
    return Change(f"{sheet.noun}:withdrawn", sheet.say_key(stored.fact), diff)


def _json(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
