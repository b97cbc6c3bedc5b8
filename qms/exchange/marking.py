"""The user's own workbook given back: each faulty cell coloured, with what is wrong beside it, and a page that lists all faults.

Marks of an earlier round are taken off first. What is too large to be written again in memory is not given back marked.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill

from qms.exchange.columns import fold_label
from qms.exchange.faults import Fault, shown
from qms.exchange.limits import HEADER_ROWS, MEGABYTE
from qms.exchange.notes import FAULTS_SHEET
from qms.language import gettext
from qms.rendering.csv import FORMULA_SIGNS
from qms.rendering.xlsx_cells import clean
from qms.text import fold_name

LARGEST_MARKED = 2 * MEGABYTE  # of a file; written again in memory it takes a hundred times as much
MOST_CELLS_MARKED = 400_000  # in the areas of all sheets
MOST_MARKS, MOST_LISTED = 2_000, 20_000
AUTHOR = "QLCL"
_NO_FILL = PatternFill()
_FILL = PatternFill("solid", "FFF2C7CE")
_WIDTHS = (22, 8, 24, 32, 90)


def write_marked(source: Path, target: Path, faults: Sequence[Fault]) -> None:
    """Write the marked workbook to ``target``; of one that is too large only the list. ``source`` has been found harmless."""
    book = load_workbook(source) if source.stat().st_size <= LARGEST_MARKED else None
    if book is not None and sum(page.max_row * page.max_column for page in book.worksheets) > MOST_CELLS_MARKED:
        book = None
    if book is None:
        book = Workbook()
        book.remove(book.active)
    else:
        _unmark(book)
        _mark(book, faults)
    _list(book, faults)
    book.save(target)


def _unmark(book: Any) -> None:
    for page in book.worksheets:
        if fold_name(page.title) == fold_name(FAULTS_SHEET):
            book.remove(page)
            continue
        for row in page.iter_rows():
            for cell in row:
                if cell.comment is not None and cell.comment.author == AUTHOR:
                    cell.comment, cell.fill = None, _NO_FILL


def _mark(book: Any, faults: Iterable[Fault]) -> None:
    pages = {fold_name(page.title): page for page in book.worksheets}
    said: dict[tuple[str, int, int], list[str]] = defaultdict(list)
    for fault in faults:
        page = pages.get(fold_name(fault.sheet or ""))
        if page is None or fault.row is None or len(said) >= MOST_MARKS:
            continue
        said[fold_name(page.title), fault.row, _place(page, fault.column)].append(str(fault.message))
    for (name, row, column), sentences in said.items():
        cell = pages[name].cell(row, column)
        if isinstance(cell, MergedCell):
            continue
        cell.fill = _FILL
        cell.comment = Comment("\n".join(clean(sentence) for sentence in sentences), AUTHOR, width=360, height=120)


def _place(page: Any, header: str | None) -> int:
    """The column under a header, counted from 1; the first where there is none."""
    if header is None:
        return 1
    wanted = fold_name(header)
    for row in page.iter_rows(max_row=HEADER_ROWS):
        for cell in row:
            if cell.value is not None and fold_label(shown(cell.value) or "") == wanted:
                return int(cell.column)
    return 1


def _list(book: Any, faults: Sequence[Fault]) -> None:
    page = book.create_sheet(FAULTS_SHEET, 0)
    book.active = 0
    heads = (gettext("Trang tính"), gettext("Dòng"), gettext("Cột"), gettext("Giá trị"), gettext("Cần sửa"))
    for number, (head, width) in enumerate(zip(heads, _WIDTHS, strict=True), 1):
        page.column_dimensions["ABCDE"[number - 1]].width = width
        page.cell(1, number, head).font = Font(bold=True)
    for number, fault in enumerate(faults[:MOST_LISTED], 2):
        texts = (fault.sheet, fault.row, fault.column, fault.value, str(fault.message))
        for column, text in enumerate(texts, 1):
            _write(page.cell(number, column), text)
    page.freeze_panes = "A2"


def _write(cell: Any, text: str | int | None) -> None:
    """Text stays text, also where it looks like a formula."""
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    if not isinstance(text, str):
        cell.value = text
        return
    cell.value = clean(text)
    cell.data_type = "s"
    if text.startswith(FORMULA_SIGNS):
        cell.quotePrefix = True
