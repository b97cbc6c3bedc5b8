"""A table as data, independent of where it goes: paper, workbook, CSV or page.

    Table(
        title="Danh sách cơ quan",
        columns=[Column("TT", Kind.NUMBER), Column("Cơ quan", weight=2), Column("Trạng thái", Kind.STATUS),
                 Column("Tính đến", Kind.DATE), Column("TTHC được bao phủ", Kind.PERCENT), Column("Lý do", weight=3)],
        rows=[[1, "Sở Nội vụ", Mark("maintained", "Đã công bố – duy trì"), date(2015, 12, 31), Share(41, 42), "…"]],
    )
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from qms.language import Phrase, current_language, show_date

NOTHING = "–"
UNBROKEN = "\N{NO-BREAK SPACE}"


class Kind(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    PERCENT = "percent"
    CODE = "code"
    STATUS = "status"


class Share(NamedTuple):
    """A part of a whole; of an empty whole there is no share: it shows as "–", never as 0 % or 100 %."""

    part: int
    whole: int

    def per_mille(self) -> int:
        """Rounded half up, but 0 and 1000 only when they are exact. The whole must not be empty."""
        rounded = (2000 * self.part + self.whole) // (2 * self.whole)
        if 0 < self.part < self.whole:
            return min(max(rounded, 1), 999)
        return rounded

    def __str__(self) -> str:
        if not self.whole:
            return NOTHING
        whole, tenth = divmod(self.per_mille(), 10)
        point = "," if current_language() == "vi" else "."
        return f"{whole}{point}{tenth}{UNBROKEN}%" if tenth else f"{whole}{UNBROKEN}%"


class Mark(NamedTuple):
    """A status or gate outcome: its code (a key of the palette) and its words."""

    code: str
    label: str | Phrase

    def __str__(self) -> str:
        return str(self.label)


Cell = str | int | date | Share | Mark | Phrase | None


class Section(NamedTuple):
    """A line across the whole table, on paper only: elsewhere the group must be a column (``on_paper=False``)."""

    title: str | Phrase


@dataclass(frozen=True)
class Column:
    """``weight`` shares out what the narrow kinds leave over among the text columns."""

    title: str
    kind: Kind = Kind.TEXT
    weight: float = 1
    on_paper: bool = True


@dataclass(frozen=True)
class Table:
    """``rows`` may be read once only and may be longer than memory; each has one cell per column.

    ``totals`` stand below the rows and outside of filters. ``sheet`` is the short name on a workbook's tab.
    """

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell] | Section]
    totals: Sequence[Sequence[Cell]] = ()
    note: str = ""
    sheet: str = ""


def show_number(number: int) -> str:
    """``1.963`` in Vietnamese, ``1,963`` in English."""
    grouped = f"{number:,}"
    return grouped.replace(",", ".") if current_language() == "vi" else grouped


def show_cell(cell: Cell) -> str:
    """What a reader sees of a cell, in the current language."""
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, date):
        return show_date(cell)
    return show_number(cell) if isinstance(cell, int) else str(cell)
