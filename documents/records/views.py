"""The list of records of a body: looked up, exported, kept."""

from datetime import date
from io import BytesIO

from flask import Response, render_template, send_file

from documents.asked import address, asked_body, offered_bodies
from documents.library.finding import Body
from documents.library.force import in_force_of
from documents.lists.paper import list_pdf
from documents.post_choice import posts_of
from documents.records.forms import ChangeForm, SeriesForm
from documents.records.models import Medium
from documents.records.queries import find_series, record_list
from documents.records.tables import Line, paper_table, sheet_table, term_of
from documents.records.use_cases import change_series, enter_series
from qms.agencies.queries import superior_name
from qms.language import Phrase, gettext, mark, show_date
from qms.security.acting import NotVisible
from qms.security.permissions import Permission
from qms.storage.conflicts import Conflict
from qms.web.access import access
from qms.web.answers import Answer, carried_out, done, shown
from qms.web.database import reading_session
from qms.web.days import current_day, is_past_view, viewed_day
from qms.web.downloads import download
from qms.web.guard import acting, may, require
from qms.web.listing import active_filters, matches, search_words
from qms.web.pagination import paginate
from qms.web.sections import Section

records = Section("records", __name__, url_prefix="/tai-lieu/ho-so")


def _listed(body: Body) -> list[Line]:
    words = search_words()
    lines = record_list(reading_session(), body.id, viewed_day())
    return [line for line in lines if matches(words, line[0].code, line[0].name, line[0].place)]


@records.get("/")
@access(Permission.SEE_RECORDS)
def index() -> str:
    body = asked_body(Permission.SEE_RECORDS)
    return render_template(
        "records/index.html",
        body=body,
        bodies=offered_bodies(Permission.SEE_RECORDS),
        page=paginate(_listed(body)),
        term_of=term_of,
        filtered=active_filters(("tim",)),
        changes=may(Permission.KEEP_RECORD_LISTS, body.key) and not is_past_view(),
    )


@records.get("/danh-muc-ho-so.<form>")
@access(Permission.SEE_RECORDS)
def export(form: str) -> Response:
    body = asked_body(Permission.SEE_RECORDS)
    lines, day = _listed(body), viewed_day()
    name = f"danh-muc-ho-so-{body.key}-{day.isoformat()}"
    if form != "pdf":
        return download(sheet_table(body.name, lines, day), form, name, day)
    superior = superior_name(reading_session(), body.key, day) or ""
    content = list_pdf(gettext("Danh mục hồ sơ"), paper_table(lines), superior, body.name, day)
    return send_file(BytesIO(content), "application/pdf", as_attachment=True, download_name=f"{name}.pdf", max_age=0)


@records.route("/moi", methods=["GET", "POST"])
@access(Permission.KEEP_RECORD_LISTS)
def enter() -> Answer:
    body = asked_body(Permission.KEEP_RECORD_LISTS)
    form = SeriesForm(valid_from=current_day())
    form.offer(in_force_of(reading_session(), body.id, viewed_day()), posts_of(reading_session(), body.id, viewed_day()))
    if form.validate_on_submit():
        command, note = form.to_command(), form.note.data
        if carried_out(form, lambda session: enter_series(session, acting(), body.key, command, note)):
            return done(Phrase(mark("Đã ghi {code} vào danh mục hồ sơ."), code=command.code), address("records.index", body))
    return shown("records/enter.html", form, body=body)


@records.route("/<int:series_id>", methods=["GET", "POST"])
@access(Permission.KEEP_RECORD_LISTS)
def change(series_id: int) -> Answer:
    session = reading_session()
    stored = find_series(session, series_id)
    if stored is None:
        raise NotVisible(Phrase(mark("Không có dòng này trong danh mục hồ sơ.")))
    require(Permission.KEEP_RECORD_LISTS, stored.agency.key)
    body = Body(stored.agency_id, stored.agency.key, stored.agency.key)
    form = ChangeForm()
    form.offer(in_force_of(session, body.id, viewed_day()), posts_of(session, body.id, viewed_day()), stored)
    if not form.is_submitted():
        form.fill(stored)
    if form.validate_on_submit():
        command, note, version = form.series(stored.code), form.note.data, form.version.number
        if carried_out(form, lambda writer: change_series(writer, acting(), series_id, version, command, note)):
            return done(Phrase(mark("Đã sửa {code} trong danh mục hồ sơ."), code=stored.code), address("records.index", body))
        _make_readable(form)
    return shown("records/change.html", form, body=body, stored=stored)


def _make_readable(form: ChangeForm) -> None:
    """What is stored now, in the words of the form's own fields."""
    conflict = form.conflict
    if conflict is None or conflict.current is None:
        return
    now = dict(conflict.current)
    now["medium"] = str(Medium(now["medium"]).label)
    for name in ("valid_from", "valid_to"):
        now[name] = show_date(date.fromisoformat(now[name])) if now[name] else None
    form.conflict = Conflict(conflict.message, now, conflict.version)
