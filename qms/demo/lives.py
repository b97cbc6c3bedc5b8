"""How each body of the demonstration built, applied, declared and kept its system: the ordinary course of things.

What is worth telling beside that is in :mod:`qms.demo.stories`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypedDict

from qms.demo.agencies import Body
from qms.demo.almanac import FIRST_DAY, LAST_DAY, days_after, pick, within, working_day

_DECLARING_BEGINS = date(2014, 7, 1)  # QĐ 19/2014/QĐ-TTg
_CONVERSION_BEGINS = date(2017, 5, 2)


@dataclass(frozen=True)
class Late:
    """An annex that answers a change of authority later than it should; never, when ``until`` is None."""

    change: date
    until: date | None


@dataclass(frozen=True)
class Life:
    """The course of one body; a None date means that the step was never taken.

    ``built``: the last document of the first set took effect; ``edition``: of that set; ``converted``: the whole set was
    issued anew for :2015; ``audited``: the first internal audit was closed; ``declared``: days on which declarations were
    signed; the last one was ``cancelled``, or takes effect only on the day ``effective``. ``share``: percent of its
    procedures that have a document; ``lacking``: slots of the framework left empty. ``objectives_until``: last year with
    quality objectives; ``audits_until``: no audit or review after this day; ``pauses``: audits and reviews that would fall
    into one of these spans take place at its end.
    """

    body: Body
    built: date | None = None
    edition: str = "2008"
    converted: date | None = None
    audited: date | None = None
    declared: tuple[date, ...] = ()
    cancelled: date | None = None
    effective: date | None = None
    whole_scope: bool = True
    share: int = 100
    lacking: tuple[str, ...] = ()
    objectives_until: int = 9999
    audits_until: date = LAST_DAY
    pauses: tuple[tuple[date, date], ...] = ()
    late_annexes: tuple[Late, ...] = ()

    def edition_on(self, day: date) -> str:
        """The edition of the documents that are in force."""
        return "2015" if self.converted and self.converted <= day else self.edition

    def declaration_before(self, day: date) -> date | None:
        """The day the last declaration before ``day`` was signed."""
        return max((signed for signed in self.declared if signed < day), default=None)


class Told(TypedDict, total=False):
    """What a story changes in a life: fields of Life by their names."""

    built: date | None
    edition: str
    converted: date | None
    audited: date | None
    declared: tuple[date, ...]
    cancelled: date | None
    effective: date | None
    whole_scope: bool
    share: int
    lacking: tuple[str, ...]
    objectives_until: int
    audits_until: date
    pauses: tuple[tuple[date, date], ...]
    late_annexes: tuple[Late, ...]


def usual_life(body: Body) -> Life:
    """What a body of this kind and age does when nothing special happens to it."""
    if body.tier == "xã":
        return _commune(body)
    if body.kind == "đơn vị sự nghiệp":
        return Life(body)
    return _old_body(body) if body.start == FIRST_DAY else _successor(body)


def _old_body(body: Body) -> Life:
    """Built on :2008 in 2012 to 2014, declared in 2014 or 2015, converted to :2015 in 2017 to 2020."""
    built = working_day(days_after(date(2012, 3, 15), pick(690, body.key, "built")))
    audited = working_day(days_after(built, 120 + pick(60, body.key, "audited")))
    earliest = max(days_after(audited, 60), _DECLARING_BEGINS)
    declared = working_day(days_after(earliest, 20 + pick((date(2015, 11, 10) - earliest).days - 20, body.key, "declared")))
    converted = working_day(days_after(_CONVERSION_BEGINS, pick(1290, body.key, "converted")))
    signed = [declared, working_day(days_after(converted, 118 + pick(25, body.key, "signed")))]
    if body.kind != "UBND" and pick(3, body.key, "new name"):
        signed.append(working_day(days_after(date(2025, 1, 9), pick(45, body.key, "named"))))
    whole = pick(5, body.key, "whole") < 2
    return clipped(Life(body, built, "2008", converted, audited, tuple(signed), whole_scope=whole))


def _successor(body: Body) -> Life:
    """Built on :2015 within two or three months of its first day, declared half a year later."""
    built = working_day(days_after(body.start, 60 + pick(30, body.key, "built")))
    audited = working_day(days_after(built, 95 + pick(20, body.key, "audited")))
    return clipped(Life(body, built, "2015", None, audited, (working_day(days_after(audited, 40)),), whole_scope=False))


def _commune(body: Body) -> Life:
    """Still building: some documents, some procedures."""
    last_slots = ("context", "management-review", "risk", "satisfaction", "nonconformity", "internal-audit")
    lacking = last_slots[pick(5, body.key, "slot") :]
    built = working_day(days_after(date(2026, 1, 12), pick(270, body.key, "built")))
    return Life(body, built, "2015", share=15 + pick(60, body.key, "share"), lacking=lacking)


def clipped(life: Life) -> Life:
    """The life without what would fall outside the body's own."""
    body = life.body

    def kept(day: date | None) -> date | None:
        return day if day and within(day, body.start, body.end) else None

    signed = tuple(sorted(day for day in life.declared if kept(day) and day <= LAST_DAY))
    return replace(life, built=kept(life.built), converted=kept(life.converted), audited=kept(life.audited), declared=signed)


def lives(bodies: Mapping[str, Body], told: Mapping[str, Told]) -> dict[str, Life]:
    """The life of every body: the usual one, changed as the stories tell."""
    return {key: replace(usual_life(body), **told.get(key, Told())) for key, body in bodies.items()}
