"""Which body of the demonstration answers for which procedure, and when."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from qms.demo.agencies import Body
from qms.demo.almanac import Row, row
from qms.demo.procedures import Procedure
from qms.demo.tables import read

_TIERS = {"district": "huyện", "commune": "xã"}


class Mandate(NamedTuple):
    """A body answers for a procedure from ``start`` until the day before ``end``."""

    body: str
    procedure: Procedure
    start: date
    end: date | None


class Succession(NamedTuple):
    """On the day ``on`` a body's procedures of one field (of all other fields, when empty) pass to another body."""

    to: str
    on: date
    field: str


def mandates(procedures: Iterable[Procedure], bodies: Mapping[str, Body]) -> dict[str, list[Mandate]]:
    """By body, in the order of the procedures."""
    successions = _successions()
    found: dict[str, list[Mandate]] = {key: [] for key in bodies}
    for procedure in procedures:
        for key in _holders(procedure, bodies):
            for mandate in _chain(key, procedure, bodies, successions):
                found[mandate.body].append(mandate)
    return found


def authority_rows(given: Mapping[str, list[Mandate]]) -> list[Row]:
    headers = "Mã cơ quan|Mã TTHC|Từ ngày|Đến ngày"
    every = [held for held_by_one in given.values() for held in held_by_one]
    return [row(headers, held.body, held.procedure.code, held.start, held.end) for held in every]


def _successions() -> dict[str, list[Succession]]:
    found: dict[str, list[Succession]] = {}
    for line in read("successions"):
        found.setdefault(line["from"], []).append(Succession(line["to"], date.fromisoformat(line["on"]), line["field"]))
    return found


def _holders(procedure: Procedure, bodies: Mapping[str, Body]) -> list[str]:
    tiers = {_TIERS.get(procedure.holder), _TIERS.get(procedure.heir)} - {None}
    return [key for key, body in bodies.items() if body.tier in tiers] if tiers else [procedure.holder]


def _chain(
    key: str, procedure: Procedure, bodies: Mapping[str, Body], successions: Mapping[str, list[Succession]]
) -> Iterator[Mandate]:
    """The mandates of the body ``key`` and of those that the procedure passes to."""
    start = max(procedure.since, bodies[key].start)
    next_ = next((step for step in successions.get(key, []) if step.field in (procedure.field, "")), None)
    end = min((day for day in (procedure.until, bodies[key].end, next_ and next_.on) if day), default=None)
    if end is None or start < end:
        yield Mandate(key, procedure, start, end)
    if next_ and (procedure.until is None or procedure.until > next_.on):
        yield from _chain(next_.to, procedure, bodies, successions)
