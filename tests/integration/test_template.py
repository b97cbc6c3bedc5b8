"""The template: complete, explained, and harmless until it is filled."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from qms.app import sheets
from qms.exchange.notes import NOTES_SHEET
from qms.exchange.templating import write_template
from qms.language import speaking
from qms.storage.database import Database
from tests.factories.workbook import import_file


@pytest.fixture
def template(sqlite_database: Database, tmp_path: Path) -> Path:
    return written(sqlite_database, tmp_path / "mẫu.xlsx")


def written(database: Database, path: Path) -> Path:
    with database.reading() as session:
        write_template(session, path, sheets())
    return path


def test_untouched_template_changes_nothing(sqlite_database: Database, template: Path) -> None:
    result = import_file(sqlite_database, template)
    assert (result.faults, result.ignored_columns, result.ignored_sheets) == ([], [], [])
    assert set(result.created) == {sheet.name for sheet in sheets()}
    assert {*result.created.values(), *result.unchanged.values()} == {0}


def test_every_sheet_has_its_headers_with_notes(template: Path) -> None:
    book = load_workbook(template)
    assert book.sheetnames == [NOTES_SHEET, *(sheet.name for sheet in sheets())]
    for sheet in sheets():
        heads = book[sheet.name][1]
        assert [cell.value for cell in heads] == [*(column.header for column in sheet.columns), "Xóa"]
        assert all(cell.comment is not None and cell.comment.text.strip() for cell in heads)


def test_lists_to_choose_from(template: Path) -> None:
    book = load_workbook(template)
    offered = {
        (name, str(found.sqref).partition("2:")[0]): found.formula1
        for name in book.sheetnames
        for found in book[name].data_validations.dataValidation
    }
    assert offered["Cơ quan", "F"] == '"tỉnh,huyện,xã"'
    assert offered["Tài liệu", "F"] == '"2008,2015,2026"'
    assert all(len(formula) <= 255 for formula in offered.values())
    title, _, cells = offered["Tài liệu", "E"].partition("!")
    first, last = cells.replace("$", "").split(":")
    slots = [row[0].value for row in book[title.strip("'")][f"{first}:{last}"]]
    assert {"policy", "one-stop", "risk"} <= set(slots)


def test_columns_are_formatted_before_anything_is_typed(template: Path) -> None:
    book = load_workbook(template)
    assert book["TTHC"].column_dimensions["A"].number_format == "@"
    assert book["Cơ quan"].column_dimensions["B"].number_format == "dd/mm/yyyy"


def test_filling_below_or_over_the_example(sqlite_database: Database, template: Path) -> None:
    book = load_workbook(template)
    book["TTHC"].append(["1.000050", "Thủ tục", None, "toàn trình"])
    agencies = book["Cơ quan"]
    for place, value in {"A2": "so-a", "D2": "Sở A"}.items():
        agencies[place] = value
    book.save(template)
    result = import_file(sqlite_database, template)
    assert result.faults == []
    assert (result.created["TTHC"], result.created["Cơ quan"]) == (1, 1)


def test_limits_are_stated(template: Path) -> None:
    text = "\n".join(str(cell.value) for row in load_workbook(template)[NOTES_SHEET] for cell in row)
    assert "200.000 dòng" in text


def test_same_bytes_every_time(sqlite_database: Database, template: Path, tmp_path: Path) -> None:
    assert written(sqlite_database, tmp_path / "again.xlsx").read_bytes() == template.read_bytes()


def test_english_notes_leave_the_headers_alone(sqlite_database: Database, tmp_path: Path) -> None:
    with speaking("en"):
        path = written(sqlite_database, tmp_path / "en.xlsx")
    assert load_workbook(path)["Cơ quan"]["A1"].value == "Mã"
    assert import_file(sqlite_database, path).faults == []


def test_example_days_are_days(template: Path) -> None:
    assert load_workbook(template)["Cơ quan"]["B2"].value.date() == date(2011, 1, 1)
