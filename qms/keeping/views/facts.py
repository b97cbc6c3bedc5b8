"""One thing of the registry: its rows, what may be done with each, and its history."""

from flask import render_template

from qms.exchange.columns import read_day
from qms.exchange.editing import Typed, Written, facts_below, key_texts
from qms.exchange.sheet import KEY_SEPARATOR
from qms.keeping import queries
from qms.keeping.books import BOOKS, Book
from qms.keeping.showing import shown_cells
from qms.keeping.views.section import address, asked_key, keeping, missing, route
from qms.security.permissions import Permission
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
    return render_template(
        "keeping/thing.html",
        book=book,
        name=name_of(book, shown.cells),
        rows=list(zip(rows, states, strict=True)),
        events=queries.events(session, shown.cells["agency"]) if book.slices else [],
        history=_history(book, shown),
        address=address,
        key_texts=key_texts,
        shown_cells=shown_cells,
        shown_day=read_day,
    )


def name_of(book: Book, cells: Typed) -> str:
    """What a page calls the thing: its name, or its key where it has none."""
    return cells.get("name") or KEY_SEPARATOR.join(text for text in key_texts(book.sheet, cells)[: book.things] if text)


def _history(book: Book, row: Written) -> History:
    return recent_history(reading_session(), book.sheet.noun, trail_key(book, row.cells))


def trail_key(book: Book, cells: Typed) -> str:
    """The key of the thing as the trail names it."""
    return KEY_SEPARATOR.join(key_texts(book.sheet, cells)[: book.things])
