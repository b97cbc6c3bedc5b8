"""Controlled copies: numbered on, recalled when their revision loses force, answered for by their code."""

from datetime import date, timedelta

import pytest

from documents.copies.queries import CopyLine, Paper, copies, find_paper
from documents.copies.use_cases import (
    ALREADY_BACK,
    NOBODY,
    NOT_IN_FORCE,
    RETURNED_BEFORE_ISSUE,
    RETURNED_LATER,
    Holder,
    IssueCopies,
    ReturnCopies,
    issue_copies,
    return_copies,
)
from documents.copies.validity import Validity
from qms.language import UserError
from qms.security.acting import NotAllowed, NotVisible
from qms.storage.conflicts import Conflict
from qms.storage.database import Database
from tests.factories.office import DAY, MOMENT, Office
from tests.factories.trail import verbs

CHANGE = DAY + timedelta(days=10)


@pytest.fixture
def office(database: Database) -> Database:
    with database.writing() as session:
        office = Office.of_two_bodies(session)
        office.revision("QT-01", 1, 0, date(2020, 1, 1), material=True)
        office.revision("QT-01", 1, 1, CHANGE, material=True)
        office.document("so-b", "QT-01B")
    return database


def issue(database: Database, *holders: Holder, who: str = "thu-ky", revision_no: int = 0, later: int = 0) -> list[str]:
    """Tokens of the copies issued ``later`` days after the day."""
    with database.writing() as session:
        acting = Office.found(session).acting(who, MOMENT + timedelta(days=later))
        command = IssueCopies("so-a", "QT-01", 1, revision_no, holders)
        return [copy.check_token for copy in issue_copies(session, acting, command)]


def give_back(database: Database, *ids: int, on: date = DAY, who: str = "thu-ky") -> int:
    with database.writing() as session:
        command = ReturnCopies("so-a", ids, on, "Đã hủy bằng máy")
        return return_copies(session, Office.found(session).acting(who), command)


def listed(database: Database, day: date) -> list[CopyLine]:
    with database.reading() as session:
        return copies(session, Office.found(session).agencies["so-a"].id, day)


def paper(database: Database, token: str, day: date) -> Paper | None:
    with database.reading() as session:
        return find_paper(session, token, day)


DESK, ARCHIVE = Holder("Bộ phận một cửa"), Holder("Lưu trữ cơ quan")


def test_numbers_go_on_within_a_revision_and_begin_again_with_the_next(office: Database) -> None:
    tokens = issue(office, DESK, ARCHIVE) + issue(office, DESK) + issue(office, DESK, revision_no=1, later=10)
    assert len(set(tokens)) == 4 and all(len(token) == 22 for token in tokens)
    assert [(line.revision_no, line.number) for line in listed(office, CHANGE)] == [(0, 1), (0, 2), (0, 3), (1, 1)]
    assert verbs(office) == [["controlled_copy:created"] * 2, ["controlled_copy:created"], ["controlled_copy:created"]]


def test_superseding_makes_the_recall_list_without_anybody_doing_anything(office: Database) -> None:
    issue(office, DESK, ARCHIVE)
    eve = CHANGE - timedelta(days=1)
    assert [line.to_recall for line in listed(office, eve)] == [False, False]
    assert [line.validity for line in listed(office, CHANGE)] == [Validity.REPLACED] * 2
    first, second = listed(office, CHANGE)
    assert give_back(office, first.id) == 1
    assert [line.to_recall for line in listed(office, CHANGE)] == [False, True]
    assert [line.returned_on for line in listed(office, DAY - timedelta(days=1))] == []
    assert second.returned_on is None
    assert verbs(office)[-1] == ["controlled_copy:returned"]


@pytest.mark.parametrize(("later", "revision_no"), [(9, 1), (10, 0)])
def test_only_what_is_in_force_is_copied(office: Database, later: int, revision_no: int) -> None:
    with pytest.raises(UserError) as refused:
        issue(office, DESK, revision_no=revision_no, later=later)
    assert refused.value.message == NOT_IN_FORCE


def test_a_copy_needs_a_holder(office: Database) -> None:
    with pytest.raises(UserError) as refused:
        issue(office)
    assert refused.value.message == NOBODY


def test_who_may_issue_and_for_which_posts(office: Database) -> None:
    with pytest.raises(NotAllowed):
        issue(office, DESK, who="can-bo")
    with pytest.raises(NotVisible):
        issue(office, DESK, who="ke-ben")
    with office.reading() as session:
        posts = Office.found(session).posts
        own, foreign = posts["can-bo"].id, posts["ke-ben"].id
    assert issue(office, Holder("Người can-bo", own))
    with pytest.raises(NotVisible):
        issue(office, Holder("Người ke-ben", foreign))


def test_a_return_is_refused_as_a_whole(office: Database) -> None:
    issue(office, DESK, ARCHIVE)
    first, second = (line.id for line in listed(office, DAY))
    for day, message in ((DAY - timedelta(days=1), RETURNED_BEFORE_ISSUE), (DAY + timedelta(days=1), RETURNED_LATER)):
        with pytest.raises(UserError) as refused:
            give_back(office, first, on=day)
        assert refused.value.message == message
    with pytest.raises(NotVisible):
        give_back(office, first, second + 100)
    give_back(office, second)
    with pytest.raises(Conflict) as late:
        give_back(office, first, second)
    assert late.value.message == ALREADY_BACK
    assert [line.returned_on for line in listed(office, DAY)] == [None, DAY]


def test_the_code_of_a_copy_answers_for_it(office: Database) -> None:
    (token,) = issue(office, DESK)
    found = paper(office, token, CHANGE - timedelta(days=1))
    assert found is not None
    assert (found.agency_name, found.code, found.issue_no, found.revision_no, found.number) == ("Cơ quan so-a", "QT-01", 1, 0, 1)
    assert (found.validity, found.current) == (Validity.IN_FORCE, (1, 0))
    later = paper(office, token, CHANGE)
    assert later is not None and (later.validity, later.until, later.current) == (Validity.REPLACED, CHANGE, (1, 1))
    give_back(office, listed(office, DAY)[0].id)
    back = paper(office, token, DAY)
    assert back is not None and back.validity is Validity.RETURNED


def test_the_code_of_a_dossier_answers_without_a_copy_number(office: Database) -> None:
    found = paper(office, "token-of-dossier-0001", DAY)
    assert found is not None and (found.number, found.validity, found.current) == (None, Validity.NOT_YET, (1, 0))


@pytest.mark.parametrize("token", ["", "token-of-dossier-9999", "x" * 33, "token-of-dossier-\x00001", "%", "' OR 1=1 --aaaaaaaa"])
def test_an_unknown_code_is_nothing(office: Database, token: str) -> None:
    assert paper(office, token, DAY) is None
