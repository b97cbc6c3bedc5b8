"""Change requests on pages: the list, a new one, and one with what it would touch."""

from flask import Response, render_template, request, url_for
from sqlalchemy.orm import Session

from documents.approval.listing import list_documents
from documents.approval.queries import sees_work
from documents.asked import asked_body, offered_bodies
from documents.library.finding import body_named, find_agency, find_document
from documents.library.kinds import kind_label as document_kind_label
from documents.requests.forms import ClosingForm, RequestForm, RulingForm, kind_label
from documents.requests.impact import impact
from documents.requests.models import RequestDecision, RequestKind
from documents.requests.queries import Asked, Progress, find_request, list_requests
from documents.requests.use_cases import decide, open_request
from qms.language import Phrase, gettext, mark
from qms.rendering.table import Column, Kind, Table
from qms.security.acting import NotVisible
from qms.security.permissions import Permission
from qms.web.access import access
from qms.web.answers import Answer, carried_out, done, shown
from qms.web.database import reading_session
from qms.web.days import current_day, is_past_view, viewed_day
from qms.web.downloads import download
from qms.web.guard import acting, current_viewer, may, require
from qms.web.listing import Choice, active_filters, asked, choices, matches, search_words, typed
from qms.web.pagination import paginate
from qms.web.sections import Section

requests = Section("requests", __name__, url_prefix="/tai-lieu/yeu-cau")

AGENCY, PROGRESS, DOCUMENT, KIND = "co-quan", "tinh-trang", "tai-lieu", "de-nghi"


def _listed() -> list[Asked]:
    """Requests are work: they are shown to those who work on the documents of the agency."""
    words, state = search_words(), asked(PROGRESS, Progress)
    reach = {key for key in current_viewer().agencies() if sees_work(current_viewer(), key)}
    wanted = reach & {typed(AGENCY)} if typed(AGENCY) else reach
    return [
        one
        for one in list_requests(reading_session(), wanted)
        if (state is None or one.progress is state) and matches(words, one.request.number, one.request.title)
    ]


@requests.get("/")
@access(Permission.WRITE_DOCUMENTS)
def index() -> str:
    bodies = offered_bodies(Permission.WRITE_DOCUMENTS)
    return render_template(
        "requests/index.html",
        page=paginate(_listed()),
        agencies=[Choice(body.key, body.name) for body in bodies] if len(bodies) > 1 else [],
        states=choices(Progress, lambda state: str(state.label)),
        filtered=active_filters((AGENCY, PROGRESS, "tim")),
        kind_label=kind_label,
        changes=not is_past_view(),
    )


@requests.get("/danh-sach.<form>")
@access(Permission.WRITE_DOCUMENTS)
def export(form: str) -> Response:
    table = Table(
        title=str(Phrase(mark("Phiếu yêu cầu sửa đổi/ban hành tài liệu"))),
        columns=[
            Column(gettext("Số"), Kind.CODE),
            Column(gettext("Đề nghị")),
            Column(gettext("Mã tài liệu"), Kind.CODE),
            Column(gettext("Nội dung đề nghị"), weight=3),
            Column(gettext("Người đề nghị")),
            Column(gettext("Tình trạng")),
        ],
        rows=[
            [
                one.request.number,
                str(kind_label(one.request.kind)),
                one.request.document.code if one.request.document else None,
                one.request.title,
                one.request.asked_by.name,
                str(one.progress.label),
            ]
            for one in _listed()
        ],
    )
    return download(table, form, f"phieu-yeu-cau-{viewed_day().isoformat()}", viewed_day())


@requests.route("/moi", methods=["GET", "POST"])
@access(Permission.WRITE_DOCUMENTS)
def new() -> Answer:
    body, session = asked_body(Permission.WRITE_DOCUMENTS), reading_session()
    form = RequestForm()
    lines = list_documents(session, current_viewer(), current_day(), current_day(), {body.key})
    form.offer((line.code, line.title) for line in lines if not line.state.is_work)
    if not form.is_submitted():
        form.document.data = typed(DOCUMENT) or None
        form.kind.data = typed(KIND) or (RequestKind.CHANGE.value if form.document.data else RequestKind.ISSUE.value)
    if form.validate_on_submit():
        made: list[str] = []
        if carried_out(form, lambda session: made.append(_open(session, form, body.key))):
            said = Phrase(mark("Đã gửi phiếu yêu cầu số {number}."), number=made[0])
            return done(said, url_for("requests.show", agency=body.key, number=made[0]))
    return shown("requests/new.html", form, body=body)


@requests.route("/<agency>/<path:number>", methods=["GET", "POST"])
@access(Permission.WRITE_DOCUMENTS)
def show(agency: str, number: str) -> Answer:
    """The request, what it would touch, and the decision on it."""
    session = reading_session()
    found = find_agency(session, agency)
    require(Permission.WRITE_DOCUMENTS, found.key)
    one = find_request(session, found.id, number)
    if one is None:
        raise NotVisible(Phrase(mark("Không có phiếu yêu cầu số {number} tại cơ quan này."), number=number))
    ruling, closing = RulingForm(version=one.request.version), ClosingForm(version=one.request.version)
    sent: RulingForm | ClosingForm = closing if "dong" in request.form else ruling
    if sent.validate_on_submit() and _decided(sent, one):
        return done(Phrase(mark("Đã ghi quyết định về phiếu yêu cầu.")), request.full_path.rstrip("?"))
    document = one.request.document
    undecided = one.request.decision is None and not is_past_view()
    page = render_template(
        "requests/request.html",
        body=body_named(session, found.key, viewed_day()),
        one=one,
        request_shown=one.request,
        found=None if document is None else impact(session, document, viewed_day()),
        ruling=ruling,
        closing=closing,
        may_decide=undecided and may(Permission.APPROVE_DOCUMENTS, found.key),
        may_close=undecided and one.request.asked_by_id == current_viewer().person_id,
        may_draft=one.progress is Progress.ACCEPTED and one.request.kind is not RequestKind.WITHDRAW and not is_past_view(),
        ended=one.request.kind is RequestKind.WITHDRAW and one.progress is Progress.ACCEPTED,
        kind_label=kind_label,
        document_kind_label=document_kind_label,
        RequestDecision=RequestDecision,
    )
    return page, max(ruling.status, closing.status)


def _decided(form: RulingForm | ClosingForm, one: Asked) -> bool:
    command = form.to_command()
    return carried_out(form, lambda session: decide(session, acting(), one.request.id, command))


def _open(session: Session, form: RequestForm, key: str) -> str:
    agency = find_agency(session, key)
    code = form.document.data
    document = find_document(session, agency, code) if code else None
    return open_request(session, acting(), agency, form.to_command(document)).number

