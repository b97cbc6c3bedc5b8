"""A section of the tests' own, to try the ground that every page stands on."""

from flask import Response, render_template_string, request

from qms.language import Phrase, UserError, mark
from qms.web.access import Access, access
from qms.web.database import reading_session
from qms.web.errors import PageNotFound
from qms.web.listing import SEARCH, Sorting, matches, search_words
from qms.web.pagination import paginate
from qms.web.sections import Section

PAGE = """
{% extends "base.html" %}
{% from "macros/page.html" import page_header, breadcrumb, empty %}
{% from "macros/table.html" import pagination, sorted_head %}
{% from "macros/filters.html" import filter_form, search_field %}
{% block title %}{{ _("Danh sách thử") }}{% endblock %}
{% block breadcrumb %}{{ breadcrumb([(_("Tổng quan"), url_for("workshop.index"))], _("Danh sách thử")) }}{% endblock %}
{% block content %}
{{ page_header(_("Danh sách thử"), _("Một danh sách để thử.")) }}
{% call filter_form(none) %}{{ search_field(_("Tìm"), _("Tên")) }}{% endcall %}
{% if page.total %}
<table class="data">
  <thead>
  <tr>{{ sorted_head(sorting, "ten", _("Tên")) }}{{ sorted_head(sorting, "so", _("Số"), number=True) }}</tr>
  </thead>
  <tbody>
  {% for name, number in page.rows %}
  <tr><th scope="row">{{ name }}</th><td class="number">{{ number|number }}</td></tr>
  {% endfor %}
  </tbody>
</table>
{{ pagination(page) }}
{% else %}{{ empty(_("Không có dòng nào.")) }}{% endif %}
{% endblock %}
"""

ROWS = [("Đánh giá nội bộ", 3), ("Hòa giải", 1), ("Ăn uống", 2), *((f"Dòng {number}", number) for number in range(4, 121))]

workshop = Section("workshop", __name__, label=mark("Tổng quan"), searches="index")


@workshop.get("/")
@access(Access.PUBLIC)
def index() -> str:
    sorting = Sorting.from_address(("ten", "so"), "so")
    wanted = search_words()
    rows = [row for row in ROWS if matches(wanted, row[0])]
    ordered = sorting.apply(rows, {"ten": lambda row: row[0], "so": lambda row: row[1]})
    return render_template_string(PAGE, page=paginate(ordered), sorting=sorting)


@workshop.get("/muc/<path:key>")
@access(Access.PUBLIC)
def item(key: str) -> str:
    raise PageNotFound(Phrase(mark("Không có mục “{key}”."), key=key))


@workshop.post("/gui")
@access(Access.PUBLIC)
def send() -> Response:
    return Response(str(len(request.get_data())), mimetype="text/plain")


@workshop.get("/hong")
@access(Access.PUBLIC)
def crash() -> str:
    raise LookupError("the inside of the machine")


@workshop.get("/tu-choi")
@access(Access.PUBLIC)
def refuse() -> str:
    raise UserError(Phrase(mark("Giá trị “{text}” chưa đúng."), text=request.args.get(SEARCH, "")))


@workshop.get("/phien")
@access(Access.PUBLIC)
def session() -> Response:
    return Response(str(reading_session() is reading_session()), mimetype="text/plain")
