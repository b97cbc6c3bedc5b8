"""When a document is due for its periodic review."""

from calendar import monthrange
from datetime import date


def add_months(day: date, months: int) -> date:
    """The same day of the month so many months later; the last of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def due_on(begun_on: date, reviewed_on: date | None, months: int) -> date:
    """The last day on which a review is in time, counted from the later of ``begun_on``, since when somebody is known to answer
    for what is in force, and the last review."""
    return add_months(max(begun_on, reviewed_on or begun_on), months)


def is_overdue(due: date, day: date) -> bool:
    """On ``due`` itself a review is still in time."""
    return day > due
