"""The board: who has a valid publication, as of a day."""

from flask import render_template
from markupsafe import Markup

from qms.language import mark
from qms.security.permissions import Permission
from qms.web.access import access
from qms.web.days import viewed_day
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
        "overviews/board.html", figures=figures, chart=Markup(figures.chart().to_svg()), measures=list(Measure)
    )
