"""The ground of every page: language, as-of date, lists, addresses."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from qms.web.access import Access, access
from qms.web.display import show_share
from tests.web.cast import ADMINISTRATOR, LEAD_OFFICER, LEADER, Member
from tests.web.client import CheckingClient, checking
from tests.web.markup import read


def page_links(response: TestResponse) -> list[str]:
    """Where the page leads, but for the switch of language, which keeps the address as it is."""
    links = read(response.text).all("a")
    return [
        link.attributes["href"] for link in links if link.attributes["href"].startswith("/") and "hreflang" not in link.attributes
    ]


def test_vietnamese_is_spoken_until_the_reader_switches(client: CheckingClient) -> None:
    response = client.get("/?ngay=2015-12-31&tim=x", headers={"Accept-Language": "en"})
    assert '<html lang="vi">' in response.text and response.headers["Content-Language"] == "vi"
    switch = next(link for link in read(response.text).all("a") if link.attributes.get("hreflang") == "en")
    answer = client.get(switch.attributes["href"])
    assert answer.status_code == 303
    assert parse_qs(urlsplit(answer.location).query) == {"ngay": ["2015-12-31"], "tim": ["x"]}
    assert '<html lang="en">' in client.get(answer.location).text
    assert '<html lang="vi">' in client.get("/?lang=vi", follow_redirects=True).text


@pytest.mark.parametrize("address", ["//example.org/?lang=en", "/%5C%5Cexample.org?lang=en", "/x/..//example.org?lang=en"])
def test_the_switch_never_leads_to_another_host(client: CheckingClient, address: str) -> None:
    answer = client.get(address, base_url="http://localhost")
    assert not urlsplit(answer.headers.get("Location", "/")).netloc.endswith("example.org")


def test_an_unknown_language_changes_nothing(client: CheckingClient) -> None:
    client.set_cookie("qms_language", "../../etc")
    assert '<html lang="vi">' in client.get("/?lang=fr").text


def test_a_chosen_day_is_on_every_link_and_in_a_banner(client: CheckingClient) -> None:
    typed = client.get("/?loai=x&ngay=31/12/2015")
    assert (typed.status_code, typed.location) == (303, "/?loai=x&ngay=2015-12-31"), "an address says a day in one way"
    response = client.get("/?ngay=2015-12-31")
    assert "Số liệu tại ngày 31/12/2015" in response.text
    links = page_links(response)
    assert len(links) > 5
    assert [link for link in links if "ngay=2015-12-31" not in link] == ["/"], "only the way back to today leaves the day"


def test_today_needs_no_banner_and_no_parameter(client: CheckingClient) -> None:
    for address in ("/", "/?ngay=2026-11-23"):
        response = client.get(address)
        assert "Số liệu tại ngày" not in response.text
        assert not [link for link in page_links(response) if "ngay" in link]


def test_a_list_shows_fifty_rows_and_the_true_total(client: CheckingClient) -> None:
    first, last = client.get("/"), client.get("/?trang=3")
    assert "1–50 trong tổng số 120" in first.text and len(read(first.text).all("tr")) == 51
    assert "101–120 trong tổng số 120" in last.text and len(read(last.text).all("tr")) == 21


@pytest.mark.parametrize(
    ("asked", "shown"), [("0", "1–50"), ("-3", "1–50"), ("x", "1–50"), ("99", "101–120"), ("9" * 30, "1–50")]
)
def test_a_page_that_is_not_there_becomes_one_that_is(client: CheckingClient, asked: str, shown: str) -> None:
    assert f"{shown} trong tổng số 120" in client.get(f"/?trang={asked}").text


@pytest.mark.parametrize("typed", ["danh gia", "Đánh  Giá", "gia DANH", "đánh giá"])
def test_search_ignores_diacritics_case_and_order(client: CheckingClient, typed: str) -> None:
    response = client.get("/", query_string={"tim": typed})
    assert "Đánh giá nội bộ" in response.text and "1–1 trong tổng số 1" in response.text


def test_an_empty_list_says_so(client: CheckingClient) -> None:
    assert "Không có dòng nào." in client.get("/?tim=zzz").text


def test_a_column_sorts_both_ways_and_says_which(client: CheckingClient) -> None:
    down = client.get("/?sap-xep=-so")
    assert 'aria-sort="descending"' in down.text
    assert down.text.index("Dòng 120") < down.text.index("Dòng 119")
    assert "sap-xep=so" in down.text
    assert 'aria-sort="ascending"' in client.get("/?sap-xep=khong-co").text


def test_one_session_serves_the_whole_request(client: CheckingClient) -> None:
    assert client.get("/phien").text == "True"


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        (0, 0, "–"),
        (0, 5, "0 %"),
        (5, 5, "100 %"),
        (1, 3, "33,3 %"),
        (7, 8, "87,5 %"),
        (9999, 10000, "99,9 %"),
        (1, 9999, "0,1 %"),
    ],
)
def test_a_share_is_never_rounded_to_all_or_nothing(part: int, whole: int, shown: str) -> None:
    assert show_share(part, whole).replace("\xa0", " ") == shown


def test_the_checking_client_sees_what_is_wrong(shell: Flask) -> None:
    broken = {
        "two": "<html lang='vi'><title>a</title><h1>a</h1><h1>b</h1></html>",
        "style": "<html lang='vi'><title>a</title><h1 style='color:red'>a</h1></html>",
        "script": "<html lang='vi'><title>a</title><h1>a</h1><script>x</script></html>",
        "ids": "<html lang='vi'><title>a</title><h1 id='x'>a</h1><p id='x'></p></html>",
        "link": "<html lang='vi'><title>a</title><h1>a</h1><a href='/mat'>b</a></html>",
        "language": "<title>a</title><h1>a</h1>",
        "balance": "<html lang='vi'><title>a</title><h1>a</h1><div></html>",
        "label": "<html lang='vi'><title>a</title><h1>a</h1><input name='q'></html>",
    }
    for name, html in broken.items():
        shell.view_functions["workshop.index"] = access(Access.PUBLIC)(lambda html=html: html)
        assert _is_refused(shell), name


def _is_refused(shell: Flask) -> bool:
    try:
        checking(shell).get("/")
    except AssertionError:
        return True
    return False


@pytest.mark.parametrize(
    ("address", "section"),
    [("/tai-lieu/viec-cua-toi", "Tài liệu"), ("/co-quan/so-nnmt", "Cơ quan"), ("/tthc/", "TTHC"), ("/", "Tổng quan")],
)
def test_the_bar_says_in_which_section_one_is(reader: CheckingClient, address: str, section: str) -> None:
    links = [link for link in read(reader.get(address).text).all("a") if link.attributes.get("aria-current") == "true"]
    assert {link.text for link in links} == {section}


def test_the_bar_offers_what_may_be_opened_only(signed_in: Callable[[Member], CheckingClient]) -> None:
    offered = {
        member: {link.text.strip() for link in read(signed_in(member).get("/tham-so/").text).all("a")}
        for member in (LEADER, LEAD_OFFICER, ADMINISTRATOR)
    }
    assert "Sổ đăng ký" in offered[LEAD_OFFICER] and not {"Sổ đăng ký", "Quản trị"} & offered[LEADER]
    assert "Quản trị" in offered[ADMINISTRATOR] and "Sổ đăng ký" not in offered[ADMINISTRATOR]
