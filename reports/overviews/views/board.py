"""The board: who has a valid publication, as of a day."""

from flask import render_template
from markupsafe import Markup

from documents.adoption.mine import undecided
from documents.approval.queries import load_work
from documents.distribution.queries import to_read
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
    waiting, unread = (0, 0) if is_past_view() else _waiting()
    return render_template(
        "overviews/board.html",
        figures=figures,
        chart=Markup(figures.chart().to_svg()),
        measures=list(Measure),
        waiting=waiting,
        unread=unread,
    )


def _waiting() -> tuple[int, int]:
    """How many documents, requests and common procedures wait for whoever looks, and how many documents are to be read."""
    session, viewer = reading_session(), current_viewer()
    answers = undecided(session, viewer, current_day())
    return load_work(session, viewer).count + len(answers), len(to_read(session, viewer.person_id, current_day()))
