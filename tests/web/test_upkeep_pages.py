"""Periodic review on pages: due, signed or asked to be changed; what a change of a TTHC leaves behind."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from documents.library.models import Profile
from documents.upkeep.models import PeriodicReview
from qms.catalogue.models import AdministrativeProcedure
from qms.storage.database import Database
from tests.web.cast import COORDINATOR, DEPARTMENT, ELSEWHERE, HEAD, LEADER, OFFICER, Member
from tests.web.client import CheckingClient
from tests.web.routes.copies import a_revision
from tests.web.routes.distribution import post_of, sent_to
from tests.web.routes.doors import PASSWORD, with_password
from tests.web.walking import installation_of

AtWork = Callable[[Member], CheckingClient]
BASE = "/tai-lieu/xem-xet"
LATE = f"?han=qua-han&tim=QT-01&co-quan={DEPARTMENT}"
DOCUMENT = f"{BASE}/{DEPARTMENT}/QT-01"


@pytest.fixture
def database(workplace: Flask) -> Database:
    """QT-01 of the department, in force since 4/3/2019, is reviewed every year."""
    database = installation_of(workplace).database
    with database.writing() as session:
        profile = session.get_one(Profile, a_revision(session).document_id)
        profile.review_months = 12
        with_password()(session)
    return database


def reviews(database: Database) -> list[PeriodicReview]:
    with database.reading() as session:
        return list(session.scalars(select(PeriodicReview)))


def test_what_is_overdue_is_visible_upward(at_work: AtWork, database: Database) -> None:
    for member in (COORDINATOR, HEAD, LEADER):
        page = at_work(member).get(f"{BASE}/{LATE}").text
        assert f"{DEPARTMENT}/QT-01" in page and "04/03/2020" in page
    for day, late in (("2020-03-04", False), ("2020-03-05", True)):
        assert (f"{DEPARTMENT}/QT-01" in at_work(LEADER).get(f"{BASE}/{LATE}&ngay={day}").text) is late
    assert f"{DEPARTMENT}/QT-01" not in at_work(ELSEWHERE).get(f"{BASE}/?tim=QT-01").text


def test_still_right_is_signed_with_the_password(at_work: AtWork, database: Database) -> None:
    client = at_work(COORDINATOR)
    page = client.get(f"{DOCUMENT}/con-phu-hop").text
    assert "xác nhận tài liệu vẫn còn phù hợp" in page
    wrong = client.send(f"{DOCUMENT}/con-phu-hop", seen="1.0", reason="Đã đối chiếu", password="sai")
    assert wrong.status_code == 400 and "Đã đối chiếu" in wrong.text and not reviews(database)
    stale = client.send(f"{DOCUMENT}/con-phu-hop", seen="0.9", reason="Đã đối chiếu", password=PASSWORD)
    assert stale.status_code == 409 and 'value="1.0"' in stale.text and not reviews(database)
    answer = client.send(f"{DOCUMENT}/con-phu-hop", seen="1.0", reason="Đã đối chiếu", password=PASSWORD)
    assert answer.status_code == 303
    page = client.get(DOCUMENT).text
    assert "vẫn còn phù hợp" in page and COORDINATOR.name in page and "23/11/2027" in page and "nguyên vẹn" in page
    with database.writing() as session:
        session.scalars(select(PeriodicReview)).one().reason = "Lý do khác"
    page = client.get(DOCUMENT).text
    assert "nguyên vẹn" not in page and "không còn khớp với điều đã ký" in page


def test_a_change_opens_a_request(at_work: AtWork, database: Database) -> None:
    client = at_work(COORDINATOR)
    assert client.send(f"{DOCUMENT}/can-sua", seen="1.0", reason="Luật mới").status_code == 303
    assert "cần sửa đổi, phiếu 01/2026" in client.get(DOCUMENT).text


def test_who_writes_but_does_not_review_is_led_to_a_request(at_work: AtWork, database: Database) -> None:
    officer, coordinator = at_work(OFFICER).get(DOCUMENT).text, at_work(COORDINATOR).get(DOCUMENT).text
    assert "lập phiếu yêu cầu</a>" in officer and "con-phu-hop" not in officer
    assert "lập phiếu yêu cầu</a>" not in coordinator and "con-phu-hop" in coordinator


def test_an_abolished_procedure_marks_its_documents(at_work: AtWork, database: Database) -> None:
    with database.writing() as session:
        procedure = a_revision(session).procedures[0]
        session.get_one(AdministrativeProcedure, procedure.id).valid_to = date(2026, 11, 1)
    page = at_work(COORDINATOR).get(f"{BASE}/tthc-thay-doi").text
    assert "TTHC 1.000001 bị bãi bỏ từ ngày 01/11/2026: cần soát lại" in page
    assert "cần soát lại" in at_work(HEAD).get(DOCUMENT).text
    assert "cần soát lại" not in at_work(HEAD).get(f"{DOCUMENT}?ngay=2026-10-31").text


def test_the_export_holds_what_is_listed(at_work: AtWork, database: Database) -> None:
    rows = at_work(HEAD).get(f"{BASE}/danh-sach.csv{LATE}").data.decode("utf-8-sig").splitlines()
    assert len(rows) == 2 and "QT-01" in rows[1]


def test_what_waits_is_among_ones_own_work(at_work: AtWork, database: Database) -> None:
    address = "/tai-lieu/viec-cua-toi"
    with database.writing() as session:
        procedure = a_revision(session).procedures[0]
        session.get_one(AdministrativeProcedure, procedure.id).valid_to = date(2026, 11, 1)
        sent_to(OFFICER)(session)
    page = at_work(COORDINATOR).get(address).text
    assert "TTHC 1.000001 bị bãi bỏ từ ngày 01/11/2026: cần soát lại" in page and "Quá hạn xem xét" in page
    officer = at_work(OFFICER).get(address).text
    assert "1 tài liệu chờ xác nhận đã đọc" in officer and "cần soát lại" not in officer
    assert "tài liệu cần xem xét lại" in at_work(COORDINATOR).get("/").text
    assert "cần xem xét lại" not in at_work(OFFICER).get("/").text
    with database.writing() as session:
        session.get_one(Profile, a_revision(session).document_id).owner_post_id = post_of(OFFICER)(session)
    assert "cần soát lại" in at_work(OFFICER).get(address).text
    assert "QT-01" not in at_work(COORDINATOR).get(address).text
