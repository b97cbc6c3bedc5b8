"""Dates as people type them."""


import pytest
from hypothesis import given
from hypothesis import strategies as st

from qms.dates import DateError, read_date
from qms.language import speaking


@given(st.dates())
def test_every_day_is_read_in_both_forms(day):
    assert read_date(day.isoformat()) == day
    assert read_date(f"{day.day}/{day.month}/{day.year:04}") == day
    assert read_date(f" {day.day:02}/{day.month:02}/{day.year:04}\u00a0") == day


@pytest.mark.parametrize(
    "typed", ["", "2015", "31-12-2015", "2015/12/31", "31.12.2015", "1/2/15", "2015-1-2", "hôm nay", "٣١/١٢/٢٠١٥"]
)
def test_anything_else_is_refused_with_an_example(typed):
    with pytest.raises(DateError, match="hãy viết như 31/12/2015 hoặc 2015-12-31"):
        read_date(typed)


@pytest.mark.parametrize("typed", ["29/02/2015", "2015-02-30", "31/4/2020", "0000-01-01", "12/31/2015"])
def test_a_day_that_no_calendar_has_is_refused(typed):
    with pytest.raises(DateError, match="không có trong lịch"):
        read_date(typed)


def test_the_refusal_speaks_the_language_of_the_reader():
    with speaking("en"), pytest.raises(DateError, match="“mai” is not a date"):
        read_date("mai")
