"""Which day it is in Việt Nam."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from qms.clock import FixedClock, SystemClock, today


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2026, 11, 22, 16, 59, 59, tzinfo=UTC), date(2026, 11, 22)),
        (datetime(2026, 11, 22, 17, 0, 0, tzinfo=UTC), date(2026, 11, 23)),
        (datetime(2026, 12, 31, 17, 0, 0, tzinfo=UTC), date(2027, 1, 1)),
        (datetime(2026, 11, 22, 23, 30, tzinfo=timezone(timedelta(hours=-8))), date(2026, 11, 23)),
    ],
)
def test_the_day_begins_at_midnight_in_viet_nam(instant, day):
    assert today(FixedClock(instant)) == day


def test_a_fixed_clock_stands_still_and_speaks_utc():
    clock = FixedClock(datetime(2026, 11, 23, 7, tzinfo=timezone(timedelta(hours=7))))
    assert clock.now() == clock.now() == datetime(2026, 11, 23, tzinfo=UTC)
    assert clock.now().tzinfo is UTC


def test_the_system_clock_is_aware_and_goes_forward():
    first, second = SystemClock().now(), SystemClock().now()
    assert first.tzinfo is UTC
    assert first <= second
