"""The cells of a fact as a page shows them."""

from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType

from qms.catalogue.sheet import AUTHORITIES
from qms.dates import DateError, read_date
from qms.exchange.columns import LIST_SEPARATOR, Choice, Column, Day, Key, Reference, References
from qms.exchange.sheet import Sheet
from qms.exchange.written import Typed
from qms.keeping.books import label
from qms.language import Phrase, mark, show_date
from qms.text import fold_key

Codes = list[tuple[str, str | None]]  # each with the name of what it stands for, where that is known


def shown_cells(
    sheet: Sheet, cells: Typed, names: Mapping[str, str] = MappingProxyType({}), without: Collection[str] = ()
) -> Iterator[tuple[Phrase, str, Codes]]:
    """Label, text and, for keys, the codes in it, of each cell that is filled. ``names``: by folded key."""
    for column in sheet.columns:
        text = cells.get(column.field, "")
        if not text or column.field in without:
            continue
        if isinstance(column, (Key, Reference, References)):
            codes = [code.strip() for code in text.split(LIST_SEPARATOR)] if isinstance(column, References) else [text]
            yield label(column.header), text, [(code, names.get(fold_key(code))) for code in codes]
        else:
            yield label(column.header), show_cell(column, text), []


def name_of(sheet: Sheet, cells: Typed, names: Mapping[str, str]) -> str:
    """What a page calls the thing that a row is about: its name, or what it says in few words where it has none."""
    if name := cells.get("name"):
        return name
    if sheet is AUTHORITIES:
        agency = names.get(fold_key(cells["agency"]), cells["agency"])
        return str(Phrase(mark("{agency}: TTHC {code}"), agency=agency, code=cells["procedure"]))
    said = str(Phrase(mark("{kind} ngày {day}"), kind=label(cells["kind"]), day=read_date(cells["happened_on"])))
    return said[:1].upper() + said[1:]


def show_cell(column: Column, text: str) -> str:
    if isinstance(column, Day):
        try:
            return show_date(read_date(text))
        except DateError:
            return text
    return str(label(text)) if isinstance(column, Choice) else text
