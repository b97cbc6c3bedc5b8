"""The lists on the screen, with their files to take away."""

from datetime import date
from io import BytesIO

from flask import Response, render_template, request, send_file

from documents.library.finding import bodies, body_named
from documents.lists.paper import list_pdf
from documents.lists.tables import LISTS, MasterList, table_of
from qms.agencies.queries import superior_name
from qms.language import Phrase, gettext, mark
from qms.rendering.table import Table, show_cell
from qms.security.permissions import Permission
from qms.web.access import access
from qms.web.database import reading_session
from qms.web.days import viewed_day
from qms.web.downloads import download
from qms.web.errors import PageNotFound
from qms.web.guard import current_viewer, may, require
from qms.web.pagination import paginate
from qms.web.sections import Section

lists = Section("lists", __name__, url_prefix="/tai-lieu/danh-muc")


@lists.get("/")
@access(Permission.READ_DOCUMENTS)
def index() -> str:
    """The lists of one body: the one that is asked for, else the viewer's own."""
    reach = current_viewer().reach(Permission.READ_DOCUMENTS)
    offered = bodies(reading_session(), viewed_day(), reach)
    own = next(current_viewer().agencies(), None)
    keys = [body.key for body in offered]
    asked = request.args.get("co-quan") or (own if own in keys else None)
    chosen = asked if asked in keys else None
    return render_template(
        "lists/lists.html",
        lists=LISTS,
        bodies=offered,
        asked=chosen,
        shows_records=chosen is not None and may(Permission.SEE_RECORDS, chosen),
    )


@lists.get("/<agency>/<name>")
@access(Permission.READ_DOCUMENTS)
def show(agency: str, name: str) -> str:
    one, table, body_name = _made(agency, name, viewed_day())
    page = paginate(list(table.rows))
    return render_template(
        "lists/list.html", one=one, name=name, agency=agency, body_name=body_name, table=table, page=page, show_cell=show_cell
    )


@lists.get("/<agency>/<name>.<form>")
@access(Permission.READ_DOCUMENTS)
def export(agency: str, name: str, form: str) -> Response:
    day = viewed_day()
    one, table, body_name = _made(agency, name, day)
    file_name = f"{name}-{agency}-{day.isoformat()}"
    if form != "pdf":
        return download(table, form, file_name, day)
    superior = superior_name(reading_session(), agency, day) or ""
    content = list_pdf(gettext(one.title), table, superior, body_name, day)
    return send_file(BytesIO(content), "application/pdf", as_attachment=True, download_name=f"{file_name}.pdf", max_age=0)


def _made(agency: str, name: str, day: date) -> tuple[MasterList, Table, str]:
    one = LISTS.get(name)
    if one is None:
        raise PageNotFound(Phrase(mark("Không có danh mục “{name}”."), name=name))
    body = body_named(reading_session(), agency, day)
    require(Permission.READ_DOCUMENTS, body.key)
    return one, table_of(one, one.rows(reading_session(), body.id, day), body.name, day), body.name
