"""Databases of tests need not outlast a failing machine: nobody waits for the disk."""

from typing import Any

from sqlalchemy import event

from qms.storage.database import Database


def hasty(database: Database) -> Database:
    """The database, whose SQLite connections leave it to the system when to write; the product's own wait (test_database)."""
    if database.engine.dialect.name == "sqlite":
        event.listen(database.engine, "connect", _leave_it_to_the_system)
    return database


def _leave_it_to_the_system(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA synchronous=OFF")
