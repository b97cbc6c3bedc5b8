"""Due dates: month arithmetic, and the last good day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.upkeep.due import add_months, due_on, is_overdue


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 3, 30), 24, date(2028, 3, 30)),
    ],
)
def test_months_are_clamped_to_their_end(day: date, months: int, later: date) -> None:
    assert add_months(day, months) == later


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(1, 120))
def test_the_month_is_right_and_the_day_is_never_later(day: date, months: int) -> None:
    later = add_months(day, months)
    assert later.year * 12 + later.month == day.year * 12 + day.month + months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(1)).day == 1)


def test_the_later_of_taking_effect_and_last_review_counts() -> None:
    effective = date(2025, 11, 23)
    assert due_on(effective, None, 12) == date(2026, 11, 23)
    assert due_on(effective, date(2026, 5, 31), 12) == date(2027, 5, 31)
    assert due_on(effective, date(2025, 1, 1), 12) == date(2026, 11, 23), "a review of the revision before counts no more"


def test_the_due_day_is_still_in_time() -> None:
    due = date(2026, 11, 23)
    assert not is_overdue(due, due)
    assert is_overdue(due, due + timedelta(1))
