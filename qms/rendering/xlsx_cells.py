"""Cells of a workbook that is written row by row: one prepared cell per style, filled anew for every value.

openpyxl looks a style up for every cell it writes; a prepared cell has done so once, which makes long tables with
formats about as fast as bare ones.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from qms.rendering import palette, table
from qms.rendering.csv import FORMULA_SIGNS
from qms.rendering.table import Column, Kind, Mark, Share

FAMILY, SIZE = "Times New Roman", 11
_THIN = Side(style="thin", color=palette.RULE[1:])
GRID = Border(_THIN, _THIN, _THIN, _THIN)
FORMATS = {Kind.NUMBER: "#,##0", Kind.DATE: "dd/mm/yyyy", Kind.PERCENT: "0.0%"}
WRAPPED = {Kind.TEXT, Kind.STATUS}
CENTRED = {Kind.DATE, Kind.CODE}
LONGEST_TEXT = 32_767  # of one cell


class Prepared(Cell):  # type: ignore[misc]  # openpyxl has no types
    """A cell whose style has been looked up. It must be written before it is filled again."""

    style_id = 0

    def holding(self, value: Any, kind: str) -> "Prepared":
        self._value, self.data_type = value, kind
        return self


class Cells:
    """The cells of one sheet; ``bold`` for rows of totals."""

    def __init__(self, sheet: WriteOnlyWorksheet, *, bold: bool = False) -> None:
        self._sheet, self._bold = sheet, bold
        sheet._values_to_row = _placed  # openpyxl's own tries every cell as a value first, which costs a third of the time
        self._prepared: dict[tuple[Kind, str], Prepared] = {}

    def heading(self, text: str) -> Prepared:
        """A line above the table."""
        cell = self._styled(font=Font(FAMILY, 13 if self._bold else SIZE, bold=self._bold, italic=not self._bold))
        return cell.holding(clean(text), "s")

    def column_head(self, text: str) -> Prepared:
        cell = self._styled(font=Font(FAMILY, SIZE, bold=True, color=palette.WHITE[1:]), border=GRID,
                            fill=PatternFill("solid", palette.ACCENT[1:]),
                            alignment=Alignment(horizontal="center", vertical="center", wrap_text=True))
        return cell.holding(clean(text), "s")

    def of(self, column: Column, value: table.Cell) -> Prepared:
        """The cell of a row: numbers, dates and shares as such, everything else as text."""
        if value is None or value == "":
            return self._body(column.kind).holding(None, "n")
        if isinstance(value, date):
            return self._body(Kind.DATE).holding(value, "d")
        if isinstance(value, Share):
            return self._share(value)
        if isinstance(value, int):
            return self._body(Kind.NUMBER if column.kind is not Kind.PERCENT else Kind.TEXT).holding(value, "n")
        text = clean(str(value))
        variant = value.code if isinstance(value, Mark) else "=" if text.startswith(FORMULA_SIGNS) else ""
        return self._body(column.kind, variant).holding(text, "s")

    def _share(self, share: Share) -> Prepared:
        if share.whole:
            return self._body(Kind.PERCENT).holding(share.part / share.whole, "n")
        return self._body(Kind.PERCENT).holding(table.NOTHING, "s")

    def _body(self, kind: Kind, variant: str = "") -> Prepared:
        """``variant`` is the code of a status, or "=" for text that a spreadsheet could take for a formula."""
        prepared = self._prepared.get((kind, variant))
        return prepared or self._prepared.setdefault((kind, variant), self._body_style(kind, variant))

    def _body_style(self, kind: Kind, variant: str) -> Prepared:
        colours = palette.shade(variant) if variant not in ("", "=") else None
        side = "right" if kind in (Kind.NUMBER, Kind.PERCENT) else "center" if kind in CENTRED else "left"
        return self._styled(
            font=Font(FAMILY, SIZE, bold=self._bold, color=colours.deep[1:] if colours else None), border=GRID,
            fill=PatternFill("solid", colours.soft[1:]) if colours else PatternFill(),
            alignment=Alignment(horizontal=side, vertical="top", wrap_text=kind in WRAPPED, indent=1 if side == "left" else 0),
            number_format=FORMATS.get(kind, "General"), quotePrefix=variant == "=")

    def _styled(self, **style: Any) -> Prepared:
        model = Cell(self._sheet)
        for name, value in style.items():
            setattr(model, name, value)
        cell = Prepared(self._sheet, 1, 1, style_array=model._style)
        cell.style_id = model.style_id
        return cell


def _placed(cells: Iterable[Prepared], row: int) -> Iterator[Prepared]:
    for column, cell in enumerate(cells, 1):
        cell.row, cell.column = row, column
        yield cell


def clean(text: str) -> str:
    """Text without the control characters that a workbook cannot hold, cut at the longest that a cell can."""
    return str(ILLEGAL_CHARACTERS_RE.sub("", text))[:LONGEST_TEXT]
