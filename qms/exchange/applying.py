"""What a comparison asks for, written in bulk."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from sqlalchemy import Table, bindparam, delete, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from qms.exchange.bulk import insert_plain, reserve_ids
from qms.exchange.comparing import Comparison
from qms.exchange.registry import Registry
from qms.exchange.sheet import Fact, FactKey, Links, Owner
from qms.exchange.telling import changes
from qms.language import Phrase, UserError, mark
from qms.trail.entries import Actor, Change
from qms.trail.use_cases import record

NEEDED = Phrase(
    mark("Chưa ghi gì: dữ liệu khác trong hệ thống (như vị trí, đơn vị, tài liệu) còn gắn với một dữ kiện sẽ bị rút hoặc thay.")
)
_OWN = "own_id"


class StillNeeded(UserError):
    """A fact cannot go, because something outside of the workbook refers to it."""


def store(
    session: Session,
    registry: Registry,
    comparisons: Sequence[Comparison],
    actor: Actor,
    moment: datetime,
    reason: str | None = None,
    tell: Callable[[int], None] = lambda count: None,
    *,
    also: Sequence[Change] = (),
) -> int:
    """Write all comparisons and one batch of the trail; return how many changes there are. ``tell`` hears that before it begins.

    ``also``: changes that the caller has made in the same transaction and that belong to the same batch.
    Raise StillNeeded when records that no workbook holds, such as posts or files, need a fact that is to go.
    """
    told = [*changes(comparisons), *also]
    if told:
        tell(len(told))
        try:
            apply(session, registry, comparisons)
        except IntegrityError as error:
            raise StillNeeded(NEEDED) from error
        record(session, actor, moment, told, reason)
    return len(told)


def apply(session: Session, registry: Registry, comparisons: Sequence[Comparison]) -> None:
    """Write all comparisons in the order of the sheets; withdrawals last and backwards, so that nothing is left dangling."""
    ids = KnownIds(registry)
    for comparison in comparisons:
        _create(session, ids, comparison)
        _change(session, ids, comparison)
    for comparison in reversed(comparisons):
        _withdraw(session, ids, comparison)
    for comparison in comparisons:
        if comparison.sheet.after is not None and (comparison.created or comparison.changed):
            comparison.sheet.after(session)


class KnownIds(dict[str, dict[FactKey, int]]):
    """Database ids by noun and key, those of new rows too; read when first asked for."""

    def __init__(self, registry: Registry) -> None:
        super().__init__()
        self.registry = registry

    def __missing__(self, noun: str) -> dict[FactKey, int]:
        self[noun] = self.registry.ids(noun)
        return self[noun]


def _create(session: Session, ids: KnownIds, comparison: Comparison) -> None:
    sheet, created = comparison.sheet, comparison.created
    if not created:
        return
    if sheet.owner is not None:
        _create_owners(session, ids, sheet.owner, created)
    new_ids = reserve_ids(session, sheet.table, len(created))
    rows = [{"id": own_id, **sheet.values(fact, ids)} for own_id, fact in zip(new_ids, created.values(), strict=True)]
    insert_plain(session, sheet.table, rows)
    ids[sheet.noun].update(zip(created, new_ids, strict=True))
    if sheet.links is not None:
        _link(session, ids, sheet.links, zip(new_ids, created.values(), strict=True))


def _create_owners(session: Session, ids: KnownIds, owner: Owner, created: dict[FactKey, Fact]) -> None:
    known, new = ids[owner.noun], dict[FactKey, Fact]()
    for key, fact in created.items():
        identity = key[: owner.key_length]
        if identity not in known:
            new.setdefault(identity, fact)
    new_ids = reserve_ids(session, owner.table, len(new))
    rows = [{"id": own_id, **owner.values(fact, ids)} for own_id, fact in zip(new_ids, new.values(), strict=True)]
    insert_plain(session, owner.table, rows)
    known.update(zip(new, new_ids, strict=True))


def _link(session: Session, ids: KnownIds, links: Links, facts: Iterable[tuple[int, Fact]]) -> None:
    rows = [{links.own: own_id, **row} for own_id, fact in facts for row in links.rows(fact, ids)]
    insert_plain(session, links.table, rows)


def _change(session: Session, ids: KnownIds, comparison: Comparison) -> None:
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


def _withdraw(session: Session, ids: KnownIds, comparison: Comparison) -> None:
    sheet, owner = comparison.sheet, comparison.sheet.owner
    if not comparison.leaving:
        return
    _delete(session, sheet.table, "id", [stored.id for stored in comparison.withdrawn])
    if owner is not None:
        left = {key[: owner.key_length] for key, _fact in comparison.final()}
        gone = {key[: owner.key_length] for key in comparison.leaving} - left
        _delete(session, owner.table, "id", [ids[owner.noun][key] for key in gone])


def _delete(session: Session, table: Table, column: str, values: list[int]) -> None:
    if values:
        session.connection().execute(delete(table).where(table.c[column] == bindparam(_OWN)), [{_OWN: value} for value in values])
