"""The page that finds documents: for those who may read them, marked, page by page."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select, update

from documents.library.models import Document, Revision
from documents.search.use_cases import refresh
from qms.agencies.models import Agency
from tests.web.cast import COORDINATOR, DEPARTMENT, ELSEWHERE, LEADER, OTHER_DEPARTMENT, Member
from tests.web.client import CheckingClient
from tests.web.walking import installation_of

AtWork = Callable[[Member], CheckingClient]
ADDRESS = "/tai-lieu/tim-kiem/"
TITLE = "Quan trắc đêm rừng ngập mặn <b>"


@pytest.fixture
def titled(workplace: Flask) -> None:
    """Every document of the department bears the title; that of one is still a draft."""
    with installation_of(workplace).database.writing() as session:
        of_body = select(Document.id).join(Agency).where(Agency.key == DEPARTMENT)
        session.execute(update(Revision).where(Revision.document_id.in_(of_body)).values(title=TITLE))
        first = session.scalars(select(Revision.id).where(Revision.document_id.in_(of_body)).order_by(Revision.id)).first()
        session.execute(update(Revision).where(Revision.id == first).values(effective_on=None, ended_on=None))
        refresh(session)


def count(page: str) -> int:
    return page.count('<li class="panel">')


def test_nothing_is_found_before_anything_is_asked(at_work: AtWork) -> None:
    page = at_work(COORDINATOR).get(ADDRESS).text
    assert "Kết quả sẽ hiện ở đây." in page
    assert count(page) == 0


@pytest.mark.usefixtures("titled")
def test_documents_are_found_without_diacritics_and_marked_with_them(at_work: AtWork) -> None:
    page = at_work(COORDINATOR).get(ADDRESS, query_string={"tim": "dem rung ngap man"}).text
    assert count(page) > 0
    assert "<mark>đêm rừng ngập mặn</mark> &lt;" in page


@pytest.mark.usefixtures("titled")
def test_drafts_are_found_only_by_those_who_write(workplace: Flask, at_work: AtWork) -> None:
    asked = {"tim": "dem rung", "pham-vi": "moi-ban"}
    author, leader = at_work(COORDINATOR), at_work(LEADER)
    with installation_of(workplace).database.reading() as session:
        of_body = select(Document.id).join(Agency).where(Agency.key == DEPARTMENT)
        days = session.scalars(select(Revision.effective_on).where(Revision.document_id.in_(of_body))).all()
    drafts, past = days.count(None), date(2026, 1, 31)
    in_force = count(author.get(ADDRESS, query_string={"tim": "dem rung"}).text)
    assert drafts > 0
    assert count(author.get(ADDRESS, query_string=asked).text) == in_force + drafts
    assert count(leader.get(ADDRESS, query_string=asked).text) == in_force
    in_force_then = sum(day is not None and day <= past for day in days)
    assert count(author.get(ADDRESS, query_string={**asked, "ngay": past.isoformat()}).text) == in_force_then


@pytest.mark.usefixtures("titled")
def test_another_bodys_documents_are_not_found(at_work: AtWork) -> None:
    for address in ({"tim": "dem rung ngap man"}, {"tim": "dem rung ngap man", "co-quan": DEPARTMENT}):
        page = at_work(ELSEWHERE).get(ADDRESS, query_string=address).text
        assert "Không có tài liệu nào chứa tất cả các từ" in page
        assert count(page) == 0


@pytest.mark.usefixtures("titled")
def test_one_body_may_be_chosen_and_the_last_page_stands_for_those_beyond(at_work: AtWork) -> None:
    leader = at_work(LEADER)
    asked = [{"tim": "dem rung", "co-quan": body} for body in (DEPARTMENT, "", OTHER_DEPARTMENT)]
    found = [count(leader.get(ADDRESS, query_string=one).text) for one in asked]
    assert found[0] == found[1] > 0 == found[2]
    assert count(leader.get(ADDRESS, query_string={"tim": "dem rung", "trang": "99"}).text) == found[0]


def test_signs_typed_come_back_as_signs(at_work: AtWork) -> None:
    page = at_work(COORDINATOR).get(ADDRESS, query_string={"tim": '"><script>alert(1)</script>'}).text
    assert "<script>alert" not in page
