"""What lies with a person in document control is shown, told of, and moved when a post changes hands."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from documents.approval.loading import standing_of
from documents.approval.models import Dossier, Stage
from documents.approval.open_items import DocumentWork
from documents.approval.queries import load_work
from documents.approval.use_cases import Approval, approve, pass_review, send_back
from documents.approval.workflow import Act
from documents.library.models import Document
from documents.library.use_cases import NewDocument, create_document
from documents.requests.models import RequestKind
from documents.requests.use_cases import NewRequest, open_request
from qms.files.store import LocalStore
from qms.mail.models import Letter
from qms.people.models import Person
from qms.people.open_items import move_all
from qms.storage.database import Database
from tests.conftest import NOW
from tests.factories import approvals
from tests.factories.approvals import (
    AUTHOR,
    DEPUTY,
    HEAD,
    HOME,
    OTHER,
    REVIEWER,
    SECOND_REVIEWER,
    acting,
    panel,
    person_id,
    proof,
)

TODAY = date(2026, 11, 23)
PROVIDERS = (DocumentWork(),)


@pytest.fixture
def session(sqlite_database: Database) -> Iterator[Session]:
    with sqlite_database.writing() as session:
        approvals.open_office(session)
        session.flush()
        yield session


def items(session: Session, key: str, agency: str | None = HOME) -> list[str]:
    return [str(item.task) for item in DocumentWork().of_person(session, person_id(session, key), agency)]


def move(session: Session, former: str, new: str) -> list[str]:
    changes = move_all(session, PROVIDERS, person_id(session, former), person_id(session, new), HOME)
    return [change.verb for change in changes]


def test_drafts_reviews_approvals_and_requests_lie_with_persons(session: Session) -> None:
    dossier = approvals.draft(session, NOW)
    open_request(session, acting(session, AUTHOR, NOW), approvals.agency(session), NewRequest(RequestKind.ISSUE, "Mới", "Thiếu"))
    assert items(session, AUTHOR) == ["Soạn thảo tài liệu", "Theo dõi phiếu yêu cầu đã gửi"]
    assert items(session, AUTHOR, OTHER) == []
    approvals.sent(session, NOW, dossier)
    assert (items(session, REVIEWER), items(session, HEAD)) == (["Soát xét tài liệu"], ["Phê duyệt tài liệu"])
    pass_review(session, acting(session, REVIEWER, NOW), dossier.revision_id, dossier.version)
    assert items(session, REVIEWER) == []


def test_all_of_it_goes_to_the_new_holder(session: Session) -> None:
    dossier = approvals.draft(session, NOW)
    approvals.sent(session, NOW, dossier)
    open_request(session, acting(session, AUTHOR, NOW), approvals.agency(session), NewRequest(RequestKind.ISSUE, "Mới", "Thiếu"))
    assert move(session, AUTHOR, SECOND_REVIEWER) == ["dossier:changed", "change_request:changed"]
    assert dossier.author_id == person_id(session, SECOND_REVIEWER)
    assert move(session, HEAD, DEPUTY) == ["dossier:changed"]
    assert items(session, HEAD) == [] and items(session, DEPUTY) == ["Phê duyệt tài liệu"]


def test_nobody_is_left_to_judge_his_own_work(session: Session) -> None:
    """Where the reviewer becomes the author, the draft goes back to be sent to somebody else."""
    dossier = approvals.draft(session, NOW)
    approvals.sent(session, NOW, dossier)
    assert move(session, AUTHOR, REVIEWER) == ["dossier:changed", "dossier:recalled"]
    assert (dossier.stage, dossier.round) == (Stage.DRAFT, 2)
    assert items(session, REVIEWER) == ["Soạn thảo tài liệu"]


def test_whoever_is_asked_already_is_not_asked_twice(session: Session) -> None:
    dossier = approvals.draft(session, NOW)
    approvals.sent(session, NOW, dossier, panel(session, REVIEWER, SECOND_REVIEWER, quorum=2, in_order=False))
    move(session, REVIEWER, SECOND_REVIEWER)
    assert [task.person_id for task in standing_of(dossier).awaited_now()] == [person_id(session, SECOND_REVIEWER)]
    pass_review(session, acting(session, SECOND_REVIEWER, NOW), dossier.revision_id, dossier.version)
    assert dossier.stage is Stage.IN_APPROVAL


def test_the_work_list_says_what_can_be_done_now(session: Session) -> None:
    first, second = approvals.draft(session, NOW), approvals.draft(session, NOW)
    approvals.sent(session, NOW, first, panel(session, REVIEWER, SECOND_REVIEWER))
    author, reviewer, later = (
        load_work(session, acting(session, key, NOW).viewer) for key in (AUTHOR, REVIEWER, SECOND_REVIEWER)
    )
    assert [one.dossier for one in author.sent] == [first] and [one.dossier for one in author.drafts] == [second]
    assert [one.dossier for one in reviewer.to_review] == [first] and later.to_review == []
    send_back(session, acting(session, REVIEWER, NOW), first.revision_id, first.version, "Sửa", Act.RETURN)
    assert [one.dossier for one in load_work(session, acting(session, AUTHOR, NOW).viewer).returned] == [first]


def test_whose_turn_it_becomes_is_told_once(session: Session, tmp_path: Path) -> None:
    for person in session.scalars(select(Person)):
        person.email = f"{person.key}@hue.example"
    dossier = approvals.draft(session, NOW)
    approvals.sent(session, NOW, dossier, panel(session, REVIEWER, SECOND_REVIEWER, in_order=False), panel(session, DEPUTY, HEAD))
    for key in (REVIEWER, SECOND_REVIEWER):
        pass_review(session, acting(session, key, NOW), dossier.revision_id, dossier.version)
    for key in (DEPUTY, HEAD):
        who = acting(session, key, NOW)
        approve(session, who, LocalStore(tmp_path), dossier.revision_id, Approval(dossier.version, TODAY), proof(who))
    letters = session.execute(select(Letter.recipient, Letter.subject).order_by(Letter.id)).all()
    assert [(recipient.partition("@")[0], subject) for recipient, subject in letters] == [
        (REVIEWER, "Chờ soát xét: QT-01"),
        (SECOND_REVIEWER, "Chờ soát xét: QT-01"),
        (DEPUTY, "Chờ phê duyệt: QT-01"),
        (HEAD, "Chờ phê duyệt: QT-01"),
        (AUTHOR, "Đã phê duyệt: QT-01"),
    ]


def test_people_who_draft_at_the_same_time_get_different_codes(database: Database) -> None:
    with database.writing() as session:
        approvals.open_office(session)

    def make(_number: int) -> str:
        with database.writing() as session:
            who = acting(session, AUTHOR, NOW)
            made: Dossier = create_document(session, who, approvals.agency(session), NewDocument(approvals.description()))
            return made.revision.document.code

    with ThreadPoolExecutor(4) as pool:
        codes = list(pool.map(make, range(8)))
    assert sorted(codes) == [f"QT-0{number}" for number in range(1, 9)]
    with database.reading() as session:
        assert len(session.scalars(select(Document.id)).all()) == 8
