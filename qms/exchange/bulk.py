"""New rows by the thousand: their ids are reserved first, so that rows of other tables can name them."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import Enum
from typing import Any

from sqlalchemy import Table, func, select
from sqlalchemy.orm import Session
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from qms.storage.bulk import insert_rows


def reserve_ids(session: Session, table: Table, count: int) -> Sequence[int]:
    """Ids that nobody else will use; the session's transaction must be a writing one."""
    if session.get_bind().dialect.name == "sqlite":  # one writer at a time
        first = (session.scalar(select(func.max(table.c.id))) or 0) + 1
        return range(first, first + count)
    sequence = func.pg_get_serial_sequence(f'"{table.name}"', "id")
    return session.scalars(select(func.nextval(sequence)).select_from(func.generate_series(1, count))).all()


def insert_plain(session: Session, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows of equal keys; enums go by their value, days as the database writes them, absent columns by their default."""
    if not rows:
        return
    defaults = {
        column.name: column.default.arg for column in table.columns if isinstance(column.default, ScalarElementColumnDefault)
    }
    names = [column.name for column in table.columns if column.name in rows[0] or column.name in defaults]
    columns = [[row[name] for row in rows] if name in rows[0] else [defaults[name]] * len(rows) for name in names]
    insert_rows(session, table, names, list(zip(*map(_plain_values, columns), strict=True)))


def _plain_values(values: list[Any]) -> Iterable[Any]:
    """The values of one column, each different one made plain once."""
    if {type(value) for value in values} <= {int, str, type(None)}:
        return values
    made = {value: _plain(value) for value in set(values)}
    return map(made.__getitem__, values)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    return int(value) if isinstance(value, bool) else value
