"""The section of revisions on their way, and what its views share."""

from dataclasses import dataclass
from typing import Any

from flask import url_for

from documents.approval.loading import standing_of
from documents.approval.models import Dossier
from documents.approval.queries import Record, Version, load_record, sees_work
from documents.approval.workflow import Act, Standing, State, open_acts
from documents.asked import require_reading
from documents.library.finding import Body, body_named, find_agency, find_document
from documents.library.models import Document, Revision
from qms.files.kinds import PACKAGES
from qms.language import Phrase, mark
from qms.security.acting import NotAllowed, NotVisible
from qms.web.database import reading_session
from qms.web.days import current_day, is_past_view, viewed_day
from qms.web.guard import current_viewer
from qms.web.sections import Section

approval = Section("approval", __name__, url_prefix="/tai-lieu")

_NOT_PRINTED = frozenset(kind.media_type for kind in PACKAGES)
BAN = "/<agency>/<path:code>/ban/<int:issue_no>.<int:revision_no>"  # the address of one revision


@dataclass(frozen=True)
class Opened:
    """A revision that the viewer may see, with its document."""

    body: Body
    record: Record
    version: Version

    @property
    def revision(self) -> Revision:
        return self.version.revision

    @property
    def dossier(self) -> Dossier:
        """Raise NotVisible for a revision that came by workbook: there is nothing to work on."""
        if self.version.dossier is None:
            raise NotVisible(Phrase(mark("Bản này được ghi từ sổ đăng ký; hệ thống không giữ nội dung của nó.")))
        return self.version.dossier

    @property
    def standing(self) -> Standing:
        return standing_of(self.dossier)

    @property
    def acts(self) -> frozenset[Act]:
        """What the viewer may do now; nothing in a past view."""
        if self.version.dossier is None or is_past_view():
            return frozenset()
        return open_acts(self.standing, current_viewer())

    @property
    def gives_file(self) -> bool:
        """Whether the file that was handed in is given to the viewer: to those who work on the documents; to other readers
        where no print can show it whole (a form of Word is there to be filled in), as long as the revision holds."""
        file = self.version.dossier.file if self.version.dossier is not None else None
        if file is None:
            return False
        holds = self.version.state in (State.APPROVED, State.IN_FORCE) and not is_past_view()
        return sees_work(current_viewer(), self.body.key) or (holds and file.media_type in _NOT_PRINTED)

    @property
    def address(self) -> str:
        """Known without asking the database again."""
        numbers: dict[str, Any] = {"issue_no": self.revision.issue_no, "revision_no": self.revision.revision_no}
        return url_for("approval.show", agency=self.body.key, code=self.record.document.code, **numbers)


def open_record(agency: str, code: str) -> tuple[Body, Record]:
    """The document with what the viewer may see of it; raise NotVisible."""
    session = reading_session()
    found = find_agency(session, agency)
    document = find_document(session, found, code)
    require_reading(document)
    record = load_record(session, current_viewer(), document, viewed_day(), current_day())
    if not record.versions:
        raise NotVisible(Phrase(mark("Tại ngày đang xem chưa có tài liệu này, hoặc nó còn là dự thảo.")))
    return body_named(session, found.key, viewed_day()), record


def open_revision(agency: str, code: str, issue_no: int, revision_no: int) -> Opened:
    body, record = open_record(agency, code)
    version = record.version(issue_no, revision_no)
    if version is None:
        raise NotVisible(Phrase(mark("Không có bản tài liệu này trong phạm vi của vị trí đang giữ.")))
    return Opened(body, record, version)


def open_for(act: Act, agency: str, code: str, issue_no: int, revision_no: int) -> Opened:
    """Like :func:`open_revision`, for the page of an act; raise NotAllowed where it is not open to the viewer now."""
    opened = open_revision(agency, code, issue_no, revision_no)
    if act not in open_acts(opened.standing, current_viewer()):
        raise NotAllowed(Phrase(mark("Việc này hiện không mở cho người đang đăng nhập; hãy xem lại tình trạng của tài liệu.")))
    return opened


def revision_address(revision: Revision) -> str:
    document = revision.document
    numbers: dict[str, Any] = {"issue_no": revision.issue_no, "revision_no": revision.revision_no}
    return url_for("approval.show", agency=document.agency.key, code=document.code, **numbers)


def document_address(body: Body, document: Document) -> str:
    return url_for("library.show", agency=body.key, code=document.code)
