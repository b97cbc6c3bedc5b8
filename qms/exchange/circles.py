"""Nothing lies in itself: whoever names what is above it must not be above that in turn, on any day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from qms.exchange.comparing import Comparison
from qms.exchange.sheet import Fact, FactKey
from qms.language import Phrase


class Slice(NamedTuple):
    """The fact ``key``: from ``start`` until the day before ``end`` (open when None) ``above`` is directly above ``node``."""

    key: FactKey
    node: FactKey
    above: FactKey
    start: date
    end: date | None


def refuse_circles(comparison: Comparison, slices: Iterable[Slice], message: Phrase) -> None:
    """Put ``message`` at the field ``parent`` of the first row of the file in each circle; circles without one stay."""
    rows = {key: row for key, (row, _fact) in comparison.wanted.items()}
    found = {min((rows[key] for key in circle if key in rows), default=None) for circle in circles(slices)}
    for row in sorted(row for row in found if row is not None):
        comparison.parsed.refuse(row, "parent", message)


def slices_of(facts: Mapping[FactKey, Fact], node_length: int) -> list[Slice]:
    """Those of ``facts`` that name a parent inside the first ``node_length - 1`` parts of their key; days unread are left out."""
    return [
        Slice(key, key[:node_length], (*key[: node_length - 1], fact.parent), fact.valid_from, _end(fact.valid_to))
        for key, fact in facts.items()
        if isinstance(fact.parent, str) and isinstance(fact.valid_from, date)
    ]


def _end(day: object) -> date | None:
    return day if isinstance(day, date) else None


def circles(slices: Iterable[Slice]) -> set[frozenset[FactKey]]:
    """The keys of the slices of each circle that there is on some day; at most one slice of a node holds on a day."""
    suspects = _without_ends(list(slices))
    found = set()
    for day in {one.start for one in suspects}:
        current = {one.node: one for one in suspects if one.start <= day and (one.end is None or day < one.end)}
        found |= _circles_on(current)
    return found


def _without_ends(slices: list[Slice]) -> list[Slice]:
    """The slices that may lie in a circle, taken over all days: as a rule none, and days need not be looked at."""
    below: defaultdict[FactKey, set[FactKey]] = defaultdict(set)
    above: defaultdict[FactKey, set[FactKey]] = defaultdict(set)
    for one in slices:
        below[one.above].add(one.node)
        above[one.node].add(one.above)
    tops = [node for node in below if not above[node]]
    while tops:
        top = tops.pop()
        for node in below.pop(top, ()):
            above[node].discard(top)
            if not above[node]:
                tops.append(node)
    return [one for one in slices if one.above in above[one.node]]


def _circles_on(current: Mapping[FactKey, Slice]) -> set[frozenset[FactKey]]:
    found: set[frozenset[FactKey]] = set()
    settled: set[FactKey] = set()
    for start in current:
        path: dict[FactKey, None] = {}
        node = start
        while node in current and node not in settled and node not in path:
            path[node] = None
            node = current[node].above
        if node in path:
            ring = list(path)[list(path).index(node) :]
            found.add(frozenset(current[one].key for one in ring))
        settled |= path.keys()
    return found
