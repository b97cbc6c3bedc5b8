"""What is done to a fact: add, correct, change from a day, end, withdraw. Each is one form and one batch on the trail."""

from collections.abc import Callable, Iterable
from typing import Any

from flask import render_template, url_for

from qms.exchange.written import Written, facts_below, find_written
from qms.keeping import queries, use_cases
from qms.keeping.books import BOOKS, Book
from qms.keeping.forms import FactForm, ListCell, fact_form
from qms.keeping.ground import all_sheets
from qms.keeping.showing import name_of, shown_cells
from qms.keeping.use_cases import Kept
from qms.keeping.views.facts import known_names
from qms.keeping.views.section import asked_fact, asked_key, keeping, route, thing_address
from qms.keeping.writing import wrote
from qms.language import Phrase, mark
from qms.security.permissions import Permission
from qms.web.access import access
from qms.web.answers import Answer, see_other
from qms.web.database import reading_session
from qms.web.days import viewed_day
from qms.web.errors import PageNotFound
from qms.web.guard import acting

ADDED = Phrase(mark("Đã ghi vào sổ đăng ký."))
CORRECTED = Phrase(mark("Đã ghi thay đổi."))
CHANGED = Phrase(mark("Đã ghi giai đoạn mới; giai đoạn trước kết thúc từ ngày ấy."))
ENDED = Phrase(mark("Đã ghi ngày kết thúc."))
WITHDRAWN = Phrase(mark("Đã rút khỏi sổ đăng ký; nhật ký vẫn giữ nội dung đã rút."))
MOST_SUGGESTED = 3000  # names that a list of suggestions holds; a longer one would burden an old machine more than it helps


@keeping.route(route("them"), methods=["GET", "POST"])
@access(Permission.KEEP_REGISTRY)
def add(slug: str) -> Answer:
    book = BOOKS[slug]
    form = _form(book, book.sheet.positions, why=False)
    if form.validate_on_submit():
        command = (all_sheets(), book.sheet, form.cells(), form.why.data)
        if wrote(form, book.sheet, lambda session: use_cases.add(session, acting(), *command), ADDED):
            return see_other(thing_address(book, form.cells()))
    return _page(book, form, "add", None)


@keeping.route(route("sua"), methods=["GET", "POST"])
@access(Permission.KEEP_REGISTRY)
def correct(slug: str) -> Answer:
    """Put right what was written wrongly; the code of an agency stays, since all its slices share it."""
    book = BOOKS[slug]
    form = _form(book, (name for name in book.sheet.positions if not (book.slices and name == "agency")), why=True)
    seen = _seen(book, form)
    if form.validate_on_submit():
        former = Kept(asked_key(book.sheet), form.version.data or None)
        cells = {**former.cells, **form.cells()}
        command = (all_sheets(), book.sheet, former, cells, form.why.data)
        if wrote(form, book.sheet, lambda session: use_cases.correct(session, acting(), *command), CORRECTED):
            return see_other(thing_address(book, cells))
    return _page(book, form, "correct", seen)


@keeping.route(route("doi"), methods=["GET", "POST"])
@access(Permission.KEEP_REGISTRY)
def change(slug: str) -> Answer:
    """From a day on it is otherwise: a new slice, which ends the former one."""
    book = BOOKS[slug] if BOOKS[slug].slices else _no_act()
    form = _form(book, (name for name in book.sheet.positions if name not in ("agency", "valid_to")), why=False)
    seen = _seen(book, form, without=("valid_from",))
    if form.validate_on_submit():
        former = Kept(asked_key(book.sheet), form.version.data or None)
        command = (all_sheets(), book.sheet, former, form.cells(), form.why.data)
        if wrote(form, book.sheet, lambda session: use_cases.change_from(session, acting(), *command), CHANGED):
            return see_other(thing_address(book, former.cells))
    return _page(book, form, "change", seen)


@keeping.route(route("ket-thuc"), methods=["GET", "POST"])
@access(Permission.KEEP_REGISTRY)
def end(slug: str) -> Answer:
    book = BOOKS[slug] if BOOKS[slug].ends else _no_act()
    form = _form(book, ("valid_to",), why=True)
    seen = _seen(book, form)
    if form.validate_on_submit():
        former = Kept(asked_key(book.sheet), form.version.data or None)
        command = (all_sheets(), book.sheet, former, form.cells()["valid_to"], form.why.data)
        if wrote(form, book.sheet, lambda session: use_cases.end(session, acting(), *command), ENDED):
            return see_other(thing_address(book, former.cells))
    return _page(book, form, "end", seen)


@keeping.route(route("rut"), methods=["GET", "POST"])
@access(Permission.KEEP_REGISTRY)
def withdraw(slug: str) -> Answer:
    """Asks once, and says before what stands against it."""
    book = BOOKS[slug]
    form, seen = _form(book, (), why=True), asked_fact(book.sheet)
    if not form.is_submitted():
        form.version.data = seen.version
    if form.validate_on_submit():
        former = Kept(asked_key(book.sheet), form.version.data)
        command = (all_sheets(), book.sheet, former, form.why.data)
        if wrote(form, book.sheet, lambda session: use_cases.withdraw(session, acting(), *command), WITHDRAWN):
            left = facts_below(reading_session(), book.sheet, former.cells, book.things)
            return see_other(thing_address(book, former.cells) if left else url_for("keeping.book", slug=slug))
    obstacles = use_cases.withdraw(
        reading_session(), acting(), all_sheets(), book.sheet, Kept(seen.cells, seen.version), None, dry_run=True
    )
    rows = facts_below(reading_session(), book.sheet, seen.cells, book.things)
    return _page(book, form, "withdraw", seen, obstacles=obstacles.faults, last=book.slices and len(rows) == 1)


def _no_act() -> Book:
    raise PageNotFound(Phrase(mark("Việc này không áp dụng cho loại dữ kiện đã chọn.")))


def _form(book: Book, names: Iterable[str], *, why: bool) -> FactForm:
    return fact_form(book.sheet, names, why=why, lists={noun: f"goi-y-{noun}" for noun in _SUGGESTED})()


def _seen(book: Book, form: FactForm, without: tuple[str, ...] = ()) -> Written | None:
    """The fact that the address names: put into a form that has just been opened; for one that was sent, if it is still there."""
    if form.is_submitted():
        return find_written(reading_session(), book.sheet, asked_key(book.sheet))
    seen = asked_fact(book.sheet)
    form.show(seen, without)
    return seen


def _page(book: Book, form: FactForm, act: str, seen: Written | None, **more: Any) -> Answer:
    cells = seen.cells if seen else {}
    names = known_names(book, [seen]) if seen else {}
    page = render_template(
        "keeping/act.html",
        book=book,
        form=form,
        act=act,
        name=name_of(book.sheet, cells, names) if cells else None,
        cells=list(shown_cells(book.sheet, cells, names)),
        back=thing_address(book, cells) if cells else url_for("keeping.book", slug=book.slug),
        suggestions=_suggestions(book, form),
        looked_up=_SUGGESTED["agency"]() if any(isinstance(one, ListCell) for one in form) else {},
        **more,
    )
    return page, form.status


def _suggestions(book: Book, form: FactForm) -> dict[str, dict[str, str]]:
    """For each noun that a field of the form refers to: names by key, as far as a list of them helps."""
    wanted = {reference.to for reference in book.sheet.references if not reference.many and reference.fields[-1] in form}
    lists = {noun: _SUGGESTED[noun]() for noun in sorted(wanted)}
    return {noun: names for noun, names in lists.items() if len(names) <= MOST_SUGGESTED}


_SUGGESTED: dict[str, Callable[[], dict[str, str]]] = {
    "agency": lambda: queries.agency_names(reading_session(), viewed_day()),
    "procedure": lambda: queries.procedure_names(reading_session()),
}
