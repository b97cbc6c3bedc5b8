"""Periodic review on pages: what is due, deciding on it, and procedures that their TTHC has overtaken."""

from collections.abc import Collection
from enum import StrEnum

from flask import Response, render_template

from documents.asked import PARAMETER, address, asked_body, offered_bodies
from documents.library.finding import Body, body_named, find_agency, find_document
from documents.upkeep.forms import ChangeForm, ReviewForm, RightForm
from documents.upkeep.marks import marks, uncovered
from documents.upkeep.queries import Upkept, reviews_of, upkept
from documents.upkeep.tables import upkept_table
from documents.upkeep.use_cases import NOT_IN_FORCE, ask_for_change, confirm_right, holds, statement_of
from qms.language import Phrase, gettext, mark
from qms.security.acting import NotVisible
from qms.security.permissions import Permission
from qms.signing_in.views.doors import visitor
from qms.web.access import access
from qms.web.answers import Answer, carried_out, done, shown
from qms.web.database import reading_session
from qms.web.days import is_past_view, viewed_day
from qms.web.downloads import download
from qms.web.guard import acting, current_viewer, may, require
from qms.web.listing import active_filters, asked, choices, matches, search_words, typed
from qms.web.pagination import paginate
from qms.web.sections import Section

upkeep = Section("upkeep", __name__, url_prefix="/tai-lieu/xem-xet")

SOON = 60  # days before the due date in which a review is called due soon


class When(StrEnum):
    """How urgent a review is."""

    LATE = "qua-han"
    SOON = "sap-den-han"

    @property
    def label(self) -> str:
        return gettext(_WHEN[self])

    def holds(self, one: Upkept) -> bool:
        if one.due_on is None:
            return False
        left = (one.due_on - viewed_day()).days
        return left < 0 if self is When.LATE else 0 <= left <= SOON


_WHEN = {When.LATE: mark("Quá hạn"), When.SOON: mark("Đến hạn trong 60 ngày")}


def _seen() -> Collection[str] | None:
    """The bodies asked for: the one in the address, else all that the reader may see."""
    if typed(PARAMETER):
        return {asked_body(Permission.SEE_RECORDS).key}
    return current_viewer().reach(Permission.SEE_RECORDS)


def _listed() -> list[Upkept]:
    when, words = asked("han", When), search_words()
    return [
        one
        for one in upkept(reading_session(), viewed_day(), _seen())
        if (when is None or when.holds(one)) and matches(words, one.code, one.title, one.agency_name)
    ]


@upkeep.get("/")
@access(Permission.SEE_RECORDS)
def index() -> str:
    session, day, seen = reading_session(), viewed_day(), _seen()
    everything = upkept(session, day, seen)
    return render_template(
        "upkeep/index.html",
        page=paginate(_listed()),
        late=sum(When.LATE.holds(one) for one in everything),
        soon=sum(When.SOON.holds(one) for one in everything),
        marked=len(marks(session, day, seen)),
        lacking=len(uncovered(session, day, seen)),
        bodies=offered_bodies(Permission.SEE_RECORDS),
        asked=typed(PARAMETER),
        whens=choices(When, lambda when: when.label),
        filtered=active_filters(("han", "tim", PARAMETER)),
        may_review=lambda one: may(Permission.DISTRIBUTE_DOCUMENTS, one.agency) and not is_past_view(),
    )


@upkeep.get("/danh-sach.<form>")
@access(Permission.SEE_RECORDS)
def export(form: str) -> Response:
    table = upkept_table(_listed(), viewed_day())
    return download(table, form, f"xem-xet-dinh-ky-{viewed_day().isoformat()}", viewed_day())


@upkeep.get("/tthc-thay-doi")
@access(Permission.SEE_RECORDS)
def overtaken() -> str:
    """Documents that a change of their TTHC has overtaken, and TTHC without a procedure."""
    session, day, seen = reading_session(), viewed_day(), _seen()
    bodies = offered_bodies(Permission.SEE_RECORDS)
    return render_template(
        "upkeep/overtaken.html",
        marks=marks(session, day, seen),
        page=paginate(uncovered(session, day, seen)),
        names={body.key: body.name for body in bodies},
        bodies=bodies,
        asked=typed(PARAMETER),
    )


@upkeep.get("/<agency>/<path:code>")
@access(Permission.SEE_RECORDS)
def show(agency: str, code: str) -> str:
    """The reviews of one document, and what waits for one."""
    session = reading_session()
    body = _body(agency, Permission.SEE_RECORDS)
    document = find_document(session, find_agency(session, agency), code)
    found = upkept(session, viewed_day(), {body.key}, document.id)
    acts = bool(found) and not is_past_view()
    reviews = acts and may(Permission.DISTRIBUTE_DOCUMENTS, body.key)
    return render_template(
        "upkeep/show.html",
        body=body,
        document=document,
        one=found[0] if found else None,
        reviews=reviews_of(session, document.id),
        holds=lambda review: holds(session, review),
        marks=marks(session, viewed_day(), {body.key}, document.id),
        changes=reviews,
        asks=acts and not reviews and may(Permission.WRITE_DOCUMENTS, body.key),
    )


@upkeep.route("/<agency>/<path:code>/con-phu-hop", methods=["GET", "POST"])
@access(Permission.DISTRIBUTE_DOCUMENTS)
def confirm(agency: str, code: str) -> Answer:
    body = _body(agency, Permission.DISTRIBUTE_DOCUMENTS)
    one, form = _one(body, code), RightForm()
    form.begin(one)
    if form.validate_on_submit() and _confirmed(form, one):
        return done(Phrase(mark("Đã ký xác nhận {code} vẫn còn phù hợp."), code=one.code), address("upkeep.index", body))
    statement = statement_of(one.code, one.issue_no, one.revision_no)
    return shown("upkeep/confirm.html", form, one=one, body=body, statement=statement)


@upkeep.route("/<agency>/<path:code>/can-sua", methods=["GET", "POST"])
@access(Permission.DISTRIBUTE_DOCUMENTS)
def change(agency: str, code: str) -> Answer:
    body = _body(agency, Permission.DISTRIBUTE_DOCUMENTS)
    one, form = _one(body, code), ChangeForm()
    form.begin(one)
    if form.validate_on_submit():
        command = form.to_command(one)
        if carried_out(form, lambda session: ask_for_change(session, acting(), command)):
            return done(Phrase(mark("Đã lập phiếu yêu cầu sửa đổi {code}."), code=one.code), address("upkeep.index", body))
        _show_newer(form, one)
    return shown("upkeep/change.html", form, one=one, body=body)


def _confirmed(form: RightForm, one: Upkept) -> bool:
    proof, command = form.prove(visitor()), form.to_command(one)
    if proof is None:
        return False
    if carried_out(form, lambda session: confirm_right(session, acting(), command, proof)):
        return True
    _show_newer(form, one)
    return False


def _show_newer(form: ReviewForm, one: Upkept) -> None:
    """After a conflict the next try is about the revision in force now."""
    if form.conflict is not None:
        form.seen.data = f"{one.issue_no}.{one.revision_no}"


def _body(agency: str, permission: Permission) -> Body:
    body = body_named(reading_session(), agency, viewed_day())
    require(permission, body.key)
    return body


def _one(body: Body, code: str) -> Upkept:
    session = reading_session()
    document = find_document(session, find_agency(session, body.key), code)
    found = upkept(session, viewed_day(), {body.key}, document.id)
    if not found:
        raise NotVisible(NOT_IN_FORCE)
    return found[0]
