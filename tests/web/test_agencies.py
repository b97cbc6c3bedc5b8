"""The list of bodies: filters, search, sort, pages, export of exactly what is shown."""

import csv
from io import BytesIO, StringIO

import pytest
from flask import Flask, url_for
from openpyxl import load_workbook

from qms.installation import Installation
from qms.web.listing import address_of_each
from tests.web.client import CheckingClient
from tests.web.markup import read
from tests.web.province import LONG_NAME
from tests.web.statements import GUARD, counted
from tests.web.test_board import total_of

WAITING = 5  # what the board asks besides: what waits for a leader, what is to be read, and what is to be looked at again


def names(page: str) -> list[str]:
    return [element.text.strip() for element in read(page).all("th") if element.attributes.get("scope") == "row"]


@pytest.mark.parametrize(
    ("query", "total"),
    [
        ("", 68),
        ("nhom=commune_level", 55),
        ("nhom=commune_level&trang-thai=maintained", 1),
        ("cap=commune&loai=peoples_committee", 55),
        ("loai=sub_department", 1),
        ("nghia-vu=plan", 1),
        ("nghia-vu=encouraged&mau-so=left-out", 1),
        ("mau-so=counted", 65),
        ("thuoc-do=built", 9),
        ("thuoc-do=not-built", 59),
        ("tim=so noi vu", 1),
        ("tim=SỞ NỘI VỤ", 1),
        ("tim=đam pha", 1),
        ("tim=so&nhom=commune_level", 0),
        ("tim=benh-vien", 1),
    ],
)
def test_filters_narrow_the_list(reader: CheckingClient, query: str, total: int) -> None:
    assert total_of(reader.get(f"/co-quan/?{query}").text) == total


def test_yes_and_no_to_a_measure_divide_the_list(reader: CheckingClient) -> None:
    for measure in ("built", "applied", "declared", "maintained"):
        parts = [total_of(reader.get(f"/co-quan/?thuoc-do={answer}{measure}").text) for answer in ("", "not-")]
        assert sum(parts) == 68


def test_an_unknown_filter_value_is_refused_in_a_sentence(reader: CheckingClient) -> None:
    response = reader.get("/co-quan/?trang-thai=tot")
    assert response.status_code == 400
    assert "không có giá trị “tot”" in response.text


def test_sorting_by_name_follows_the_vietnamese_alphabet(reader: CheckingClient) -> None:
    shown = names(reader.get("/co-quan/?sap-xep=ten").text)
    assert shown[:3] == [LONG_NAME, "Bệnh viện Mắt Huế", "Chi cục Kiểm lâm"]
    assert names(reader.get("/co-quan/?sap-xep=-ten").text)[-50:] != shown


def test_pages_together_show_every_body_once(reader: CheckingClient) -> None:
    shown = names(reader.get("/co-quan/").text) + names(reader.get("/co-quan/?trang=2").text)
    assert len(shown) == len(set(shown)) == 68


def test_filters_survive_paging_sorting_and_export(reader: CheckingClient) -> None:
    page = read(reader.get("/co-quan/?nhom=commune_level&ngay=2026-07-15").text)
    for target in ("trang=2", "sap-xep=ten", "danh-sach.xlsx"):
        link = next(link.attributes["href"] for link in page.all("a") if target in link.attributes["href"])
        assert "nhom=commune_level" in link and "ngay=2026-07-15" in link


def test_an_address_cannot_steer_the_links_of_the_list(reader: CheckingClient) -> None:
    page = reader.get("/co-quan/?_external=1&_scheme=ftp&_anchor=x&endpoint=static&key=1&values=2")
    assert page.status_code == 200
    assert "ftp:" not in page.text


def test_the_exports_hold_exactly_what_is_listed(reader: CheckingClient) -> None:
    query = "nhom=specialised_agencies&sap-xep=-ten"
    listed = names(reader.get(f"/co-quan/?{query}").text)
    response = reader.get(f"/co-quan/danh-sach.csv?{query}")
    rows = list(csv.DictReader(StringIO(response.data.decode("utf-8-sig"))))
    assert [row["Cơ quan"] for row in rows] == listed
    book = load_workbook(BytesIO(reader.get(f"/co-quan/danh-sach.xlsx?{query}").data))
    cells = [[cell.value for cell in row] for row in book.active.iter_rows()]
    head = next(row for row in cells if "Cơ quan" in row)
    assert [
        row[head.index("Cơ quan")] for row in cells[cells.index(head) + 1 :] if row[head.index("Cơ quan")] in listed
    ] == listed


def test_an_export_is_a_download_with_a_name(reader: CheckingClient) -> None:
    response = reader.get("/co-quan/danh-sach.xlsx?ngay=2025-06-30")
    assert response.headers["Content-Disposition"] == "attachment; filename=co-quan-2025-06-30.xlsx"
    assert reader.get("/co-quan/danh-sach.exe").status_code == 404


def test_what_is_typed_into_the_search_is_shown_as_text(reader: CheckingClient) -> None:
    page = reader.get("/co-quan/", query_string={"tim": '"><script>alert(1)</script>'}).text
    assert "<script>alert" not in page
    assert "Không có cơ quan nào khớp" in page


def test_no_list_grows_a_query_per_row(site: Flask, reader: CheckingClient) -> None:
    """Nothing but who looks and the state of the trail is asked for while nothing has changed; on the board also, for the first
    time and by a fixed number of statements, what waits for that person."""
    installation: Installation = site.extensions["qms"]
    reader.get("/co-quan/")
    for address in ("/", "/co-quan/", "/co-quan/?nhom=management_boards", "/tthc/", "/so-sanh/?tu=2020-01-01"):
        site.extensions.pop("qms_waiting", None)
        for most in (GUARD + 2 + WAITING, GUARD + 1):
            with counted(installation.database.engine) as statements:
                assert reader.quietly(address).status_code == 200
            assert len(statements) <= most, statements


def test_addresses_of_rows_are_those_of_the_router(site: Flask) -> None:
    odd = ("so-noi-vu", "a b", "a/b", "a?b=c&d", "a%2Fb", "Sở {0}", "..", "a#b", "a;b'c")
    for day in ("", "?ngay=2020-01-31"):
        with site.test_request_context(f"/co-quan/{day}"):
            site.preprocess_request()
            body, document = address_of_each("agencies.show", "key"), address_of_each("library.show", "agency", "code")
            for key in odd:
                assert body(key) == url_for("agencies.show", key=key)
                assert document("so-nnmt", key) == url_for("library.show", agency="so-nnmt", code=key)
