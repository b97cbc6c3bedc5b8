"""Files as people really make them in Excel."""

import unicodedata
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import select

from qms.agencies.models import AgencySlice
from qms.catalogue.models import AdministrativeProcedure
from qms.exchange.importing import ImportResult
from qms.storage.database import Database
from tests.factories.registry_rows import agency, procedure
from tests.factories.workbook import import_file, import_rows, workbook


def sheet_of(path: Path, name: str, rows: list[list[Any]]) -> Path:
    book = Workbook()
    page = book.active
    page.title = name
    for row in rows:
        page.append(row)
    book.save(path)
    return path


def names(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(select(AdministrativeProcedure.name).order_by(AdministrativeProcedure.code_folded)))


def check(result: ImportResult, created: int) -> None:
    assert result.faults == []
    assert sum(result.created.values()) == created


def test_title_above_the_header_and_columns_in_any_order(sqlite_database: Database, tmp_path: Path) -> None:
    rows = [["DANH MỤC THỦ TỤC HÀNH CHÍNH"], [], ["", "Tên", "", "Mã TTHC"], ["", "Một", "", "a"], [], ["", "Hai", "", "b"]]
    check(import_file(sqlite_database, sheet_of(tmp_path / "f.xlsx", "TTHC", rows)), 2)
    assert names(sqlite_database) == ["Một", "Hai"]


def test_header_in_the_tenth_row_is_found_and_in_the_eleventh_not(sqlite_database: Database, tmp_path: Path) -> None:
    table: list[list[Any]] = [["Mã TTHC", "Tên"], ["a", "Một"]]
    late = import_file(sqlite_database, sheet_of(tmp_path / "f.xlsx", "TTHC", [["x"]] * 10 + table))
    assert [(fault.sheet, fault.row, fault.column) for fault in late.faults] == [("TTHC", None, None)]
    check(import_file(sqlite_database, sheet_of(tmp_path / "f.xlsx", "TTHC", [["x"]] * 9 + table)), 1)


def test_row_numbers_are_those_that_excel_shows(sqlite_database: Database, tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    page.title = "TTHC"
    page["C4"], page["D4"], page["C9"] = "Mã TTHC", "Tên", "a"
    book.save(tmp_path / "f.xlsx")
    result = import_file(sqlite_database, tmp_path / "f.xlsx")
    assert [(fault.row, fault.column) for fault in result.faults] == [(9, "Tên")]


@pytest.mark.parametrize(
    ("title", "headers"),
    [
        (" tthc ", [" MÃ  tthc", "tên\n"]),
        ("TTHC", ["Mã TTHC (bắt buộc)", "Tên [như trong quyết định]"]),
        ("TTHC", [unicodedata.normalize("NFD", "Mã TTHC"), unicodedata.normalize("NFD", "Tên")]),
    ],
)
def test_names_are_read_forgivingly(sqlite_database: Database, tmp_path: Path, title: str, headers: list[str]) -> None:
    check(import_file(sqlite_database, sheet_of(tmp_path / "f.xlsx", title, [headers, ["a", "Một"]])), 1)


def test_tone_placement_does_not_count(sqlite_database: Database) -> None:
    assert import_rows(sqlite_database, {"TTHC": [procedure()]}).stored
    gone = import_rows(sqlite_database, {"TTHC": [{"Mã TTHC": "1.000050", "Xoá": "x"}]})
    assert gone.withdrawn == {"TTHC": 1}


def test_mac_file_and_windows_file_say_the_same(sqlite_database: Database) -> None:
    rows = {"Cơ quan": [agency("sở", Tên="Sở Hòa giải", Loại="Cơ quan chuyên môn")]}
    check(import_rows(sqlite_database, rows), 1)
    apart = {
        unicodedata.normalize("NFD", "Cơ quan"): [
            {
                unicodedata.normalize("NFD", header): unicodedata.normalize("NFD", cell) if isinstance(cell, str) else cell
                for header, cell in row.items()
            }
            for row in rows["Cơ quan"]
        ]
    }
    result = import_rows(sqlite_database, apart)
    assert (result.created, result.changed, result.unchanged) == ({"Cơ quan": 0}, {"Cơ quan": 0}, {"Cơ quan": 1})
    with sqlite_database.reading() as session:
        stored = session.scalars(select(AgencySlice.name)).one()
    assert unicodedata.is_normalized("NFC", stored)


def test_long_names_with_tabs_and_breaks(sqlite_database: Database) -> None:
    words = "Thủ tục\tcấp\n giấy\u00a0phép  " * 40
    assert len(words) > 900
    check(import_rows(sqlite_database, {"TTHC": [procedure("a", Tên=words)]}), 1)
    assert names(sqlite_database) == [" ".join(words.split())]


@pytest.mark.parametrize("text", ["=1+1", "+84", "-", "@SUM(A1)", "=HYPERLINK()", "#N/A là gì", "1E5", "a_x0041_b_x"])
def test_text_that_looks_like_something_else_stays_text(sqlite_database: Database, text: str) -> None:
    check(import_rows(sqlite_database, {"TTHC": [procedure("a", Tên=text)]}), 1)
    assert names(sqlite_database) == [text.replace("_x0041_", "A")]  # a spreadsheet's own way to write a character


def test_dates_of_all_kinds(sqlite_database: Database) -> None:
    days = [date(2015, 12, 3), datetime(2015, 12, 3, 9), "2015-12-03", "3/12/2015", "03/12/2015", " 3/12/2015 "]  # noqa: DTZ001
    rows = [procedure(f"{number}", **{"Từ ngày": day}) for number, day in enumerate(days)]
    check(import_rows(sqlite_database, {"TTHC": rows}), len(days))
    with sqlite_database.reading() as session:
        assert set(session.scalars(select(AdministrativeProcedure.valid_from))) == {date(2015, 12, 3)}


def test_merged_range_has_its_value_in_the_first_cell_only(sqlite_database: Database, tmp_path: Path) -> None:
    path = workbook(tmp_path / "f.xlsx", {"TTHC": [procedure("a", **{"Lĩnh vực": "Đất"}), procedure("b", **{"Lĩnh vực": "x"})]})
    book = load_workbook(path)
    book["TTHC"].merge_cells("C2:C3")
    book.save(path)
    check(import_file(sqlite_database, path), 2)
    with sqlite_database.reading() as session:
        fields = select(AdministrativeProcedure.field).order_by(AdministrativeProcedure.code_folded)
        assert list(session.scalars(fields)) == ["Đất", None]


def test_hidden_rows_columns_and_sheets_are_read(sqlite_database: Database, tmp_path: Path) -> None:
    path = workbook(tmp_path / "f.xlsx", {"TTHC": [procedure("a"), procedure("b")], "Ghi chú": [{"a": 1}]})
    book = load_workbook(path)
    book["TTHC"].row_dimensions[2].hidden = True
    book["TTHC"].column_dimensions["B"].hidden = True
    book["TTHC"].sheet_state = "hidden"
    book.save(path)
    check(import_file(sqlite_database, path), 2)


def test_error_and_unsolved_formula_are_faults_and_not_empty_cells(sqlite_database: Database, tmp_path: Path) -> None:
    rows: list[list[Any]] = [["Mã TTHC", "Tên", "Lĩnh vực"], ["a", "Một", "#N/A"], ["b", "=1+1", None], ["c", "Ba", "Đất"]]
    result = import_file(sqlite_database, sheet_of(tmp_path / "f.xlsx", "TTHC", rows))
    assert [(fault.row, fault.column, fault.value) for fault in result.faults] == [(2, "Lĩnh vực", "#N/A"), (3, "Tên", "=")]


def test_unknown_columns_and_sheets_are_told(sqlite_database: Database) -> None:
    rows = {"TTHC": [{"STT": 1, **procedure(), "Ghi chú": "x"}], "Bảng tính1": [{"a": 1}]}
    result = import_rows(sqlite_database, rows)
    check(result, 1)
    assert result.ignored_columns == [("TTHC", "STT"), ("TTHC", "Ghi chú")]
    assert result.ignored_sheets == ["Bảng tính1"]


def test_numbered_empty_rows_are_no_facts(sqlite_database: Database) -> None:
    rows = [{"STT": 1, **procedure()}, {"STT": 2}, {"STT": 3, "Tên": "  "}]
    check(import_rows(sqlite_database, {"TTHC": rows}), 1)


def test_missing_columns_are_one_fault_that_names_them(sqlite_database: Database) -> None:
    result = import_rows(sqlite_database, {"Cơ quan": [{"Mã": "a", "Tên": "A", "Cấp": "tỉnh"}]})
    assert len(result.faults) == 1
    assert result.faults[0].sheet == "Cơ quan"
    for header in ("Từ ngày", "Loại", "Nghĩa vụ"):
        assert header in str(result.faults[0].message)


def test_column_given_twice(sqlite_database: Database, tmp_path: Path) -> None:
    rows = [["Mã TTHC", "Tên", "TÊN (cũ)"], ["a", "Một", "Hai"]]
    result = import_file(sqlite_database, sheet_of(tmp_path / "f.xlsx", "TTHC", rows))
    assert [(fault.row, fault.column) for fault in result.faults] == [(1, "Tên")]


def test_sheet_given_twice(sqlite_database: Database) -> None:
    result = import_rows(sqlite_database, {"TTHC": [procedure()], "tthc ": [procedure("b")]})
    assert [(fault.sheet, fault.row) for fault in result.faults] == [("TTHC", None)]


def test_file_without_any_of_the_sheets(sqlite_database: Database) -> None:
    result = import_rows(sqlite_database, {"Sheet1": [{"a": 1}]})
    assert (result.faults, result.created, result.ignored_sheets) == ([], {}, ["Sheet1"])


def test_empty_sheet_has_no_facts(sqlite_database: Database, tmp_path: Path) -> None:
    check(import_file(sqlite_database, sheet_of(tmp_path / "f.xlsx", "TTHC", [])), 0)


def test_numbers_typed_as_text_and_text_typed_as_numbers(sqlite_database: Database) -> None:
    row = {
        "Mã cơ quan": "so-a", "Mã tài liệu": "QT", "Tên": 2018, "Loại": "quy trình", "Phiên bản ISO": 2015,
        "Lần ban hành": "01", "Lần sửa đổi": "0.0",
    }  # fmt: skip
    check(import_rows(sqlite_database, {"Cơ quan": [agency()], "Tài liệu": [row]}), 2)
    result = import_rows(sqlite_database, {"Tài liệu": [row | {"Lần ban hành": 1, "Lần sửa đổi": 0, "Tên": "2018"}]})
    assert result.unchanged == {"Tài liệu": 1}


def test_copy_of_a_sheet_is_another_sheet(sqlite_database: Database) -> None:
    result = import_rows(sqlite_database, {"TTHC": [procedure()], "TTHC (2)": [procedure("b")]})
    check(result, 1)
    assert result.ignored_sheets == ["TTHC (2)"]
