"""The reports on the screen, with their files to take away."""

from io import BytesIO

from flask import Response, render_template, send_file

from qms.language import Phrase, gettext, mark, pmark
from qms.rendering.table import show_cell
from qms.security.permissions import Permission
from qms.web.access import access
from qms.web.days import viewed_day
from qms.web.downloads import TYPES
from qms.web.errors import PageNotFound
from qms.web.sections import Section
from reports.overviews.registry import current_registry
from reports.registers.named import FORMS, REPORTS, render

reports = Section("reports", __name__, url_prefix="/bao-cao", label=pmark("many", "Báo cáo"))


@reports.get("/")
@access(Permission.SEE_STATUS)
def index() -> str:
    return render_template("registers/reports.html", reports={name: gettext(report.title) for name, report in REPORTS.items()})


@reports.get("/<name>")
@access(Permission.SEE_STATUS)
def show(name: str) -> str:
    if name not in REPORTS:
        raise PageNotFound(Phrase(mark("Không có báo cáo “{name}”. Hãy chọn trong danh sách báo cáo."), name=name))
    report = REPORTS[name].make(current_registry(), viewed_day())
    return render_template("registers/report.html", name=name, report=report, show_cell=show_cell)


@reports.get("/<name>.<form>")
@access(Permission.SEE_STATUS)
def export(name: str, form: str) -> Response:
    if name not in REPORTS or f".{form}" not in FORMS:
        raise PageNotFound(Phrase(mark("Không có báo cáo “{name}”. Hãy chọn trong danh sách báo cáo."), name=f"{name}.{form}"))
    content = render(name, current_registry(), viewed_day(), f".{form}")
    kind = TYPES.get(form, "application/pdf")
    return send_file(
        BytesIO(content), kind, as_attachment=True, download_name=f"{name}-{viewed_day().isoformat()}.{form}", max_age=0
    )
