"""Common procedures: what is offered to a body and how it answers; who works by which revision."""

from collections import Counter
from itertools import groupby

from flask import Response, render_template, url_for

from documents.adoption.forms import AnswerForm
from documents.adoption.queries import Common, Offer, changes_since, commons, history, offered_to, offers_of
from documents.adoption.standing import Standing
from documents.adoption.use_cases import NOT_OFFERED, give_answer
from documents.asked import PARAMETER, address, asked_body, offered_bodies
from documents.library.finding import Body, find_agency, find_document
from documents.library.force import in_force_of
from qms.language import Phrase, gettext, mark
from qms.rendering.table import Cell, Column, Kind, Table
from qms.security.acting import NotVisible
from qms.security.permissions import Permission
from qms.web.access import access
from qms.web.answers import Answer, carried_out, done, see_other, shown
from qms.web.database import reading_session
from qms.web.days import is_past_view, viewed_day
from qms.web.downloads import download
from qms.web.guard import acting, current_viewer, may, require
from qms.web.listing import active_filters, asked, choices, matches, search_words, typed
from qms.web.pagination import paginate
from qms.web.sections import Section

adoption = Section("adoption", __name__, url_prefix="/tai-lieu/ap-dung")


@adoption.get("/")
@access(Permission.READ_DOCUMENTS)
def index() -> str:
    body = asked_body(Permission.READ_DOCUMENTS)
    offers = offered_to(reading_session(), body, viewed_day())
    return render_template(
        "adoption/index.html",
        body=body,
        bodies=offered_bodies(Permission.READ_DOCUMENTS),
        offers=offers,
        asking=sum(offer.standing.asks for offer in offers),
        issued=[row for row in _counted() if row[0].owner_id == body.id],
        Standing=Standing,
        changes=may(Permission.ADOPT_DOCUMENTS, body.key) and not is_past_view(),
    )


@adoption.get("/bang")
@access(Permission.READ_DOCUMENTS)
def matrix() -> str:
    return render_template("adoption/matrix.html", rows=_counted(), Standing=Standing)


def _counted() -> list[tuple[Common, Counter[Standing]]]:
    """Each common procedure with how many bodies stand where."""
    rows = groupby(_seen_offers(), key=lambda offer: offer.common)
    return [(common, Counter(offer.standing for offer in offers)) for common, offers in rows]


@adoption.get("/bang.<form>")
@access(Permission.READ_DOCUMENTS)
def export(form: str) -> Response:
    """The whole matrix, one row for each procedure and body."""
    table = Table(
        title=gettext("Tình hình áp dụng quy trình chung"),
        columns=[
            Column(gettext("Mã tài liệu"), Kind.CODE),
            Column(gettext("Tên quy trình"), weight=3),
            Column(gettext("Cơ quan ban hành"), weight=2),
            Column(gettext("Cơ quan áp dụng"), weight=2),
            Column(gettext("Tình trạng")),
            Column(gettext("Bản đang dùng")),
            Column(gettext("Từ ngày"), Kind.DATE),
            Column(gettext("Phụ lục riêng"), Kind.CODE),
            Column(gettext("Lý do"), weight=2),
        ],
        rows=[_exported(offer) for offer in _seen_offers()],
        note=str(Phrase(mark("Tại ngày {day}"), day=viewed_day())),
        sheet=gettext("Quy trình chung"),
    )
    return download(table, form, f"ap-dung-quy-trinh-chung-{viewed_day().isoformat()}", viewed_day())


def _exported(offer: Offer) -> list[Cell]:
    answer = offer.answer
    numbers = None if answer is None or answer.issue_no is None else f"{answer.issue_no}/{answer.revision_no}"
    return [
        offer.common.code,
        offer.title,
        offer.common.owner_name,
        offer.body.name,
        str(offer.standing.label),
        numbers,
        answer.since if answer else None,
        answer.annex if answer else None,
        answer.reason if answer else None,
    ]


@adoption.get("/bang/<owner>/<path:code>")
@access(Permission.READ_DOCUMENTS)
def of_document(owner: str, code: str) -> str:
    """Which body works by which revision of one common procedure."""
    common = _common(owner, code)
    offers = _seen_offers(common.document_id)
    wanted, words = asked("tinh-trang", Standing), search_words()
    shown = [
        offer
        for offer in offers
        if (wanted is None or offer.standing is wanted) and matches(words, offer.body.name, offer.body.key)
    ]
    return render_template(
        "adoption/document.html",
        common=common,
        total=len(offers),
        counts=Counter(offer.standing for offer in offers),
        page=paginate(shown),
        standings=choices(Standing, lambda one: str(one.label)),
        opens=lambda body: may(Permission.READ_DOCUMENTS, body.key),
        filtered=active_filters(("tinh-trang", "tim")),
    )


@adoption.route("/<owner>/<path:code>", methods=["GET", "POST"])
@access(Permission.READ_DOCUMENTS)
def show(owner: str, code: str) -> Answer:
    """One common procedure as one body sees it; who may, answers here."""
    body, common = asked_body(Permission.READ_DOCUMENTS), _common(owner, code)
    offer = _offer(body, common)
    if offer is None:
        if typed(PARAMETER):
            raise NotVisible(NOT_OFFERED)
        return see_other(url_for("adoption.of_document", owner=owner, code=code))
    form = AnswerForm()
    if form.is_submitted():
        require(Permission.ADOPT_DOCUMENTS, body.key)
    form.begin(offer, in_force_of(reading_session(), body.id, viewed_day()))
    if form.validate_on_submit():
        command = form.to_command(body.key, offer.common)
        if carried_out(form, lambda session: give_answer(session, acting(), command)):
            sentence = Phrase(mark("Đã ghi quyết định của cơ quan về {code}."), code=offer.common.code)
            return done(sentence, address("adoption.index", body))
        form.show_newer(offer.common)
    return shown(
        "adoption/show.html",
        form,
        offer=offer,
        body=body,
        steps=changes_since(reading_session(), offer),
        history=history(reading_session(), body.id, offer.common.document_id),
        changes=may(Permission.ADOPT_DOCUMENTS, body.key) and not is_past_view(),
    )


def _offer(body: Body, common: Common) -> Offer | None:
    offered = offered_to(reading_session(), body, viewed_day())
    return next((offer for offer in offered if offer.common.document_id == common.document_id), None)


def _common(owner: str, code: str) -> Common:
    """A common procedure is no secret: whoever may read documents finds it."""
    session = reading_session()
    document = find_document(session, find_agency(session, owner), code)
    found = next(iter(commons(session, viewed_day(), document.id)), None)
    if found is None:
        raise NotVisible(NOT_OFFERED)
    return found


def _seen_offers(document_id: int | None = None) -> list[Offer]:
    """The matrix as far as the reader may see it."""
    return offers_of(reading_session(), viewed_day(), document_id, current_viewer().reach(Permission.READ_DOCUMENTS))
