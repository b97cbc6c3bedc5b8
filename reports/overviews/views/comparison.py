"""Two days side by side: who moved from which status to which, and the fact that moved them."""

from datetime import date

from flask import render_template

from qms.language import Phrase, UserError, mark
from qms.security.permissions import Permission
from qms.web.access import access
from qms.web.days import parse_day, viewed_day
from qms.web.listing import typed
from qms.web.pagination import paginate
from qms.web.sections import Section
from reports.overviews.registry import current_registry
from reports.publication.course import add_months
from reports.publication.moves import compare

comparison = Section("comparison", __name__, url_prefix="/so-sanh", label=mark("So sánh"), secondary=True)


@comparison.get("/")
@access(Permission.SEE_STATUS)
def index() -> str:
    """``?tu=`` and ``?den=``; without them the year up to the day shown."""
    second = parse_day(typed("den")) if typed("den") else viewed_day()
    first = parse_day(typed("tu")) if typed("tu") else _year_before(second)
    if first >= second:
        raise UserError(
            Phrase(mark("Ngày thứ nhất phải trước ngày thứ hai: {first} không trước {second}."), first=first, second=second)
        )
    registry = current_registry()
    moves = compare(registry, first, second)
    unmoved = sum(registry.standing(key, second) is not None for key in registry.agencies) - sum(
        move.after is not None for move in moves
    )
    return render_template("overviews/comparison.html", first=first, second=second, page=paginate(moves), unmoved=unmoved)


def _year_before(day: date) -> date:
    return date.fromordinal(add_months(day.toordinal(), -12))
