"""What each kind of column reads, refuses and writes."""

from datetime import date, datetime, time
from typing import Any

import pytest

from qms.agencies.sheet import KINDS, TIERS
from qms.catalogue.sheet import ONLINE_LEVELS
from qms.exchange.columns import (
    ALL,
    Choice,
    Column,
    Day,
    EditionColumn,
    Integer,
    Key,
    Reference,
    References,
    Scope,
    SlotColumn,
    Text,
    fold_label,
)
from qms.exchange.faults import Unreadable
from qms.exchange.standards import Standards

STANDARDS = Standards(("2008", "2015"), {"2015": ("policy", "risk")}, {"2008": frozenset({"8.2.2"}), "2015": frozenset({"9.2"})})
OTHER: dict[str, Any] = {"header": "Cột", "field": "field"}


def read(column: Column, cell: Any) -> Any:
    return column.read(cell, STANDARDS)


def refusal(column: Column, cell: Any) -> str:
    with pytest.raises(Unreadable) as refused:
        read(column, cell)
    return str(refused.value.message)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("  Sở\t Nội \n vụ\u00a0", "Sở Nội vụ"),
        ("Hòa".encode().decode(), "Hòa"),
        ("Ho\u0300a", "Hòa"),
        ("=1+1", "=1+1"),
        (5.0, "5"),
        (8.2, "8.2"),
        ("   ", None),
        ("", None),
    ],
)
def test_text_is_tidied(cell: Any, text: str | None) -> None:
    assert read(Text(**OTHER), cell) == text


@pytest.mark.parametrize("cell", [True, date(2020, 1, 2), time(1), "nul\x00"])
def test_text_refuses_what_excel_made_of_it(cell: Any) -> None:
    assert refusal(Text(**OTHER), cell)


def test_key_keeps_what_was_typed() -> None:
    assert read(Key(**OTHER), " QT-01 ") == "QT-01"
    assert read(Key(**OTHER), "x" * 60) == "x" * 60
    assert "60" in refusal(Key(**OTHER), "x" * 61)


@pytest.mark.parametrize("column", [Key(**OTHER), Reference(**OTHER), References(**OTHER), Scope(**OTHER)])
def test_number_in_a_code_column_is_explained(column: Column) -> None:
    said = refusal(column, 1.00005)
    assert "1.00005" in said
    assert "1.000050" in said
    assert "Văn bản (Text)" in said


def test_reference_is_folded() -> None:
    assert read(Reference(**OTHER), "SO-Đ") == "so-đ"
    assert read(Reference(**OTHER), "") is None


@pytest.mark.parametrize(
    ("cell", "codes"),
    [("b; A ;;b;", ("a", "b")), ("a", ("a",)), ("", ()), (" ; ", ())],
    ids=["merged", "one", "empty", "blank items"],
)
def test_list(cell: str, codes: tuple[str, ...]) -> None:
    assert read(References(**OTHER), cell) == codes


def test_list_writes_what_it_reads() -> None:
    column = References(**OTHER)
    assert column.write("B\na") == "a; B"
    assert column.canonical("B\na") == read(column, "a; B")
    assert column.write(None) is None


def test_scope_is_all_or_a_list() -> None:
    scope = Scope(**OTHER)
    assert read(scope, " * ") == ALL
    assert read(scope, "*; *") == ALL
    assert read(scope, "b;a") == ("a", "b")
    assert read(scope, "") is None
    assert "“*”" in refusal(scope, "*; a")


@pytest.mark.parametrize(
    "cell",
    [date(2015, 12, 3), datetime(2015, 12, 3, 8, 30), "2015-12-03", "3/12/2015", "03/12/2015", "2015-12-03 00:00:00"],  # noqa: DTZ001
)
def test_day(cell: Any) -> None:
    assert read(Day(**OTHER), cell) == date(2015, 12, 3)


@pytest.mark.parametrize("cell", ["31/02/2015", "12/31/2015", "2015", 2015.0, "3-12-2015", True, time(3)])
def test_no_day(cell: Any) -> None:
    assert "2015-12-31" in refusal(Day(**OTHER), cell)


def test_day_before_excel_is_written_as_text() -> None:
    assert Day(**OTHER).write(date(1890, 5, 1)) == "1890-05-01"
    assert read(Day(**OTHER), "1890-05-01") == date(1890, 5, 1)


@pytest.mark.parametrize(("cell", "number"), [("01", 1), ("1.0", 1), (1.0, 1), ("1,0", 1), (" 0 ", 0), ("", None)])
def test_integer(cell: Any, number: int | None) -> None:
    assert read(Integer(**OTHER), cell) == number


@pytest.mark.parametrize("cell", ["một", "-1", -1.0, 1.5, "1.5", "99999999999", 1e30, True, date(2020, 1, 1)])
def test_no_integer(cell: Any) -> None:
    assert refusal(Integer(**OTHER), cell)


@pytest.mark.parametrize("cell", ["tỉnh", " TỈNH ", "ti\u0309nh", "tỉnh (trực thuộc trung ương)"])
def test_choice_is_read_like_a_header(cell: str) -> None:
    assert read(Choice(words=TIERS, **OTHER), cell) == "province"


def test_choice_names_what_it_takes() -> None:
    assert "huyện" in refusal(Choice(words=TIERS, **OTHER), "thôn")


@pytest.mark.parametrize("words", [TIERS, KINDS, ONLINE_LEVELS])
def test_choice_writes_what_it_reads(words: Any) -> None:
    column = Choice(words=words, **OTHER)
    for word, value in words.items():
        assert read(column, word) == value
        assert column.write(value) == word


def test_numbers_stand_for_online_levels() -> None:
    assert read(Choice(words=ONLINE_LEVELS, **OTHER), 3.0) == "3"


@pytest.mark.parametrize("cell", ["2015", 2015.0, "TCVN ISO 9001:2015", "ISO 9001:2015 (công bố 2016)"])
def test_edition_is_known_by_its_year(cell: Any) -> None:
    assert read(EditionColumn(**OTHER), cell) == "2015"


@pytest.mark.parametrize("cell", ["1994", "ISO 9001", "2008/2015", 9001.0])
def test_unknown_edition(cell: Any) -> None:
    assert "2008, 2015" in refusal(EditionColumn(**OTHER), cell)


def test_slot_is_spelled_as_the_standards_do() -> None:
    assert read(SlotColumn(**OTHER), "RISK") == "risk"
    assert read(SlotColumn(**OTHER), "gì đó") == "gì đó"


@pytest.mark.parametrize("text", ["Xóa", "XOÁ", "  xo\u0301a ", "Xóa (ghi x)", "Xoá [x]"])
def test_labels_share_their_spellings(text: str) -> None:
    assert fold_label(text) == fold_label("Xóa")
