"""The library, the way to approval, requests, lists, prints."""

from collections.abc import Callable, Mapping
from io import BytesIO

from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from documents.approval.models import Comment, Dossier
from documents.library.models import Document, Profile, Revision
from documents.requests.models import ChangeRequest
from qms.agencies.models import Agency
from qms.people.models import Person
from qms.signing_in.models import Password
from tests.factories.uploads import docx, paragraph
from tests.web.cast import (
    ADMINISTRATOR,
    COORDINATOR,
    DEPARTMENT,
    DEPUTY,
    HEAD,
    LEAD_OFFICER,
    LEADER,
    OFFICER,
    OTHER_DEPARTMENT,
    UNIT_HEAD,
    Member,
)
from tests.web.drafts import DRAFT, IN_APPROVAL, IN_REVIEW, ISSUED, REQUEST
from tests.web.routes.doors import PASSWORD, cheaply
from tests.web.routes.rows import INSIDERS, MEMBERS, Page, Send
from tests.web.today import TODAY

OF_HEAD, OF_OFFICER, OF_UNIT_HEAD = frozenset({HEAD}), frozenset({OFFICER}), frozenset({UNIT_HEAD})
LIST = {"agency": DEPARTMENT, "name": "noi-bo"}
FOREIGN_LIST = {**LIST, "agency": OTHER_DEPARTMENT}
KNOWN = {"agency": DEPARTMENT, "code": "QT-01"}
FOREIGN = {"agency": OTHER_DEPARTMENT, "code": "QT-01"}
HERE, OUTSIDE = {"co-quan": DEPARTMENT}, {"co-quan": OTHER_DEPARTMENT}
ASKED = {"agency": DEPARTMENT, "number": REQUEST}
FOREIGN_ASKED = {**ASKED, "agency": OTHER_DEPARTMENT}


def at(code: str) -> dict[str, object]:
    return {"agency": DEPARTMENT, "code": code, "issue_no": 1, "revision_no": 0}


ELSEWHERE = {**at("QT-01"), "agency": OTHER_DEPARTMENT}


def dossier(session: Session, code: str) -> Dossier:
    found = select(Dossier).join(Revision).join(Document).where(Document.code == code)
    return session.scalars(found).one()


def version(code: str) -> Callable[[Session], int]:
    return lambda session: dossier(session, code).version


def person(member: Member) -> Callable[[Session], str]:
    return lambda session: str(session.scalars(select(Person.id).where(Person.key == member.key)).one())


def profile_version(session: Session) -> int | str:
    """Of the known document; empty where nobody has said how it is kept."""
    of_body = select(Document.id).join(Agency).where(Agency.key == DEPARTMENT, Document.code == KNOWN["code"])
    return session.scalars(select(Profile.version).where(Profile.document_id.in_(of_body))).first() or ""


def remark(session: Session) -> int:
    return session.scalars(select(Comment.id)).first() or 0


def with_password(session: Session) -> None:
    person_id = int(person(HEAD)(session))
    session.add(Password(person_id=person_id, hash=cheaply(PASSWORD), temporary=False, changed_at=TODAY.now()))


def file(_session: Session) -> FileStorage:
    return FileStorage(BytesIO(docx(paragraph("Tiếp công dân tại trụ sở"))), "quy trình.docx")


def request_version(session: Session) -> int:
    return session.scalars(select(ChangeRequest.version).where(ChangeRequest.number == REQUEST)).one()


def ready(session: Session) -> str:
    """How the form of a batch names the revision that waits for the head."""
    found = dossier(session, IN_APPROVAL)
    return f"{found.revision_id}-{found.version}"


_NEW: Mapping[str, object] = {"kind": "procedure", "title": "Quy trình tiếp công dân", "edition": "2015"}

PAGES = {
    "library.index": Page(INSIDERS),
    "library.export": Page(INSIDERS, {"form": "csv"}),
    "library.show": Page(INSIDERS, KNOWN, outside=FOREIGN),
    "library.show#draft": Page(MEMBERS, {"agency": DEPARTMENT, "code": DRAFT}),
    "library.new": Page(MEMBERS, HERE, outside=OUTSIDE),
    "library.new_external": Page(MEMBERS, HERE, outside=OUTSIDE),
    "library.revise": Page(MEMBERS, KNOWN, outside=FOREIGN),
    "library.profile": Page(MEMBERS, KNOWN, outside=FOREIGN),
    "library.patterns": Page(INSIDERS, HERE, outside=OUTSIDE),
    "approval.my_work": Page(INSIDERS | {ADMINISTRATOR}),
    "approval.batches": Page(INSIDERS, HERE, outside=OUTSIDE),
    "approval.new_batch": Page(frozenset({HEAD, DEPUTY}), HERE, outside=OUTSIDE, outsider=HEAD),
    "approval.show": Page(INSIDERS, at(ISSUED), outside=ELSEWHERE),
    "approval.show#draft": Page(MEMBERS, at(DRAFT)),
    "approval.show#in_review": Page(MEMBERS, at(IN_REVIEW)),
    "approval.content": Page(INSIDERS, at(ISSUED), outside=ELSEWHERE, answer=404),  # written here: there is no file
    "approval.comparison": Page(INSIDERS, at(ISSUED), outside=ELSEWHERE),
    "approval.edit": Page(OF_OFFICER, at(DRAFT), outside=ELSEWHERE),
    "approval.upload": Page(OF_OFFICER, at(DRAFT), outside=ELSEWHERE),
    "approval.write": Page(OF_OFFICER, at(DRAFT), outside=ELSEWHERE),
    "approval.submit": Page(OF_OFFICER, at(DRAFT), outside=ELSEWHERE),
    "approval.discard": Page(OF_OFFICER, at(DRAFT), outside=ELSEWHERE),
    "approval.review": Page(OF_UNIT_HEAD, at(IN_REVIEW), outside=ELSEWHERE),
    "approval.send_back": Page(OF_UNIT_HEAD, at(IN_REVIEW), outside=ELSEWHERE),
    "approval.approve": Page(OF_HEAD, at(IN_APPROVAL), outside=ELSEWHERE, outsider=HEAD),
    "approval.take_back": Page(frozenset({HEAD, DEPUTY}), at(ISSUED), outside=ELSEWHERE, outsider=HEAD),
    "requests.index": Page(MEMBERS | {LEAD_OFFICER}),
    "requests.export": Page(MEMBERS | {LEAD_OFFICER}, {"form": "csv"}),
    "requests.new": Page(MEMBERS, HERE, outside=OUTSIDE),
    "requests.show": Page(MEMBERS, ASKED, outside=FOREIGN_ASKED),
    "lists.index": Page(INSIDERS),
    "lists.show": Page(INSIDERS, LIST, outside=FOREIGN_LIST),
    "lists.export": Page(INSIDERS, {**LIST, "form": "xlsx"}, outside={**FOREIGN_LIST, "form": "xlsx"}),
    "printing.revision": Page(INSIDERS, at(ISSUED), outside=ELSEWHERE),
    "printing.copy": Page(frozenset({COORDINATOR}), {"copy_id": 0}, answer=404),
}

_SEEN = {"version": version(DRAFT)}
_IN_REVIEW = {"version": version(IN_REVIEW)}

SENDS = {
    "library.new": Send(OFFICER, {**_NEW, "code": "QT-90"}, HERE, refused=LEADER, outside=OUTSIDE),
    "library.new_external": Send(
        COORDINATOR,
        {
            "title": "Luật Tiếp công dân",
            "edition": "2015",
            "number": "42/2013/QH13",
            "issuer": "Quốc hội",
            "signed_on": "25/11/2013",
            "effective_on": "1/7/2014",
        },
        HERE,
        refused=LEADER,
        outside=OUTSIDE,
    ),
    "library.revise": Send(
        OFFICER, {"step": "revision", "summary": "Bổ sung", "material": "y"}, KNOWN, refused=LEADER, outside=FOREIGN
    ),
    "library.profile": Send(OFFICER, {"review_months": "12", "version": profile_version}, KNOWN, refused=LEADER, outside=FOREIGN),
    "library.patterns": Send(COORDINATOR, {"kind": "procedure", "pattern": "QT-{STT}"}, HERE, refused=OFFICER, outside=OUTSIDE),
    "approval.edit": Send(OFFICER, {**_NEW, "title": "Tên khác", **_SEEN}, at(DRAFT), refused=COORDINATOR, outside=ELSEWHERE),
    "approval.upload": Send(OFFICER, {"file": file, **_SEEN}, at(DRAFT), refused=COORDINATOR, outside=ELSEWHERE),
    "approval.write": Send(OFFICER, {"purpose": "Mục đích", **_SEEN}, at(DRAFT), refused=COORDINATOR, outside=ELSEWHERE),
    "approval.submit": Send(
        OFFICER,
        {"reviewers-0": person(UNIT_HEAD), "approvers-0": person(HEAD), **_SEEN},
        at(DRAFT),
        refused=COORDINATOR,
        outside=ELSEWHERE,
    ),
    "approval.recall": Send(OFFICER, _IN_REVIEW, at(IN_REVIEW), refused=COORDINATOR, outside=ELSEWHERE),
    "approval.discard": Send(OFFICER, _SEEN, at(DRAFT), refused=COORDINATOR, outside=ELSEWHERE),
    "approval.comment": Send(UNIT_HEAD, {"text": "Thiếu phụ lục"}, at(IN_REVIEW), refused=LEADER, outside=ELSEWHERE),
    "approval.answer": Send(
        OFFICER,
        lambda session: {f"tra-loi-{remark(session)}-answer": "Đã bổ sung"},
        {**at(IN_REVIEW), "comment_id": remark},
        refused=COORDINATOR,
        outside={**ELSEWHERE, "comment_id": remark},
    ),
    "approval.review": Send(UNIT_HEAD, {"note": "Đạt", **_IN_REVIEW}, at(IN_REVIEW), refused=COORDINATOR, outside=ELSEWHERE),
    "approval.send_back": Send(
        UNIT_HEAD, {"reason": "Thiếu lịch", **_IN_REVIEW}, at(IN_REVIEW), refused=COORDINATOR, outside=ELSEWHERE
    ),
    "approval.approve": Send(
        HEAD,
        {"effective_on": "23/11/2026", "password": PASSWORD, "version": version(IN_APPROVAL)},
        at(IN_APPROVAL),
        refused=COORDINATOR,
        outside=ELSEWHERE,
        first=with_password,
    ),
    "approval.take_back": Send(
        HEAD,
        {"ends_on": "1/12/2026", "reason": "Không còn phù hợp", "password": PASSWORD},
        at(ISSUED),
        refused=COORDINATOR,
        outside=ELSEWHERE,
        first=with_password,
    ),
    "approval.new_batch": Send(
        HEAD,
        {
            "number": "15/QĐ-SNNMT",
            "title": "Ban hành tài liệu",
            "decided_on": "23/11/2026",
            "effective_on": "23/11/2026",
            "revisions": ready,
            "password": PASSWORD,
        },
        HERE,
        refused=COORDINATOR,
        outside=OUTSIDE,
        first=with_password,
    ),
    "requests.new": Send(
        OFFICER, {"kind": "issue", "title": "Quy trình mới", "reason": "Chưa có"}, HERE, refused=LEADER, outside=OUTSIDE
    ),
    "requests.show": Send(
        HEAD, {"decision": "accepted", "version": request_version}, ASKED, refused=LEADER, outside=FOREIGN_ASKED
    ),
}
