"""What holds on each day: step functions over the calendar, the one shape in which the rules think.

A :class:`Course` has a value on every day there is; it changes on the first day of each of its steps. Days are ordinals
(``date.toordinal()``) inside the rules and dates at their edge.
"""

from bisect import bisect_right
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Generic, NamedTuple, TypeVar

T = TypeVar("T")
L = TypeVar("L")

BEGIN = 0  # before the first day a date can name
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
    return date(year, month + 1, min(began.day, monthrange(year, month + 1)[1])).toordinal()


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


def during(spans: Iterable[Span]) -> Course[bool]:
    """True on the days of at least one span."""
    spans = list(spans)
    if len(spans) < 2:
        return _during_one(spans)
    days: list[int] = []
    reached = BEGIN - 1
    for start, end in sorted(spans):
        if start >= end or end <= reached:
            continue
        if start <= reached:
            days[-1] = end
        else:
            days += [start, end]
        reached = end
    first = bool(days) and days[0] <= BEGIN
    marks = ([BEGIN] if not first else []) + days
    if marks[-1] >= FOREVER:
        marks.pop()
    return Course(marks, [(index % 2 == 0) == first for index in range(len(marks))])


def _during_one(spans: Sequence[Span]) -> Course[bool]:
    start, end = spans[0] if spans else (BEGIN, BEGIN)
    if start >= end:
        return Course((BEGIN,), (False,))
    if start <= BEGIN:
        return Course((BEGIN,), (True,)) if end >= FOREVER else Course((BEGIN, end), (True, False))
    return Course((BEGIN, start), (False, True)) if end >= FOREVER else Course((BEGIN, start, end), (False, True, False))


def common(sets: Iterable[Iterable[Span]]) -> list[Span]:
    """The days that every set of disjoint ascending spans holds."""
    held = [Span(BEGIN, FOREVER)]
    for spans in sets:
        held = [
            Span(max(one.start, other.start), min(one.end, other.end))
            for one in held
            for other in spans
            if one.start < other.end and other.start < one.end
        ]
    return held


def counting(spans: Iterable[Span]) -> Course[int]:
    """How many of the spans hold each day."""
    deltas: dict[int, int] = {BEGIN: 0}
    for start, end in spans:
        if start < end:
            deltas[start] = deltas.get(start, 0) + 1
            deltas[end] = deltas.get(end, 0) - 1
    count = 0
    steps = []
    for day in sorted(deltas):
        if day < FOREVER:
            count += deltas[day]
            steps.append((day, count))
    return Course.of(steps)


def latest(spans: Iterable[tuple[Span, T]]) -> Course[T | None]:
    """The value of the last listed span that holds the day, None where none does; spans come in ascending rank."""
    ranked = list(spans)
    edges = sorted({BEGIN, *(edge for run, _ in ranked for edge in run if edge < FOREVER)})
    return Course.of(
        (day, next((value for (start, end), value in reversed(ranked) if start <= day < end), None)) for day in edges
    )


def combine(function: Callable[..., T], *courses: Course[Any]) -> Course[T]:
    """The course whose value on each day is ``function`` of the values of that day."""
    changing = [index for index, course in enumerate(courses) if len(course.days) > 1]
    held = [course.values[0] for course in courses]
    if not changing:
        return Course((BEGIN,), (function(*held),))
    if len(changing) == 1:
        return _mapped(function, held, courses[changing[0]], changing[0])
    changes = sorted([(day, index, place) for index in changing for place, day in enumerate(courses[index].days) if place])
    days = [BEGIN]
    values = [function(*held)]
    position, total = 0, len(changes)
    while position < total:
        day = changes[position][0]
        while position < total and changes[position][0] == day:
            _, index, place = changes[position]
            held[index] = courses[index].values[place]
            position += 1
        value = function(*held)
        if value != values[-1]:
            days.append(day)
            values.append(value)
    return Course(days, values)


def _mapped(function: Callable[..., T], held: list[Any], course: Course[Any], index: int) -> Course[T]:
    """``combine`` where one course alone changes."""
    days: list[int] = []
    values: list[T] = []
    for day, held[index] in zip(course.days, course.values, strict=True):
        value = function(*held)
        if not values or value != values[-1]:
            days.append(day)
            values.append(value)
    return Course(days, values)


def holding(since: Course[int | None], limit: Course[L | None], last_good_day: Callable[[int, L], int]) -> Course[bool]:
    """True on the days that are not later than ``last_good_day(since, limit)`` of that very day; False where either is None."""
    steps: list[tuple[int, bool]] = []
    for (start, end), (first, allowed) in combine(lambda first, allowed: (first, allowed), since, limit).steps():
        if first is None or allowed is None:
            steps.append((start, False))
            continue
        over = last_good_day(first, allowed) + 1
        steps.append((start, start < over))
        if start < over < end:
            steps.append((over, False))
    return Course.of(steps)


def window(first: int, days: int) -> int:
    """Last good day of a window of ``days`` days from day ``first``."""
    return first + days


def running(course: Course[bool]) -> Course[int | None]:
    """The first day of the run of True days that each day stands in; None on the other days."""
    return Course.of((start, start if held else None) for (start, _), held in course.steps())
