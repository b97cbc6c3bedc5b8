"""The ground of every form: guarded against forgery, tidied text, days as people write them, messages in the reader's language.

Labels, hints and messages are marked texts in phrases, so that one form speaks both languages. A subclass offers
``to_command()``, which gives what the use case asks for; what a form checks is its shape only, the rules live below.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from flask import Flask
from flask_wtf import FlaskForm
from markupsafe import Markup
from wtforms import DateField, SelectField, StringField, TextAreaField
from wtforms import Form as PlainForm
from wtforms.fields import SelectChoice
from wtforms.meta import DefaultMeta
from wtforms.validators import InputRequired, Length, Optional, ValidationError
from wtforms.widgets import TextInput

from qms.dates import DateError, read_date, typed_date
from qms.language import Phrase, gettext, mark
from qms.storage.conflicts import Conflict
from qms.text import tidy
from qms.web.form_words import WORDS

LINE, PARAGRAPHS = 300, 20_000  # characters that a line and a longer text may have


class _Words:
    """WTForms' own messages, in the reader's language."""

    def gettext(self, text: str) -> str:
        return gettext(WORDS[text])

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        return gettext(WORDS[plural])


class Form(FlaskForm):  # type: ignore[misc]
    """``conflict`` is set by :meth:`show_conflict` when somebody else was faster."""

    conflict: Conflict | None = None

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        def get_translations(self, form: Any) -> _Words:
            return _Words()

    def blame(self, name: str, message: Phrase) -> None:
        """Put what a use case refused beside the field it is about."""
        field = self[name]
        field.errors = [*field.errors, message]

    def complain(self, message: object) -> None:
        """Put what is wrong with the form as a whole above it."""
        self.form_errors.append(message)

    def show_conflict(self, conflict: Conflict) -> None:
        """Keep what was typed, and let the next try save over the version that is stored now."""
        self.conflict = conflict
        if "version" in self:
            self["version"].data = conflict.version

    @property
    def is_faulty(self) -> bool:
        return bool(self.errors or self.form_errors)

    @property
    def status(self) -> int:
        """The HTTP status of a page that shows the form, for the first time or again."""
        return 409 if self.conflict else 400 if self.is_faulty else 200


class Part(PlainForm):  # type: ignore[misc]
    """A row of fields inside a form, which guards for both."""

    class Meta(DefaultMeta):  # type: ignore[misc]
        def get_translations(self, form: Any) -> _Words:
            return _Words()


class TextLine(StringField):  # type: ignore[misc]
    """One line, tidied; an empty one is None unless it is required."""

    def __init__(
        self, label: Phrase, *, required: bool = False, longest: int = LINE, hint: Phrase | None = None, **rest: Any
    ) -> None:
        super().__init__(label, _validators(required, longest), description=hint or "", **rest)

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        self.data = tidy(valuelist[0]) or None if valuelist else None


class Paragraphs(TextAreaField):  # type: ignore[misc]
    """Several lines, as typed but for spaces at the ends; an empty one is None."""

    def __init__(
        self, label: Phrase, *, required: bool = False, longest: int = PARAGRAPHS, hint: Phrase | None = None, **rest: Any
    ) -> None:
        super().__init__(label, _validators(required, longest), description=hint or "", **rest)

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        lines = valuelist[0].replace("\r\n", "\n").strip().split("\n") if valuelist else []
        self.data = "\n".join(tidy(line) for line in lines) or None


class DayInput(TextInput):  # type: ignore[misc]
    """Where a day is typed: as text, for a browser's own control shows it in the order of the browser's language, so that the
    same page would say 11/05/2026 on one machine and 05/11/2026 on the next."""

    def __call__(self, field: Any, **attributes: Any) -> Markup:
        given = {"placeholder": gettext("ngày/tháng/năm"), "autocomplete": "off", **attributes}
        given["class"] = f"{given.get('class', '')} day-input".strip()
        drawn: Markup = super().__call__(field, **given)
        return drawn


class Day(DateField):  # type: ignore[misc]
    """A day, typed as ``31/12/2015``."""

    widget = DayInput()

    def __init__(self, label: Phrase, *, required: bool = False, hint: Phrase | None = None, **rest: Any) -> None:
        super().__init__(label, [InputRequired() if required else Optional()], description=hint or "", **rest)

    def _value(self) -> str:
        """The day, or what was typed and is none."""
        if self.data:
            return typed_date(self.data)
        return str(self.raw_data[0]) if self.raw_data else ""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        typed = valuelist[0].strip() if valuelist else ""
        self.data: date | None = None
        if typed:
            try:
                self.data = read_date(typed)
            except DateError as error:
                raise ValueError(error) from error


class Choice(SelectField):  # type: ignore[misc]
    """One of ``options`` (pairs of a value and its label); ``nothing`` is the label for no choice, which gives None."""

    def __init__(
        self,
        label: Phrase,
        options: Iterable[tuple[str, object]] = (),
        *,
        required: bool = False,
        nothing: Phrase | None = None,
        hint: Phrase | None = None,
        **rest: Any,
    ) -> None:
        super().__init__(label, [InputRequired()] if required else [Optional()], description=hint or "", **rest)
        self.nothing = nothing
        self.offer(options)

    def offer(self, options: Iterable[tuple[str, object]]) -> None:
        """Set what may be chosen; for choices that depend on who asks."""
        first = [] if self.nothing is None else [SelectChoice(value="", label=self.nothing)]
        self.choices = [*first, *(SelectChoice(value=value, label=label) for value, label in options)]

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        self.data = valuelist[0] or None if valuelist else None

    @property
    def shown(self) -> str:
        """What was chosen, in the words of its label."""
        return next((str(choice.label) for choice in self.choices if choice.value == self.data), "")

    def pre_validate(self, form: Any) -> None:
        if self.data is not None and self.data not in {choice.value for choice in self.choices}:
            raise ValidationError(Phrase(mark("Hãy chọn một mục trong danh sách.")))


def _validators(required: bool, longest: int) -> list[Any]:
    return [InputRequired() if required else Optional(), Length(max=longest)]


def attributes(field: Any, described: Sequence[str], given: dict[str, Any]) -> dict[str, Any]:
    """The attributes of a field's control: what describes it, whether it is at fault, and what the template gives."""
    own = {"aria_describedby": " ".join(described)} if described else {}
    return {**own, **({"aria_invalid": "true"} if field.errors else {}), **given}


def init_app(app: Flask) -> None:
    app.jinja_env.globals["attributes"] = attributes
