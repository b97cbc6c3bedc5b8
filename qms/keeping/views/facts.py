"""One thing of the registry: its rows, what may be done with each, and its history."""

from collections.abc import Iterable

from flask import render_template

from qms.catalogue.sheet import AUTHORITIES
from qms.exchange.columns import read_day
from qms.exchange.editing import trail_key
from qms.exchange.written import Written, facts_below, key_texts
from qms.keeping import queries
from qms.keeping.books import BOOKS, Book
from qms.keeping.showing import name_of, shown_cells
from qms.keeping.views.section import address, asked_key, keeping, missing, route
from qms.security.permissions import Permission
from qms.text import fold_key
from qms.trail.readable import History, recent_history
from qms.web.access import access
from qms.web.database import reading_session
from qms.web.days import viewed_day


@keeping.get(route("xem"))
@access(Permission.KEEP_REGISTRY)
def thing(slug: str) -> str:
    book, session = BOOKS[slug], reading_session()
    key = asked_key(book.sheet)
    rows = facts_below(session, book.sheet, key, book.things) if len(key) == book.things else []
    if not rows:
        raise missing()
    day = viewed_day()
    states = [queries.state_of_cells(row.cells, day) for row in rows]
    shown = next((row for row, state in zip(rows, states, strict=True) if state is queries.State.NOW), rows[-1])
    names = known_names(book, rows)
    return render_template(
        "keeping/thing.html",
        book=book,
        name=name_of(book.sheet, shown.cells, names),
        names=names,
        rows=list(zip(rows, states, strict=True)),
        events=queries.events(session, shown.cells["agency"]) if book.slices else [],
        history=_history(book, shown),
        address=address,
        key_texts=key_texts,
        shown_cells=shown_cells,
        shown_day=read_day,
    )


def known_names(book: Book, rows: Iterable[Written]) -> dict[str, str]:
    """The names behind the codes that rows show, by folded key."""
    names = dict(queries.agency_names(reading_session(), viewed_day()))
    if book.sheet is AUTHORITIES:
        names |= queries.procedure_names(reading_session(), {row.cells["procedure"] for row in rows})
    return {fold_key(key): name for key, name in names.items()}


def _history(book: Book, row: Written) -> History:
    session = reading_session()
    return recent_history(session, book.sheet.noun, trail_key(session, book.sheet, row.cells, book.things))
