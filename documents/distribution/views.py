"""Distribution of a body's documents, and what one has to read oneself."""

from enum import StrEnum

from flask import Response, render_template, url_for

from documents.adoption.queries import Working, works_by
from documents.approval.views.ground import Answer, carried_out, done, shown
from documents.asked import address, asked_body, offered_bodies
from documents.distribution.forms import LARGEST_SCAN, DistributeForm, ReadForm, ScanForm, StopForm
from documents.distribution.models import SignSheet
from documents.distribution.queries import Circulation, circulations, has_read, sign_sheets, tallies, to_read
from documents.distribution.reading import Tally
from documents.distribution.use_cases import NOT_WORKED_BY, acknowledge, attach_sheet, distribute, stop_distributing
from documents.library.finding import Body
from documents.library.models import Document
from documents.post_choice import posts_of
from qms.agencies.models import Agency
from qms.files.kinds import Kind, kind_of_name
from qms.files.models import StoredFile
from qms.files.refusals import RefusedFile
from qms.files.use_cases import Accepted, accept
from qms.language import Phrase, gettext, mark
from qms.rendering.table import Column, Share, Table
from qms.rendering.table import Kind as ColumnKind
from qms.security.acting import NotVisible
from qms.security.permissions import Permission
from qms.web.access import access
from qms.web.attachments import send_stored
from qms.web.database import installation, reading_session
from qms.web.days import current_day, is_past_view, viewed_day
from qms.web.downloads import download
from qms.web.guard import acting, current_viewer, may, require
from qms.web.listing import active_filters, asked, choices, matches, search_words
from qms.web.pagination import paginate
from qms.web.sections import Section
from qms.web.uploads import takes_files

distribution = Section("distribution", __name__, url_prefix="/tai-lieu/phan-phoi")

ROOM = 64 * 1024  # bytes of a request beside the file
DOCUMENT = "/<int:document_id>"


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
    State.LATE: mark("Có người quá 7 ngày chưa đọc"),
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
            Column(gettext("Mã tài liệu"), ColumnKind.CODE),
            Column(gettext("Tên tài liệu"), weight=3),
            Column(gettext("Lần ban hành"), ColumnKind.NUMBER),
            Column(gettext("Lần sửa đổi"), ColumnKind.NUMBER),
            Column(gettext("Vị trí nhận"), ColumnKind.NUMBER),
            Column(gettext("Đã đọc"), ColumnKind.NUMBER),
            Column(gettext("Tỷ lệ đã đọc"), ColumnKind.PERCENT),
            Column(gettext("Quá 7 ngày chưa đọc"), ColumnKind.NUMBER),
            Column(gettext("Vị trí chưa có người giữ"), ColumnKind.NUMBER),
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
    )
    return download(table, form, f"phan-phoi-{viewed_day().isoformat()}", viewed_day())


@distribution.get("/cac-co-quan")
@access(Permission.SEE_RECORDS)
def overview() -> str:
    """The share of each body that the reader may see."""
    seen = offered_bodies(Permission.SEE_RECORDS)
    shares = tallies(reading_session(), viewed_day(), [body.id for body in seen])
    rows = [(body, shares.get(body.id, Tally())) for body in seen]
    return render_template("distribution/overview.html", page=paginate(rows))


@distribution.get("/nhac-doc")
@access(Permission.SEE_RECORDS)
def reminders() -> str:
    """Who has not read for more than seven days."""
    body = asked_body(Permission.SEE_RECORDS)
    found = circulations(reading_session(), viewed_day(), agency_ids=[body.id])
    rows = [(one, recipient) for one in found for recipient in one.overdue(viewed_day())]
    rows.sort(key=lambda row: row[1].reading.asked_on)
    return render_template(
        "distribution/reminders.html", body=body, bodies=offered_bodies(Permission.SEE_RECORDS), page=paginate(rows)
    )


@distribution.get(DOCUMENT)
@access(Permission.SEE_RECORDS)
def show(document_id: int) -> Answer:
    return _page(asked_body(Permission.SEE_RECORDS), document_id)


def _page(body: Body, document_id: int, stop: StopForm | None = None, scan: ScanForm | None = None) -> Answer:
    working = _working(body, document_id)
    circulation = _circulation(body, document_id)
    stop = stop or StopForm(formdata=None)
    _offer_receiving(stop, body, circulation)
    return shown(
        "distribution/show.html",
        scan if scan is not None else stop,
        body=body,
        working=working,
        recipients=circulation.recipients if circulation else (),
        tally=circulation.tally if circulation else Tally(),
        day=viewed_day(),
        sheets=sign_sheets(reading_session(), body.id, working.revision_id),
        stop=stop,
        scan=scan or ScanForm(formdata=None),
        changes=may(Permission.DISTRIBUTE_DOCUMENTS, body.key) and not is_past_view(),
    )


@distribution.route(f"{DOCUMENT}/them", methods=["GET", "POST"])
@access(Permission.DISTRIBUTE_DOCUMENTS)
def add(document_id: int) -> Answer:
    body = asked_body(Permission.DISTRIBUTE_DOCUMENTS)
    working, circulation = _working(body, document_id), _circulation(body, document_id)
    receiving = {one.post_id for one in circulation.recipients} if circulation else set()
    form = DistributeForm()
    form.offer([line for line in posts_of(reading_session(), body.id, viewed_day()) if line.id not in receiving])
    if form.validate_on_submit():
        command = form.to_command(body.key, document_id)
        if carried_out(form, lambda session: distribute(session, acting(), command)):
            sentence = Phrase(mark("Đã phân phối {code} cho {count} vị trí."), code=working.code, count=len(command.posts))
            return done(sentence, address("distribution.show", body, document_id=document_id))
    return shown("distribution/add.html", form, body=body, working=working)


@distribution.post(f"{DOCUMENT}/dung")
@access(Permission.DISTRIBUTE_DOCUMENTS)
def stop(document_id: int) -> Answer:
    body = asked_body(Permission.DISTRIBUTE_DOCUMENTS)
    form = StopForm()
    _offer_receiving(form, body, _circulation(body, document_id))
    if form.validate() and carried_out(
        form, lambda session: stop_distributing(session, acting(), form.to_command(body.key, document_id))
    ):
        sentence = Phrase(mark("Đã dừng phân phối cho {count} vị trí."), count=len(form.posts.chosen()))
        return done(sentence, address("distribution.show", body, document_id=document_id))
    return _page(body, document_id, stop=form)


@distribution.get(f"{DOCUMENT}/phieu-ky")
@access(Permission.SEE_RECORDS)
def sheet(document_id: int) -> str:
    """The sheet to be printed and signed by hand."""
    body = asked_body(Permission.SEE_RECORDS)
    circulation = _circulation(body, document_id)
    return render_template(
        "distribution/sheet.html",
        body=body,
        working=_working(body, document_id),
        recipients=circulation.recipients if circulation else (),
    )


@distribution.post(f"{DOCUMENT}/ban-quet")
@access(Permission.DISTRIBUTE_DOCUMENTS)
@takes_files(LARGEST_SCAN + ROOM)
def attach(document_id: int) -> Answer:
    body = asked_body(Permission.DISTRIBUTE_DOCUMENTS)
    working = _working(body, document_id)
    form = ScanForm()
    scan = _accepted(form) if form.validate() else None
    if scan is not None and carried_out(
        form, lambda session: attach_sheet(session, acting(), body.key, working.revision_id, scan)
    ):
        return done(
            Phrase(mark("Đã đính kèm {name}."), name=scan.name), address("distribution.show", body, document_id=document_id)
        )
    return _page(body, document_id, scan=form)


@distribution.get("/ban-quet/<int:sheet_id>")
@access(Permission.SEE_RECORDS)
def scan(sheet_id: int) -> Response:
    session = reading_session()
    found = session.get(SignSheet, sheet_id)
    if found is None:
        raise NotVisible(Phrase(mark("Không có bản quét này trong phạm vi của vị trí đang giữ.")))
    require(Permission.SEE_RECORDS, session.get_one(Agency, found.agency_id).key)
    stored = session.get_one(StoredFile, found.digest)
    return send_stored(installation().files, found.digest, found.file_name, stored.media_type)


@distribution.get("/can-doc")
@access(Permission.READ_DOCUMENTS)
def own() -> str:
    """What the reader has to read, and has read."""
    session, viewer = reading_session(), current_viewer()
    return render_template(
        "distribution/to_read.html",
        waiting=to_read(session, viewer.person_id, viewed_day()),
        read=has_read(session, viewer.person_id, viewed_day()),
        changes=not is_past_view(),
    )


@distribution.route("/can-doc/<int:revision_id>", methods=["GET", "POST"])
@access(Permission.READ_DOCUMENTS)
def confirm(revision_id: int) -> Answer:
    """Where the reader says to have read it."""
    waiting = to_read(reading_session(), current_viewer().person_id, current_day())
    found = next((one for one in waiting if one.working.revision_id == revision_id), None)
    if found is None:
        raise NotVisible(Phrase(mark("Không có tài liệu nào cần xác nhận đã đọc ở địa chỉ này; có thể đã xác nhận rồi.")))
    form = ReadForm()
    if form.validate_on_submit() and carried_out(form, lambda session: acknowledge(session, acting(), revision_id)):
        return done(Phrase(mark("Đã xác nhận đã đọc {code}."), code=found.working.code), url_for("distribution.own"))
    return shown("distribution/confirm.html", form, one=found)


def _working(body: Body, document_id: int) -> Working:
    found = works_by(reading_session(), viewed_day(), Document.id == document_id, agency_id=body.id)
    if not found:
        raise NotVisible(NOT_WORKED_BY)
    return found[0]


def _circulation(body: Body, document_id: int) -> Circulation | None:
    found = circulations(reading_session(), viewed_day(), agency_ids=[body.id], document_id=document_id)
    return found[0] if found else None


def _offer_receiving(form: StopForm, body: Body, circulation: Circulation | None) -> None:
    receiving = {one.post_id for one in circulation.recipients} if circulation else set()
    form.posts.offer([line for line in posts_of(reading_session(), body.id, viewed_day()) if line.id in receiving])


def _accepted(form: ScanForm) -> Accepted | None:
    sent = form.file.data
    if not sent or not sent.filename or kind_of_name(sent.filename) not in (Kind.PDF, Kind.PNG, Kind.JPEG):
        form.blame("file", Phrase(mark("Hãy chọn một tệp PDF, PNG hoặc JPG.")))
        return None
    try:
        return accept(installation().files, sent.stream, sent.filename)
    except RefusedFile as refusal:
        form.blame("file", refusal.message)
        return None
