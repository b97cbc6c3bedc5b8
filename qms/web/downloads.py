"""Handing out a table as a file."""

from datetime import date
from io import BytesIO

from flask import Response, send_file

from qms.language import Phrase, gettext, mark
from qms.rendering import csv, xlsx
from qms.rendering.table import Table
from qms.web.errors import PageNotFound

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
}


def download(table: Table, form: str, name: str, day: date) -> Response:
    """The table as an attachment called ``name`` with the ending ``form``; raise PageNotFound for a form there is none of."""
    if form not in TYPES:
        raise PageNotFound(Phrase(mark("Chỉ xuất được danh sách ra tệp xlsx hoặc csv, không ra “{form}”."), form=form))
    if form == "csv":
        content = csv.document(table)
    else:
        content = xlsx.workbook([table], xlsx.Properties(table.title, gettext("QLCL tỉnh"), day))
    return send_file(BytesIO(content), TYPES[form], as_attachment=True, download_name=f"{name}.{form}", max_age=0)
