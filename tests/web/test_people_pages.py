"""Administration through its pages: a hand-over with all that is open, conflicts, passwords shown once, units from a day on."""

import re
from collections.abc import Sequence
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from qms.exchange.editing import find_written
from qms.language import Phrase
from qms.people.models import Person
from qms.people.open_items import OpenItem
from qms.people.queries import load_viewer
from qms.people.sheet import PEOPLE
from qms.people.views.ground import keep_providers
from qms.signing_in.models import Password
from qms.signing_in.passwords import HASHER
from qms.trail.entries import Change
from qms.units.models import UnitSlice
from tests.web.cast import ADMINISTRATOR, COORDINATOR, DEPARTMENT, ELSEWHERE, OFFICER, RETIRED, UNIT_HEAD
from tests.web.client import CheckingClient
from tests.web.statements import GUARD, counted
from tests.web.walking import as_member, installation_of

TODAY = date(2026, 11, 23)
POSTS = f"/quan-tri/vi-tri/{DEPARTMENT}"


class Reviews:
    """A noun whose open items lie with persons: one review with the officer."""

    def __init__(self, person_id: int) -> None:
        self.with_whom = person_id

    def of_post(self, session: Session, post_id: int) -> Sequence[OpenItem]:
        return []

    def of_person(self, session: Session, person_id: int, agency: str | None) -> Sequence[OpenItem]:
        item = OpenItem("review", f"{DEPARTMENT} · QT-01", Phrase("Soát xét"), "Quy trình cấp phép", date(2026, 11, 20))
        return [item] if person_id == self.with_whom else []

    def move(self, session: Session, items: Sequence[OpenItem], from_person: int, to_person: int) -> Sequence[Change]:
        self.with_whom = to_person
        return [Change("review:moved", item.key, {}) for item in items]


@pytest.fixture
def administrator(workplace: Flask) -> CheckingClient:
    return as_member(workplace, ADMINISTRATOR)


def person_id(app: Flask, key: str) -> int:
    with installation_of(app).database.reading() as session:
        return session.scalars(select(Person.id).where(Person.key == key)).one()


def version(app: Flask, key: str) -> str:
    with installation_of(app).database.reading() as session:
        found = find_written(session, PEOPLE, {"person": key})
    assert found is not None
    return found.version


def test_a_hand_over_shows_what_is_open_and_moves_it(workplace: Flask) -> None:
    reviews = Reviews(person_id(workplace, OFFICER.key))
    keep_providers(workplace, [reviews])
    client = as_member(workplace, COORDINATOR)
    page = client.get(f"{POSTS}/{OFFICER.key}/ban-giao").text
    assert "Quy trình cấp phép" in page and "quá hạn 3 ngày" in page and f'value="{UNIT_HEAD.key}"' in page
    assert f'value="{ELSEWHERE.key}"' not in page, "a coordinator is not shown who works elsewhere"

    fields = {"person": UNIT_HEAD.key, "valid_from": "23/11/2026", "why": "Điều chuyển"}
    assert client.send(f"{POSTS}/{OFFICER.key}/ban-giao", **fields).status_code == 303
    assert reviews.with_whom == person_id(workplace, UNIT_HEAD.key)
    with installation_of(workplace).database.reading() as session:
        viewer = load_viewer(session, person_id(workplace, UNIT_HEAD.key), TODAY)
    assert viewer is not None and [post.title for post in viewer.posts] == [UNIT_HEAD.title, OFFICER.title]


def test_whoever_hands_over_the_own_post_is_led_to_the_own_account(workplace: Flask) -> None:
    client = as_member(workplace, COORDINATOR)
    fields = {"person": UNIT_HEAD.key, "valid_from": "23/11/2026", "why": "Nghỉ hưu"}
    answer = client.send(f"{POSTS}/{COORDINATOR.key}/ban-giao", **fields)
    assert (answer.status_code, answer.location) == (303, "/tai-khoan")
    assert "Đã bàn giao" in client.get(answer.location).text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"person": "khong-co", "valid_from": "23/11/2026"}, "Người giữ mới"),
        ({"person": UNIT_HEAD.key, "valid_from": "24/11/2026"}, "không được ở sau hôm nay"),
        ({"person": UNIT_HEAD.key, "valid_from": "hôm qua"}, "Từ ngày"),
        ({"person": "", "valid_from": ""}, "Người giữ mới"),
        ({"person": OFFICER.key, "valid_from": "23/11/2026"}, "chọn người khác"),
    ],
)
def test_a_hand_over_that_cannot_be_says_why_and_keeps_what_was_typed(
    workplace: Flask, fields: dict[str, str], said: str
) -> None:
    answer = as_member(workplace, COORDINATOR).send(f"{POSTS}/{OFFICER.key}/ban-giao", why="Điều chuyển", **fields)
    assert answer.status_code == 400 and said in answer.text and 'value="Điều chuyển"' in answer.text


def test_the_second_of_two_sees_what_the_first_has_written(workplace: Flask, administrator: CheckingClient) -> None:
    address, seen = f"/quan-tri/nguoi-dung/{COORDINATOR.key}/sua", version(workplace, COORDINATOR.key)
    assert administrator.send(address, name="Tên thứ nhất", version=seen).status_code == 303
    second = administrator.send(address, name="Tên thứ hai", version=seen)
    assert second.status_code == 409 and "Tên thứ nhất" in second.text and 'value="Tên thứ hai"' in second.text
    assert administrator.send(address, name="Tên thứ hai", version=version(workplace, COORDINATOR.key)).status_code == 303


def test_a_form_changes_only_what_it_shows(workplace: Flask, administrator: CheckingClient) -> None:
    address, seen = f"/quan-tri/nguoi-dung/{OFFICER.key}/sua", version(workplace, OFFICER.key)
    administrator.send(address, name="Tên mới", version=seen, active="ngừng dùng", person="khác", key="khác", id="1")
    with installation_of(workplace).database.reading() as session:
        found = session.scalars(select(Person).where(Person.key == OFFICER.key)).one()
    assert (found.name, found.active) == ("Tên mới", True)


def test_an_account_with_a_post_is_not_stopped(workplace: Flask, administrator: CheckingClient) -> None:
    fields = {"why": "Nghỉ", "version": version(workplace, OFFICER.key)}
    answer = administrator.send(f"/quan-tri/nguoi-dung/{OFFICER.key}/ngung", **fields)
    assert answer.status_code == 400 and OFFICER.title in answer.text


def test_what_stands_in_the_way_of_stopping_an_account_is_named_with_the_way_to_it(
    workplace: Flask, administrator: CheckingClient
) -> None:
    """Work may outlive the post: then it is moved by itself, and nothing is left behind."""
    reviews = Reviews(person_id(workplace, OFFICER.key))
    keep_providers(workplace, [reviews])
    person, stop = f"/quan-tri/nguoi-dung/{OFFICER.key}", f"/quan-tri/nguoi-dung/{OFFICER.key}/ngung"
    page = administrator.get(stop).text
    assert f'href="{POSTS}/{OFFICER.key}/ban-giao"' in page and "Quy trình cấp phép" in page and 'name="why"' not in page
    assert administrator.send(f"{POSTS}/{OFFICER.key}/thoi-giu", valid_to="23/11/2026", why="Nghỉ").status_code == 303
    assert f'href="{person}/chuyen-viec"' in administrator.get(stop).text

    refused = {"khong-co": "Không có người dùng nào", OFFICER.key: "chính người này", "": "Không có người dùng nào"}
    for key, said in refused.items():
        answer = administrator.send(f"{person}/chuyen-viec", person=key, why="Nghỉ")
        assert answer.status_code == 400 and said in answer.text
    assert reviews.with_whom == person_id(workplace, OFFICER.key)
    assert administrator.send(f"{person}/chuyen-viec", person=UNIT_HEAD.key.upper(), why="Nghỉ").status_code == 303
    assert reviews.with_whom == person_id(workplace, UNIT_HEAD.key)
    assert "Không còn việc" not in administrator.get(person).text and 'name="why"' in administrator.get(stop).text
    empty = administrator.send(f"{person}/chuyen-viec", person=UNIT_HEAD.key, why="Nghỉ")
    assert empty.status_code == 400 and "không có gì để chuyển" in empty.text
    stopping = {"why": "Nghỉ", "version": version(workplace, OFFICER.key)}
    assert administrator.send(stop, **stopping).status_code == 303


def test_what_was_assigned_by_mistake_is_taken_back_until_it_has_begun(administrator: CheckingClient) -> None:
    post = f"{POSTS}/{RETIRED.key}"
    assert administrator.send(f"{post}/giao", person=OFFICER.key, valid_from="1/12/2026").status_code == 303
    withdrawing = f"{post}/rut-giao?tu-ngay=2026-12-01"
    assert withdrawing in administrator.get(post).text
    assert withdrawing in administrator.get(f"/quan-tri/nguoi-dung/{OFFICER.key}/ngung").text
    version = re.search(r'name="version" type="hidden" value="([^"]+)"', administrator.get(withdrawing).text)
    assert version
    assert administrator.send(withdrawing, why="Giao nhầm", version=version[1]).status_code == 303
    assert withdrawing not in administrator.get(post).text
    begun = f"{POSTS}/{OFFICER.key}/rut-giao?tu-ngay=2024-01-01"
    refused = administrator.send(begun, why="Thử")
    assert refused.status_code == 400 and "đã bắt đầu giữ" in refused.text


def test_a_view_of_another_day_offers_no_form_to_fill_in(administrator: CheckingClient) -> None:
    page = administrator.get("/quan-tri/them-nguoi-dung?ngay=2026-01-01").text
    assert 'method="post" action="/quan-tri' not in page and "không ghi gì được ở đây" in page
    assert 'href="/quan-tri/them-nguoi-dung"' in page


def test_whoever_takes_over_is_chosen_by_name_and_named_afterwards(workplace: Flask, administrator: CheckingClient) -> None:
    page = administrator.get(f"{POSTS}/{OFFICER.key}/ban-giao").text
    assert f'<option value="{UNIT_HEAD.key}">{UNIT_HEAD.name} – {UNIT_HEAD.title}' in page
    assert f'<option value="{OFFICER.key}"' not in page, "the holder takes over nothing from himself"
    fields = {"person": UNIT_HEAD.key, "valid_from": "23/11/2026", "why": "Điều chuyển"}
    told = administrator.get(administrator.send(f"{POSTS}/{OFFICER.key}/ban-giao", **fields).location).text
    assert f"Đã bàn giao vị trí {OFFICER.title} cho {UNIT_HEAD.name} từ ngày 23/11/2026" in told


def test_a_temporary_password_is_shown_once_and_works(workplace: Flask, administrator: CheckingClient) -> None:
    page = administrator.send(f"/quan-tri/nguoi-dung/{OFFICER.key}/mat-khau").text
    with installation_of(workplace).database.reading() as session:
        stored = session.get_one(Password, person_id(workplace, OFFICER.key))
    shown = [text.split("</code>")[0] for text in page.split('<code translate="no">')[1:]]
    assert stored.temporary and any(HASHER.verify(stored.hash, text) for text in shown)
    assert not any(text in administrator.get(f"/quan-tri/nguoi-dung/{OFFICER.key}").text for text in shown[1:])


def test_a_unit_has_another_name_from_a_day_on(workplace: Flask) -> None:
    client = as_member(workplace, COORDINATOR)
    address = f"/co-quan/{DEPARTMENT}/don-vi"
    form = client.get(f"{address}/vp/doi").text
    seen = form.split('name="version"')[1].split('value="')[1].split('"')[0]
    fields = {"valid_from": "1/6/2026", "name": "Văn phòng Sở", "kind": "văn phòng", "version": seen}
    assert client.send(f"{address}/vp/doi?tu-ngay=2024-01-01", **fields).status_code == 303
    with installation_of(workplace).database.reading() as session:
        slices = session.execute(select(UnitSlice.name, UnitSlice.valid_from, UnitSlice.valid_to).order_by(UnitSlice.valid_from))
        assert [tuple(row) for row in slices] == [
            ("Văn phòng", date(2024, 1, 1), date(2026, 6, 1)),
            ("Văn phòng Sở", date(2026, 6, 1), None),
        ]
    assert "Văn phòng Sở" not in client.get(f"{address}/?ngay=2026-05-31").text
    assert "Văn phòng Sở" in client.get(f"{address}/?ngay=2026-06-01").text


def test_the_list_of_people_is_searched_without_diacritics_and_filtered(site: Flask) -> None:
    client = as_member(site, ADMINISTRATOR)
    found = client.get("/quan-tri/nguoi-dung?tim=nguyen thi anh").text
    assert COORDINATOR.name in found and OFFICER.name not in found
    assert OFFICER.name in client.get(f"/quan-tri/nguoi-dung?co-quan={DEPARTMENT}&loai=officer").text
    assert "Không có người dùng nào khớp" in client.get("/quan-tri/nguoi-dung?tim=khong ai ca").text


@pytest.mark.parametrize(
    ("address", "own"),
    [
        ("/quan-tri/nguoi-dung", 3),
        ("/quan-tri/vi-tri", 1),
        (POSTS, 2),
        (f"/co-quan/{DEPARTMENT}/don-vi/", 2),
        ("/quan-tri/quyen", 0),
    ],
)
def test_a_list_asks_as_little_however_long_it_is(site: Flask, address: str, own: int) -> None:
    client = as_member(site, ADMINISTRATOR)
    with counted(installation_of(site).database.engine) as statements:
        client.quietly(address)
    assert len(statements) <= GUARD + own, statements
