"""Forms that are made from a sheet's columns: what a cell may hold is said by the column alone, so here nothing is checked."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, ClassVar

from wtforms import Field, HiddenField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice

from qms.dates import DateError, read_date, typed_date
from qms.exchange.columns import LIST_SEPARATOR, Choice, Column, Day, Key, Reference, References
from qms.exchange.editing import Edited
from qms.exchange.sheet import Sheet
from qms.exchange.written import Typed, Written
from qms.keeping.books import label
from qms.keeping.hints import hint_of
from qms.language import Phrase, mark, show_date
from qms.storage.base import KEY_LENGTH
from qms.web.forms import DayInput, Form, TextLine

LONGEST_TEXT = 2000
WHY = Phrase(mark("Lý do"))
WHY_HINT = Phrase(mark("Ví dụ: số văn bản, hoặc điều đã ghi nhầm. Lý do được giữ trong nhật ký."))


class _Wanted:
    """Says that a cell must be filled; that it is not, the check of the row says."""

    field_flags: ClassVar = {"required": True}

    def __call__(self, form: Any, field: Any) -> None:
        """Nothing to do here."""


class DayCell(StringField):  # type: ignore[misc]
    """A day as text; what can be read as one is given back as days are typed."""

    widget = DayInput()

    def _value(self) -> str:
        try:
            return typed_date(read_date(self.data)) if self.data else ""
        except DateError:
            return str(self.data)

    @property
    def shown(self) -> str:
        """As a page says it beside what is stored."""
        try:
            return show_date(read_date(self.data)) if self.data else ""
        except DateError:
            return str(self.data)


class ListCell(TextAreaField):  # type: ignore[misc]
    """Codes, one a line; in the sheet's cell they stand behind each other."""

    def process_data(self, value: str | None) -> None:
        self.data = "\n".join(code.strip() for code in (value or "").split(LIST_SEPARATOR))


class FactForm(Form):
    """The base of all forms about one fact; ``version`` is that of the fact as it was shown."""

    version = HiddenField("")

    def cells(self) -> Typed:
        """The texts of the cells that the form shows, by field."""
        return {
            name: LIST_SEPARATOR.join((field.data or "").splitlines()) if isinstance(field, ListCell) else field.data or ""
            for name, field in self._fields.items()
            if name not in ("version", "why", "csrf_token")
        }

    def show(self, fact: Written, without: Collection[str] = ()) -> None:
        """Open the form with what is stored."""
        self.version.data = fact.version
        for name, field in self._fields.items():
            if name in fact.cells and name not in without:
                field.process_data(fact.cells[name])

    def blame_all(self, edited: Edited) -> None:
        """Each fault beside its field; what concerns no field of this form, above it."""
        for fault in dict.fromkeys(fault._replace(edit=0) for fault in edited.faults):
            if fault.field is not None and fault.field in self:
                self.blame(fault.field, fault.message)
            else:
                self.complain(fault.message)


def fact_form(sheet: Sheet, names: Iterable[str], *, why: bool, lists: Mapping[str, str] | None = None) -> type[FactForm]:
    """A form with the fields ``names`` of a sheet and a reason, which must be given if ``why``.

    ``lists``: the id of the list of suggestions for references to a noun.
    """
    columns = [sheet.columns[sheet.positions[name]] for name in names]
    suggested = {reference.fields[-1]: (lists or {}).get(reference.to) for reference in sheet.references}
    fields: dict[str, Any] = {column.field: _cell(sheet.noun, column, suggested.get(column.field)) for column in columns}
    fields["why"] = TextLine(WHY, required=why, longest=500, hint=WHY_HINT)
    return type("SheetForm", (FactForm,), fields)


def _cell(noun: str, column: Column, suggestions: str | None) -> Field:
    options: dict[str, Any] = {
        "validators": [_Wanted()] if column.must_be_filled else [],
        "description": hint_of(noun, column),
    }
    if isinstance(column, Choice):
        words = [SelectChoice("", Phrase(mark("– Chọn –"))), *(SelectChoice(word, label(word)) for word in column.words)]
        return SelectField(label(column.header), choices=words, validate_choice=False, **options)
    if isinstance(column, References):
        return ListCell(label(column.header), render_kw={"rows": 4, "spellcheck": "false"}, **options)
    if isinstance(column, Day):
        return DayCell(label(column.header), **options)
    attributes: dict[str, Any] = {"maxlength": LONGEST_TEXT}
    if isinstance(column, (Key, Reference)):
        attributes = {"maxlength": KEY_LENGTH, "autocomplete": "off", "spellcheck": "false"}
        if suggestions:
            attributes["list"] = suggestions
    return StringField(label(column.header), render_kw=attributes, **options)
