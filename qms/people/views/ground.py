"""The section of administration, and what its views share."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from flask import Flask, Response, current_app, redirect, render_template
from sqlalchemy.orm import Session

from qms.exchange.editing import Edited, Written, find_written
from qms.exchange.sheet import Sheet
from qms.keeping.forms import FactForm, fact_form
from qms.keeping.picking import offer
from qms.keeping.showing import show_cell
from qms.language import Phrase, UserError, mark
from qms.people.open_items import Provider
from qms.people.queries import find_agency
from qms.storage.conflicts import Conflict
from qms.web.database import reading_session, writing
from qms.web.days import viewed_day
from qms.web.errors import PageNotFound
from qms.web.notices import tell
from qms.web.sections import Section

people = Section("people", __name__, url_prefix="/quan-tri", label=mark("Quản trị"))

Answer = Response | str | tuple[str, int]
_EXTENSION = "qms_open_items"
SUGGESTIONS = "goi-y"
UNCHANGED = Phrase(mark("Không có gì thay đổi."))
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


def form_of(sheet: Sheet, *names: str, why: bool = False, suggesting: Mapping[str, str] | None = None) -> FactForm:
    """A form with these fields of the sheet; ``suggesting``: for a noun referred to, the id of its list of suggestions."""
    return fact_form(sheet, names, why=why, lists=suggesting)()


def done(form: FactForm, sheet: Sheet, sentence: Phrase | Callable[[], Phrase], act: Callable[[Session], Edited]) -> bool:
    """Whether the act was written, which ``sentence`` then says; if not, the form says why."""
    try:
        with writing() as session:
            edited = act(session)
    except Conflict as conflict:
        form.show_conflict(Conflict(conflict.message, _differing(form, sheet, conflict), conflict.version))
        return False
    except UserError as refusal:
        form.complain(refusal)
        return False
    form.blame_all(edited)
    if edited.stored:
        tell(UNCHANGED if not edited.changes else sentence if isinstance(sentence, Phrase) else sentence())
    return edited.stored


def _differing(form: FactForm, sheet: Sheet, conflict: Conflict) -> dict[str, str]:
    """What is stored now in the fields of the form, where it is not what was typed."""
    now, typed = conflict.current or {}, form.cells()
    columns = {column.field: column for column in sheet.columns}
    shown = {name: show_cell(columns[name], now[name]) for name in typed if name in now}
    return {name: text for name, text in shown.items() if text != show_cell(columns[name], typed[name])}


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
    status = 409 if form.conflict else 400 if form.is_faulty else 200
    more = {"suggestions": {}, "facts": (), "warning": None, "danger": False, "symbol": "check-lg", **more}
    more["suggestions"] = offer(form, more["suggestions"], SUGGESTIONS)
    words = {"title": title, "sentence": sentence, "button": button}
    return render_template(template, form=form, steps=list(steps), back=back, **words, **more), status


def to(address: str) -> Response:
    return redirect(address, 303)  # type: ignore[return-value]
