"""Lists of distribution: the documents of a body, the shares of all bodies, who has to be reminded."""

from flask import Response, render_template

from documents.adoption.queries import works_by
from documents.asked import asked_body, offered_bodies
from documents.distribution.queries import circulations, tallies, time_to_read
from documents.distribution.reading import Tally
from documents.distribution.tables import Line, State, distribution_table
from documents.distribution.views.ground import distribution
from documents.library.finding import Body
from qms.security.permissions import Permission
from qms.web.access import access
from qms.web.database import reading_session
from qms.web.days import viewed_day
from qms.web.downloads import download
from qms.web.listing import active_filters, asked, choices, matches, search_words
from qms.web.pagination import paginate


def _lines(body: Body) -> list[Line]:
    session, day = reading_session(), viewed_day()
    sent = {one.working.document_id: one for one in circulations(session, day, agency_ids=[body.id])}
    return [Line(working, sent.get(working.document_id), day) for working in works_by(session, day, agency_id=body.id)]


def _chosen(lines: list[Line]) -> list[Line]:
    state, words = asked("tinh-trang", State), search_words()
    return [
        line for line in lines if (state is None or line.holds(state)) and matches(words, line.working.code, line.working.title)
    ]


@distribution.get("/")
@access(Permission.SEE_RECORDS)
def index() -> str:
    body = asked_body(Permission.SEE_RECORDS)
    lines = _lines(body)
    whole = Tally()
    for line in lines:
        whole = whole.plus(line.tally)
    return render_template(
        "distribution/index.html",
        body=body,
        bodies=offered_bodies(Permission.SEE_RECORDS),
        page=paginate(_chosen(lines)),
        whole=whole,
        late=sum(line.late for line in lines),
        states=choices(State, lambda state: state.label),
        filtered=active_filters(("tinh-trang", "tim")),
    )


@distribution.get("/danh-sach.<form>")
@access(Permission.SEE_RECORDS)
def export(form: str) -> Response:
    body = asked_body(Permission.SEE_RECORDS)
    table = distribution_table(_chosen(_lines(body)), body.name, viewed_day())
    return download(table, form, f"phan-phoi-{viewed_day().isoformat()}", viewed_day())


@distribution.get("/cac-co-quan")
@access(Permission.SEE_RECORDS)
def overview() -> str:
    """The share of each body that the reader may see; those that send nothing to anybody are named apart."""
    seen = offered_bodies(Permission.SEE_RECORDS)
    shares = tallies(reading_session(), viewed_day(), [body.id for body in seen])
    rows = [(body, shares[body.id]) for body in seen if body.id in shares]
    silent = [body for body in seen if body.id not in shares]
    return render_template("distribution/overview.html", page=paginate(rows), silent=silent)


@distribution.get("/nhac-doc")
@access(Permission.SEE_RECORDS)
def reminders() -> str:
    """Who has not read in time."""
    body = asked_body(Permission.SEE_RECORDS)
    found = circulations(reading_session(), viewed_day(), agency_ids=[body.id])
    rows = [(one, recipient) for one in found for recipient in one.overdue(viewed_day())]
    rows.sort(key=lambda row: row[1].reading.asked_on)
    return render_template(
        "distribution/reminders.html",
        body=body,
        bodies=offered_bodies(Permission.SEE_RECORDS),
        page=paginate(rows),
        within=time_to_read(reading_session(), viewed_day()),
    )
