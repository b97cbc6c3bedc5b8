"""The empty workbook: headers with notes, lists to choose from, one example row a sheet, and a page that explains.

The example rows are obviously made up; import passes over them as long as nobody changes them.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.writer.excel import ExcelWriter
from sqlalchemy.orm import Session

from qms.exchange.columns import Choice, Column, Day, EditionColumn, Integer, SlotColumn
from qms.exchange.exporting import DAY_FORMAT, NUMBER_FORMAT, SAME_EVERY_TIME, TEXT_FORMAT, writing_whole
from qms.exchange.notes import NOTES_SHEET, rules, slot_rows
from qms.exchange.parsing import WITHDRAW
from qms.exchange.sheet import Sheet
from qms.exchange.standards import Standards, load_standards
from qms.language import Phrase, gettext, mark
from qms.rendering import palette
from qms.rendering.xlsx import SteadyZip

LAST_ROW = 10_000  # down to which the lists to choose from are offered
NOTE_WIDTH, NOTE_HEIGHT = 300, 120  # points

_HEAD = Font(bold=True, color=palette.WHITE[1:])
_HEAD_FILL = {True: PatternFill("solid", palette.ACCENT[1:]), False: PatternFill("solid", palette.MUTED[1:])}
_EXAMPLE = Font(italic=True, color=palette.MUTED[1:])


def write_template(session: Session, target: Path, sheets: Sequence[Sheet]) -> None:
    """Write the workbook to ``target``, whole or not at all. The headers are Vietnamese; notes are in the current language."""
    standards = load_standards(session)
    book = Workbook()
    book.properties.created = book.properties.modified = SAME_EVERY_TIME
    slots = _write_notes(book.active, standards)
    for sheet in sheets:
        if sheet.given:
            continue
        _write_sheet(book.create_sheet(sheet.name), sheet, standards, slots)
    with writing_whole(target) as file:
        ExcelWriter(book, SteadyZip(file, "w", ZIP_DEFLATED)).save()


def _write_notes(page: Any, standards: Standards) -> str:
    """The page that explains; returns the range that lists the framework slots."""
    page.title = NOTES_SHEET
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 30, 90
    page.append([gettext(mark("Sổ đăng ký: cách điền"))])
    page["A1"].font = Font(bold=True, size=14)
    for label, text in rules():
        page.append([str(label), str(text)])
    page.append([])
    page.append([gettext(mark("Mục khung")), gettext(mark("Phiên bản ISO 9001"))])
    first = page.max_row + 1
    for row in slot_rows(standards):
        page.append(row)
    for cells in page.iter_rows(min_row=2):
        cells[0].font = Font(bold=True)
        for cell in cells:
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    return f"{quote_sheetname(NOTES_SHEET)}!$A${first}:$A${max(first, page.max_row)}"


def _write_sheet(page: Any, sheet: Sheet, standards: Standards, slots: str) -> None:
    for number, column in enumerate((*sheet.columns, WITHDRAW), 1):
        letter = get_column_letter(number)
        page.column_dimensions[letter].width = column.width
        page.column_dimensions[letter].number_format = _format(column)
        _write_head(page.cell(1, number, column.header), column)
        _offer(page, letter, column, standards, slots)
        cell = page.cell(2, number, sheet.example.get(column.field))
        cell.font, cell.number_format = _EXAMPLE, _format(column)
    page.freeze_panes = "A2"


def _format(column: Column) -> str:
    if isinstance(column, Day):
        return DAY_FORMAT
    return NUMBER_FORMAT if isinstance(column, Integer) else TEXT_FORMAT


def _write_head(cell: Any, column: Column) -> None:
    cell.font, cell.fill = _HEAD, _HEAD_FILL[column.must_be_filled]
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    cell.comment = Comment("\n".join(_note(column)), "qms", width=NOTE_WIDTH, height=NOTE_HEIGHT)


def _note(column: Column) -> list[str]:
    """What the header's note says, a line each."""
    lines = []
    if column.key:
        lines.append(gettext(mark("Thuộc khóa của dòng: dòng trùng khóa là cùng một dữ kiện.")))
    elif column.required:
        lines.append(gettext(mark("Bắt buộc.")))
    if isinstance(column, Day):
        lines.append(gettext(mark("Ngày, ví dụ 31/12/2015.")))
    elif isinstance(column, Choice):
        lines.append(str(Phrase(mark("Chọn một: {words}."), words=list(column.words))))
    return [*lines, gettext(column.note)] if column.note else lines or [gettext(mark("Không bắt buộc."))]


def _offer(page: Any, letter: str, column: Column, standards: Standards, slots: str) -> None:
    """A list to choose from; what else import understands may be typed after a warning."""
    if isinstance(column, Choice):
        words = _inline(column.words)
    elif isinstance(column, EditionColumn):
        words = _inline(standards.editions)
    elif isinstance(column, SlotColumn):
        words = f"={slots}"
    elif column is WITHDRAW:
        words = _inline(["x"])
    else:
        return
    validation = DataValidation(
        "list", formula1=words.removeprefix("="), allow_blank=True, errorStyle="warning", showErrorMessage=True
    )
    validation.errorTitle = column.header
    validation.error = gettext(mark("Hãy chọn một giá trị trong danh sách."))
    validation.add(f"{letter}2:{letter}{LAST_ROW}")
    page.add_data_validation(validation)


def _inline(words: Any) -> str:
    return '"' + ",".join(words) + '"'
