"""Handing out a table as a file."""

from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from itertools import islice

from flask import Response, send_file
from sqlalchemy.orm import Session

from qms.installation import Installation
from qms.language import Phrase, current_language, gettext, mark, speaking
from qms.rendering import csv, xlsx
from qms.rendering.table import Table
from qms.web.database import installation
from qms.web.errors import PageNotFound

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
}
_ROWS = 500  # sent at once


def download(table: Table, form: str, name: str, day: date) -> Response:
    """The table as an attachment called ``name`` with the ending ``form``; raise PageNotFound for a form there is none of."""
    if form not in TYPES:
        raise PageNotFound(Phrase(mark("Chỉ xuất được danh sách ra tệp xlsx hoặc csv, không ra “{form}”."), form=form))
    if form == "csv":
        content = csv.document(table)
    else:
        content = xlsx.workbook([table], xlsx.Properties(table.title, gettext("QLCL tỉnh"), day))
    return send_file(BytesIO(content), TYPES[form], as_attachment=True, download_name=f"{name}.{form}", max_age=0)


def long_csv(table: Callable[[Session], Table], name: str) -> Response:
    """What ``table`` reads, as an attachment that is sent while its rows are read, however many there are.

    The request is over before the last row is read: the session is the file's own, the language that of the reader.
    """
    pieces = _pieces(installation(), current_language(), table)
    response = Response(pieces, content_type=f"{TYPES['csv']}; charset=utf-8")
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}.csv")
    return response


def _pieces(installed: Installation, language: str, table: Callable[[Session], Table]) -> Iterator[bytes]:
    with installed.database.reading() as session:
        with speaking(language):
            lines = csv.lines(table(session))
            piece = b"".join(islice(lines, _ROWS))
        while piece:
            yield piece
            with speaking(language):
                piece = b"".join(islice(lines, _ROWS))
