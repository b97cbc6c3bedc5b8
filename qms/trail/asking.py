"""What the address asks the trail for."""

from datetime import date, datetime, time, timedelta

from flask import request
from sqlalchemy.orm import Session

from qms.clock import CIVIL_TIME
from qms.security.permissions import Permission
from qms.text import fold_search
from qms.trail.queries import Search, actors
from qms.web.days import parse_day
from qms.web.guard import current_viewer
from qms.web.listing import SEARCH, matches, typed

NOUN, PERSON, SINCE, UNTIL = "loai", "nguoi", "tu-ngay", "den-ngay"
FILTERS = (SEARCH, NOUN, PERSON, SINCE, UNTIL)


def asked_search(session: Session) -> Search:
    """The search of the address, within what the reader may see; raise UserError for a day that is none.

    The last day counts, so it ends with the midnight after it, in Việt Nam.
    """
    since, until = asked_day(SINCE), asked_day(UNTIL)
    return Search(
        beginning=typed(SEARCH),
        noun=typed(NOUN),
        actors=_asked_actors(session),
        since=_midnight(since) if since else None,
        until=_midnight(until + timedelta(days=1)) if until else None,
        agencies=current_viewer().reach(Permission.SEE_TRAIL),
    )


def asked_day(parameter: str) -> date | None:
    text = request.args.get(parameter, "").strip()
    return parse_day(text) if text else None


def _asked_actors(session: Session) -> frozenset[str] | None:
    """Everybody whose account or name on any day holds the words typed; None when nothing was typed."""
    words = fold_search(typed(PERSON)).split()
    if not words:
        return None
    return frozenset(actor for actor, person in actors(session) if matches(words, actor, person))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), CIVIL_TIME)
