"""Lists of distribution: the documents of a body, the shares of all bodies, who has to be reminded."""

from enum import StrEnum

from flask import Response, render_template

from documents.adoption.queries import Working, works_by
from documents.asked import asked_body, offered_bodies
from documents.distribution.queries import Circulation, circulations, tallies, time_to_read
from documents.distribution.reading import Tally
from documents.distribution.views.ground import distribution
from documents.library.finding import Body
from qms.language import Phrase, gettext, mark
from qms.rendering.table import Column, Kind, Share, Table
from qms.security.permissions import Permission
from qms.web.access import access
from qms.web.database import reading_session
from qms.web.days import viewed_day
from qms.web.downloads import download
from qms.web.listing import active_filters, asked, choices, matches, search_words
from qms.web.pagination import paginate


class State(StrEnum):
    """How far the distribution of a document has come."""

    NOBODY = "chua-phan-phoi"
    UNREAD = "chua-doc-het"
    LATE = "qua-han"
    DONE = "da-doc-het"

    @property
    def label(self) -> str:
        return gettext(_STATES[self])


_STATES = {
    State.NOBODY: mark("Chưa phân phối"),
    State.UNREAD: mark("Còn người chưa đọc"),
    State.LATE: mark("Có người quá hạn đọc"),
    State.DONE: mark("Đã đọc hết"),
}


class Line:
    """A document by which a body works, with its distribution on the day shown."""

    def __init__(self, working: Working, circulation: Circulation | None) -> None:
        self.working = working
        self.tally = circulation.tally if circulation else Tally()
        self.late = len(circulation.overdue(viewed_day())) if circulation else 0
        self.sent = len(circulation.recipients) if circulation else 0

    def holds(self, state: State) -> bool:
        if state is State.NOBODY:
            return self.sent == 0
        if state is State.LATE:
            return self.late > 0
        return self.sent > 0 and (self.tally.unread == 0) is (state is State.DONE)


def _lines(body: Body) -> list[Line]:
    session, day = reading_session(), viewed_day()
    sent = {one.working.document_id: one for one in circulations(session, day, agency_ids=[body.id])}
    return [Line(working, sent.get(working.document_id)) for working in works_by(session, day, agency_id=body.id)]


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
    table = Table(
        title=str(Phrase(mark("Phân phối tài liệu của {agency}"), agency=body.name)),
        columns=[
            Column(gettext("Mã tài liệu"), Kind.CODE),
            Column(gettext("Tên tài liệu"), weight=3),
            Column(gettext("Lần ban hành"), Kind.NUMBER),
            Column(gettext("Lần sửa đổi"), Kind.NUMBER),
            Column(gettext("Vị trí nhận"), Kind.NUMBER),
            Column(gettext("Đã đọc"), Kind.NUMBER),
            Column(gettext("Tỷ lệ đã đọc"), Kind.PERCENT),
            Column(gettext("Quá hạn đọc"), Kind.NUMBER),
            Column(gettext("Vị trí chưa có người giữ"), Kind.NUMBER),
        ],
        rows=[
            [
                line.working.code,
                line.working.title,
                line.working.issue_no,
                line.working.revision_no,
                line.sent,
                line.tally.read,
                Share(line.tally.read, line.tally.asked),
                line.late,
                line.tally.vacant,
            ]
            for line in _chosen(_lines(body))
        ],
        note=str(Phrase(mark("Tại ngày {day}"), day=viewed_day())),
        sheet=gettext("Phân phối tài liệu"),
    )
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
