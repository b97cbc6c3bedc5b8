"""The list of records on pages."""

from collections.abc import Callable
from io import BytesIO

import pypdfium2
import pytest
from flask import Flask
from openpyxl import load_workbook

from qms.storage.database import Database
from tests.web.cast import COORDINATOR, HEAD, UNIT_HEAD, Member
from tests.web.client import CheckingClient
from tests.web.routes.records import FIELDS, a_series
from tests.web.walking import installation_of

AtWork = Callable[[Member], CheckingClient]
BASE = "/tai-lieu/ho-so"


@pytest.fixture
def database(workplace: Flask) -> Database:
    return installation_of(workplace).database


def test_a_line_is_entered_shown_and_exported(at_work: AtWork) -> None:
    client = at_work(UNIT_HEAD)
    answer = client.send(f"{BASE}/moi", **FIELDS)
    assert answer.status_code == 303
    page = client.get(answer.location).text
    assert "Đã ghi HS-01 vào danh mục hồ sơ." in page and "5 năm" in page
    assert "chưa có dòng nào" in client.get(f"{BASE}/?ngay=2025-12-31").text
    book = load_workbook(BytesIO(at_work(HEAD).get(f"{BASE}/danh-muc-ho-so.xlsx").data))
    cells = [cell.value for row in book.active.iter_rows() for cell in row]
    assert {"HS-01", "Tủ 2", "bản giấy", "5 năm", "TT 10/2022/TT-BNV"} <= set(cells)
    assert "danh-muc-ho-so.pdf" in page
    paper = pypdfium2.PdfDocument(client.get(f"{BASE}/danh-muc-ho-so.pdf").data)
    assert {"HS-01", "10/2022/TT-BNV"} <= set(paper[0].get_textpage().get_text_bounded().split())


def test_faults_stand_beside_their_fields(at_work: AtWork) -> None:
    answer = at_work(COORDINATOR).send(f"{BASE}/moi", **(FIELDS | {"name": "", "retention_years": "0"}))
    assert answer.status_code == 400
    assert 'href="#name"' in answer.text and 'href="#retention_years"' in answer.text and 'value="Tủ 2"' in answer.text


def test_the_second_to_save_sees_both(at_work: AtWork, database: Database) -> None:
    with database.writing() as session:
        a_series(session)
    client = at_work(COORDINATOR)
    assert 'value="Tủ 1"' in client.get(f"{BASE}/1").text
    changed = {name: value for name, value in FIELDS.items() if name != "code"}
    assert at_work(UNIT_HEAD).send(f"{BASE}/1", **(changed | {"place": "Kho A"}), version="1").status_code == 303
    answer = client.send(f"{BASE}/1", **(changed | {"place": "Kho B"}), version="1")
    assert answer.status_code == 409 and "Kho A" in answer.text and "Kho B" in answer.text
    assert client.send(f"{BASE}/1", **(changed | {"place": "Kho B"}), version="2").status_code == 303
