"""Documents of the department on their way: one at each stage, written by the officer, and a request for a change."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents.approval.models import Assignment, Comment, Dossier, Role, Stage, Verdict
from documents.library.models import Document, DocumentKind, Revision
from documents.library.procedure_text import ProcedureText, Step
from documents.requests.models import ChangeRequest, RequestKind
from qms.agencies.models import Agency
from qms.people.models import Person
from tests.web.cast import DEPARTMENT, HEAD, OFFICER, UNIT_HEAD

DRAFT, IN_REVIEW, IN_APPROVAL, ISSUED = "QT-81", "QT-82", "QT-83", "QT-84"
REQUEST = "YC-81"
_STAGES = {DRAFT: Stage.DRAFT, IN_REVIEW: Stage.IN_REVIEW, IN_APPROVAL: Stage.IN_APPROVAL, ISSUED: Stage.APPROVED}
_BODY = ProcedureText(
    purpose="Tiếp công dân đúng hẹn",
    scope="Văn phòng",
    dossier=("Đơn",),
    time_limit="Năm ngày làm việc",
    steps=(Step("Tiếp nhận", "Văn thư", "Một ngày", "Phiếu hẹn"),),
)


def draft(session: Session, moment: datetime) -> None:
    """Put them into a database that has the cast."""
    agency = session.scalars(select(Agency).where(Agency.key == DEPARTMENT)).one()
    people = {person.key: person for person in session.scalars(select(Person))}
    for code, stage in _STAGES.items():
        session.add(_dossier(agency, code, stage, people, moment))
    session.add(
        ChangeRequest(
            agency=agency,
            number=REQUEST,
            number_folded=REQUEST.casefold(),
            kind=RequestKind.ISSUE,
            title="Quy trình tiếp nhận phản ánh",
            reason="Chưa có quy trình nào về việc này",
            asked_by=people[OFFICER.key],
            asked_at=moment,
        )
    )


def _dossier(agency: Agency, code: str, stage: Stage, people: dict[str, Person], moment: datetime) -> Dossier:
    day = moment.date().replace(month=10)
    issued = day if stage is Stage.APPROVED else None
    document = Document(agency=agency, code=code, code_folded=code.casefold())
    revision = Revision(
        document=document,
        issue_no=1,
        revision_no=0,
        title="Quy trình tiếp công dân",
        kind=DocumentKind.PROCEDURE,
        edition="2015",
        recorded_on=day,
        issued_on=issued,
        effective_on=issued,
    )
    dossier = Dossier(
        revision=revision, stage=stage, author=people[OFFICER.key], body=_BODY.canonical(), check_token=f"kiem-tra-{code}"
    )
    if stage is not Stage.DRAFT:
        reviewed = None if stage is Stage.IN_REVIEW else Verdict.PASSED
        approved = Verdict.PASSED if stage is Stage.APPROVED else None
        dossier.assignments.append(_assigned(Role.REVIEWER, people[UNIT_HEAD.key], reviewed, moment))
        dossier.assignments.append(_assigned(Role.APPROVER, people[HEAD.key], approved, moment))
    if stage is Stage.IN_REVIEW:
        dossier.comments.append(Comment(round=1, person_id=people[UNIT_HEAD.key].id, made_at=moment, text="Thiếu lịch tiếp"))
    return dossier


def _assigned(role: Role, person: Person, verdict: Verdict | None, moment: datetime) -> Assignment:
    decided = moment if verdict else None
    return Assignment(round=1, role=role, position=1, person=person, verdict=verdict, decided_at=decided)
