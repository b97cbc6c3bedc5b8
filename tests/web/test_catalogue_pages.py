"""Procedures, editions, parameters."""

import pytest

from tests.web.client import CheckingClient
from tests.web.province import LONG_PROCEDURE
from tests.web.test_board import total_of


@pytest.mark.parametrize(
    ("query", "total"),
    [
        ("", 120),
        ("quy-trinh=yes", 110),
        ("quy-trinh=no", 10),
        ("co-quan=so-noi-vu", 12),
        ("tim=1.000003", 10),
        ("tim=cap gia han 3", 10),
    ],
)
def test_who_answers_for_which_procedure(reader: CheckingClient, query: str, total: int) -> None:
    assert total_of(reader.get(f"/tthc/?{query}").text) == total


def test_a_procedure_names_its_bodies_and_documents(reader: CheckingClient) -> None:
    page = reader.get("/tthc/1.000001").text
    assert LONG_PROCEDURE in page and "QT-01" in page and "Sở Nội vụ thành phố Huế" in page
    assert "chưa có cơ quan nào được giao" in reader.get("/tthc/1.000030").text
    assert reader.get("/tthc/9.999999").status_code == 404


def test_an_edition_shows_clauses_in_the_readers_language(reader: CheckingClient, english_reader: CheckingClient) -> None:
    assert "Bối cảnh của tổ chức" in reader.get("/tieu-chuan/2015").text
    english = english_reader.get("/tieu-chuan/2015").text
    assert "Context of the organization" in english and "Bối cảnh của tổ chức" not in english
    assert reader.get("/tieu-chuan/1999").status_code == 404


def test_editions_say_whether_they_are_accepted_on_the_day(reader: CheckingClient) -> None:
    assert "Không được chấp nhận" in reader.get("/tieu-chuan/2008").text
    assert "Không được chấp nhận" not in reader.get("/tieu-chuan/2008?ngay=2015-12-31").text


def test_parameters_show_value_source_and_doubt_of_the_day(reader: CheckingClient) -> None:
    page = reader.get("/tham-so/").text
    assert "Chu kỳ đánh giá nội bộ (tháng)" in page and "QĐ 19/2014/QĐ-TTg" in page and "chưa kiểm chứng" in page
    assert "chưa có" in reader.get("/tham-so/?ngay=2008-01-01").text


def test_an_empty_registry_still_has_a_catalogue(empty_reader: CheckingClient) -> None:
    for address in ("/tthc/", "/tieu-chuan/", "/tham-so/", "/so-sanh/", "/co-quan/"):
        assert empty_reader.get(address).status_code == 200
    assert "TTHC và thẩm quyền được ghi" in empty_reader.get("/tthc/").text
