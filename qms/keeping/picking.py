"""A reference to one of few things is chosen by name; of many the browser suggests codes while one types."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup
from wtforms.widgets import html_params

from qms.keeping.forms import FactForm
from qms.language import Phrase, mark
from qms.text import fold_key, tidy

MOST_PICKED = 60  # names that one can still look through
CHOOSE = Phrase(mark("– Chọn –"))
LEAVE_EMPTY = Phrase(mark("– Để trống –"))
_SELECT, _OPTION, _SELECTED = Markup("<select {}>{}</select>"), Markup('<option value="{}"{}>{}</option>'), Markup(" selected")
_OF_TYPING = ("list", "maxlength", "autocomplete", "spellcheck")


class Pick:
    """The control of a cell whose text is one of ``names`` (by key, in any case); another that is stored can be kept."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self.names = names

    def __call__(self, field: Any, **attributes: Any) -> Markup:
        required = bool(field.flags.required)
        kept = {name: value for name, value in attributes.items() if name not in _OF_TYPING}
        kept |= {"id": field.id, "name": field.name, "class": "form-select", "required": required}
        options = {"": str(CHOOSE if required else LEAVE_EMPTY), **self.names}
        typed = tidy(field.data or "")
        chosen = next((key for key in options if fold_key(key) == fold_key(typed)), None)
        if chosen is None:
            options, chosen = {**options, typed: typed}, typed
        shown = Markup().join(_OPTION.format(key, _SELECTED if key == chosen else "", name) for key, name in options.items())
        return _SELECT.format(Markup(html_params(**kept)), shown)


def offer(form: FactForm, suggestions: Mapping[str, Mapping[str, str]], prefix: str) -> dict[str, Mapping[str, str]]:
    """Let cells be picked whose ``suggestions`` (names by key, by noun) are few; the others are given back.

    ``prefix`` and the noun are the id of the list that a cell refers to.
    """
    few = {f"{prefix}-{noun}": names for noun, names in suggestions.items() if len(names) <= MOST_PICKED}
    for field in form:
        names = few.get((field.render_kw or {}).get("list", ""))
        if names is not None:
            field.widget = Pick(names)
    return {noun: names for noun, names in suggestions.items() if f"{prefix}-{noun}" not in few}
