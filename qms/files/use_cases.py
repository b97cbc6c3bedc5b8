"""Taking files in and clearing away what nobody refers to.

The bytes are in the store before the row is written, and go only after the row has gone: at no moment does a row name bytes
that are not there.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, delete, exists, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from qms.files.guard import claimed_kind, inspect, too_large
from qms.files.models import StoredFile
from qms.files.names import base_name, stored_name
from qms.files.store import Readable, Store, TooLarge
from qms.storage.base import Base

_INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
GRACE = timedelta(days=1)  # between the bytes of a file and its row, and before either is swept


@dataclass(frozen=True)
class Accepted:
    """A file whose bytes are in the store. ``name`` is what it is to be called; ``text`` is None for pictures."""

    digest: str
    size: int
    media_type: str
    name: str
    text: str | None


@dataclass(frozen=True)
class Swept:
    rows: int
    files: int
    leftovers: int


def accept(store: Store, stream: Readable, client_name: str) -> Accepted:
    """Take in what somebody sends: look at it, then keep it. Raises RefusedFile, and keeps nothing then.

    The stream is read no further than the largest size of its kind. Follow with :func:`remember` in the transaction that
    refers to the file.
    """
    shown = base_name(client_name)
    kind = claimed_kind(shown)
    try:
        with store.receive(stream, kind.largest) as incoming:
            text = inspect(incoming.path, shown, kind)
            incoming.keep()
            return Accepted(incoming.digest, incoming.size, kind.media_type, stored_name(client_name, kind), text)
    except TooLarge as error:
        raise too_large(shown, kind) from error


def remember(session: Session, accepted: Accepted, moment: datetime) -> None:
    """Write the row of an accepted file, or make the one that is there young again, so that it may be referred to."""
    insert = _INSERT[session.get_bind().dialect.name]
    values = {
        "digest": accepted.digest,
        "size": accepted.size,
        "media_type": accepted.media_type,
        "text": accepted.text,
        "stored_at": moment,
    }
    statement = insert(StoredFile).values(values)
    session.execute(statement.on_conflict_do_update(index_elements=["digest"], set_={"stored_at": moment}))


def sweep_orphans(session: Session, store: Store, moment: datetime, grace: timedelta = GRACE) -> Swept:
    """Remove rows that nothing refers to, files without a row, and uploads that broke off, each older than ``grace``.

    A file goes one sweep after its row: the row's end must be certain first. Nothing of this is on the trail, because no
    record ever named what goes.
    """
    before = moment - grace
    named = set(session.scalars(select(StoredFile.digest)))
    rows = _forget_unreferenced(session, before)
    files = sum(store.delete(digest, before) for digest in list(store.names()) if digest not in named)
    return Swept(rows, files, store.sweep_incoming(before))


def _forget_unreferenced(session: Session, before: datetime) -> int:
    unreferenced = [~exists().where(column == StoredFile.digest) for column in _references()]
    gone = session.execute(delete(StoredFile).where(StoredFile.stored_at < before, *unreferenced).returning(StoredFile.digest))
    return len(gone.all())


def _references() -> list[Column[str]]:
    """Every column of the registry that refers to a stored file."""
    tables = Base.metadata.sorted_tables
    return [key.parent for table in tables for key in table.foreign_keys if key.column.table is StoredFile.__table__]
