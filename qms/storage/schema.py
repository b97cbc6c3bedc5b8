"""Whether a database has the schema this program needs, and bringing it there."""

from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import Connection, MetaData, inspect

from qms.language import Phrase, UserError, mark
from qms.storage.database import Database

State = Literal["empty", "current", "outdated", "ahead"]

_OCCUPIED = mark("Cơ sở dữ liệu này chứa bảng của chương trình khác; hãy chọn một cơ sở dữ liệu trống.")
MIGRATIONS = Path(__file__).parent / "migrations"


class SchemaError(UserError):
    """The database holds something that is not ours."""


@cache
def revisions() -> tuple[str, ...]:
    """The numbers of all migrations, oldest first: what their file names begin with."""
    names = (entry.name for entry in (MIGRATIONS / "versions").iterdir())
    return tuple(sorted(name.partition("_")[0] for name in names if name[:1].isdigit() and name.endswith(".py")))


def state(database: Database) -> State:
    """How the database's schema stands to this program, by two small statements, as every command asks.

    ``ahead`` means that a newer program has migrated it.
    """
    with database.engine.connect() as connection:
        return _state(connection)


def _state(connection: Connection) -> State:
    if not inspect(connection).has_table("alembic_version"):
        return "empty"
    number = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    if number is None:
        return "empty"
    if number not in revisions():
        return "ahead"
    return "current" if number == revisions()[-1] else "outdated"


def upgrade(database: Database) -> None:
    """Bring the schema to the newest version in one transaction, or change nothing.

    Two processes may ask at the same moment: the second waits and finds the work done. Raises SchemaError when tables of
    another program are in the way.
    """
    with database.migrating() as connection:
        if _state(connection) == "empty" and inspect(connection).get_table_names():
            raise SchemaError(Phrase(_OCCUPIED))
        # Alembic is imported here because it costs as much time as all the rest, and nearly no command needs it.
        import_module("alembic.command").upgrade(configuration(connection), "head")
        if connection.dialect.name == "sqlite":
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            if broken:
                raise RuntimeError(f"the migration left rows without their parents: {broken[:5]}")


def configuration(connection: Connection, metadata: MetaData | None = None) -> Any:
    """What an Alembic command needs to work on ``connection``; comparing with the models also needs their ``metadata``."""
    config = import_module("alembic.config").Config(attributes={"connection": connection, "metadata": metadata})
    config.set_main_option("script_location", str(MIGRATIONS))
    return config
