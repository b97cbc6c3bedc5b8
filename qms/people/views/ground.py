"""The section of administration, and what its views share."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from flask import Flask, current_app
from sqlalchemy.orm import Session

from qms.exchange.editing import Edited, Written, find_written
from qms.exchange.sheet import Sheet
from qms.keeping.forms import FactForm, fact_form
from qms.keeping.picking import offer
from qms.keeping.writing import Sentence, wrote
from qms.language import Phrase, mark
from qms.people.open_items import Provider
from qms.people.queries import find_agency
from qms.web.answers import Answer, see_other, shown
from qms.web.database import reading_session
from qms.web.days import viewed_day
from qms.web.errors import PageNotFound
from qms.web.sections import Section

people = Section("people", __name__, url_prefix="/quan-tri", label=mark("Quản trị"))

_EXTENSION = "qms_open_items"
SUGGESTIONS = "goi-y"
CHANGED = Phrase(mark("Đã ghi thay đổi."))


def keep_providers(app: Flask, offered: Sequence[Provider]) -> None:
    """Let the pages of ``app`` show and move the open items of these providers."""
    app.extensions[_EXTENSION] = offered


def providers() -> Sequence[Provider]:
    """What the packages of this application offer as open items."""
    found: Sequence[Provider] = current_app.extensions[_EXTENSION]
    return found


def body(agency: str) -> tuple[str, str]:
    """The key as stored and the name of the body that the address names; raise PageNotFound when there is none."""
    found = find_agency(reading_session(), agency, viewed_day())
    if found is None:
        raise PageNotFound(Phrase(mark("Không có cơ quan nào mang mã này.")))
    return found


def stored(sheet: Sheet, **key: str) -> Written:
    """The fact that the address names; raise PageNotFound when there is none."""
    found = find_written(reading_session(), sheet, key)
    if found is None:
        raise PageNotFound(Phrase(mark("Không có nội dung này, hoặc nó đã được rút.")))
    return found


def form_of(
    sheet: Sheet,
    *names: str,
    why: bool = False,
    suggesting: Mapping[str, str] | None = None,
    about: Written | None = None,
    without: Iterable[str] = (),
) -> FactForm:
    """A form with these fields of the sheet; ``suggesting``: for a noun referred to, the id of its list of suggestions.

    When it is opened it holds what is stored of ``about``, but for the fields ``without``.
    """
    form: FactForm = fact_form(sheet, names, why=why, lists=suggesting)()
    if about is not None and not form.is_submitted():
        form.show(about, tuple(without))
    return form


def form_page(
    form: FactForm,
    sheet: Sheet,
    act: Callable[[Session], Edited],
    *,
    told: Sentence,
    back: str,
    after: Callable[[], str] | None = None,
    **page: Any,
) -> Answer:
    """Let a form about a fact of ``sheet`` do its act, say ``told`` and go on to the page ``after``, or ``back``.

    Until it is sent and in order, the answer is its own page (see :func:`show_form` for ``page``).
    """
    if form.validate_on_submit() and wrote(form, sheet, act, told):
        return see_other(after() if after else back)
    return show_form(form, back=back, **page)


def show_form(
    form: FactForm,
    *,
    title: Phrase,
    sentence: Phrase,
    button: Phrase,
    steps: Iterable[tuple[object, str]],
    back: str,
    template: str = "people/form.html",
    **more: Any,
) -> Answer:
    """The page of a form; ``suggestions`` among ``more`` are names by key for its lists, by noun."""
    more = {"suggestions": {}, "facts": (), "warning": None, "danger": False, "symbol": "check-lg", **more}
    more["suggestions"] = offer(form, more["suggestions"], SUGGESTIONS)
    words = {"title": title, "sentence": sentence, "button": button}
    return shown(template, form, steps=list(steps), back=back, **words, **more)
