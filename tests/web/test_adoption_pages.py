"""Common procedures on pages: offered, answered, and the one who looked too long is told."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask

from documents.library.models import DocumentKind, Revision
from documents.search.use_cases import refresh
from qms.storage.database import Database
from tests.web.cast import BELOW, COORDINATOR, ELSEWHERE, HEAD, LEADER, Member
from tests.web.client import CheckingClient
from tests.web.routes.copies import a_revision
from tests.web.walking import installation_of

AtWork = Callable[[Member], CheckingClient]
PAGE, LIST = "/tai-lieu/ap-dung/so-nnmt/QT-01", "/tai-lieu/ap-dung/"


@pytest.fixture
def database(workplace: Flask) -> Database:
    return installation_of(workplace).database


WORK, WAITING = "/tai-lieu/viec-cua-toi", "Quy trình chung chờ cơ quan quyết định"


def revise(database: Database) -> None:
    """A second revision of the common procedure, in force from today."""
    with database.writing() as session:
        first, today = a_revision(session), date(2026, 11, 23)
        session.add(
            Revision(
                document_id=first.document_id,
                issue_no=1,
                revision_no=1,
                title="Tên mới",
                kind=DocumentKind.PROCEDURE,
                edition="2015",
                recorded_on=today,
                issued_on=today,
                effective_on=today,
            )
        )


def test_a_body_adopts_and_is_seen_to_lag_after_a_revision(at_work: AtWork, database: Database) -> None:
    client = at_work(BELOW)
    assert "1 quy trình chung đang chờ cơ quan quyết định" in client.get(LIST).text
    assert WAITING in client.get(WORK).text and "1 việc về tài liệu" in client.get("/").text
    answer = client.send(PAGE, mode="adopted", seen="1.0")
    assert answer.status_code == 303
    assert "đang dùng bản hiện hành" in client.get(LIST).text
    assert WAITING not in client.get(WORK).text
    revise(database)
    assert WAITING in client.get(WORK).text, "nobody is moved silently: the new revision asks again"
    assert "đang dùng bản cũ" in client.get(LIST).text
    assert "Thay đổi kể từ bản đang dùng" in client.get(PAGE).text
    board = at_work(COORDINATOR).get("/tai-lieu/ap-dung/bang/so-nnmt/QT-01?tinh-trang=lagging").text
    assert "Chi cục Kiểm lâm" in board and "1 cơ quan" in board


def test_whoever_answers_for_a_revision_that_is_over_is_shown_the_new_one(at_work: AtWork, database: Database) -> None:
    client = at_work(BELOW)
    revise(database)
    answer = client.send(PAGE, mode="not_applicable", reason="Không có TTHC này", seen="1.0")
    assert answer.status_code == 409
    assert "đã có lần ban hành, sửa đổi khác" in answer.text and "Không có TTHC này" in answer.text
    assert 'value="1.1"' in answer.text
    assert client.send(PAGE, mode="not_applicable", reason="Không có TTHC này", seen="1.1").status_code == 303


def test_a_refusal_without_a_reason_keeps_the_form(at_work: AtWork) -> None:
    answer = at_work(BELOW).send(PAGE, mode="not_applicable", seen="1.0")
    assert answer.status_code == 400 and "Hãy nêu lý do không áp dụng." in answer.text


def test_who_only_reads_sees_no_form(at_work: AtWork) -> None:
    for member in (HEAD, LEADER):
        page = at_work(member).get(f"{PAGE}?co-quan=cc-kiem-lam").text
        assert "Ghi quyết định" not in page
    assert at_work(HEAD).send(f"{PAGE}?co-quan=cc-kiem-lam", mode="adopted", seen="1.0").status_code == 403


def test_only_who_decides_is_told_that_a_decision_waits(at_work: AtWork) -> None:
    asked = f"{LIST}?co-quan=cc-kiem-lam"
    assert "chưa trả lời" in at_work(LEADER).get(asked).text
    assert "đang chờ cơ quan quyết định" not in at_work(LEADER).get(asked).text


def test_the_issuer_sees_who_uses_which_revision_of_its_own(at_work: AtWork) -> None:
    page = at_work(COORDINATOR).get(LIST).text
    assert "Quy trình chung do Sở Nông nghiệp" in page and "tinh-trang=unanswered" in page
    assert "Chưa có quy trình chung nào dành cho" not in page
    assert "Quy trình chung do" not in at_work(BELOW).get(LIST).text


def test_the_matrix_shows_the_bodies_one_may_see(at_work: AtWork) -> None:
    rows = at_work(COORDINATOR).get("/tai-lieu/ap-dung/bang.csv").data.decode("utf-8-sig").splitlines()
    assert [row.split(",")[0] for row in rows if "Kiểm lâm" in row] == ["QT-01"]
    assert "Chưa có quy trình chung nào" in at_work(ELSEWHERE).get("/tai-lieu/ap-dung/bang").text


def test_who_is_offered_a_common_procedure_may_read_it_and_nothing_else(at_work: AtWork) -> None:
    client = at_work(BELOW)
    assert client.get("/tai-lieu/so-nnmt/QT-01").status_code == 200
    assert client.get("/tai-lieu/so-nnmt/QT-01/ban/1.0").status_code == 200
    assert client.get("/tai-lieu/so-nnmt/QT-02").status_code == 404
    assert at_work(ELSEWHERE).get("/tai-lieu/so-nnmt/QT-01").status_code == 404


def test_who_is_offered_a_common_procedure_finds_it(at_work: AtWork, database: Database) -> None:
    with database.writing() as session:
        refresh(session)
    below, elsewhere = at_work(BELOW), at_work(ELSEWHERE)
    found = below.get("/tai-lieu/tim-kiem/?tim=QT-01").text
    assert "/tai-lieu/so-nnmt/QT-01" in found and "quy trình chung" in found
    assert "/tai-lieu/so-nnmt/QT-02" not in below.get("/tai-lieu/tim-kiem/?tim=QT-02").text
    assert "/tai-lieu/so-nnmt/QT-01" not in elsewhere.get("/tai-lieu/tim-kiem/?tim=QT-01").text
