"""Export of the registry as a workbook that import reads back without a change."""

import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from errno import EISDIR
from itertools import compress
from pathlib import Path
from tempfile import mkstemp
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.writer.excel import ExcelWriter
from sqlalchemy.orm import Session

from qms.exchange.asof import PARTITION, AsOf
from qms.exchange.columns import Column
from qms.exchange.registry import canonical_facts
from qms.exchange.sheet import Sheet
from qms.language import Phrase, mark
from qms.rendering.csv import FORMULA_SIGNS
from qms.rendering.xlsx import SteadyZip
from qms.rendering.xlsx_cells import Cells, Prepared, clean

Progress = Callable[[Phrase], None]

SAME_EVERY_TIME = datetime.combine(date(2000, 1, 1), time())  # when a file was made is not in it: equal facts, equal bytes
TEXT_FORMAT, DAY_FORMAT, NUMBER_FORMAT = "@", "dd/mm/yyyy", "General"
EXCEL_DAY_0 = date(1899, 12, 30)
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # what spreadsheets would take for the code of a character


def export_workbook(
    session: Session, target: Path, sheets: Sequence[Sheet], as_of: date | None = None, progress: Progress = lambda step: None
) -> dict[str, int]:
    """Write all facts, or those that an export as of a day holds, to ``target``; return how many there are by sheet.

    The file appears whole or not at all; an existing one is replaced. Rows are written as they are read. Raises OSError
    when the file cannot be written.
    """
    with writing_whole(target) as file:
        chosen = None if as_of is None else AsOf(session, sheets, as_of)
        book = Workbook(write_only=True)
        book.properties.created = book.properties.modified = SAME_EVERY_TIME
        counts = {}
        for sheet in sheets:
            if sheet.given:
                continue
            progress(Phrase(mark("Đang ghi trang tính “{sheet}” …"), sheet=sheet.name))
            counts[sheet.name] = _write(session, book, sheet, chosen)
        ExcelWriter(book, SteadyZip(file, "w", ZIP_DEFLATED)).save()
    return counts


@contextmanager
def writing_whole(target: Path) -> Iterator[BinaryIO]:
    """A binary file that takes the place of ``target`` when the block ends well, and vanishes when it does not."""
    if target.is_dir():
        raise IsADirectoryError(EISDIR, os.strerror(EISDIR), str(target))
    try:
        descriptor, name = mkstemp(prefix=".", suffix=".xlsx", dir=target.parent)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(target)) from error
    written = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        written.chmod(0o666 & ~_umask())
        written.replace(target)
    finally:
        written.unlink(missing_ok=True)


def _umask() -> int:
    """What the user leaves off new files; it can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _write(session: Session, book: Any, sheet: Sheet, chosen: AsOf | None) -> int:
    """One sheet of the workbook; returns the number of its rows below the header."""
    page = start_page(book, sheet)
    fillers = [filler(page, column) for column in sheet.columns]
    written = 0
    for rows in session.execute(sheet.query.execution_options(yield_per=PARTITION)).partitions():
        kept = rows if chosen is None else list(compress(rows, chosen.keep(sheet, canonical_facts(sheet, rows))))
        for row in kept:
            page.append([fill(value) for fill, value in zip(fillers, row[2:], strict=True)])
        written += len(kept)
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{written + 1}"
    return written


def start_page(book: Any, sheet: Sheet) -> Any:
    """A new worksheet with its header, ready for prepared cells or None."""
    page = book.create_sheet(sheet.name)
    for number, column in enumerate(sheet.columns, 1):
        page.column_dimensions[get_column_letter(number)].width = column.width
    page.freeze_panes = "A2"
    heads = Cells(page, bold=True)
    page.append(heads.column_head(column.header) for column in sheet.columns)
    page._values_to_row = _placed  # openpyxl's own tries every cell as a value first, which costs a third of the time
    return page


def _placed(cells: Sequence[Prepared | None], row: int) -> Iterator[Prepared]:
    for column, cell in enumerate(cells, 1):
        if cell is not None:
            cell.row, cell.column = row, column
            yield cell


def filler(page: Any, column: Column) -> Callable[[Any], Prepared | None]:
    """Gives the cell of a stored value. Days and numbers are such; text is marked as text, also where it looks like a formula."""
    number, day = _prepared(page, NUMBER_FORMAT), _prepared(page, DAY_FORMAT)
    text, quoted = _prepared(page, TEXT_FORMAT), _prepared(page, TEXT_FORMAT, quotePrefix=True)
    plain = type(column).write is Column.write

    def fill(stored: Any) -> Prepared | None:
        value = stored if plain else column.write(stored)
        if value is None or value == "":
            return None
        if isinstance(value, str):
            shown = _ESCAPED.sub("_x005F_", clean(value))
            return (quoted if shown.startswith(FORMULA_SIGNS) else text).holding(shown, "s")
        return day.holding((value - EXCEL_DAY_0).days, "n") if isinstance(value, date) else number.holding(value, "n")

    return fill


def _prepared(page: Any, number_format: str, **style: Any) -> Prepared:
    model = Cell(page)
    model.number_format = number_format
    for name, value in style.items():
        setattr(model, name, value)
    cell = Prepared(page, 1, 1, style_array=model._style)
    cell.style_id = model.style_id
    return cell
