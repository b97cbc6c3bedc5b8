"""A workbook leaves alone what was approved in the system: its facts, and how long it is in force."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from documents.library.models import Revision
from qms.files.store import LocalStore
from qms.storage.database import Database
from tests.conftest import NOW
from tests.factories import approvals
from tests.factories.registry_rows import revision
from tests.factories.workbook import import_rows

BEGUN, DAY = date(2026, 11, 23), timedelta(days=1)


@pytest.fixture
def office(database: Database, tmp_path: Path) -> Database:
    """QT-01 with a revision approved in the system."""
    with database.writing() as session:
        approvals.open_office(session)
        approvals.approved(session, NOW, LocalStore(tmp_path / "files"), approvals.draft(session, NOW, "QT-01"), BEGUN)
    return database


def refused(office: Database, **cells: Any) -> list[tuple[str | None, object]]:
    day = cells.get("Ngày hiệu lực")
    result = import_rows(office, {"Tài liệu": [revision("qt-01", **{"Ngày ban hành": day, **cells})]})
    return [(fault.column, fault.value) for fault in result.faults]


def test_no_row_ends_what_was_approved(office: Database) -> None:
    for day in (BEGUN, BEGUN + 400 * DAY):
        assert refused(office, **{"Lần sửa đổi": 1, "Ngày hiệu lực": day}) == [("Ngày hiệu lực", f"{day:%d/%m/%Y}")]
    former = {"Lần ban hành": 0, "Lần sửa đổi": 9}
    assert refused(office, **former, **{"Ngày hiệu lực": BEGUN - DAY}) == [], "what was before may be told"
    assert refused(office, **former, **{"Ngày hiệu lực": BEGUN + DAY}) != []
    assert refused(office, **{"Lần sửa đổi": 1, "Ngày hiệu lực": None}) == [], "what has no day yet ends nothing"


def test_after_the_end_of_what_was_approved_the_register_goes_on(office: Database) -> None:
    end = BEGUN + 30 * DAY
    with office.writing() as session:
        session.scalars(select(Revision)).one().ended_on = end
    assert refused(office, **{"Lần sửa đổi": 1, "Ngày hiệu lực": end - DAY}) != []
    assert refused(office, **{"Lần sửa đổi": 1, "Ngày hiệu lực": end}) == []
