"""Workbooks read back."""

from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from qms.rendering import xlsx
from qms.rendering.table import Column, Kind, Mark, Section, Share, Table

PROPERTIES = xlsx.Properties("Tình hình công bố", "Sở Khoa học và Công nghệ", date(2015, 12, 31))
COLUMNS = [Column("TT", Kind.NUMBER), Column("Cơ quan", weight=2), Column("Mã", Kind.CODE), Column("Trạng thái", Kind.STATUS),
           Column("Ngày", Kind.DATE), Column("Tỷ lệ", Kind.PERCENT)]
ROW: list[Any] = [1963, "Sở Nội vụ", "1.000050", Mark("maintained", "Đã công bố – duy trì"), date(2015, 12, 31), Share(41, 48)]


def table(*rows: list[object] | Section, title: str = "Danh sách", **more: object) -> Table:
    return Table(title, COLUMNS, rows, **more)  # type: ignore[arg-type]


def sheet(*tables: Table) -> Worksheet:
    return load_workbook(BytesIO(xlsx.workbook(tables, PROPERTIES))).worksheets[0]


def test_cells_keep_their_types_and_formats() -> None:
    written = sheet(table(ROW, note="Tại ngày 31/12/2015"))
    assert [cell.value for cell in written[3]] == [column.title for column in COLUMNS]
    assert [cell.value for cell in written[4]] == [1963, "Sở Nội vụ", "1.000050", "Đã công bố – duy trì",
                                                    datetime.combine(ROW[4], time()), pytest.approx(41 / 48)]
    assert [cell.data_type for cell in written[4]] == ["n", "s", "s", "s", "d", "n"]
    assert [cell.number_format for cell in written[4]] == ["#,##0", "General", "General", "General", "dd/mm/yyyy", "0.0%"]
    assert written["A1"].value == "Danh sách"
    assert written["A2"].value == "Tại ngày 31/12/2015"


def test_heads_are_frozen_repeated_and_filtered_without_the_totals() -> None:
    written = sheet(table(ROW, Section("Nhóm"), ROW, totals=[[None, "Tổng cộng", None, None, None, Share(0, 0)]]))
    assert (written.freeze_panes, written.auto_filter.ref, written.print_title_rows) == ("A3", "A2:F4", "$2:$2")
    assert (written.page_setup.orientation, written.page_setup.paperSize, written.page_setup.fitToHeight) == ("landscape", 9, 0)
    assert [written["B5"].value, written["B5"].font.bold, written["F5"].value] == ["Tổng cộng", True, "–"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "#N/A", "=cmd|' /C calc'!A0"])
def test_text_is_never_a_formula(text: str) -> None:
    row = [1, text, text, Mark("lapsed", text), None, None]
    written = sheet(table(row, title=text, note=text))
    cells = [written["A1"], written["A2"], *written[4][1:4]]
    assert [(cell.value, cell.data_type) for cell in cells] == [(text, "s")] * 5
    assert written["B4"].quotePrefix or not text.startswith(("=", "+", "-", "@", "\t"))


def test_what_a_workbook_cannot_hold_is_left_out() -> None:
    written = sheet(table([1, "a\x00b\x0bc", "x" * 40_000, None, None, None]))
    assert written["B3"].value == "abc"
    assert len(written["C3"].value) == 32_767


def test_long_text_makes_its_row_higher() -> None:
    written = sheet(table(ROW, [1, "dài " * 60, "", None, None, None]))
    assert written.row_dimensions[3].height is None
    assert written.row_dimensions[4].height == 15 * 5


def test_tabs_get_names_that_excel_accepts() -> None:
    names = load_workbook(BytesIO(xlsx.workbook(
        [table(title="Bảng: [a]/b?"), table(title="Bảng: [a]/B?"), table(title="x" * 50), table(title="dài", sheet="Ngắn"),
         table(title="'?*")], PROPERTIES))).sheetnames
    assert names == ["Bảng   a  b", "Bảng   a  B 2", "x" * 31, "Ngắn", "Bảng"]


def test_the_same_data_give_the_same_bytes_that_carry_no_moment() -> None:
    tables = [table(ROW, ROW), table(title="Rỗng")]
    first = xlsx.workbook(tables, PROPERTIES)
    assert first == xlsx.workbook(tables, PROPERTIES)
    with ZipFile(BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.testzip() is None
        core = archive.read("docProps/core.xml").decode()
    assert core.count("2015-12-31T00:00:00Z") == 2
    assert "openpyxl" not in core


def test_rows_are_read_once_and_as_they_are_written() -> None:
    def rows() -> Iterator[list[object]]:
        yield from ([number, *ROW[1:]] for number in range(500))

    written = sheet(Table("Dài", COLUMNS, rows()))  # type: ignore[arg-type]
    assert [written.cell(row, 1).value for row in (3, 4, 502)] == [0, 1, 499]
    assert written.max_row == 502
