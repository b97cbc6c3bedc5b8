"""Export, and import of what was exported."""

from collections.abc import Iterator
from datetime import date, timedelta
from errno import ENOSPC
from pathlib import Path

import pytest
from openpyxl import load_workbook
from python_calamine import load_workbook as calamine

from qms.app import sheets
from qms.exchange.exporting import export_workbook
from qms.storage.database import Database
from reports.publication.queries import load_registry
from tests.factories.registry_rows import agency, full_registry, procedure, revision
from tests.factories.workbook import import_file, import_rows


@pytest.fixture
def filled(database: Database) -> Database:
    assert import_rows(database, full_registry()).stored
    return database


def export(database: Database, path: Path, day: date | None = None) -> dict[str, int]:
    with database.reading() as session:
        return export_workbook(session, path, sheets(), day)


def test_round_trip_changes_nothing(filled: Database, tmp_path: Path) -> None:
    counts = export(filled, tmp_path / "out.xlsx")
    assert counts == {name: len(rows) for name, rows in full_registry().items()}
    result = import_file(filled, tmp_path / "out.xlsx")
    assert result.faults == []
    assert result.warnings == []
    assert result.unchanged == counts
    assert (result.ignored_columns, result.ignored_sheets) == ([], [])


def test_export_fills_an_empty_registry_with_the_same(filled: Database, tmp_path: Path) -> None:
    export(filled, tmp_path / "one.xlsx")
    assert import_rows(filled, {name: [row | {"Xóa": "x"} for row in rows] for name, rows in full_registry().items()}).stored
    assert sum(export(filled, tmp_path / "none.xlsx").values()) == 0
    assert import_file(filled, tmp_path / "one.xlsx").stored
    export(filled, tmp_path / "two.xlsx")
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_keys_are_written_as_they_were_typed(database: Database, tmp_path: Path) -> None:
    rows = {
        "Cơ quan": [agency("Sở-A")],
        "TTHC": [procedure("H57")],
        "Tài liệu": [revision(**{"Mã cơ quan": "sở-a", "Mã TTHC": "h57"})],
    }
    assert import_rows(database, rows).stored
    export(database, tmp_path / "out.xlsx")
    page = load_workbook(tmp_path / "out.xlsx")["Tài liệu"]
    cells = {head.value: cell.value for head, cell in zip(page[1], page[2], strict=True)}
    assert (cells["Mã cơ quan"], cells["Mã TTHC"]) == ("Sở-A", "H57")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "#N/A", "a_x0041_b", "1.10", "01", "TRUE"])
def test_text_comes_out_as_text(sqlite_database: Database, tmp_path: Path, text: str) -> None:
    stored = text if text != "a_x0041_b" else "a_x005F_x0041_b"  # as Excel writes what it shows as a_x0041_b
    assert import_rows(sqlite_database, {"TTHC": [procedure("k", Tên=stored)]}).stored
    export(sqlite_database, tmp_path / "out.xlsx")
    cell = load_workbook(tmp_path / "out.xlsx")["TTHC"]["B2"]
    assert cell.data_type == "s"
    assert calamine(tmp_path / "out.xlsx").get_sheet_by_name("TTHC").to_python()[1][1] == text
    assert import_file(sqlite_database, tmp_path / "out.xlsx").unchanged["TTHC"] == 1


def test_cells_are_typed(filled: Database, tmp_path: Path) -> None:
    export(filled, tmp_path / "out.xlsx")
    page = load_workbook(tmp_path / "out.xlsx")["Tài liệu"]
    row = dict(zip((cell.value for cell in page[1]), page[2], strict=True))
    assert row["Ngày ban hành"].is_date
    assert row["Ngày ban hành"].number_format == "dd/mm/yyyy"
    assert row["Lần ban hành"].value == 1
    assert row["Mã tài liệu"].number_format == "@"
    assert page.freeze_panes == "A2"


def test_old_days_make_the_round_trip(sqlite_database: Database, tmp_path: Path) -> None:
    days = [date(1890, 1, 1), date(1900, 2, 28), date(1900, 3, 1), date(1904, 1, 1)]
    rows = {"Cơ quan": [agency(f"a{number}", day.isoformat()) for number, day in enumerate(days)]}
    assert import_rows(sqlite_database, rows).stored
    export(sqlite_database, tmp_path / "out.xlsx")
    assert import_file(sqlite_database, tmp_path / "out.xlsx").unchanged["Cơ quan"] == len(days)


def full_disk(_descriptor: int) -> None:
    raise OSError(ENOSPC, "disk full")


def test_target_is_replaced_whole_or_not_at_all(filled: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "out.xlsx"
    target.write_text("old")
    monkeypatch.setattr("qms.exchange.exporting.os.fsync", full_disk)
    with pytest.raises(OSError, match="full"):
        export(filled, target)
    assert target.read_text() == "old"
    assert list(tmp_path.glob(".*")) == []
    monkeypatch.undo()
    export(filled, target)
    assert target.stat().st_size > 1000


@pytest.mark.parametrize("name", ["no/such/folder.xlsx", "."])
def test_target_that_cannot_be_written_is_named(filled: Database, tmp_path: Path, name: str) -> None:
    with pytest.raises(OSError, match=r"directory") as refused:
        export(filled, tmp_path / name)
    assert refused.value.filename == str(tmp_path / name)


def days_of_interest() -> Iterator[date]:
    marks = [date(2011, 1, 1), date(2012, 1, 1), date(2018, 2, 1), date(2018, 10, 1), date(2018, 12, 20), date(2019, 1, 15),
             date(2019, 6, 1), date(2020, 3, 1), date(2024, 1, 1), date(2026, 1, 5)]  # fmt: skip
    for mark in marks:
        yield from (mark - timedelta(1), mark)


def test_export_as_of_a_day_is_a_part_of_the_registry(filled: Database, tmp_path: Path) -> None:
    for day in days_of_interest():
        export(filled, tmp_path / "asof.xlsx", day)
        result = import_file(filled, tmp_path / "asof.xlsx", dry_run=True)
        assert result.faults == []
        assert sum(result.created.values()) + sum(result.changed.values()) == 0


@pytest.mark.parametrize("day", list(days_of_interest()), ids=str)
def test_status_is_that_of_an_export_as_of_the_day(sqlite_database: Database, tmp_path: Path, day: date) -> None:
    assert import_rows(sqlite_database, full_registry()).stored
    counts = export(sqlite_database, tmp_path / "asof.xlsx", day)
    assert sum(counts.values()) < sum(map(len, full_registry().values()))
    with sqlite_database.reading() as session:
        whole = load_registry(session)
    assert import_rows(
        sqlite_database, {name: [row | {"Xóa": "x"} for row in rows] for name, rows in full_registry().items()}
    ).stored
    result = import_file(sqlite_database, tmp_path / "asof.xlsx")
    assert result.faults == []
    with sqlite_database.reading() as session:
        part = load_registry(session)
    for earlier in (day, *(other for other in days_of_interest() if other < day)):
        assert [(one.key, one.status) for one in part.board(earlier)] == [(one.key, one.status) for one in whole.board(earlier)]


def test_export_as_of_a_day_leaves_out_what_begins_later(filled: Database, tmp_path: Path) -> None:
    assert export(filled, tmp_path / "out.xlsx", date(2018, 10, 1)) == {
        "Cơ quan": 2, "Biến động": 1, "TTHC": 2, "Thẩm quyền": 2, "Tài liệu": 1, "Đánh giá": 1, "Không phù hợp": 1,
        "Hành động": 1, "Xem xét": 0, "Công bố": 0, "Phụ lục công bố": 0, "Quyết định riêng": 0,
    }  # fmt: skip


def test_export_as_of_a_day_keeps_what_is_referred_to(sqlite_database: Database, tmp_path: Path) -> None:
    later = "1/1/2020"
    rows = {
        "Cơ quan": [
            agency("a", **{"Trực thuộc": "b"}),
            agency("b", later, **{"Trực thuộc": "c", "Đến ngày": "1/1/2022"}),
            agency("b", "1/1/2022"),
            agency("c", later),
            agency("d", later),
        ],
        "Biến động": [{"Ngày": "1/1/2012", "Loại": "chia tách", "Từ mã": "a", "Đến mã": "a; d"}],
    }  # fmt: skip
    assert import_rows(sqlite_database, rows).stored
    export(sqlite_database, tmp_path / "out.xlsx", date(2015, 1, 1))
    page = load_workbook(tmp_path / "out.xlsx")["Cơ quan"]
    assert [(row[0], row[1].year) for row in page.iter_rows(min_row=2, values_only=True)] == [
        ("a", 2011), ("b", 2020), ("c", 2020), ("d", 2020),
    ]  # fmt: skip
