"""CSV for other programs: RFC 4180, UTF-8 with the mark that makes Excel read it right, dates as 2015-12-31."""

import csv
from collections.abc import Iterator, Sequence
from datetime import date
from io import StringIO

from qms.rendering.table import Cell, Section, Share, Table

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
MARK = b"\xef\xbb\xbf"


def document(table: Table) -> bytes:
    """The whole table as one file."""
    return b"".join(lines(table))


def lines(table: Table) -> Iterator[bytes]:
    """The file in pieces, one per row, for tables longer than memory."""
    yield MARK + _line([column.title for column in table.columns])
    for row in table.rows:
        if not isinstance(row, Section):
            yield _line(row)


def _line(cells: Sequence[Cell]) -> bytes:
    buffer = StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow(_plain(cell) for cell in cells)
    return buffer.getvalue().encode()


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, Share):
        return f"{cell.per_mille() / 1000:g}" if cell.whole else ""
    return str(cell) if isinstance(cell, int) else disarmed(str(cell))


def disarmed(text: str) -> str:
    """Text that a spreadsheet cannot take for a formula: an apostrophe goes before the sign that would make it one."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text
