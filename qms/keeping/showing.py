"""The cells of a fact as a page shows them."""

from collections.abc import Iterator

from qms.dates import DateError, read_date
from qms.exchange.columns import Choice, Column, Day, Key, Reference, References
from qms.exchange.editing import Typed
from qms.exchange.sheet import Sheet
from qms.keeping.books import label
from qms.language import Phrase, show_date


def shown_cells(sheet: Sheet, cells: Typed, without: tuple[str, ...] = ()) -> Iterator[tuple[Phrase, str, bool]]:
    """Label, text and whether it is a code, for each cell that is filled."""
    for column in sheet.columns:
        text = cells.get(column.field, "")
        if text and column.field not in without:
            yield label(column.header), show_cell(column, text), isinstance(column, (Key, Reference, References))


def show_cell(column: Column, text: str) -> str:
    if isinstance(column, Day):
        try:
            return show_date(read_date(text))
        except DateError:
            return text
    return str(label(text)) if isinstance(column, Choice) else text
