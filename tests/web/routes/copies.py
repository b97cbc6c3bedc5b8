"""Controlled copies."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents.copies.models import ControlledCopy
from documents.library.models import Document, Revision
from qms.agencies.models import Agency
from tests.web.cast import COORDINATOR, DEPARTMENT, HEAD, OTHER_DEPARTMENT
from tests.web.routes.rows import INSIDERS, Page, Public, Send

OUTSIDE = {"co-quan": OTHER_DEPARTMENT}
HERE = {"co-quan": DEPARTMENT}


def a_revision(session: Session, agency: str = DEPARTMENT, code: str = "QT-01") -> Revision:
    of_body = select(Document.id).join(Agency).where(Agency.key == agency, Document.code == code)
    return session.scalars(select(Revision).where(Revision.document_id.in_(of_body))).one()


def a_copy(session: Session) -> None:
    session.add(
        ControlledCopy(revision=a_revision(session), number=1, holder="Một cửa", check_token="k" * 22, issued_on=date(2026, 1, 5))
    )


def document_value(session: Session) -> str:
    """What the form offers for a document of the department."""
    revision = a_revision(session)
    return f"{revision.document_id}-{revision.id}"


def copy_id(session: Session) -> int:
    return session.scalars(select(ControlledCopy.id)).first() or 0


PAGES = {
    "copies.index": Page(INSIDERS, HERE, outside=OUTSIDE),
    "copies.export": Page(INSIDERS, {"form": "csv", **HERE}, outside={"form": "csv", **OUTSIDE}),
    "copies.issue": Page(frozenset({COORDINATOR}), HERE, outside=OUTSIDE),
    "copies.take_back": Page(frozenset({COORDINATOR}), HERE, outside=OUTSIDE),
    "checking.show": Public({"token": "x" * 22}, answer=404),
}
SENDS = {
    "copies.issue": Send(COORDINATOR, {"document": document_value, "others": "Một cửa"}, HERE, refused=HEAD, outside=OUTSIDE),
    "copies.take_back": Send(
        COORDINATOR,
        {"returned_on": "2026-11-20", "note": "Đã hủy"},
        {"ban": copy_id, **HERE},
        refused=HEAD,
        outside=OUTSIDE,
        first=a_copy,
    ),
}
