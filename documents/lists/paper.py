"""A list of a body on paper, as of a day."""

from datetime import date

from qms.language import Phrase, gettext, mark
from qms.rendering.official import Issuer, OfficialPage, Signature
from qms.rendering.pdf import official_document
from qms.rendering.table import Table

OPEN = "……………"  # a place left for the pen


def list_pdf(title: str, table: Table, superior: str, agency_name: str, day: date) -> bytes:
    """The PDF file, to be signed by whoever keeps the list; place and date of signing are left for the pen."""
    subject = str(Phrase(mark("Tại ngày {day}"), day=day))
    keeper = Signature((gettext("Người lập danh mục"),))
    plain = Table("", table.columns, table.rows, note=table.note)
    issuer = Issuer(superior, agency_name)
    return official_document(OfficialPage(issuer, "DM", OPEN, title, subject, [plain], signature=keeper, wide=True))
