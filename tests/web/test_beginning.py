"""An empty installation is filled through its pages alone, and whoever holds no post is led nowhere that is closed to him."""

from datetime import date
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from sqlalchemy import select

from qms.people.models import Person
from qms.people.queries import load_viewer
from qms.security.permissions import Permission
from tests.web.cast import RETIRED
from tests.web.client import CheckingClient
from tests.web.markup import read
from tests.web.walking import as_member, batches, installation_of

FIRST = "/quan-tri/co-quan-dau-tien"
LEAD_UNIT = {
    "agency": "so-khcn",
    "valid_from": "1/3/2025",
    "name": "Sở Khoa học và Công nghệ",
    "tier": "tỉnh",
    "kind": "cơ quan chuyên môn",
    "obligation": "bắt buộc",
}


def test_the_administrator_names_one_agency_from_which_the_registry_is_kept(empty_reader: CheckingClient) -> None:
    assert FIRST in empty_reader.get("/quan-tri/").text
    assert empty_reader.send(FIRST, **{**LEAD_UNIT, "name": ""}).status_code == 400
    assert empty_reader.send(FIRST, **LEAD_UNIT).location == "/quan-tri/vi-tri/so-khcn"
    assert FIRST not in empty_reader.get("/quan-tri/").text
    assert empty_reader.send(FIRST, **{**LEAD_UNIT, "agency": "so-khac"}).status_code == 404, "one only"

    database = installation_of(empty_reader.application).database
    with database.reading() as session:
        before = batches(session)
    post = {"post": "iso", "kind": "cán bộ đơn vị chủ trì", "title": "Chuyên viên", "valid_from": "1/3/2025"}
    empty_reader.send("/quan-tri/them-nguoi-dung", person="chu-tri", name="Người chủ trì")
    empty_reader.send("/quan-tri/them-vi-tri/so-khcn", **post)
    empty_reader.send("/quan-tri/vi-tri/so-khcn/iso/giao", person="chu-tri", valid_from="1/11/2026")
    with database.reading() as session:
        assert batches(session) == before + 3
        number = session.scalars(select(Person.id).where(Person.key == "chu-tri")).one()
        viewer = load_viewer(session, number, date(2026, 11, 23))
    assert viewer is not None and viewer.may(Permission.KEEP_REGISTRY)


@pytest.mark.parametrize(
    "page", ["/", "/tai-khoan", "/quan-tri/quyen", "/tai-lieu/viec-cua-toi", "/co-quan/so-nnmt", "/khong-co"]
)
def test_who_holds_no_post_is_led_nowhere_that_is_closed(site: Flask, page: str) -> None:
    client = as_member(site, RETIRED)
    shown = read(client.quietly(page).text)
    links = {a.attributes.get("href", "") for a in shown.all("a")} | {
        form.attributes.get("action", "") for form in shown.all("form") if form.attributes.get("method") == "get"
    }
    local = {urlsplit(urljoin(page, link))._replace(fragment="").geturl() for link in links}
    closed = {link for link in local - {page, f"{page}?lang=en"} if client.quietly(link).status_code >= 400}
    assert closed == set()
