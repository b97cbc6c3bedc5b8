"""What the facts of the register workbook are called on the trail: the words of their sheets and columns."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from qms.exchange.columns import ALL, Choice, Column, EditionColumn, Key, Reference, References, SlotColumn, Text
from qms.exchange.sheet import Sheet
from qms.language import gettext
from qms.trail.words import Circle, Field, Noun, Said, show_code, show_text, show_value, show_word


def nouns(sheets: Sequence[Sheet], beyond_agencies: Circle) -> Iterator[Noun]:
    """A noun for each sheet, and one for each record that owns rows of a sheet; ``beyond_agencies`` may read the histories
    of facts that belong to no single agency."""
    for sheet in sheets:
        fields = {column.field: Field(column.header, _show(column)) for column in sheet.columns}
        circle = Circle.AGENCY if begins_with_agency(sheet) else beyond_agencies
        yield Noun(sheet.noun, sheet.name, fields, circle, part_of=frozenset(_wholes(sheet)))
        if sheet.owner is not None:
            yield Noun(sheet.owner.noun, sheet.name, fields, circle)


def _wholes(sheet: Sheet) -> Iterator[str]:
    """The nouns with the key of one of whose objects the key of a fact begins."""
    if sheet.owner is not None:
        yield sheet.owner.noun
    key = tuple(sheet.columns[position].field for position in sheet.key_positions)
    yield from (reference.to for reference in sheet.references if reference.fields == key[: len(reference.fields)])


def begins_with_agency(sheet: Sheet) -> bool:
    """Whether the key of the sheet's facts begins with the key of the one agency that they belong to."""
    return sheet.columns[sheet.key_positions[0]].field == "agency"


def _show(column: Column) -> Callable[[Any], Said]:
    if isinstance(column, Choice):
        return show_word({value.value: word for word, value in column.words.items()})
    if isinstance(column, References):
        return _show_scope
    if isinstance(column, (Key, Reference, SlotColumn)):
        return show_code
    if isinstance(column, EditionColumn):
        return lambda year: Said(f"ISO 9001:{year}")
    return show_text if isinstance(column, Text) else show_value


def _show_scope(codes: Any) -> Said:
    return Said(gettext("Tất cả TTHC")) if codes == ALL else show_code(codes)
