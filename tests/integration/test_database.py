"""Opening databases: what every connection holds to, and one transaction per command."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from qms.storage.database import Database


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("recursive_triggers", 1), ("busy_timeout", 15000)],
)
def test_every_sqlite_connection_is_durable_and_strict(sqlite_database: Database, pragma: str, value: object) -> None:
    database = Database(sqlite_database.engine.url)  # as the product opens it
    with database.reading() as session:
        assert session.execute(text(f"PRAGMA {pragma}")).scalar_one() == value
    database.close()


def _add_edition(year: str) -> object:
    return text(f"INSERT INTO edition (year, title, published_on, verified) VALUES ('{year}', 'Thử', '2030-01-01', true)")


def _years(database: Database) -> set[str]:
    with database.reading() as session:
        return set(session.execute(text("SELECT year FROM edition")).scalars())


def test_writing_commits_once_at_its_end(database: Database) -> None:
    with database.writing() as session:
        session.execute(_add_edition("2030"))
        session.flush()
        assert "2030" not in _years(database)
    assert "2030" in _years(database)


def test_a_failure_takes_everything_back(database: Database) -> None:
    def add_twice() -> None:
        with database.writing() as session:
            session.execute(_add_edition("2030"))
            session.execute(_add_edition("2030"))

    with pytest.raises(IntegrityError):
        add_twice()
    assert "2030" not in _years(database)


def test_reading_keeps_nothing(database: Database) -> None:
    with database.reading() as session:
        session.execute(_add_edition("2030"))
    assert "2030" not in _years(database)


def test_a_migration_has_foreign_keys_off_and_leaves_them_on(sqlite_database: Database) -> None:
    with sqlite_database.migrating() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 0
    with sqlite_database.reading() as session:
        assert session.execute(text("PRAGMA foreign_keys")).scalar_one() == 1
