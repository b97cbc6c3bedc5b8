"""Opening the database: SQLite kept durable, PostgreSQL as it is; one transaction per command or request."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.orm import Session

_WRITING = "qms_writing"
_MIGRATION_LOCK = 9001_2015  # any number that nothing else on the server locks


class Database:
    """Sessions on one database: ``reading`` never writes and sees one moment; ``writing`` commits at its end, or not at all."""

    def __init__(self, url: URL) -> None:
        self.engine = open_engine(url)
        self._for_writing = self.engine.execution_options(**{_WRITING: True})
        one_moment = {} if url.get_backend_name() == "sqlite" else {"isolation_level": "REPEATABLE READ"}  # SQLite knows no other
        self._for_reading = self.engine.execution_options(**one_moment)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        with Session(self._for_reading) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        with Session(self._for_writing, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def migrating(self) -> Iterator[Connection]:
        """One transaction that changes the schema, alone: SQLite rebuilds tables, which must not set off foreign keys."""
        with self._for_writing.connect() as connection:
            sqlite = connection.dialect.name == "sqlite"
            if sqlite:
                _driver_execute(connection, "PRAGMA foreign_keys=OFF")
            try:
                with connection.begin():
                    if not sqlite:
                        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_MIGRATION_LOCK})")
                    yield connection
            finally:
                if sqlite:
                    _driver_execute(connection, "PRAGMA foreign_keys=ON")

    def close(self) -> None:
        self.engine.dispose()


def _driver_execute(connection: Connection, statement: str) -> None:
    """Outside any transaction: SQLite ignores this pragma inside one."""
    driver: Any = connection.connection.driver_connection
    driver.execute(statement)


def open_engine(url: URL) -> Engine:
    engine = create_engine(url)
    if url.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    """Durable and strict; the driver's own transaction handling is off, so that _begin_sqlite decides."""
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=15000", "recursive_triggers=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """A writer takes the lock at once, so two of them queue instead of failing half-way; readers never wait."""
    writing = connection.get_execution_options().get(_WRITING, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
