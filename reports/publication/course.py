"""What holds on each day: a step function over the calendar, the one shape in which the rules think.

A :class:`Course` has a value on every day there is; it changes on the first day of each of its steps. Days are ordinals
(``date.toordinal()``) inside the rules and dates at their edge.
"""

from bisect import bisect_right
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Generic, NamedTuple, TypeVar

T = TypeVar("T")

BEGIN = 0  # before the first day a date can name
SHORTEST_MONTH = 28
FOREVER = date.max.toordinal() + 1  # after the last


class Span(NamedTuple):
    """The days ``start <= day < end``."""

    start: int
    end: int


def span(valid_from: date | None, valid_to: date | None) -> Span:
    """A half-open interval of dates; None leaves that side open."""
    return Span(BEGIN if valid_from is None else valid_from.toordinal(), FOREVER if valid_to is None else valid_to.toordinal())


def add_months(day: int, months: int) -> int:
    """The same day of a later month, clipped to that month's last day (29 Feb 2016 + 12 months = 28 Feb 2017)."""
    began = date.fromordinal(day)
    year, month = divmod(began.year * 12 + began.month - 1 + months, 12)
    if year > date.max.year:
        return FOREVER
    fits = began.day if began.day <= SHORTEST_MONTH else min(began.day, monthrange(year, month + 1)[1])
    return date(year, month + 1, fits).toordinal()


class Course(Generic[T]):
    """A value for every day. ``days`` ascend from BEGIN; ``values[i]`` holds from ``days[i]`` until ``days[i + 1]``."""

    __slots__ = ("days", "values")

    def __init__(self, days: Sequence[int], values: Sequence[T]) -> None:
        self.days = days
        self.values = values

    @classmethod
    def always(cls, value: T) -> "Course[T]":
        return cls((BEGIN,), (value,))

    @classmethod
    def of(cls, steps: Iterable[tuple[int, T]]) -> "Course[T]":
        """From (first day, value) pairs in ascending order, the first at BEGIN; steps that change nothing melt away."""
        days: list[int] = []
        values: list[T] = []
        for day, value in steps:
            if days and days[-1] == day:
                values[-1] = value
                if len(values) > 1 and values[-2] == value:
                    days.pop()
                    values.pop()
            elif not days or values[-1] != value:
                days.append(day)
                values.append(value)
        return cls(days, values)

    def at(self, day: int) -> T:
        return self.values[bisect_right(self.days, day) - 1]

    def began(self, day: int) -> int:
        """First day of the unbroken run of days, up to ``day``, with the value of ``day``."""
        return self.days[bisect_right(self.days, day) - 1]

    def after(self, day: int) -> Iterator[tuple[Span, T]]:
        """The steps that begin after ``day``."""
        for index in range(bisect_right(self.days, day), len(self.days)):
            yield self._span(index), self.values[index]

    def steps(self) -> Iterator[tuple[Span, T]]:
        for index, value in enumerate(self.values):
            yield self._span(index), value

    def spans(self, value: T) -> list[Span]:
        """The maximal runs of days that have this value."""
        return [run for run, held in self.steps() if held == value]

    def _span(self, index: int) -> Span:
        return Span(self.days[index], self.days[index + 1] if index + 1 < len(self.days) else FOREVER)


def latest(spans: Iterable[tuple[Span, T]]) -> Course[T | None]:
    """The value of the last listed span that holds the day, None where none does; spans come in ascending rank."""
    ranked = list(spans)
    edges = sorted({BEGIN, *(edge for run, _ in ranked for edge in run if edge < FOREVER)})
    return Course.of(
        (day, next((value for (start, end), value in reversed(ranked) if start <= day < end), None)) for day in edges
    )


def combine(function: Callable[..., T], *courses: Course[Any]) -> Course[T]:
    """The course whose value on each day is ``function`` of the values of that day."""
    days = sorted({day for course in courses for day in course.days})
    return Course.of((day, function(*(course.at(day) for course in courses))) for day in days)
