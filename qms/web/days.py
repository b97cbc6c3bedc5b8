"""The as-of date: today, or the day named by ``?ngay=`` in the address, kept while one walks around."""

from datetime import date
from typing import Any

from flask import Flask, Response, g, request

from qms.clock import today
from qms.dates import read_date
from qms.language import Phrase, UserError, mark
from qms.web.access import STATIC_ENDPOINTS
from qms.web.addresses import arguments_without, lead_to
from qms.web.database import installation

PARAMETER = "ngay"
FIRST_DAY, LAST_DAY = date(1945, 9, 2), date(2199, 12, 31)  # room for any window or interval on either side


def parse_day(text: str) -> date:
    """A day that pages can show, written ``yyyy-mm-dd`` or ``d/m/yyyy``; raise UserError that says what would be right."""
    day = read_date(text)
    if not FIRST_DAY <= day <= LAST_DAY:
        raise UserError(
            Phrase(mark("Ngày {day} nằm ngoài khoảng xem được, từ {first} đến {last}."), day=day, first=FIRST_DAY, last=LAST_DAY)
        )
    return day


def viewed_day() -> date:
    """The day as of which the present request is answered."""
    day: date = g.viewed_day
    return day


def current_day() -> date:
    """Today in Việt Nam, the same for the whole request."""
    day: date = g.current_day
    return day


def is_past_view() -> bool:
    """Whether another day than today is shown: nothing can be changed there."""
    return viewed_day() != current_day()


def init_app(app: Flask) -> None:
    @app.before_request
    def read_day() -> Response | None:
        g.current_day = g.viewed_day = today(installation().clock)
        text = request.args.get(PARAMETER, "").strip()
        if text and request.endpoint not in STATIC_ENDPOINTS:
            g.viewed_day = parse_day(text)
            if request.method == "GET" and text != viewed_day().isoformat():  # as it was typed; addresses say it in one way
                return lead_to({**arguments_without(PARAMETER), PARAMETER: [viewed_day().isoformat()]})
        return None

    @app.url_defaults
    def keep_day(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint not in STATIC_ENDPOINTS and "viewed_day" in g and is_past_view():
            values.setdefault(PARAMETER, viewed_day().isoformat())
