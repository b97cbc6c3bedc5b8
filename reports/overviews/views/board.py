"""The board: who has a valid publication, as of a day."""

from typing import NamedTuple

from flask import render_template
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
from reports.overviews.figures import Board
from reports.overviews.registry import current_registry
from reports.publication.totals import Measure

board = Section("board", __name__, label=mark("Tổng quan"))


@board.get("/")
@access(Permission.SEE_STATUS)
def index() -> str:
    figures = Board(current_registry().board(viewed_day()), viewed_day())
    return render_template(
        "overviews/board.html",
        figures=figures,
        chart=Markup(figures.chart().to_svg()),
        measures=list(Measure),
        waiting=None if is_past_view() else _waiting(),
    )


class _Waiting(NamedTuple):
    """What waits for whoever looks: steps on documents, requests and common procedures; documents to read; documents to look
    at again, because their review is overdue or their TTHC has changed."""

    work: int
    unread: int
    upkeep: int


def _waiting() -> _Waiting:
    session, viewer, day = reading_session(), current_viewer(), current_day()
    work = load_work(session, viewer).count + len(undecided(session, viewer, day))
    return _Waiting(work, len(to_read(session, viewer.person_id, day)), lying_with(session, viewer, day).documents)
