"""Days and small choices of the demonstration: always the same, yet not all alike."""

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from zlib import crc32

FIRST_DAY = date(2011, 1, 1)
LAST_DAY = date(2026, 11, 20)  # nothing is recorded as done after this day

_HOLIDAYS = {(1, 1), (4, 30), (5, 1), (9, 2)}

Row = dict[str, date | int | str | None]


@lru_cache(maxsize=65536)
def pick(count: int, *about: object) -> int:
    """A number from 0 to ``count - 1`` that depends on nothing but what it is about."""
    return crc32("/".join(map(str, about)).encode()) % count


def days_after(day: date, count: int) -> date:
    return day + timedelta(days=count)


def working_day(day: date) -> date:
    """The day itself, or the last working day before a weekend or a public holiday of the solar calendar."""
    while day.weekday() > 4 or (day.month, day.day) in _HOLIDAYS:
        day -= timedelta(days=1)
    return day


def a_year_after(day: date) -> date:
    """Twelve months later, clipped to the month's last day."""
    return date(day.year + 1, day.month, min(day.day, monthrange(day.year + 1, day.month)[1]))


def within(day: date, start: date, end: date | None) -> bool:
    return start <= day and (end is None or day < end)


def row(headers: str, *values: date | int | str | None) -> Row:
    """A row by column header; ``headers`` are separated by ``|``."""
    return dict(zip(headers.split("|"), values, strict=True))


def listed(codes: object) -> str:
    """A list in one cell."""
    assert isinstance(codes, (list, tuple, set, frozenset))
    return "; ".join(sorted(codes))
