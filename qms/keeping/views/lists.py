"""What there is to keep: the first page, and the list of each book."""

from collections.abc import Callable
from typing import Any

from flask import render_template

from qms.keeping import queries
from qms.keeping.books import BOOKS, Book, label
from qms.keeping.queries import State
from qms.keeping.views.section import address, keeping, route
from qms.language import Phrase
from qms.security.permissions import Permission
from qms.standards.models import Parameter
from qms.text import fold_key, sort_key
from qms.web.access import access
from qms.web.database import reading_session
from qms.web.days import viewed_day
from qms.web.listing import SEARCH, Sorting, active_filters, asked, choices, search_words, typed
from qms.web.pagination import PAGE_SIZE, Page, asked_number, paginate

AGENCY, STATE = "co-quan", "hieu-luc"


@keeping.get("/")
@access(Permission.KEEP_REGISTRY)
def index() -> str:
    return render_template(
        "keeping/index.html",
        books=BOOKS.values(),
        counts=queries.count_rows(reading_session()),
        parameter_count=len(Parameter),
    )


@keeping.get(route())
@access(Permission.KEEP_REGISTRY)
def book(slug: str) -> str:
    chosen = BOOKS[slug]
    page, sorting = _LISTS[slug]()
    return render_template(
        f"keeping/list_{slug.replace('-', '_')}.html",
        book=chosen,
        page=page,
        sorting=sorting,
        filtered=active_filters((SEARCH, AGENCY, STATE)),
        states=choices(State, lambda state: str(state.label)),
        address=address,
        word=_speller(chosen),
        **_agency_filter(),
    )


def _agency_filter() -> dict[str, Any]:
    """The agency that the address names, and all of them to choose from."""
    names = queries.agency_names(reading_session(), viewed_day())
    chosen = fold_key(typed(AGENCY))
    return {"names": names, "agency": next((key for key in names if fold_key(key) == chosen), None)}


def _speller(chosen: Book) -> Callable[[str, Any], Phrase]:
    """Says a stored choice by the sheet's word for it."""
    return lambda name, value: label(str(chosen.sheet.columns[chosen.sheet.positions[name]].write(value)))


Listed = tuple[Page[Any], Sorting]


def _agencies() -> Listed:
    sorts = {
        "ma": lambda line: fold_key(line.key),
        "ten": lambda line: sort_key(line.name),
        "tu-ngay": lambda line: line.start,
        "den-ngay": lambda line: line.end,
    }
    return _chosen(queries.agencies(reading_session(), viewed_day()), sorts, "ma")


def _events() -> Listed:
    lines = queries.events(reading_session(), typed(AGENCY))
    return _chosen(lines, {"ngay": lambda line: line.event.happened_on}, "-ngay")


def _procedures() -> Listed:
    sorts = {
        "ma": lambda line: fold_key(line.code),
        "ten": lambda line: sort_key(line.name),
        "tu-ngay": lambda line: line.start,
        "den-ngay": lambda line: line.end,
    }
    return _chosen(queries.procedures(reading_session(), viewed_day()), sorts, "ma")


def _chosen(lines: list[Any], sorts: dict[str, Callable[[Any], Any]], first: str) -> Listed:
    """The lines that the address asks for, in the order that it asks for."""
    sorting, words, state = Sorting.from_address(sorts, first), search_words(), asked(STATE, State)
    fitting = [
        line
        for line in lines
        if all(word in line.searched for word in words) and (state is None or getattr(line, "state", state) is state)
    ]
    return paginate(sorting.apply(fitting, sorts)), sorting


def _authorities() -> Listed:
    """Tens of thousands: the database gives the page."""
    sorting = Sorting.from_address(("co-quan", "ma"), "co-quan")
    narrowed = queries.Wanted(viewed_day(), typed(AGENCY), tuple(search_words()), asked(STATE, State))
    total = queries.count_authorities(reading_session(), narrowed)
    number = asked_number(total)
    lines = queries.authorities(
        reading_session(),
        narrowed,
        limit=PAGE_SIZE,
        offset=(number - 1) * PAGE_SIZE,
        by_code=sorting.column == "ma",
        descending=sorting.descending,
    )
    return Page(lines, number, total), sorting


_LISTS: dict[str, Callable[[], Listed]] = {
    "co-quan": _agencies,
    "bien-dong": _events,
    "tthc": _procedures,
    "tham-quyen": _authorities,
}
