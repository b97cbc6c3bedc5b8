"""Random small registries within some twenty weeks, made to meet edges: facts of one day, ends of windows, gaps, renames.

``random_world(seed)`` needs nothing but a seed; ``worlds()`` is the same maker driven by Hypothesis, which then shrinks it.
Every registry obeys the constraints of the tables (no overlapping slices, no end before its start, unique keys).
"""

import random
import unicodedata
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple, TypeVar

from hypothesis import strategies as st

from audits.nonconformities.models import Grade
from qms.agencies.models import AgencyKind, LineageKind, Obligation, Tier
from qms.standards.models import Parameter
from reports.publication.facts import (
    AgencyFacts,
    AnnexFact,
    AuditFact,
    AuthorityFact,
    CommonFacts,
    DeclarationFact,
    Lineage,
    NonconformityFact,
    OverrideFact,
    PolicyFact,
    ProcedureFact,
    ReviewFact,
    RevisionFact,
    Slice,
    SlotFact,
)
from reports.publication.models import OverrideKind

FIRST_DAY = date(2016, 1, 1)
LAST_DAY = FIRST_DAY + timedelta(days=140)
LONG_AGO = date(2015, 10, 31)
EDITIONS = ("2008", "2015", "2026")
SLOTS = ("audit", "manual", "policy")
KINDS = (AgencyKind.SPECIALISED_AGENCY, AgencyKind.PEOPLES_COMMITTEE, AgencyKind.SUB_DEPARTMENT)
NAMES = ("Sở Hoà Bình", "Sở Hòa Bình", "SỞ  HÒA BÌNH", unicodedata.normalize("NFD", "Sở Hòa Bình"), "Sở Thủy lợi", "Sở Thuỷ lợi")
T = TypeVar("T")


class World(NamedTuple):
    common: CommonFacts
    agencies: dict[str, AgencyFacts]


def random_world(seed: int) -> World:
    return _Maker(random.Random(seed)).world()


@st.composite
def worlds(draw: st.DrawFn) -> World:
    return _Maker(draw(st.randoms(use_true_random=False))).world()


class _Maker:
    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.window = chance.choice([0, 1, 3, 10])
        self.calm = chance.choice([True, True, False])  # a calm registry has fewer ends and holes, and so better statuses
        self.anchors = [self.any_day() for _ in range(chance.randint(2, 9))]
        self.anchors.append(chance.choice([date(2016, 1, 31), date(2016, 2, 29), date(2016, 3, 31)]))
        self.editions = EDITIONS[:chance.choice([1, 2, 2, 3])]
        self.procedures = range(1, 1 + chance.choice([0, 1, 2, 3, 3, 5]))

    def world(self) -> World:
        common = self.common()
        keys = ["a", "b", "c", "d"][:self.chance.choice([1, 1, 1, 2, 4])]
        return World(common, {key: self.agency(key, common) for key in keys})

    # Days

    def any_day(self) -> date:
        return FIRST_DAY + timedelta(days=self.chance.randint(0, (LAST_DAY - FIRST_DAY).days))

    def day(self) -> date:
        """Mostly a day that other facts name too, or one a window away from it."""
        if self.maybe(15):
            return self.any_day()
        if self.maybe(15):
            return LONG_AGO
        shift = self.chance.choice([0, 0, 0, 0, 1, -1, self.window, self.window + 1])
        return self.chance.choice(self.anchors) + timedelta(days=shift)

    def day_from(self, first: date) -> date:
        """A day that is not before ``first``."""
        later = [day for day in (self.day(), self.day(), self.day()) if day >= first]
        return later[0] if later else first + timedelta(days=self.chance.choice([0, 0, 1, self.window, self.window + 1]))

    def maybe_day_from(self, first: date, percent: int) -> date | None:
        return self.day_from(first) if self.maybe(percent) else None

    def end_after(self, first: date | None, percent: int) -> date | None:
        if not self.maybe(self.rare(percent)):
            return None
        return self.day_from((first or LONG_AGO) + timedelta(days=1))

    def maybe(self, percent: int) -> bool:
        return self.chance.randint(1, 100) > 100 - percent

    def rare(self, percent: int) -> int:
        return percent // 3 if self.calm else percent

    def times(self, restless: Sequence[int], calm: Sequence[int]) -> range:
        return range(self.chance.choice(calm if self.calm else restless))

    def some(self, things: Sequence[T], percent: int) -> list[T]:
        return [thing for thing in things if self.maybe(percent)]

    # What all agencies share

    def common(self) -> CommonFacts:
        slots = [SlotFact(edition, slot, slot, slot, self.slot_kinds())
                 for edition in self.editions for slot in self.some(SLOTS, 45)]
        policy = [row for parameter in Parameter for row in self.policy(parameter)]
        procedures = {number: self.procedure(number) for number in self.procedures}
        return CommonFacts(self.editions, tuple(slots), tuple(policy), procedures)

    def slot_kinds(self) -> frozenset[AgencyKind] | None:
        return None if self.maybe(55) else frozenset(self.some(KINDS, 60))

    def procedure(self, number: int) -> ProcedureFact:
        begins = self.day() if self.maybe(self.rare(25)) else None
        return ProcedureFact(f"1.00{number}", f"TTHC {number}", begins, self.end_after(begins, 25))

    def policy(self, parameter: Parameter) -> list[PolicyFact]:
        if parameter == Parameter.ACCEPTED_EDITION:
            return [row for edition in self.editions for row in self.values(parameter, [edition], 85)]
        if parameter in (Parameter.INTERNAL_AUDIT_INTERVAL_MONTHS, Parameter.MANAGEMENT_REVIEW_INTERVAL_MONTHS):
            return self.values(parameter, ["1", "2"], 85)
        if parameter == Parameter.SCOPE_TOLERANCE_PERCENT:
            return self.values(parameter, ["0", "0", "34", "50"], 92)
        if parameter in (Parameter.MINIMUM_APPLICATION_MONTHS, Parameter.ACKNOWLEDGE_DOCUMENT_WITHIN_DAYS,
                         Parameter.DOCUMENT_REVIEW_INTERVAL_MONTHS, Parameter.ANNUAL_REPORT_DUE):
            return []
        return self.values(parameter, [str(self.window), str(self.window), "0", "1", "5", "10"], 92)

    def values(self, parameter: Parameter, choices: Sequence[str], percent: int) -> list[PolicyFact]:
        """Usually one value for the whole time, else several, which may overlap or leave gaps."""
        if self.maybe(self.rare(100 - percent)):
            return []
        starts = [LONG_AGO] if self.maybe(100 - self.rare(30)) else []
        if not starts or self.maybe(self.rare(35)):
            starts += [self.day() for _ in range(self.chance.randint(1, 3))]
        return [PolicyFact(parameter, self.chance.choice(choices), start, self.end_after(start, 25), "QĐ", self.maybe(50))
                for start in sorted(set(starts))]

    # One agency

    def agency(self, key: str, common: CommonFacts) -> AgencyFacts:
        slices = self.slices()
        return AgencyFacts(
            key, self.shuffled(slices), self.shuffled(self.lineage(key, slices)), self.shuffled(self.authorities()),
            self.shuffled(self.revisions(common)),
            tuple(AuditFact(f"A{n}", self.day()) for n in self.times([0, 1, 1, 2, 4], [3, 5, 7])),
            tuple(self.nonconformity(f"K{n}") for n in self.times([0, 0, 1, 3], [0, 0, 1])),
            tuple(ReviewFact(held, None) for held in sorted({self.day() for _ in self.times([0, 1, 1, 2, 4], [3, 5, 7])})),
            self.shuffled([self.declaration(f"{n}/CB") for n in range(self.chance.choice([0, 1, 1, 1, 2, 3, 4]))]),
            tuple(self.override(f"{n}/QĐ") for n in range(self.chance.choice([0, 0, 0, 1, 3]))))

    def shuffled(self, things: Sequence[T]) -> tuple[T, ...]:
        """Order within the facts carries no meaning."""
        return tuple(self.chance.sample(list(things), len(things)))

    def slices(self) -> list[Slice]:
        begins = LONG_AGO if self.maybe(100 - self.rare(30)) else self.day()
        edges = sorted({begins, *(self.day() for _ in range(self.chance.choice([0, 1, 2, 3, 5])))})
        kind, name = self.chance.choice(KINDS), self.chance.choice(NAMES)
        slices = []
        for first, following in zip(edges, [*edges[1:], None], strict=True):
            end = self.any_end(first, following)
            kind = self.chance.choice(KINDS) if self.maybe(30) else kind
            name = self.chance.choice(NAMES) if self.maybe(60) else name
            slices.append(Slice(first, end, name, None, Tier.PROVINCE, kind, None, self.chance.choice(list(Obligation))))
        return slices if self.maybe(97) else []

    def any_end(self, first: date, following: date | None) -> date | None:
        if following is None:
            return self.end_after(first, 20)
        early = first + timedelta(days=self.chance.choice([1, 2, 5, 20])) if self.maybe(20) else None
        return early if early is not None and early < following else following

    def lineage(self, key: str, slices: Sequence[Slice]) -> list[Lineage]:
        edges = [piece.valid_from for piece in slices] or [self.day()]
        kinds = [LineageKind.RENAME_WITH_SUPERIOR] * 5 + list(LineageKind)
        events = {}
        for _ in range(self.chance.choice([0, 0, 1, 2, 4])):
            on = self.chance.choice(edges) if self.maybe(75) else self.day()
            for _ in range(self.chance.choice([1, 1, 2])):
                before, after = self.chance.choice([((key,), (key,)), ((key, "x"), ()), ((), ("x", key))])
                event = Lineage(on, self.chance.choice(kinds), before, after, None)
                events[event] = event
        return list(events)

    def authorities(self) -> list[AuthorityFact]:
        rows = []
        for procedure in self.some(self.procedures, 85):
            begins = LONG_AGO if self.maybe(100 - self.rare(50)) else self.day()
            for _ in range(self.chance.choice([1, 1, 2])):
                ends = self.end_after(begins, 30)
                rows.append(AuthorityFact(procedure, begins, ends))
                if ends is None:
                    break
                begins = self.day_from(ends)
        return rows

    def revisions(self, common: CommonFacts) -> list[RevisionFact]:
        """Often one well-kept document for every slot of the editions, then some more of all sorts."""
        rows = []
        if self.maybe(100 - self.rare(25)):
            begins = LONG_AGO if self.maybe(100 - self.rare(40)) else self.day()
            for edition in self.some(self.editions, 80):
                for expected in [slot for slot in common.slots if slot.edition == edition]:
                    first_day = begins if self.maybe(70) else None
                    rows += self.document(f"{edition}-{expected.slot}", edition, expected.slot, first_day)
            if self.maybe(80):
                rows += self.document("TTHC", self.editions[0], None, begins, tuple(self.procedures))
        for number in range(self.chance.choice([0, 0, 1, 3])):
            slot = self.chance.choice([None, *SLOTS])
            rows += self.document(f"D{number}", self.chance.choice(self.editions), slot, None)
        return rows

    def document(self, code: str, edition: str, slot: str | None, begins: date | None,
                 procedures: tuple[int, ...] | None = None) -> list[RevisionFact]:
        rows = []
        for number in range(self.chance.choice([1, 1, 1, 2, 3])):
            effective = begins if number == 0 and begins is not None else self.day() if self.maybe(85) else None
            linked = procedures if procedures is not None and self.maybe(85) else tuple(self.some(self.procedures, 20))
            rows.append(RevisionFact(
                code, code, self.chance.randint(1, 2), number, slot if self.maybe(92) else None,
                edition if self.maybe(92) else self.chance.choice(self.editions), self.day(),
                self.day() if self.maybe(50) else None, effective, self.end_after(effective, 20), linked))
        return rows

    def nonconformity(self, number: str) -> NonconformityFact:
        raised = self.day()
        return NonconformityFact(number, self.chance.choice(list(Grade)), raised, self.maybe_day_from(raised, 40),
                                 self.maybe_day_from(raised, 60))

    def declaration(self, number: str) -> DeclarationFact:
        signed = LONG_AGO if self.maybe(25) else self.day()
        effective = signed if self.maybe(60) else self.day_from(signed)
        scope = None if self.maybe(20) else frozenset(self.some(self.procedures, 80))
        annexes = [AnnexFact(f"PL{n}", self.day_from(signed), frozenset(self.some(self.procedures, 35)),
                             frozenset(self.some(self.procedures, 35))) for n in range(self.chance.choice([0, 0, 1, 3]))]
        return DeclarationFact(number, signed, effective, self.chance.choice(self.editions), scope,
                               self.maybe_day_from(signed, 60), self.maybe_day_from(signed, 60),
                               self.cancelled(signed, effective), self.shuffled(annexes))

    def cancelled(self, signed: date, effective: date) -> date | None:
        if not self.maybe(25):
            return None
        return effective if self.maybe(25) else self.day_from(signed)

    def override(self, number: str) -> OverrideFact:
        begins = self.day()
        kind = self.chance.choice(list(OverrideKind))
        return OverrideFact(number, self.day(), kind, begins, self.end_after(begins, 50), "lý do", None)
