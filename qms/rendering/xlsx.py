"""Workbooks that Excel and LibreOffice open without a warning: typed cells, frozen heads, filters, ready to print.

    workbook([summary, list_of_agencies], Properties("Tình hình công bố", "Sở Khoa học và Công nghệ", date(2015, 12, 31)))

The same tables and properties give the same bytes: every date in the file is that of the properties. Text stays text:
whatever begins like a formula is stored as a string that Excel does not evaluate, not even after it was edited.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.writer.excel import ExcelWriter

from qms.language import Phrase, current_language, gettext
from qms.rendering.table import Cell, Column, Kind, Section, Table
from qms.rendering.xlsx_cells import Cells, Prepared, clean

WIDTHS = {Kind.NUMBER: 10, Kind.DATE: 12, Kind.PERCENT: 11, Kind.CODE: 16, Kind.STATUS: 28}
TEXT_WIDTH, WIDEST = 26, 64
LINE_HEIGHT, HIGHEST_ROW = 15, 409
A4 = "9"
_NOT_IN_A_TAB = re.compile(r"[\[\]:*?/\\']")
_FIRST_DAY_OF_ZIP = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Properties:
    """What the file says about itself; ``day`` is the day the numbers speak of."""

    title: str
    issuer: str
    day: date


def workbook(tables: Sequence[Table], properties: Properties) -> bytes:
    """The workbook as bytes, one sheet per table."""
    target = BytesIO()
    write(target, tables, properties)
    return target.getvalue()


def write(target: BinaryIO, tables: Iterable[Table], properties: Properties) -> None:
    """The workbook into a binary file; rows are read as they are written, so memory stays flat."""
    book = Workbook(write_only=True)
    moment = datetime.combine(properties.day, time())
    book.properties.title, book.properties.creator = clean(properties.title), clean(properties.issuer)
    book.properties.created = book.properties.modified = moment
    book.properties.language = current_language()
    taken: set[str] = set()
    for number, table in enumerate(tables, 1):
        tab = _tab(table, number, taken)
        taken.add(tab.casefold())
        _fill(cast(WriteOnlyWorksheet, book.create_sheet(tab)), table)
    ExcelWriter(book, SteadyZip(target, "w", ZIP_DEFLATED)).save()


class SteadyZip(ZipFile):
    """An archive whose entries carry no moment and no machine."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *args: Any, **options: Any) -> None:
        super().writestr(self._entry(zinfo_or_arcname), data, ZIP_DEFLATED)

    def write(self, filename: Any, arcname: Any = None, *args: Any, **options: Any) -> None:
        with Path(filename).open("rb") as source, self.open(self._entry(arcname), "w") as target:
            while block := source.read(1 << 20):
                target.write(block)

    @staticmethod
    def _entry(name: str) -> ZipInfo:
        entry = ZipInfo(name, _FIRST_DAY_OF_ZIP)
        entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, 3, 0o600 << 16
        return entry


def _tab(table: Table, number: int, taken: set[str]) -> str:
    """A name that Excel accepts: at most 31 characters, none of the forbidden ones, not yet used."""
    name = _NOT_IN_A_TAB.sub(" ", clean(table.sheet or table.title)).strip()[:31].strip() or gettext("Bảng")
    return name if name.casefold() not in taken else f"{name[:27].strip()} {number}"


def _fill(sheet: WriteOnlyWorksheet, table: Table) -> None:
    """Title and note, the heads, the rows, the totals. Rows are generators: a prepared cell is written before it is reused."""
    cells, bold = Cells(sheet), Cells(sheet, bold=True)
    head = 3 if table.note else 2
    widths = _prepare(sheet, table.columns, head)
    sheet.append([bold.heading(table.title)])
    if table.note:
        sheet.append([cells.heading(table.note)])
    titles = [column.title for column in table.columns]
    _append(sheet, head, _lines(titles, [width * 0.85 for width in widths]), (cells.column_head(title) for title in titles))
    last = head
    for row in table.rows:
        if not isinstance(row, Section):
            last += 1
            _append(sheet, last, _lines(row, widths), _written(cells, table.columns, row))
    sheet.auto_filter.ref = f"A{head}:{get_column_letter(len(table.columns))}{last}"
    for number, row in enumerate(table.totals, last + 1):
        _append(sheet, number, _lines(row, widths), _written(bold, table.columns, row))


def _append(sheet: WriteOnlyWorksheet, number: int, lines: int, cells: Iterator[Prepared]) -> None:
    """A row as high as its text needs, which not every program works out by itself; nothing of it stays in memory."""
    if lines > 1:
        sheet.row_dimensions[number] = {"ht": f"{min(lines * LINE_HEIGHT, HIGHEST_ROW)}"}
    sheet.append(cells)
    sheet.row_dimensions.pop(number, None)


def _lines(row: Sequence[Cell], widths: Sequence[float]) -> int:
    """About how many lines the longest of the texts takes in a column of that many characters."""
    most = 1
    for value, width in zip(row, widths, strict=True):
        if isinstance(value, (str, Phrase)):
            text = str(value)
            most = max(most, text.count("\n") + int(len(text) / width) + 1)
    return most


def _written(cells: Cells, columns: Sequence[Column], row: Sequence[Cell]) -> Iterator[Prepared]:
    return (cells.of(column, value) for column, value in zip(columns, row, strict=True))


def _prepare(sheet: WriteOnlyWorksheet, columns: Sequence[Column], head: int) -> list[float]:
    """Everything that must stand before the first row: frozen panes, how the sheet prints, and the widths, which it returns."""
    widths = [max(WIDTHS.get(column.kind, min(TEXT_WIDTH * column.weight, WIDEST)), *map(len, column.title.split()))
              for column in columns]
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = f"A{head + 1}"
    sheet.print_title_rows = f"{head}:{head}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.oddFooter.center.text = "&P / &N"
    return widths
