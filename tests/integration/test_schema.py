"""The migrated schema is that of the models, and each of its rules holds: every one is broken once, on both databases."""

from collections.abc import Iterator
from multiprocessing import get_context
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import (
    CheckConstraint,
    Connection,
    ForeignKeyConstraint,
    Inspector,
    Integer,
    PrimaryKeyConstraint,
    Table,
    inspect,
    make_url,
    text,
)
from sqlalchemy.engine import URL
from sqlalchemy.exc import IntegrityError

from documents.search.models import FULL_TEXT
from qms.app import load_models
from qms.language import UserError
from qms.storage.base import Base
from qms.storage.database import Database
from qms.storage.schema import configuration, revisions, state, upgrade
from tests.factories.violations import COMPANIONS, ROWS, VIOLATIONS, Values
from tests.postgres import Server

load_models()


@pytest.fixture
def empty(database: Database, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database with nothing in it, of the same kind as ``database``."""
    if database.engine.dialect.name == "sqlite":
        empty = Database(URL.create("sqlite", database=str(tmp_path / "empty.sqlite3")))
    else:
        server: Server = request.getfixturevalue("postgres_server")
        server.execute("DROP DATABASE IF EXISTS empty WITH (FORCE)")
        server.execute("CREATE DATABASE empty")
        empty = Database(server.url("empty"))
    yield empty
    empty.close()


def described(connection: Connection) -> dict[str, object]:
    """Everything the database says about its tables but the order in which they were made."""
    inspector = inspect(connection)
    return {name: described_table(inspector, name) for name in inspector.get_table_names() if name != "alembic_version"}


def described_table(inspector: Inspector, name: str) -> dict[str, object]:
    columns = inspector.get_columns(name)
    keys = {
        key["name"]: (key["constrained_columns"], key["referred_table"], key["referred_columns"], key["options"])
        for key in inspector.get_foreign_keys(name)
    }
    indexes = {
        index["name"]: (index["column_names"], bool(index["unique"]), {k: str(v) for k, v in index["dialect_options"].items()})
        for index in inspector.get_indexes(name)
    }
    return {
        "columns": {column["name"]: (str(column["type"]), column["nullable"], column["default"]) for column in columns},
        "primary key": inspector.get_pk_constraint(name),
        "checks": sorted((str(check["name"]), str(check["sqltext"])) for check in inspector.get_check_constraints(name)),
        "uniques": {unique["name"]: unique["column_names"] for unique in inspector.get_unique_constraints(name)},
        "foreign keys": keys,
        "indexes": indexes,
    }


def test_migrations_lead_to_the_schema_of_the_models(database: Database, empty: Database) -> None:
    Base.metadata.create_all(empty.engine)
    with database.engine.connect() as migrated, empty.engine.connect() as modelled:
        assert described(migrated) == described(modelled)

def test_alembic_finds_no_difference_to_the_models(database: Database) -> None:
    with database.engine.connect() as connection:
        options = {"compare_server_default": True, "include_name": _is_of_the_models}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), Base.metadata) == []


def _is_of_the_models(name: str | None, kind: str, _parents: object) -> bool:
    """No model can describe SQLite's full-text table, which is kept in several tables, and PostgreSQL's vectors of words."""
    return kind not in ("table", "column", "index") or not str(name).startswith(FULL_TEXT)


def test_revisions_are_known_by_their_file_names(database: Database) -> None:
    with database.migrating() as connection:
        script = ScriptDirectory.from_config(configuration(connection))
    assert tuple(revision.revision for revision in reversed(list(script.walk_revisions()))) == revisions()


# States


def test_a_database_goes_from_empty_to_current(empty: Database) -> None:
    assert state(empty) == "empty"
    upgrade(empty)
    assert state(empty) == "current"
    upgrade(empty)
    assert state(empty) == "current"


@pytest.mark.parametrize(("number", "expected"), [(revisions()[0], "outdated"), ("9999", "ahead")])
def test_an_older_and_a_newer_schema_are_told_apart(database: Database, number: str, expected: str) -> None:
    with database.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = :number"), {"number": number})
    assert state(database) == expected


def test_another_programs_database_is_left_alone(empty: Database) -> None:
    with empty.writing() as session:
        session.execute(text("CREATE TABLE theirs (id integer)"))
    with pytest.raises(UserError):
        upgrade(empty)
    with empty.reading() as session:
        assert inspect(session.connection()).get_table_names() == ["theirs"]


def _upgrade(url: str) -> None:
    database = Database(make_url(url))
    upgrade(database)
    database.close()


def test_several_processes_may_create_the_schema_at_once(empty: Database) -> None:
    spawning = get_context("spawn")
    url = empty.engine.url.render_as_string(hide_password=False)
    programs = [spawning.Process(target=_upgrade, args=(url,)) for _ in range(3)]
    for program in programs:
        program.start()
    for program in programs:
        program.join()
    assert [program.exitcode for program in programs] == [0, 0, 0]
    assert state(empty) == "current"
    with empty.reading() as session:
        assert session.execute(text("SELECT number FROM trail_head")).scalars().all() == [0]


# Every rule broken once


def insert_row(connection: Connection, table: str, values: Values) -> None:
    names = ", ".join(f'"{name}"' for name in values)
    connection.execute(text(f'INSERT INTO "{table}" ({names}) VALUES ({", ".join(f":{name}" for name in values)})'), values)


def refusal(connection: Connection, table: str, values: Values) -> str:
    """What the database names when it refuses the row; empty when it takes it. Nothing is kept."""
    attempt = connection.begin_nested()
    try:
        insert_row(connection, table, values)
    except IntegrityError as error:
        diagnosis = getattr(error.orig, "diag", None)
        return str(diagnosis.constraint_name or f"NOT NULL {diagnosis.column_name}") if diagnosis else str(error.orig)
    finally:
        attempt.rollback()
    return ""


def broken_rules(table: Table) -> Iterator[tuple[Values, set[str]]]:
    """For each rule of the table the values that break it, and how the two databases name it."""
    first, second = ROWS[table.name][0], ROWS[table.name][1]
    for rule in table.constraints:
        name, columns = str(rule.name), [column.name for column in getattr(rule, "columns", [])]
        if isinstance(rule, CheckConstraint):
            yield VIOLATIONS[name], {name, f"CHECK constraint failed: {name}"}
        elif isinstance(rule, ForeignKeyConstraint):
            absent = {column.name: 999999 if isinstance(column.type, Integer) else "none" for column in rule.columns}
            yield {**COMPANIONS.get(name, {}), **absent}, {name, "FOREIGN KEY constraint failed"}
        elif second.keys() & set(columns) and not (table.name.startswith("trail_") and isinstance(rule, PrimaryKeyConstraint)):
            failed = "UNIQUE constraint failed: " + ", ".join(f"{table.name}.{column}" for column in columns)
            yield {column: first[column] for column in columns}, {name, failed, f"{table.name} is there already"}
    for column in table.columns:
        if not column.nullable and not column.primary_key:
            failed = f"NOT NULL constraint failed: {table.name}.{column.name}"
            yield {column.name: None}, {f"NOT NULL {column.name}", failed}


def test_no_table_check_or_unique_index_is_without_its_violation() -> None:
    tables = Base.metadata.tables.values()
    checks = {str(rule.name) for table in tables for rule in table.constraints if isinstance(rule, CheckConstraint)}
    assert {*ROWS, "trail_head"} == set(Base.metadata.tables)
    assert {*VIOLATIONS, "ck_trail_head_only_one"} == checks
    unique_indexes = {index.name for table in tables for index in table.indexes if index.unique}
    assert unique_indexes == {"uq_policy_value_one_per_day", "uq_post_code_without_agency"}


def test_every_rule_is_kept_by_the_migrated_schema(empty: Database) -> None:
    upgrade(empty)
    with empty.engine.connect() as connection:
        for name in ("trail_batch", "trail_entry"):  # with their triggers the second rows need the head to know the first
            insert_row(connection, name, ROWS[name][0])
        connection.execute(text("UPDATE trail_head SET number = 1, hash = :hash"), {"hash": ROWS["trail_entry"][0]["hash"]})
        for table in Base.metadata.sorted_tables:  # parents first
            if table.name == "trail_head":
                continue
            first, different = ROWS[table.name]
            if not table.name.startswith("trail_"):
                insert_row(connection, table.name, first)
            second = {**first, **different}
            for broken, names in broken_rules(table):
                assert refusal(connection, table.name, {**second, **broken}) in names, (table.name, broken)
            insert_row(connection, table.name, second)


def test_the_trail_has_one_head(database: Database) -> None:
    with database.engine.connect() as connection:
        said = refusal(connection, "trail_head", {"id": 2, "number": 0, "hash": "0" * 64})
    assert said.endswith("ck_trail_head_only_one")


def test_only_accepted_editions_may_have_several_values_on_one_day(database: Database) -> None:
    day = {"valid_from": "2098-01-01", "source": "A", "verified": False}
    with database.engine.connect() as connection:
        insert_row(connection, "policy_value", {"parameter": "accepted_edition", "value": "2008", **day})
        insert_row(connection, "policy_value", {"parameter": "accepted_edition", "value": "2015", **day})
        insert_row(connection, "policy_value", {"parameter": "scope_tolerance_percent", "value": "1", **day})
        said = refusal(connection, "policy_value", {"parameter": "scope_tolerance_percent", "value": "2", **day})
    assert said in {"uq_policy_value_one_per_day", "UNIQUE constraint failed: policy_value.parameter, policy_value.valid_from"}


def test_posts_without_agency_have_codes_of_their_own(database: Database) -> None:
    post = {"kind": "administrator", "title": "A", "code": "QT", "code_folded": "qt", "valid_from": "2015-01-01"}
    with database.engine.connect() as connection:
        insert_row(connection, "post", post)
        insert_row(connection, "post", {**post, "code_folded": "qt2"})
        said = refusal(connection, "post", post)
    assert said in {"uq_post_code_without_agency", "UNIQUE constraint failed: post.code_folded"}
