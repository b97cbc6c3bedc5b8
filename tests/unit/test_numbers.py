"""What counts as a number when a browser sends it."""

import pytest

from qms.web.numbers import LARGEST, read_number, read_numbers


@pytest.mark.parametrize("text", [None, "", " 1", "-1", "1.0", "²", "٣", "1_0", "x", str(LARGEST + 1), "9" * 5000, "1\n"])
def test_what_is_no_number_of_a_row(text: str | None) -> None:
    assert read_number(text) is None


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("007", 7), (str(LARGEST), LARGEST)])
def test_numbers_up_to_the_largest_that_a_column_holds(text: str, number: int) -> None:
    assert read_number(text) == number


@pytest.mark.parametrize(
    ("text", "numbers"), [("3.0", (3, 0)), ("3", None), ("3.", None), (".0", None), ("3.0.1", None), (None, None)]
)
def test_two_numbers_with_a_point(text: str | None, numbers: tuple[int, int] | None) -> None:
    assert read_numbers(text) == numbers
