"""Controlled copies on pages: given out, recalled, and asked about by whoever holds the paper."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from documents.copies.models import ControlledCopy
from qms.people.models import Post
from qms.storage.database import Database
from tests.web.cast import COORDINATOR, DEPARTMENT, OFFICER, Member
from tests.web.client import CheckingClient, checking
from tests.web.routes.copies import a_copy, a_revision, document_value
from tests.web.walking import installation_of

AtWork = Callable[[Member], CheckingClient]


@pytest.fixture
def database(workplace: Flask) -> Database:
    return installation_of(workplace).database


def stored(database: Database) -> list[ControlledCopy]:
    with database.reading() as session:
        return list(session.scalars(select(ControlledCopy).order_by(ControlledCopy.number)))


def test_copies_are_given_to_posts_and_to_others(at_work: AtWork, database: Database) -> None:
    client = at_work(COORDINATOR)
    with database.reading() as session:
        value = document_value(session)
        post = session.scalars(select(Post.id).where(Post.code == OFFICER.key)).one()
    fields = {"document": value, "posts": [str(post)], "others": "Bộ phận một cửa\r\n\r\n Lưu trữ "}
    answer = client.send("/tai-lieu/ban-kiem-soat/cap", **fields)
    assert answer.status_code == 303
    assert [copy.holder for copy in stored(database)] == ["Chuyên viên, Văn phòng", "Bộ phận một cửa", "Lưu trữ"]
    page = client.get(answer.location).text
    assert "Đã cấp 3 bản kiểm soát." in page and "Bộ phận một cửa" in page


def test_what_was_typed_is_kept_when_nobody_is_named(at_work: AtWork, database: Database) -> None:
    with database.reading() as session:
        value = document_value(session)
    answer = at_work(COORDINATOR).send("/tai-lieu/ban-kiem-soat/cap", document=value, others="")
    assert answer.status_code == 400
    assert "Hãy nêu ít nhất một người hoặc nơi giữ" in answer.text and f'selected value="{value}"' in answer.text
    assert stored(database) == []


def superseded(database: Database) -> None:
    with database.writing() as session:
        a_copy(session)
        a_revision(session).ended_on = date(2026, 11, 23)


def test_the_recall_list_is_one_click_away(at_work: AtWork, database: Database) -> None:
    superseded(database)
    client = at_work(COORDINATOR)
    page = client.get("/tai-lieu/ban-kiem-soat/").text
    assert "1 bản cần thu hồi" in page
    assert "cần thu hồi từ" not in client.get("/tai-lieu/ban-kiem-soat/?ngay=2026-11-22").text
    answer = client.send("/tai-lieu/ban-kiem-soat/thu-hoi", returned_on="23/11/2026", note="Đã hủy")
    assert answer.status_code == 303
    assert "bản cần thu hồi" not in client.get("/tai-lieu/ban-kiem-soat/").text
    assert "Đã hủy" in client.get("/tai-lieu/ban-kiem-soat/danh-sach.csv").data.decode("utf-8-sig")


def test_the_paper_is_answered_for_without_signing_in_and_without_its_content(workplace: Flask, database: Database) -> None:
    with database.writing() as session:
        a_copy(session)
        title = a_revision(session).title
    stranger = checking(workplace)
    page = stranger.get(f"/kiem-tra/{'k' * 22}")
    assert page.status_code == 200 and "CÒN HIỆU LỰC" in page.text
    assert "QT-01" in page.text and "Sở Nông nghiệp và Môi trường thành phố Huế" in page.text
    assert title[:40] not in page.text and "Một cửa" not in page.text
    with database.writing() as session:
        a_revision(session).ended_on = date(2026, 11, 23)
    page = stranger.get(f"/kiem-tra/{'k' * 22}")
    assert "HẾT HIỆU LỰC" in page.text and "CÒN HIỆU LỰC" not in page.text and "Hết hiệu lực từ ngày 23/11/2026." in page.text


def test_the_answer_is_always_of_today(workplace: Flask, database: Database) -> None:
    superseded(database)
    answer = checking(workplace).get(f"/kiem-tra/{'k' * 22}?ngay=2026-11-22")
    assert answer.status_code == 303 and answer.location == f"/kiem-tra/{'k' * 22}"


def test_every_unknown_code_gets_the_same_page(stranger: CheckingClient) -> None:
    answers = {token: stranger.get(f"/kiem-tra/{token}") for token in ("x" * 22, "y" * 22, "Q" * 9)}
    assert {answer.status_code for answer in answers.values()} == {404}
    assert len({answer.text.replace(token, "") for token, answer in answers.items()}) == 1
    for token in ("a", "%00", "%25", "k'k"):
        assert "KHÔNG CÓ MÃ NÀY" in stranger.get(f"/kiem-tra/{token}").text


def test_only_the_bodies_one_may_see_are_offered(at_work: AtWork) -> None:
    assert at_work(COORDINATOR).get("/tai-lieu/ban-kiem-soat/?co-quan=so-noi-vu").status_code == 404
    assert at_work(OFFICER).get(f"/tai-lieu/ban-kiem-soat/?co-quan={DEPARTMENT}").status_code == 200
