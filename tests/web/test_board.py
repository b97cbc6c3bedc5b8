"""The board: every number opens the list behind it, the lists add up, what is left out is named."""

import re
from datetime import date

import pytest

from qms.installation import Installation
from reports.publication.queries import load_registry
from reports.publication.vocabulary import Status
from tests.web.client import CheckingClient
from tests.web.markup import read

DAYS = ("2026-11-23", "2026-07-15", "2025-06-30")


def total_of(page: str) -> int:
    """The true total that a list states, 0 for an empty one."""
    found = re.search(r"trong tổng số ([\d.]+)", page)
    return int(found[1].replace(".", "")) if found else 0


def numbers(page: str) -> list[tuple[int, str]]:
    """Every linked number of the board: its value (the part, of a ratio) and the list it opens."""
    links = [(link.text.split("/")[0].strip(), link.attributes["href"]) for link in read(page).all("a")]
    return [(int(text.replace(".", "")), href) for text, href in links if re.fullmatch(r"[\d.]+", text)]


@pytest.mark.parametrize("day", DAYS)
def test_every_number_opens_a_list_of_that_many(reader: CheckingClient, day: str) -> None:
    linked = numbers(reader.get(f"/?ngay={day}").text)
    assert len(linked) > 20
    for number, address in linked:
        assert total_of(reader.get(address).text) == number, address


@pytest.mark.parametrize("day", DAYS)
def test_tiles_say_what_their_lists_say(reader: CheckingClient, day: str) -> None:
    tiles = [link for link in read(reader.get(f"/?ngay={day}").text).all("a") if link.attributes.get("class") == "tile"]
    assert len(tiles) == 5
    for tile in tiles:
        part = re.search(r"([\d.]+) / [\d.]+", tile.text)
        assert part and total_of(reader.get(tile.attributes["href"]).text) == int(part[1].replace(".", "")), tile.text


@pytest.mark.parametrize("day", DAYS)
def test_the_rows_add_up_to_the_total(reader: CheckingClient, day: str) -> None:
    tables = reader.get(f"/?ngay={day}").text.split("<table")
    rows = [[int(number) for number in re.findall(r">(\d+)</(?:a|span)>", row)] for row in tables[1].split("<tr")[2:]]
    *groups, total = rows
    assert [sum(column) for column in zip(*groups, strict=True)] == total
    assert all(sum(row[:-1]) == row[-1] for row in rows)


def test_the_board_shows_what_the_engine_says(reader: CheckingClient, province_installation: Installation) -> None:
    with province_installation.database.reading() as session:
        standings = load_registry(session).board(date(2026, 11, 23))
    page = reader.get("/co-quan/").text
    assert total_of(page) == len(standings)
    for status in Status:
        expected = sum(standing.status is status for standing in standings)
        assert expected, "the small province shows every status"
        assert total_of(reader.get(f"/co-quan/?trang-thai={status.value}").text) == expected


def test_what_is_left_out_is_named_with_its_reason(reader: CheckingClient) -> None:
    page = reader.get("/").text
    for said in ("Được miễn theo Quyết định số 12/QĐ-UBND", "Không thuộc diện áp dụng", "Chỉ thuộc diện khuyến khích áp dụng"):
        assert said in page
    assert total_of(reader.get("/co-quan/?mau-so=left-out").text) == 3


def test_bodies_that_do_not_exist_on_the_day_are_on_no_list(reader: CheckingClient) -> None:
    assert "Cấp huyện" not in reader.get("/").text
    assert "Cấp huyện" in reader.get("/?ngay=2025-06-30").text
    assert "huyện Phú Vang" not in reader.get("/co-quan/").text


def test_an_empty_registry_says_how_to_begin(empty_reader: CheckingClient) -> None:
    page = empty_reader.get("/").text
    assert "chưa có cơ quan nào trong sổ" in page and "qms import" in page
    assert "%" not in read(page).text


def test_a_share_of_nothing_is_a_dash(reader: CheckingClient) -> None:
    measures = reader.get("/").text.split("<table")[2]
    row = next(row for row in measures.split("<tr") if "Đơn vị sự nghiệp" in row)
    assert row.count("–") == 5 and "%" not in row


def test_english_readers_see_the_same_numbers(reader: CheckingClient, english_reader: CheckingClient) -> None:
    vietnamese, english = reader.get("/").text, english_reader.get("/").text
    assert [number for number, _ in numbers(vietnamese)] == [number for number, _ in numbers(english)]
    assert "Overview" in english and "Tổng quan" not in read(english).text
