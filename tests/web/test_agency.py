"""The page of one body: what it shows on a day, and what it keeps silent about because the day did not know it."""

import pytest
from flask import Flask

from qms.installation import Installation
from reports.publication.vocabulary import GateName
from tests.web.client import CheckingClient
from tests.web.markup import read
from tests.web.province import LONG_NAME
from tests.web.statements import GUARD, counted


@pytest.mark.parametrize(
    ("key", "status"),
    [
        ("so-noi-vu", "Đã công bố – duy trì"),
        ("so-y-te", "Đã công bố – chưa duy trì"),
        ("so-nnmt", "Phải công bố lại"),
        ("so-tu-phap", "Công bố hết hiệu lực"),
        ("so-xay-dung", "Đang áp dụng, chưa công bố"),
        ("thanh-tra", "Đang xây dựng"),
        ("xa-02", "Chưa xây dựng"),
        ("benh-vien", "Không thuộc diện"),
    ],
)
def test_the_status_and_every_gate_are_shown(reader: CheckingClient, key: str, status: str) -> None:
    page = reader.get(f"/co-quan/{key}").text
    assert status in page.split('id="thuoc-do"')[0]
    assert all(f'id="dk-{gate.value}"' in page for gate in GateName)


def test_a_key_is_found_whatever_its_case(reader: CheckingClient) -> None:
    assert reader.get("/co-quan/SO-Noi-Vu").status_code == 200


def test_an_unknown_key_is_not_found_and_says_what_may_help(reader: CheckingClient) -> None:
    response = reader.get("/co-quan/so-la")
    assert response.status_code == 404
    assert "Không có cơ quan nào mang mã “so-la”" in response.text


def test_the_next_action_names_the_missing_thing(reader: CheckingClient) -> None:
    assert "Ban hành Bối cảnh, các bên quan tâm và phạm vi" in reader.get("/co-quan/thanh-tra").text


def test_sources_that_nobody_has_verified_say_so(reader: CheckingClient) -> None:
    assert "chưa kiểm chứng" in reader.get("/co-quan/so-noi-vu").text


def test_the_day_decides_name_status_and_records(reader: CheckingClient) -> None:
    before = reader.get("/co-quan/so-nnmt?ngay=2026-06-30").text
    assert read(before).all("h1")[0].text == "Sở Nông nghiệp và Phát triển nông thôn"
    assert "Sở Nông nghiệp và Môi trường" not in before.split('id="lich-su"')[1]
    after = reader.get("/co-quan/so-nnmt").text
    assert read(after).all("h1")[0].text == "Sở Nông nghiệp và Môi trường thành phố Huế"
    assert "Sở Nông nghiệp và Phát triển nông thôn" in after


def test_a_past_day_does_not_know_what_came_later(reader: CheckingClient) -> None:
    page = reader.get("/co-quan/so-tu-phap?ngay=2026-08-31").text
    assert "đang có hiệu lực" in page and "đã hủy" not in page
    assert "đã hủy ngày 01/09/2026" in reader.get("/co-quan/so-tu-phap").text
    early = reader.get("/co-quan/so-tu-phap?ngay=2015-06-01").text
    assert "Chưa có cuộc đánh giá nào" in early and "Chưa có bản công bố nào" in early


def test_a_body_that_is_no_more_says_since_when(reader: CheckingClient) -> None:
    page = reader.get("/co-quan/ubnd-huyen").text
    assert "chấm dứt hoạt động từ ngày 01/07/2025" in page
    assert "đang có hiệu lực" not in page
    assert "hoạt động từ ngày 01/07/2025" in reader.get("/co-quan/xa-02?ngay=2020-01-01").text


def test_decisions_stand_beside_the_status(reader: CheckingClient) -> None:
    suspended = reader.get("/co-quan/so-cong-thuong").text
    assert "Đã công bố – duy trì" in suspended and "Chờ kết luận kiểm tra" in suspended and "Đình chỉ" in suspended
    assert "Miễn" in reader.get("/co-quan/ubnd-tinh").text


def test_charts_come_with_the_same_facts_in_words(reader: CheckingClient) -> None:
    page = reader.get("/co-quan/so-noi-vu").text
    assert page.count('role="img"') == 2
    assert "Các khoảng thời gian" in page and ' style="' not in page


def test_the_longest_name_is_the_heading(reader: CheckingClient) -> None:
    assert read(reader.get("/co-quan/ban-qlda").text).all("h1")[0].text == LONG_NAME


def test_a_page_needs_a_fixed_number_of_statements(site: Flask, reader: CheckingClient) -> None:
    installation: Installation = site.extensions["qms"]
    reader.get("/")
    for key in ("so-noi-vu", "so-nnmt", "so-cong-thuong", "xa-02"):
        for most in (GUARD + 8, GUARD + 2):  # its records, and nothing of them while nothing changes
            with counted(installation.database.engine) as statements:
                assert reader.quietly(f"/co-quan/{key}").status_code == 200
            assert len(statements) <= most, statements


def test_it_reads_in_english_too(english_reader: CheckingClient) -> None:
    page = english_reader.get("/co-quan/so-noi-vu").text
    assert "Next action" in page and "Việc cần làm tiếp" not in page
