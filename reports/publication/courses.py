"""Step functions over the calendar for many bodies at once: what the rules compute with.

All bodies are laid end to end on one long axis, each on a stretch of STRIDE days, so that one operation on arrays is that
operation for every body. The rules themselves stay ordinary functions of ordinary values: :func:`combine` asks such a
function once for each combination of values that occurs on any day of any body. "Body" is whatever a course is about: an
agency, or a pair of an agency and a procedure. Bodies are numbered from 0.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Any, Generic, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from reports.publication.course import BEGIN, FOREVER, Course, Span

T = TypeVar("T")
L = TypeVar("L")
Ints = NDArray[np.int64]
Bits = NDArray[np.bool_]

STRIDE = 1 << 22  # more than the days a date can name
DAYS_KEPT = 8  # of those last asked for: of as many boards being read at the same time
MANY = 1 << 16  # combinations up to which a table of all of them is quicker than sorting those that occur


class Spans(NamedTuple):
    """The days ``start <= day < end`` of each ``body``: three arrays of one length. Empty spans hold no day."""

    body: Ints
    start: Ints
    end: Ints

    def where(self, chosen: "Bits | Ints") -> "Spans":
        """Those under a mask or at some places."""
        return Spans(self.body[chosen], self.start[chosen], self.end[chosen])

    def within(self, others: "Spans") -> "Spans":
        """Each span cut to the days of the other at the same place."""
        return Spans(self.body, np.maximum(self.start, others.start), np.minimum(self.end, others.end))


def spans(found: Sequence[tuple[int, int, int]]) -> Spans:
    """From (body, start, end)."""
    return Spans(*np.array(found, np.int64).reshape(-1, 3).T)


class Snapshot(Generic[T]):
    """What all bodies are on one day, and what they turn to next."""

    def __init__(self, courses: "Courses[T]", day: int) -> None:
        self._courses = courses
        self._places = courses.places(day)

    @cached_property
    def values(self) -> list[T]:
        return self._courses.values_at(self._places)

    @cached_property
    def changes(self) -> list[tuple[int, T] | None]:
        """For each body the first later day with another value, and that value; None when none is in sight."""
        starts = np.append(self._courses.starts, 0)[self._places + 1]
        following = self._courses.values_at(np.minimum(self._places + 1, len(self._courses.starts) - 1))
        return [(day, value) if day else None for day, value in zip((starts % STRIDE).tolist(), following, strict=True)]


class Courses(Generic[T]):
    """A value for every day of every body.

    ``starts`` ascend; a step of body ``b`` begins on day ``d`` at ``b * STRIDE + d``, the first of each body at BEGIN. The
    value of step ``i`` is ``values[codes[i]]``; neighbouring steps of one body have different codes.
    """

    def __init__(self, bodies: int, starts: Ints, codes: Ints, values: Sequence[T]) -> None:
        kept = np.empty(len(starts), np.bool_)
        kept[:1] = True
        np.not_equal(codes[1:], codes[:-1], out=kept[1:])
        kept |= starts % STRIDE == BEGIN
        whole = bool(kept.all())
        self.bodies = bodies
        self.starts = starts if whole else starts[kept]
        self.codes = codes if whole else codes[kept]
        self.values = values
        self._read: dict[int, Snapshot[T]] = {}

    def of(self, body: int) -> Course[T]:
        first, last = np.searchsorted(self.starts, [body * STRIDE, (body + 1) * STRIDE])
        days = (self.starts[first:last] - body * STRIDE).tolist()
        return Course(days, [self.values[code] for code in self.codes[first:last].tolist()])

    def on(self, day: int) -> Snapshot[T]:
        """All bodies on a day; the days last asked for are kept, for boards are read body by body."""
        read = self._read.get(day)
        if read is None:
            read = Snapshot(self, day)
            self._read = {**dict(list(self._read.items())[1 - DAYS_KEPT :]), day: read}  # a new one: others may be reading it
        return read

    def places(self, day: int) -> Ints:
        """The step in which each body stands."""
        return np.searchsorted(self.starts, _borders(self.bodies) + day, "right") - 1

    def values_at(self, places: Ints) -> list[T]:
        values = self.values
        return [values[code] for code in self.codes[places].tolist()]

    def spans(self, value: T) -> Spans:
        """The maximal runs of days that have this value."""
        wanted = np.array([held == value for held in self.values], np.bool_)
        return self.steps().where(wanted[self.codes])

    def steps(self) -> Spans:
        """All steps; one that never ends, ends at STRIDE."""
        body = self.starts // STRIDE
        ends = np.append(self.starts[1:], self.bodies * STRIDE)
        return Spans(body, self.starts % STRIDE, ends - body * STRIDE)

    def runs(self) -> Iterator[tuple[int, Span, T]]:
        """(body, days, value) of all steps."""
        body, start, end = self.steps()
        held = (self.values[code] for code in self.codes.tolist())
        for one, first, last, value in zip(body.tolist(), start.tolist(), np.minimum(end, FOREVER).tolist(), held, strict=True):
            yield one, Span(first, last), value


def _borders(bodies: int) -> Ints:
    return np.arange(bodies, dtype=np.int64) * STRIDE


def counting(bodies: int, spans: Spans) -> Courses[int]:
    """How many of its spans hold each day."""
    real = spans.where((spans.start < spans.end) & (spans.start < FOREVER))
    ends = np.where(real.end >= FOREVER, STRIDE, real.end)
    axis = np.concatenate((_borders(bodies + 1), real.body * STRIDE + real.start, real.body * STRIDE + ends))
    change = np.zeros(len(axis), np.int64)
    change[bodies + 1 : bodies + 1 + len(ends)] = 1
    change[bodies + 1 + len(ends) :] = -1
    order = np.argsort(axis, kind="stable")
    axis = axis[order]
    counts = np.cumsum(change[order])
    last = axis[1:] != axis[:-1]  # of several changes on one day the last; the border after all bodies falls away
    starts, codes = axis[:-1][last], counts[:-1][last]
    return Courses(bodies, starts, codes, range(int(codes.max(initial=0)) + 1))


def during(bodies: int, spans: Spans) -> Courses[bool]:
    """True on the days of at least one span."""
    counted = counting(bodies, spans)
    return Courses(bodies, counted.starts, np.minimum(counted.codes, 1), (False, True))


def joined(spans: Spans) -> Spans:
    """The same days as disjoint spans; the bodies may be any numbers."""
    bodies, places = np.unique(spans.body, return_inverse=True)
    if len(bodies) == len(spans.body):
        return spans.where(spans.start < spans.end)
    held = during(len(bodies), spans._replace(body=places)).spans(True)
    return held._replace(body=bodies[held.body])


def stepped(bodies: int, before: T, steps: Sequence[tuple[int, int, T]]) -> Courses[T]:
    """From (body, first day, value): of several on one day the last listed holds; ``before`` holds until the first."""
    if not steps:
        return Courses(bodies, _borders(bodies), np.zeros(bodies, np.int64), (before,))
    body, days, values = zip(*steps, strict=True)
    axis = np.concatenate((_borders(bodies), np.array(body, np.int64) * STRIDE + np.array(days, np.int64)))
    codes = np.concatenate((np.zeros(bodies, np.int64), np.arange(1, len(steps) + 1)))
    order = np.argsort(axis, kind="stable")
    axis, codes = axis[order], codes[order]
    last = np.append(axis[1:] != axis[:-1], True)
    return Courses(bodies, axis[last], codes[last], (before, *values))


def last_of(bodies: int, body: Ints, days: Ints) -> Courses[int | None]:
    """The last of its days, on or before each day."""
    distinct, codes = np.unique(days, return_inverse=True)
    axis, first = np.unique(np.concatenate((_borders(bodies), body * STRIDE + days)), return_index=True)
    numbered = np.concatenate((np.zeros(bodies, np.int64), codes + 1))
    return Courses(bodies, axis, numbered[first], (None, *distinct.tolist()))


def combine(function: Callable[..., T], *courses: "Courses[Any] | Course[Any]") -> Courses[T]:
    """The courses whose value on each day of each body is ``function`` of the values of that day.

    A plain Course is the same for all bodies; at least one is not.
    """
    starts, bodies = _merged(courses)
    codes = [_codes(course, starts) for course in courses]
    which, examples = _combinations(codes, [len(course.values) for course in courses])
    columns = [[course.values[code] for code in coded[examples].tolist()] for course, coded in zip(courses, codes, strict=True)]
    numbers: dict[T, int] = {}
    found = np.array([numbers.setdefault(value, len(numbers)) for value in map(function, *columns)], np.int64)
    return Courses(bodies, starts, found[which], list(numbers))


def _merged(courses: "Sequence[Courses[Any] | Course[Any]]") -> tuple[Ints, int]:
    """All days on which a course changes, on the axis; and the number of bodies."""
    own = [course for course in courses if isinstance(course, Courses)]
    bodies = own[0].bodies
    axes = list({id(course.starts): course.starts for course in own if len(course.starts) > bodies}.values())
    for course in courses:
        if isinstance(course, Course) and len(course.days) > 1:
            axes.append((_borders(bodies)[:, None] + np.array(course.days[1:], np.int64)).ravel())
    if len(axes) == 1 and len(axes[0]) > bodies and axes[0][0] == BEGIN:
        return axes[0], bodies
    axis = np.sort(np.concatenate((_borders(bodies), *axes)), kind="stable")
    distinct = np.empty(len(axis), np.bool_)
    distinct[:1] = True
    np.not_equal(axis[1:], axis[:-1], out=distinct[1:])
    return axis[distinct], bodies


def _codes(course: "Courses[Any] | Course[Any]", axis: Ints) -> Ints:
    """Which of its values the course has at each place of the axis."""
    if isinstance(course, Courses):
        if course.starts is axis:
            return course.codes
        return course.codes[np.searchsorted(course.starts, axis, "right") - 1]
    if len(course.days) == 1:
        return np.zeros(len(axis), np.int64)
    return np.searchsorted(np.array(course.days, np.int64), axis % STRIDE, "right") - 1


def _combinations(codes: Sequence[Ints], sizes: Sequence[int]) -> tuple[Ints, Ints]:
    """(number of the combination at each place, one place at which each combination occurs)."""
    mixed, radix = np.zeros(len(codes[0]), np.int64), 1
    for coded, size in zip(codes, sizes, strict=True):
        if size > 1:
            mixed, radix = mixed * size + coded, radix * size
        if radix > STRIDE:
            mixed = np.unique(mixed, return_inverse=True)[1]
            radix = int(mixed.max(initial=0)) + 1
    if radix > MANY:
        _, examples, which = np.unique(mixed, return_index=True, return_inverse=True)
        return which, examples
    table = np.full(radix, -1, np.int64)
    table[mixed] = np.arange(len(mixed))
    occurring = np.flatnonzero(table >= 0)
    examples = table[occurring]
    table[occurring] = np.arange(len(occurring))
    return table[mixed], examples


def holding(
    since: "Courses[int | None]", limit: "Courses[L | None] | Course[L | None]", last_good_day: Callable[[int, L], int]
) -> Courses[bool]:
    """True on the days that are not later than ``last_good_day(since, limit)`` of that very day; False where either is None."""

    def over(first: int | None, allowed: L | None) -> int:
        return BEGIN if first is None or allowed is None else last_good_day(first, allowed) + 1

    until = combine(over, since, limit)
    steps = until.steps()
    ends = np.array(until.values, np.int64)[until.codes]
    return during(until.bodies, steps._replace(end=np.minimum(steps.end, ends)))


def window(first: int, days: int) -> int:
    """Last good day of a window of ``days`` days from day ``first``."""
    return first + days


def running(course: Courses[bool]) -> Courses[int | None]:
    """The first day of the run of True days that each day stands in; None on the other days."""
    held = np.array(course.values, np.bool_)[course.codes]
    first, codes = np.unique(np.where(held, course.starts % STRIDE, -1), return_inverse=True)
    return Courses(course.bodies, course.starts, codes, [None if day < 0 else day for day in first.tolist()])
