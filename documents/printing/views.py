"""Files that leave: a revision as it is read today, and a controlled copy for its holder."""

from collections.abc import Callable
from io import BytesIO

from flask import Response, send_file, url_for

from documents.approval.queries import sees_work
from documents.asked import require_reading
from documents.copies.models import ControlledCopy
from documents.library.finding import find_agency, find_document, find_revision
from documents.library.models import Document, Revision
from documents.printing.composing import printed
from documents.printing.queries import Sheet, find_sheet
from qms.agencies.models import Agency
from qms.language import Phrase, mark
from qms.security.acting import NotVisible
from qms.security.permissions import Permission
from qms.web.access import access
from qms.web.database import installation, reading_session
from qms.web.days import current_day
from qms.web.errors import PageNotFound
from qms.web.guard import current_viewer, require
from qms.web.sections import Section

printing = Section("printing", __name__, url_prefix="/tai-lieu")


@printing.get("/<agency>/<path:code>/ban/<int:issue_no>.<int:revision_no>/in.pdf")
@access(Permission.READ_DOCUMENTS)
def revision(agency: str, code: str, issue_no: int, revision_no: int) -> Response:
    """A print of today, whatever day is looked at: it is today's reader who will hold it."""
    session = reading_session()
    body = find_agency(session, agency)
    document = find_document(session, body, code)
    require_reading(document)
    found = find_revision(session, document, issue_no, revision_no)
    sheet = find_sheet(session, found.id, current_day())
    if sheet.dossier is None:
        raise PageNotFound(Phrase(mark("Bản này được ghi từ sổ đăng ký nên hệ thống không giữ tệp để in.")))
    if sheet.state.is_work and not sees_work(current_viewer(), body.key):
        raise NotVisible(Phrase(mark("Không có bản tài liệu này trong phạm vi của vị trí đang giữ.")))
    return _sent(sheet)


@printing.get("/ban-kiem-soat/<int:copy_id>/in.pdf")
@access(Permission.DISTRIBUTE_DOCUMENTS)
def copy(copy_id: int) -> Response:
    session = reading_session()
    held = session.get(ControlledCopy, copy_id)
    if held is None:
        raise NotVisible(Phrase(mark("Không có bản kiểm soát này trong phạm vi của vị trí đang giữ.")))
    owner = session.get_one(Agency, session.get_one(Document, session.get_one(Revision, held.revision_id).document_id).agency_id)
    require(Permission.DISTRIBUTE_DOCUMENTS, owner.key)
    return _sent(find_sheet(session, held.revision_id, current_day(), held))


def _sent(sheet: Sheet) -> Response:
    content = printed(sheet, installation().files, current_day(), public_address())
    name = f"{sheet.code}-{sheet.revision.issue_no}.{sheet.revision.revision_no}.pdf".replace("/", "-")
    return send_file(BytesIO(content), "application/pdf", as_attachment=True, download_name=name, max_age=0)


def public_address() -> Callable[[str], str]:
    """Where anybody may ask for the worth of a paper: below the public address of the installation, else where we were asked."""
    base = installation().settings.public_url

    def address(token: str) -> str:
        if base is None:
            return url_for("checking.show", token=token, ngay=None, _external=True)
        return base.rstrip("/") + url_for("checking.show", token=token, ngay=None)

    return address
