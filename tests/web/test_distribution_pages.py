"""Distribution on pages: sent to a unit at once, read, reminded of, signed on paper."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select

from documents.distribution.models import Acknowledgement, Distribution
from qms.storage.database import Database
from tests.web.cast import COORDINATOR, DEPARTMENT, HEAD, LEADER, OFFICER, UNIT_HEAD, Member
from tests.web.client import CheckingClient
from tests.web.routes.distribution import document, picture, post_of, revision, sent_to
from tests.web.statements import GUARD, counted
from tests.web.walking import installation_of

AtWork = Callable[[Member], CheckingClient]
BASE = "/tai-lieu/phan-phoi"


@pytest.fixture
def database(workplace: Flask) -> Database:
    return installation_of(workplace).database


@pytest.fixture
def page(database: Database) -> str:
    with database.reading() as session:
        return f"{BASE}/{document(session)}"


def count(database: Database, table: type[Distribution] | type[Acknowledgement]) -> int:
    with database.reading() as session:
        return session.execute(select(func.count()).select_from(table)).scalar_one()


def test_a_unit_is_sent_to_at_once(at_work: AtWork, database: Database, page: str) -> None:
    client = at_work(COORDINATOR)
    answer = client.send(f"{page}/them", group="Văn phòng")
    assert answer.status_code == 303
    shown = client.get(answer.location).text
    assert "Đã phân phối QT-01 cho 2 vị trí." in shown and OFFICER.name in shown and UNIT_HEAD.name in shown
    assert client.send(f"{page}/them", group="*").status_code == 303
    assert "Mọi vị trí của cơ quan đã nhận tài liệu này" in client.get(f"{page}/them").text
    assert client.send(f"{page}/them").status_code == 400


def test_who_is_asked_reads_and_says_so(at_work: AtWork, database: Database, page: str) -> None:
    with database.writing() as session:
        sent_to(OFFICER, HEAD)(session)
        number = revision(session)
    client = at_work(OFFICER)
    assert "QT-01" in client.get(f"{BASE}/can-doc").text
    refused = client.send(f"{BASE}/can-doc/{number}")
    assert refused.status_code == 400 and "Hãy đánh dấu xác nhận" in refused.text
    assert client.send(f"{BASE}/can-doc/{number}", read="y").status_code == 303
    assert "Không còn tài liệu nào phải đọc" in client.get(f"{BASE}/can-doc").text
    assert client.send(f"{BASE}/can-doc/{number}", read="y").status_code == 404
    assert count(database, Acknowledgement) == 1
    shown = at_work(COORDINATOR).get(page).text
    assert "50" in shown and "1 / 2" in shown
    late = at_work(COORDINATOR).get(f"{BASE}/nhac-doc").text
    assert HEAD.name in late and OFFICER.name not in late.split("</header>")[1]


def test_posts_are_taken_off_the_list(at_work: AtWork, database: Database, page: str) -> None:
    with database.writing() as session:
        sent_to(OFFICER, HEAD)(session)
        post = post_of(OFFICER)(session)
    client = at_work(COORDINATOR)
    assert client.send(f"{page}/dung").status_code == 400
    assert client.send(f"{page}/dung", posts=str(post)).status_code == 303
    assert OFFICER.name not in client.get(page).text
    assert OFFICER.name in client.get(f"{page}?ngay=2026-11-22").text


def test_a_signed_sheet_is_attached_and_handed_out_again(at_work: AtWork, database: Database, page: str) -> None:
    with database.writing() as session:
        sent_to(OFFICER)(session)
    client = at_work(COORDINATOR)
    refused = client.send(f"{page}/ban-quet", file=(b"", ""))
    assert refused.status_code == 400 and "Hãy chọn một tệp PDF, PNG hoặc JPG." in refused.text
    assert client.send(f"{page}/ban-quet", file=picture()).status_code == 303
    assert "Phiếu ký.png" in client.get(page).text
    answer = client.get(f"{BASE}/ban-quet/1")
    assert answer.status_code == 200 and answer.data.startswith(b"\x89PNG")
    assert at_work(LEADER).get(f"{BASE}/ban-quet/1").status_code == 200
    stranger = at_work(Member("thu-ky-nv", "", COORDINATOR.kind, "", None))
    assert stranger.get(f"{BASE}/ban-quet/1").status_code == 404


def test_the_sheet_to_print_names_posts_and_people(at_work: AtWork, database: Database, page: str) -> None:
    with database.writing() as session:
        sent_to(OFFICER)(session)
    sheet = at_work(HEAD).get(f"{page}/phieu-ky?co-quan={DEPARTMENT}").text
    assert "Phiếu ký nhận và xác nhận đã đọc" in sheet and OFFICER.name in sheet and "Chữ ký" in sheet


def test_lists_ask_a_fixed_number_of_statements(site: Flask, signed_in: AtWork) -> None:
    client = signed_in(LEADER)
    for address, most in ((f"{BASE}/?co-quan={DEPARTMENT}", 9), (f"{BASE}/cac-co-quan", 7)):
        client.quietly(address)
        with counted(installation_of(site).database.engine) as statements:
            assert client.quietly(address).status_code == 200
        assert len(statements) <= GUARD + most, statements
