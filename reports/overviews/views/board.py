"""The board: who has a valid publication, as of a day."""

from typing import Any, NamedTuple

from flask import current_app, render_template
from markupsafe import Markup

from documents.adoption.mine import undecided
from documents.approval.queries import load_work
from documents.distribution.queries import to_read
from documents.upkeep.mine import lying_with
from qms.language import mark
from qms.security.permissions import Permission
from qms.web.access import access
from qms.web.database import reading_session
from qms.web.days import current_day, is_past_view, viewed_day
from qms.web.guard import current_viewer
from qms.web.sections import Section
from qms.web.shelf import UntilChange
from reports.overviews.figures import Board
from reports.overviews.registry import current_board, markup_of_registry
from reports.publication.totals import Measure

_EXTENSION = "qms_waiting"

board = Section("board", __name__, label=mark("Tổng quan"))


@board.get("/")
@access(Permission.SEE_STATUS)
def index() -> str:
    return render_template(
        "overviews/board.html",
        figures=markup_of_registry("overviews/board_figures.html", values=_figures),
        day=viewed_day(),
        waiting=None if is_past_view() else _waiting(),
    )


def _figures() -> dict[str, Any]:
    """The figures of the day, which everybody is shown alike."""
    figures = Board(current_board(), viewed_day())
    return {"figures": figures, "chart": Markup(figures.chart().to_svg()), "measures": list(Measure)}


class _Waiting(NamedTuple):
    """What waits for whoever looks: steps on documents, requests and common procedures; documents to read; documents to look
    at again, because their review is overdue or their TTHC has changed."""

    work: int
    unread: int
    upkeep: int


def _waiting() -> _Waiting:
    """Counted anew after each change of anything, on each day and whenever the reader's posts are others."""
    kept: UntilChange = current_app.extensions.setdefault(_EXTENSION, UntilChange())
    return kept.made(reading_session(), (current_viewer(), current_day()), _counted)


def _counted() -> _Waiting:
    session, viewer, day = reading_session(), current_viewer(), current_day()
    work = load_work(session, viewer).count + len(undecided(session, viewer, day))
    return _Waiting(work, len(to_read(session, viewer.person_id, day)), lying_with(session, viewer, day).documents)
