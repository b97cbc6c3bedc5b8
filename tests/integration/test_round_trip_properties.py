"""Properties of import and export on random registries, on both databases at once.

Every example lives in one transaction a database, which is rolled back, so that the next one finds nothing of it.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from qms.app import sheets
from qms.exchange.exporting import export_workbook
from qms.exchange.importing import ImportResult, import_workbook
from qms.exchange.standards import load_standards
from qms.storage.database import Database
from reports.publication.queries import load_registry
from reports.publication.serial import board_json
from tests.factories.workbook import ACTOR, MOMENT, workbook
from tests.factories.world_rows import storable, world_rows
from tests.oracle.readers import EngineReader
from tests.oracle.reading import Reading
from tests.oracle.worlds import FIRST_DAY, LAST_DAY, World, worlds

SHEETS = sheets()
days = st.dates(FIRST_DAY - timedelta(days=70), LAST_DAY + timedelta(days=70))
few = settings(
    deadline=None,
    max_examples=8,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a failing world is small enough, and shrinking it is slow
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)


@contextmanager
def undone(database: Database) -> Iterator[Session]:
    """A writing session of which nothing stays."""
    with database.writing() as session:
        yield session
        session.rollback()


@pytest.fixture
def stores(sqlite_database: Database, postgres_database: Database) -> tuple[Database, ...]:
    return sqlite_database, postgres_database


def fill(session: Session, path: Path) -> ImportResult:
    return import_workbook(session, path, actor=ACTOR, moment=MOMENT, sheets=SHEETS)


def written(world: World, session: Session, folder: Path) -> tuple[World, Path]:
    """What of the world a workbook can tell, and that workbook."""
    told = storable(world, load_standards(session).knows_slot)
    return told, workbook(folder / "world.xlsx", world_rows(told))


def exported(session: Session, path: Path, as_of: date | None = None) -> bytes:
    export_workbook(session, path, SHEETS, as_of)
    return path.read_bytes()


def board(session: Session, day: date) -> dict[str, Any]:
    return board_json(day, load_registry(session).board(day), explain=True)


@few
@given(worlds(), days)
def test_what_is_exported_and_imported_again_changes_nothing(
    stores: tuple[Database, ...], tmp_path: Path, world: World, day: date
) -> None:
    files, boards = [], []
    for store in stores:
        with undone(store) as session:
            _told, path = written(world, session, tmp_path)
            first = fill(session, path)
            assert (first.faults, first.stored) == ([], True)
            files.append(exported(session, tmp_path / "export.xlsx"))
            boards.append(board(session, day))

            again = fill(session, tmp_path / "export.xlsx")
            assert again.faults == []
            assert not any([*again.created.values(), *again.changed.values(), *again.withdrawn.values()])
            assert again.unchanged == {sheet.name: first.created.get(sheet.name, 0) for sheet in SHEETS}
            assert exported(session, tmp_path / "again.xlsx") == files[-1]
    assert files[0] == files[1], "an export of SQLite differs from one of PostgreSQL"
    assert boards[0] == boards[1], "a board of SQLite differs from one of PostgreSQL"


@few
@given(worlds(), days)
def test_an_export_alone_rebuilds_the_registry(stores: tuple[Database, ...], tmp_path: Path, world: World, day: date) -> None:
    """From one database into the other."""
    source, target = stores
    with ExitStack() as stack:
        session, copy = stack.enter_context(undone(source)), stack.enter_context(undone(target))
        fill(session, written(world, session, tmp_path)[1])
        whole = exported(session, tmp_path / "export.xlsx")
        assert fill(copy, tmp_path / "export.xlsx").stored
        assert exported(copy, tmp_path / "copy.xlsx") == whole
        assert board(copy, day) == board(session, day)


@few
@given(worlds(), days, st.integers(0, 60))
def test_an_export_as_of_a_day_keeps_every_status_until_then(
    sqlite_database: Database, tmp_path: Path, world: World, day: date, before: int
) -> None:
    asked = (day, day - timedelta(days=before), FIRST_DAY)
    with undone(sqlite_database) as session:
        fill(session, written(world, session, tmp_path)[1])
        whole = [verdicts(session, one) for one in asked if one <= day]
        exported(session, tmp_path / "then.xlsx", day)
    with undone(sqlite_database) as session:
        result = fill(session, tmp_path / "then.xlsx")
        assert result.faults == []
        assert [verdicts(session, one) for one in asked if one <= day] == whole


@few
@given(worlds(), days)
def test_what_was_imported_gives_the_answers_of_the_oracle(
    sqlite_database: Database, tmp_path: Path, world: World, day: date
) -> None:
    with undone(sqlite_database) as session:
        told, path = written(world, session, tmp_path)
        fill(session, path)
        registry = load_registry(session)
    common = replace(registry.common, procedures=told.common.procedures)
    for key, facts in told.agencies.items():
        for asked in (day, *(row.signed_on for row in facts.declarations)):
            expected = Reading(common, facts).verdict(asked)
            assert EngineReader(registry.common, registry.agencies[key]).verdict(asked) == expected, (key, asked)


def verdicts(session: Session, day: date) -> dict[str, Any]:
    """The statuses, gates and measures of a day; without what speaks of later days."""
    registry = load_registry(session)
    found = {key: EngineReader(registry.common, facts).verdict(day) for key, facts in registry.agencies.items()}
    return {key: verdict._replace(next_action=None) for key, verdict in found.items() if verdict is not None}
