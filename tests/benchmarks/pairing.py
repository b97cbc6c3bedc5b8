"""Timing that travels: what is measured and its floor are run in turn, and the median of their ratios is quoted."""

import gc
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter


@dataclass(frozen=True)
class Figure:
    """``seconds`` and ``floor`` are medians; ``ratio`` is the median of the ratios round by round."""

    what: str
    where: str
    seconds: float
    floor: float
    ratio: float
    target: float

    @property
    def holds(self) -> bool:
        return self.ratio <= self.target


def pair(
    what: str, where: str, subject: Callable[[], object], floor: Callable[[], object], target: float, rounds: int = 5
) -> Figure:
    """Run both once to warm up, then ``rounds`` times in turn."""
    subject()
    floor()
    rows = [(_time(subject), _time(floor)) for _ in range(rounds)]
    mine, least = zip(*rows, strict=True)
    return Figure(what, where, median(mine), median(least), median(one / other for one, other in rows), target)


def _time(action: Callable[[], object]) -> float:
    gc.collect()
    start = perf_counter()
    action()
    return perf_counter() - start
