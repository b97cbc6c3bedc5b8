"""The workbook of people on pages, in the manner of the register workbook."""

from sqlalchemy.orm import Session

from qms.exchange.importing import ImportResult
from qms.keeping.views.workbook import WorkbookPages, lay
from qms.language import Phrase, mark
from qms.people.importing import settle
from qms.people.sheet import SHEETS
from qms.people.views.ground import people, providers
from qms.security.permissions import Permission
from qms.web.guard import acting


def _settle(session: Session, result: ImportResult) -> None:
    settle(session, acting(), providers(), result)


lay(
    WorkbookPages(
        people,
        Permission.KEEP_PEOPLE,
        lambda: SHEETS,
        Phrase(mark("Quản trị")),
        "nguoi-dung",
        prefix="/nhap-nguoi-dung",
        settle=_settle,
    )
)
