"""The list of all documents is read once for each state of the trail, and nobody is shown an older one."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from documents.approval.listing import Line, list_documents, works_in
from documents.approval.queries import sees_work
from documents.library.shelf import OF_ONE_AGENCY, WITHOUT_EFFECT, DocumentShelf, Everything
from qms.app import sheets
from qms.people.kinds import PostKind
from qms.people.sheet import SHEETS as PEOPLE_SHEETS
from qms.security.viewer import HeldPost, Viewer
from qms.storage.database import Database
from qms.trail.entries import Actor, Change
from qms.trail.use_cases import record
from tests.architecture.nouns import recorded_nouns
from tests.factories.workbook import import_rows
from tests.web.cast import COORDINATOR, DEPARTMENT, LEADER, OFFICER, OTHER_DEPARTMENT, Member
from tests.web.client import CheckingClient
from tests.web.conftest import TODAY, installed
from tests.web.test_document_pages import NEW

AtWork = Callable[[Member], CheckingClient]
DAY = TODAY.now().date()
FACT = {
    "Mã cơ quan": OTHER_DEPARTMENT,
    "Mã tài liệu": "QT-99",
    "Tên": "Quy trình văn thư",
    "Loại": "quy trình",
    "Phiên bản ISO": "2015",
    "Lần ban hành": 1,
    "Lần sửa đổi": 0,
    "Ngày ghi nhận": date(2020, 1, 1),
    "Ngày ban hành": date(2020, 1, 1),
    "Ngày hiệu lực": date(2020, 2, 1),
}


@pytest.fixture
def database(province_database: Path, tmp_path: Path) -> Iterator[Database]:
    found = installed(Path(shutil.copy(province_database, tmp_path / "changing.sqlite3"))).database
    yield found
    found.close()


def seen(shelf: DocumentShelf, database: Database) -> Everything:
    with database.reading() as session:
        return shelf.value(session)


def viewer(kind: PostKind) -> Viewer:
    return Viewer(1, "ai", "Ai", (HeldPost(1, kind, DEPARTMENT, "Sở", None, "Chức danh", frozenset()),))


def read_both_ways(shelf: DocumentShelf, database: Database, who: Viewer, day: date) -> tuple[list[Line], list[Line]]:
    with database.reading() as session:
        kept = shelf.value(session).on(session, day, DAY).lines(works_in(who), None)
        return kept, list_documents(session, who, day, DAY)


@pytest.mark.parametrize("kind", [PostKind.PROVINCE_LEADER, PostKind.LEAD_OFFICER])
def test_the_shelf_says_what_the_database_says(at_work: AtWork, kind: PostKind) -> None:
    assert at_work(OFFICER).send("/tai-lieu/moi", **NEW).status_code == 303
    database, shelf, who = at_work(OFFICER).application.extensions["qms"].database, DocumentShelf(), viewer(kind)
    for day in (date(2019, 12, 31), date(2025, 3, 1), DAY, DAY):
        kept, asked = read_both_ways(shelf, database, who, day)
        assert kept == asked and kept
    assert any(line.state.is_work for line in kept) is (kind is PostKind.LEAD_OFFICER)


def test_drafts_are_shown_to_the_same_readers_of_one_agency_and_of_all() -> None:
    for kind in PostKind:
        reached = works_in(viewer(kind))
        for agency in (DEPARTMENT, OTHER_DEPARTMENT):
            assert (reached is None or agency in reached) is sees_work(viewer(kind), agency), kind


def test_own_documents_come_first_and_ended_ones_last(database: Database) -> None:
    assert import_rows(database, {"Tài liệu": [FACT | {"Ngày hết hiệu lực": date(2021, 1, 1)}]}).stored
    with database.reading() as session:
        lines = DocumentShelf().value(session).on(session, DAY, DAY).lines(frozenset(), {OTHER_DEPARTMENT})
        asked = list_documents(session, viewer(PostKind.PROVINCE_LEADER), DAY, DAY)
    assert lines == sorted(asked, key=lambda line: (line.agency != OTHER_DEPARTMENT, line.has_ended))
    assert len({line.has_ended for line in lines if line.agency == OTHER_DEPARTMENT}) == 2


def test_after_a_change_of_one_agency_only_its_documents_are_read_again(database: Database) -> None:
    shelf, leader = DocumentShelf(), viewer(PostKind.PROVINCE_LEADER)
    before = seen(shelf, database)
    assert read_both_ways(shelf, database, leader, DAY)[0]
    assert import_rows(database, {"Tài liệu": [FACT]}).stored
    after = seen(shelf, database)
    assert after.rows[DEPARTMENT] is before.rows[DEPARTMENT]
    assert [row.code for row in after.rows[OTHER_DEPARTMENT] if row.code == "QT-99"] == ["QT-99"]
    assert "QT-99" not in [row.code for row in before.rows[OTHER_DEPARTMENT]]
    kept, asked = read_both_ways(shelf, database, leader, DAY)
    assert kept == asked and "QT-99" in [line.code for line in kept]


def test_what_changes_no_list_reads_nothing_again_and_what_may_change_all_reads_all(database: Database) -> None:
    shelf = DocumentShelf()
    before = seen(shelf, database)
    append(database, Change("login_session:withdrawn", "an", {}), Change("audit:created", "so-noi-vu · 1", {}))
    assert seen(shelf, database) is before
    append(database, Change("agency_slice:changed", "so-noi-vu · 2020-01-01", {}))
    assert seen(shelf, database).rows[DEPARTMENT] is not before.rows[DEPARTMENT]


def append(database: Database, *changes: Change) -> None:
    with database.writing() as session:
        record(session, Actor("an.nguyen", "cli:hue"), TODAY.now(), changes)


def test_a_leader_sees_at_once_what_has_been_registered(at_work: AtWork) -> None:
    leader = at_work(LEADER)
    assert "61/2018/NĐ-CP" not in leader.get("/tai-lieu/?tim=co che mot cua").text
    fields = {"number": "61/2018/NĐ-CP", "title": "Về cơ chế một cửa", "issuer": "Chính phủ", "edition": "2015"}
    days = {"signed_on": "2018-04-23", "effective_on": "2018-06-21"}
    assert at_work(COORDINATOR).send("/tai-lieu/ben-ngoai/moi", **fields, **days).status_code == 303
    assert "61/2018/NĐ-CP" in leader.get("/tai-lieu/?tim=co che mot cua").text


OF_ALL = {"agency", "agency_slice", "lineage_event"}  # they give agencies their keys, names and days


def test_every_noun_that_is_recorded_is_known_to_change_no_list_one_agency_or_all() -> None:
    kinds = [OF_ONE_AGENCY, WITHOUT_EFFECT, OF_ALL]
    assert sum(map(len, kinds)) == len(set().union(*kinds)), "a noun is of two kinds"
    recorded = recorded_nouns() | {sheet.noun: sheet.name for sheet in (*sheets(), *PEOPLE_SHEETS)}
    unknown = {noun: place for noun, place in recorded.items() if noun not in set().union(*kinds)}
    assert unknown == {}, "say in documents/library/shelf.py whether these can change the list of documents"
