"""The pages of the trail: histories for whoever sees the records, the search for the administrator."""

import csv
import re
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO, StringIO
from urllib.parse import quote

import pytest
from flask import Flask
from openpyxl import load_workbook

from qms.installation import Installation
from qms.storage.database import Database
from qms.trail import listing, views
from qms.trail.entries import Actor, Change
from qms.trail.use_cases import record
from qms.web.database import EXTENSION
from tests.factories.vandal import Vandal, unguarded
from tests.web.cast import ADMINISTRATOR, BELOW, COORDINATOR, ELSEWHERE, LEADER, OFFICER, RETIRED, Member
from tests.web.client import CheckingClient
from tests.web.statements import GUARD, counted

ANH = Actor("thu-ky", "web:10.0.0.7", "Nguyễn Thị Ánh", "Thư ký ISO, Sở Nông nghiệp và Môi trường")
OPERATOR = Actor("root", "cli:may-chu")
MORNING = datetime(2026, 11, 21, 17, 0, 0, tzinfo=UTC)  # the first moment of 22/11 in Việt Nam
NIGHT = datetime(2026, 11, 21, 16, 59, 59, 999_999, tzinfo=UTC)  # the last moment of 21/11
FINDING = Change(
    "nonconformity:changed",
    "so-nnmt · KPH-01",
    {"grade": ("minor", "major"), "closed_on": (None, "2020-10-02"), "description": ("<b>cũ</b>", "x" * 500), "weather": (1, 2)},
)
ACTION = Change("corrective_action:created", "so-nnmt · KPH-01 · 1", {"done_on": (None, "2020-10-01")})
ELSEWHERE_CHANGED = Change("audit:withdrawn", "so-noi-vu · KPH-01", {"leader": ("Ông An", None)})
MANY = 120

Client = Callable[[Member], CheckingClient]


@pytest.fixture
def told(workplace: Flask) -> Database:
    """A trail of three batches: at night an import of many rows, in the morning one change of two objects, and one elsewhere."""
    installation: Installation = workplace.extensions[EXTENSION]
    database = installation.database
    imported = [
        Change("declaration:created", f"xa-01 · {number}/CB · 2020-01-01", {"number": (None, str(number))})
        for number in range(MANY)
    ]
    with database.writing() as session:
        record(session, OPERATOR, NIGHT, imported)
        record(session, ANH, MORNING, [FINDING, ACTION], "Theo biên bản số 12")
        record(session, OPERATOR, MORNING, [ELSEWHERE_CHANGED])
    return database


def test_a_history_says_who_in_which_post_when_from_where_why_and_what(told: Database, at_work: Client) -> None:
    page = at_work(COORDINATOR).get("/nhat-ky/nonconformity/" + quote("so-nnmt · KPH-01"))
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", page.text))
    assert "22/11/2026 00:00:00" in text
    assert "Nguyễn Thị Ánh, Thư ký ISO, Sở Nông nghiệp và Môi trường" in text
    assert "trang web, địa chỉ 10.0.0.7" in text and "Theo biên bản số 12" in text
    assert "Mức độ nhẹ → nặng" in text and "Ngày đóng 02/10/2020" in text
    assert '<code translate="no">weather</code>' in page.text  # what nobody has described stands as it is
    assert "&lt;b&gt;cũ" in page.text and "<b>cũ" not in page.text
    assert "Hành động" in text and "Ngày xong 01/10/2020" in text  # its parts, too
    assert "Ông An" not in text


def test_a_long_value_is_folded_and_a_missing_history_says_so(told: Database, at_work: Client) -> None:
    page = at_work(COORDINATOR).get("/nhat-ky/nonconformity/" + quote("so-nnmt · KPH-01"))
    assert '<details class="long-value">' in page.text and "x" * 500 in page.text
    empty = at_work(COORDINATOR).get("/nhat-ky/management_review/" + quote("so-nnmt · 2020-01-01"))
    assert empty.status_code == 200 and "Nhật ký chưa có thay đổi nào" in empty.text


HISTORIES = {  # who may read which
    "nonconformity/so-nnmt · KPH-01": {COORDINATOR, OFFICER, LEADER, ADMINISTRATOR},
    "agency/so-nnmt": {COORDINATOR, OFFICER, LEADER, ADMINISTRATOR},
    "agency/SO-NNMT": {COORDINATOR, OFFICER, LEADER, ADMINISTRATOR},
    "agency/cc-kiem-lam": {COORDINATOR, BELOW, LEADER, ADMINISTRATOR},
    "procedure/1.000001": {COORDINATOR, OFFICER, ELSEWHERE, BELOW, LEADER, ADMINISTRATOR},
    "person/thu-ky": {ADMINISTRATOR},
    "person/so-nnmt": {ADMINISTRATOR},  # a name to sign in with is no agency
    "weather/so-nnmt": set(),
    "nonconformity/no-such-body · 1": {ADMINISTRATOR},
}


@pytest.mark.parametrize("address", HISTORIES)
def test_a_history_is_there_only_for_who_sees_the_object(address: str, signed_in: Client) -> None:
    for member in (COORDINATOR, OFFICER, ELSEWHERE, BELOW, LEADER, ADMINISTRATOR, RETIRED):
        expected = 200 if member in HISTORIES[address] else 404
        assert signed_in(member).quietly(f"/nhat-ky/{quote(address)}").status_code == expected, member.key


def test_only_who_may_read_the_whole_trail_searches_it(signed_in: Client, stranger: CheckingClient) -> None:
    for address in ("/quan-tri/nhat-ky/", "/quan-tri/nhat-ky/tep.xlsx", "/quan-tri/nhat-ky/kiem-tra"):
        assert signed_in(ADMINISTRATOR).get(address).status_code == 200
        assert signed_in(LEADER).get(address).status_code == 403
        assert stranger.get(address).status_code == 303
    assert stranger.get("/nhat-ky/agency/so-nnmt").status_code == 303


FOUND = {  # the address asks for it: the persons or accounts of the batches that are shown
    "": ["root", "Nguyễn Thị Ánh", "root"],
    "?tim=so-nnmt": ["Nguyễn Thị Ánh"],
    "?tim=SO-NNMT": ["Nguyễn Thị Ánh"],
    "?tim=kph": [],
    "?loai=corrective_action": ["Nguyễn Thị Ánh"],
    "?loai=declaration&tim=xa-01": ["root"],
    "?nguoi=anh nguyen": ["Nguyễn Thị Ánh"],
    "?nguoi=thu-ky": ["Nguyễn Thị Ánh"],
    "?tu-ngay=2026-11-22&den-ngay=2026-11-22": ["root", "Nguyễn Thị Ánh"],
    "?den-ngay=2026-11-21&tu-ngay=2026-11-21": ["root"],
    "?tu-ngay=2026-11-22&den-ngay=2026-11-22&nguoi=root": ["root"],
}


def test_the_search_finds_batches_by_object_noun_person_and_day(told: Database, at_work: Client) -> None:
    client = at_work(ADMINISTRATOR)
    for address, names in FOUND.items():
        shown = re.findall(r"<strong>(root|setup|Nguyễn Thị Ánh)</strong>", client.get(f"/quan-tri/nhat-ky/{address}").text)
        assert [name for name in shown if name != "setup"] == names, address


def test_the_search_offers_each_kind_of_thing_once(signed_in: Client) -> None:
    page = signed_in(ADMINISTRATOR).get("/quan-tri/nhat-ky/").text
    offered = dict(re.findall(r'<option value="(\w+)"[^>]*>([^<]+)</option>', page))
    assert len(set(offered.values())) == len(offered)
    assert {"agency_slice", "revision", "nonconformity", "person"} <= offered.keys() and "agency" not in offered


def test_a_search_shows_a_few_entries_of_a_large_batch_and_leads_to_all(told: Database, at_work: Client) -> None:
    page = at_work(ADMINISTRATOR).get("/quan-tri/nhat-ky/?loai=declaration")
    assert page.text.count("/nhat-ky/declaration/") == 3 and f"và {MANY - 3} thay đổi khác trong đợt này" in page.text
    found = re.search(r'href="(/quan-tri/nhat-ky/dot/[^"]*)"', page.text)
    assert found
    last = at_work(ADMINISTRATOR).get(found[1] + "?trang=3")
    assert f"101–{MANY} trong tổng số {MANY}" in last.text and "xa-01 · 119/CB" in last.text
    assert at_work(ADMINISTRATOR).get("/quan-tri/nhat-ky/dot/00000000-0000-0000-0000-000000000000").status_code == 404


def test_a_day_that_is_none_is_refused_with_a_sentence(signed_in: Client) -> None:
    assert signed_in(ADMINISTRATOR).get("/quan-tri/nhat-ky/?tu-ngay=31/02/2026").status_code == 400


def test_a_file_holds_every_entry_that_fits(told: Database, at_work: Client) -> None:
    client = at_work(ADMINISTRATOR)
    rows = list(
        load_workbook(BytesIO(client.get("/quan-tri/nhat-ky/tep.xlsx?tim=so-nnmt").data)).active.iter_rows(values_only=True)
    )
    cells = [row for row in rows if "Nguyễn Thị Ánh" in row]
    assert len(cells) == 2
    assert {"22/11/2026 00:00:00", "Theo biên bản số 12", "Sửa", "Không phù hợp", "so-nnmt · KPH-01"} <= set(cells[0])
    assert any("Mức độ: nhẹ → nặng" in str(cell) for cell in cells[0])
    assert client.get("/quan-tri/nhat-ky/tep.csv?loai=declaration").data.count(b"Ghi m") == MANY
    assert client.get("/quan-tri/nhat-ky/tep.docx").status_code == 404


def test_a_workbook_too_long_is_refused_with_what_to_do(told: Database, at_work: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "MOST", MANY)
    assert at_work(ADMINISTRATOR).get("/quan-tri/nhat-ky/tep.xlsx?loai=declaration").status_code == 200
    monkeypatch.setattr(listing, "MOST", MANY - 1)
    refusal = at_work(ADMINISTRATOR).get("/quan-tri/nhat-ky/tep.xlsx?loai=declaration")
    assert refusal.status_code == 400 and "Hãy thu hẹp bộ lọc" in refusal.text


@pytest.mark.parametrize(("language", "verb"), [("vi", "Ghi mới"), ("en", "Created")])
def test_a_csv_file_is_sent_while_it_is_read_however_long_it_is(
    told: Database, at_work: Client, monkeypatch: pytest.MonkeyPatch, language: str, verb: str
) -> None:
    monkeypatch.setattr(listing, "MOST", MANY - 1)
    client = at_work(ADMINISTRATOR)
    client.set_cookie("qms_language", language)
    answer = client.get("/quan-tri/nhat-ky/tep.csv?loai=declaration")
    assert "Content-Length" not in answer.headers  # nobody has counted before sending
    rows = list(csv.reader(StringIO(answer.data.decode("utf-8-sig"))))
    assert len(rows) == MANY + 1 and {row[7] for row in rows[1:]} == {verb}


def test_the_check_says_the_head_and_finds_tampering(told: Database, at_work: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client = at_work(ADMINISTRATOR)
    before = client.get("/quan-tri/nhat-ky/kiem-tra")
    head = re.search(r"\d+:[0-9a-f]{64}", before.text)
    assert head and "nguyên vẹn" not in before.text
    assert "Nhật ký nguyên vẹn" in client.get(f"/quan-tri/nhat-ky/kiem-tra?diem-cuoi={head[0]}").text
    assert client.get("/quan-tri/nhat-ky/kiem-tra?diem-cuoi=12").status_code == 400
    with told.writing() as session:
        unguarded(session)
        Vandal(session, int(head[0].partition(":")[0]) - 3).run("UPDATE trail_batch SET post = 'Giám đốc' WHERE first = #1")
    assert "đã bị sửa" in client.get("/quan-tri/nhat-ky/kiem-tra?diem-cuoi=").text
    monkeypatch.setattr(views, "MOST_VERIFIED", 10)
    assert "qms verify" in client.get("/quan-tri/nhat-ky/kiem-tra?diem-cuoi=").text


def test_a_search_asks_as_often_for_many_batches_as_for_few(told: Database, at_work: Client) -> None:
    client, sent = at_work(ADMINISTRATOR), []
    for address in ("?tim=so-nnmt", ""):
        client.get(f"/quan-tri/nhat-ky/{address}")  # whose links are now known to lead somewhere
        with counted(told.engine) as statements:
            client.get(f"/quan-tri/nhat-ky/{address}")
        sent.append(len(statements))
    assert sent[0] == sent[1] <= GUARD + 4
