"""Tables on paper: heads repeated on every page, rows of known height, nothing cut off.

Cells are broken into lines here and given to reportlab as plain strings with fixed row heights: that is several times
faster than a paragraph per cell, and the height of 2,000 rows is known before the first page is drawn.
"""

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import NamedTuple

from reportlab.lib.colors import HexColor
from reportlab.platypus import LongTable

from qms.language import gettext
from qms.rendering.fonts import Typeface
from qms.rendering.pdf_measures import LEADING, TABLE_SIZES, word_width, wrapped
from qms.rendering.table import Cell, Column, Kind, Section, Table, show_cell

PAD_X, PAD_Y = 4, 3
GRID, HEAD, SECTION = HexColor("#4a4f55"), HexColor("#e7eaee"), HexColor("#f4f5f7")
RIGHT, CENTRED = {Kind.NUMBER, Kind.PERCENT}, {Kind.DATE, Kind.CODE}
WIDEST_NARROW = 0.22  # of the table, for columns that are otherwise as wide as their content or their widest word


class Laid(NamedTuple):
    """A table ready for a page, and the heights of its rows, the head first."""

    body: LongTable
    heights: list[float]


class _Row(NamedTuple):
    cells: list[str]
    lines: int
    manner: str  # head, section, plain, total


def flowable(table: Table, typeface: Typeface, width: float, height: float) -> Laid:
    """The table as wide as asked; ``height`` is that of a page, on which every single row must fit."""
    keep = [number for number, column in enumerate(table.columns) if column.on_paper]
    columns = [table.columns[number] for number in keep]
    cells = [_shown(row, keep, typeface) for row in table.rows]
    totals = [_shown(row, keep, typeface) for row in table.totals]
    heads = [typeface.printable(column.title) for column in columns]
    size, widths = _fitting(columns, heads, [row for row in [*cells, *totals] if isinstance(row, list)], typeface, width)
    head = _row(heads, widths, typeface.bold, size, "head")
    most = int(height / (size * LEADING)) - 2 - head.lines - 1
    rows = [head]
    for row in cells or [gettext("Không có.")]:
        if isinstance(row, str):
            rows.append(_Row([row], len(wrapped(row, typeface.bold, size, width - 2 * PAD_X)), "section"))
        else:
            rows += _parts(_row(row, widths, typeface.regular, size, "plain"), most)
    rows += [_row(row, widths, typeface.bold, size, "total") for row in totals if isinstance(row, list)]
    return _laid_out(rows, columns, widths, typeface, size)


def _shown(row: Sequence[Cell] | Section, keep: Sequence[int], typeface: Typeface) -> list[str] | str:
    if isinstance(row, Section):
        return typeface.printable(str(row.title))
    return [typeface.printable(show_cell(row[number])) for number in keep]


def _fitting(columns: Sequence[Column], heads: Sequence[str], rows: Sequence[list[str]], typeface: Typeface,
             width: float) -> tuple[float, list[float]]:
    """The largest size at which no word need be broken, and the widths of the columns.

    Narrow kinds are as wide as what they hold, text columns at least as their widest word; these share the rest by weight.
    Where even the smallest size does not fit, all give way in proportion.
    """
    widest = [max([_widest_word([head], typeface.bold), _widest(column, [row[number] for row in rows], typeface.regular)])
              for number, (column, head) in enumerate(zip(columns, heads, strict=True))]
    for size in TABLE_SIZES:
        needed = [min(one * size + 2 * PAD_X + 2, width * WIDEST_NARROW) for one in widest]
        if sum(needed) <= width:
            break
    spare = width - sum(needed)
    weights = [column.weight if column.kind is Kind.TEXT else 0 for column in columns]
    if spare < 0:
        weights = needed
    elif not any(weights):
        weights = [column.weight for column in columns]
    return size, [one + spare * weight / sum(weights) for one, weight in zip(needed, weights, strict=True)]


def _widest(column: Column, cells: Sequence[str], font: str) -> float:
    if column.kind is Kind.TEXT:
        return _widest_word(cells, font)
    return max((word_width(cell, font) * 1.06 for cell in cells), default=0.0)


def _widest_word(texts: Iterable[str], font: str) -> float:
    words = {word for text in texts for word in text.split(" ")}
    return max((word_width(word, font) for word in words), default=0.0)


def _row(cells: Sequence[str], widths: Sequence[float], font: str, size: float, manner: str) -> _Row:
    broken = [wrapped(cell, font, size, width - 2 * PAD_X) for cell, width in zip(cells, widths, strict=True)]
    return _Row(["\n".join(lines) for lines in broken], max(map(len, broken)), manner)


def _parts(row: _Row, most: int) -> list[_Row]:
    """The row itself, or as many rows as it takes when it is higher than a page."""
    if row.lines <= most:
        return [row]
    pieces = [["\n".join(lines[at:at + most]) for at in range(0, len(lines), most)]
              for lines in (cell.split("\n") for cell in row.cells)]
    return [_Row(list(cells), max(cell.count("\n") + 1 for cell in cells), row.manner)
            for cells in zip_longest(*pieces, fillvalue="")]


def _laid_out(rows: Sequence[_Row], columns: Sequence[Column], widths: Sequence[float], typeface: Typeface,
              size: float) -> Laid:
    line = size * LEADING
    commands: list[tuple[object, ...]] = [
        ("FONT", (0, 0), (-1, -1), typeface.regular, size, line), ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("GRID", (0, 0), (-1, -1), 0.5, GRID),
        ("LEFTPADDING", (0, 0), (-1, -1), PAD_X), ("RIGHTPADDING", (0, 0), (-1, -1), PAD_X),
        ("TOPPADDING", (0, 0), (-1, -1), PAD_Y), ("BOTTOMPADDING", (0, 0), (-1, -1), PAD_Y),
    ]
    for number, column in enumerate(columns):
        if column.kind in RIGHT | CENTRED:
            commands.append(("ALIGN", (number, 1), (number, -1), "RIGHT" if column.kind in RIGHT else "CENTER"))
    for number, row in enumerate(rows):
        commands += _manner(number, row, (typeface.bold, size, line), last=number == len(rows) - 1)
    heights = [row.lines * line + 2 * PAD_Y for row in rows]
    cells = [row.cells + [""] * (len(columns) - len(row.cells)) for row in rows]
    return Laid(LongTable(cells, list(widths), heights, repeatRows=1, style=commands, spaceAfter=4), heights)


def _manner(number: int, row: _Row, bold: tuple[str, float, float], *, last: bool) -> list[tuple[object, ...]]:
    first, end = (0, number), (-1, number)
    if row.manner == "head":
        return [("FONT", first, end, *bold), ("BACKGROUND", first, end, HEAD),
                ("ALIGN", first, end, "CENTER"), ("VALIGN", first, end, "MIDDLE")]
    if row.manner == "section":
        kept = [] if last else [("NOSPLIT", first, (0, number + 1))]
        return [("SPAN", first, end), ("FONT", first, end, *bold), ("BACKGROUND", first, end, SECTION),
                ("ALIGN", first, end, "LEFT"), *kept]
    return [("FONT", first, end, *bold)] if row.manner == "total" else []
