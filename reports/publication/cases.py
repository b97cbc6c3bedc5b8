"""The facts of all agencies, laid out in time: the courses from which the gates draw their outcomes.

Every course is derived once, when it is first asked for. Facts of a later day count from that day on.
"""

from collections import defaultdict
from functools import cached_property
from itertools import chain, pairwise
from typing import NamedTuple

import numpy as np

from qms.agencies.models import AgencyKind, LineageKind, Obligation
from qms.standards.models import Parameter
from qms.text import fold_name
from reports.publication.course import BEGIN, FOREVER, Course
from reports.publication.courses import Bits, Courses, Ints, Spans, combine, counting, during, joined, last_of, spans, stepped
from reports.publication.facts import DeclarationFact, Slice
from reports.publication.ledger import NEVER, Ledger
from reports.publication.rulebook import Rulebook


class IdentityEvent(NamedTuple):
    """A day on which the agency's name, kind or lineage changed. Soft: it only followed its superior's new name."""

    day: int
    soft: bool


class Pairs(NamedTuple):
    """The agencies and the procedures that ever come under their authority: pair ``i`` has the ``i``-th smallest key."""

    keys: Ints
    agencies: Ints
    stride: int

    def of(self, agency: int) -> list[tuple[int, int]]:
        """(pair, procedure) of one agency."""
        first, last = np.searchsorted(self.agencies, [agency, agency + 1]).tolist()
        return list(zip(range(first, last), (self.keys[first:last] % self.stride).tolist(), strict=True))

    def spans(self, agencies: Ints, procedures: Ints, days: Spans) -> Spans:
        """Days of agencies and procedures as days of these pairs; other pairs fall away."""
        keys = agencies * self.stride + procedures
        places = np.searchsorted(self.keys, keys)
        known = np.append(self.keys, NEVER)[places] == keys
        return days._replace(body=places).where(known)


class Cases:
    def __init__(self, ledger: Ledger, rulebook: Rulebook) -> None:
        self.ledger = ledger
        self.tables = ledger.tables
        self.bodies = len(ledger)
        self.rulebook = rulebook

    # -- the agency itself ---------------------------------------------------------------------------------------------

    @cached_property
    def slice(self) -> Courses[Slice | None]:
        """What the agency is on each day; None while it does not exist. Its slices do not overlap."""
        held = list(self.tables.slices)
        ends: list[tuple[int, int, Slice | None]] = [
            (place, part.valid_to.toordinal(), None) for place, part in held if part.valid_to
        ]
        return stepped(self.bodies, None, ends + [(place, part.valid_from.toordinal(), part) for place, part in held])

    @cached_property
    def kind(self) -> Courses[AgencyKind | None]:
        return combine(lambda part: part and part.kind, self.slice)

    @cached_property
    def obligation(self) -> Courses[Obligation | None]:
        return combine(lambda part: part and part.obligation, self.slice)

    @cached_property
    def exists(self) -> Courses[bool]:
        return combine(lambda part: part is not None, self.slice)

    @cached_property
    def slices(self) -> dict[int, list[Slice]]:
        """Ascending."""
        grouped: dict[int, list[Slice]] = defaultdict(list)
        for place, part in sorted(self.tables.slices, key=lambda entry: entry[1].valid_from):
            grouped[place].append(part)
        return grouped

    @cached_property
    def identity_events(self) -> dict[int, list[IdentityEvent]]:
        """Ascending, one for each day, of the agencies that have any; see publication rule "identity"."""
        lineage: dict[int, dict[int, set[LineageKind]]] = defaultdict(lambda: defaultdict(set))
        for place, event in self.tables.lineage:
            lineage[place][event.happened_on.toordinal()].add(event.kind)
        changing = lineage.keys() | {place for place, parts in self.slices.items() if len(parts) > 1}
        return {place: _identity_events(self.slices.get(place, []), lineage.get(place, {})) for place in changing}

    # -- documents -----------------------------------------------------------------------------------------------------

    @cached_property
    def in_force(self) -> Spans:
        """The days on which each revision is in force; an empty span when it never is.

        It ends, at the latest, when the next one of its document takes effect.
        """
        revisions, effective = self.tables.revisions, self.tables.revisions.effective
        order = np.lexsort((revisions.revisions, revisions.issues, effective, revisions.documents))
        one, next_one = order[:-1], order[1:]
        followed = (revisions.documents[one] == revisions.documents[next_one]) & (effective[one] != NEVER)
        ends = revisions.ended.copy()
        ends[one[followed]] = np.minimum(ends[one[followed]], effective[next_one[followed]])
        never = effective == NEVER
        return Spans(revisions.places, np.where(never, BEGIN, effective), np.where(never, BEGIN, ends))

    @cached_property
    def existing(self) -> Spans:
        """The days on which each revision exists: from its issue, its taking effect or, without either, its record on."""
        revisions, effective = self.tables.revisions, self.tables.revisions.effective
        known = np.minimum(*(np.where(days == NEVER, FOREVER, days) for days in (revisions.issued, effective)))
        starts = np.where(known == FOREVER, revisions.recorded, known)
        return Spans(revisions.places, starts, np.where(effective == NEVER, revisions.ended, self.in_force.end))

    def _filling(self, kind: AgencyKind | None) -> Bits:
        """The revisions that fill a slot of an agency of that kind."""
        editions, slots = self.tables.revisions.editions, self.tables.revisions.slots
        fills = [self.rulebook.fills_slot(edition, slot, kind) for edition in editions.words for slot in slots.words]
        filling: Bits = np.array(fills, np.bool_)[editions.codes * len(slots.words) + slots.codes]
        return filling

    @cached_property
    def framework_complete(self) -> Courses[bool]:
        """For at least one edition that counts and has slots for the agency's kind, every such slot is filled."""
        complete = {
            (edition, kind): self._complete(edition, kind)
            for edition in self.rulebook.editions
            for kind in set(self.kind.values)
            if self.rulebook.expected_slots(edition, kind)
        }
        keys = list(complete)

        def any_complete(considered: tuple[str, ...], kind: AgencyKind | None, *filled: bool) -> bool:
            return any(full and of == kind and edition in considered for (edition, of), full in zip(keys, filled, strict=True))

        return combine(any_complete, self.rulebook.considered, self.kind, *complete.values())

    def _complete(self, edition: str, kind: AgencyKind | None) -> Courses[bool]:
        """Documents in force of the edition fill every slot that it has for the kind."""
        editions, slots = self.tables.revisions.editions, self.tables.revisions.slots
        filling = self._filling(kind) & (editions.codes == editions.code(edition))
        days = self.in_force.where(filling)
        width = len(slots.words)
        seats = joined(days._replace(body=days.body * width + slots.codes[filling]))
        filled = counting(self.bodies, seats._replace(body=seats.body // max(width, 1)))
        expected = len({slot.slot for slot in self.rulebook.expected_slots(edition, kind)})
        return combine(lambda count: count == expected, filled)

    @cached_property
    def has_begun(self) -> Courses[bool]:
        """Some document that fills a slot or is linked to a procedure exists."""
        linked = during(self.bodies, self.existing.where(self.tables.revisions.linked))
        slotted = {kind: during(self.bodies, self.existing.where(self._filling(kind))) for kind in set(self.kind.values)}
        kinds = list(slotted)

        def begun(linked: bool, kind: AgencyKind | None, *slotted: bool) -> bool:
            return linked or slotted[kinds.index(kind)]

        return combine(begun, linked, self.kind, *slotted.values())

    # -- internal audits and management reviews ------------------------------------------------------------------------

    @cached_property
    def last_audit(self) -> Courses[int | None]:
        """The day on which the last internal audit was closed, on or before each day."""
        return last_of(self.bodies, self.tables.internal_audits.places, self.tables.internal_audits.days)

    @cached_property
    def last_review(self) -> Courses[int | None]:
        """The day of the last management review, on or before each day."""
        return last_of(self.bodies, self.tables.reviews.places, self.tables.reviews.days)

    @cached_property
    def audited(self) -> Courses[bool]:
        return combine(lambda last: last is not None, self.last_audit)

    @cached_property
    def reviewed(self) -> Courses[bool]:
        return combine(lambda last: last is not None, self.last_review)

    # -- procedures under authority ------------------------------------------------------------------------------------

    @cached_property
    def pairs(self) -> Pairs:
        authorities = self.tables.authorities
        stride = int(authorities.procedures.max(initial=0)) + 1
        keys = np.unique(authorities.places * stride + authorities.procedures)
        return Pairs(keys, keys // stride, stride)

    @cached_property
    def held(self) -> Courses[bool]:
        """Of each pair: the procedure is under the agency's authority, which needs both the authority and it in force."""
        authorities = self.tables.authorities
        recorded = Spans(authorities.places, authorities.starts, authorities.ends)
        distinct, places = np.unique(authorities.procedures, return_inverse=True)
        valid = np.array([self.rulebook.validity(one) for one in distinct.tolist()], np.int64).reshape(-1, 2)[places]
        in_force = recorded.within(Spans(recorded.body, valid[:, 0], valid[:, 1]))
        return during(len(self.pairs.keys), self.pairs.spans(recorded.body, authorities.procedures, in_force))

    @cached_property
    def covered(self) -> Courses[bool]:
        """Of each pair: a document in force is linked to the procedure, which is under authority."""
        revisions = self.tables.revisions
        days = self.in_force.where(revisions.linked)
        linked = during(len(self.pairs.keys), self.pairs.spans(days.body, revisions.procedures, days))
        return combine(lambda held, linked: held and linked, self.held, linked)

    def _count(self, holding: Courses[bool]) -> Courses[int]:
        """In how many of an agency's pairs it holds."""
        days = holding.spans(True)
        return counting(self.bodies, days._replace(body=self.pairs.agencies[days.body]))

    @cached_property
    def under_authority(self) -> Courses[int]:
        return self._count(self.held)

    @cached_property
    def lacking(self) -> Courses[int]:
        """How many procedures under authority are linked to no document in force."""
        return combine(lambda under, covered: under - covered, self.under_authority, self._count(self.covered))

    @cached_property
    def coverage_exceeds(self) -> Courses[bool]:
        """More procedures lack a document than the tolerance of the day allows; without a tolerance never."""
        return combine(exceeds, self.lacking, self.under_authority, self.rulebook.number(Parameter.SCOPE_TOLERANCE_PERCENT))

    # -- declarations --------------------------------------------------------------------------------------------------

    @cached_property
    def effective_declarations(self) -> dict[int, list[DeclarationFact]]:
        """Those that take effect at all, in their order: effective day, day of signing, number."""
        grouped: dict[int, list[DeclarationFact]] = defaultdict(list)
        for place, one in self.tables.declarations:
            if one.cancelled_on is None or one.cancelled_on > one.effective_on:
                grouped[place].append(one)
        for taking in grouped.values():
            taking.sort(key=lambda one: (one.effective_on, one.signed_on, one.number))
        return grouped

    @cached_property
    def declaration(self) -> Courses[DeclarationFact | None]:
        """The one in effect: the last that took effect, unless it is cancelled; its predecessor does not come back."""
        steps: list[tuple[int, int, DeclarationFact | None]] = []
        for place, taking in self.effective_declarations.items():
            following = [one.effective_on.toordinal() for one in taking[1:]] + [FOREVER]
            for one, next_start in zip(taking, following, strict=True):
                steps.append((place, one.effective_on.toordinal(), one))
                if one.cancelled_on is not None and one.cancelled_on.toordinal() < next_start:
                    steps.append((place, one.cancelled_on.toordinal(), None))
        return stepped(self.bodies, None, steps)

    @cached_property
    def is_declared(self) -> Courses[bool]:
        return combine(lambda one: one is not None, self.declaration)

    @cached_property
    def ever_declared(self) -> Courses[bool]:
        """A declaration took effect on or before the day, whatever became of it."""
        firsts = [(place, taking[0].effective_on.toordinal(), FOREVER) for place, taking in self.effective_declarations.items()]
        return during(self.bodies, spans(firsts))

    @cached_property
    def scope(self) -> Courses[frozenset[int] | None]:
        """The scope of the declaration in effect; None without one, and for everything under authority, always."""
        steps: list[tuple[int, int, frozenset[int] | None]] = []
        for place, (start, end), one in self.declaration.runs():
            if one is None or one.scope is None:
                steps.append((place, start, None))
                continue
            scope = declared_scope(one)
            steps.append((place, start, scope.at(start)))
            steps += [(place, run.start, held) for run, held in scope.after(start) if run.start < end]
        return stepped(self.bodies, None, steps)

    @cached_property
    def _declared_and_held(self) -> Courses[int]:
        """How many procedures under authority the scope of the declaration in effect names."""
        found = [(place, days, scope) for place, days, scope in self.scope.runs() if scope]
        sizes = [len(scope) for *_, scope in found]
        procedures = np.fromiter(chain.from_iterable(scope for *_, scope in found), np.int64, sum(sizes))
        rows = np.array([(place, *days) for place, days, _ in found], np.int64).reshape(-1, 3)
        days = Spans(*np.repeat(rows, sizes, axis=0).T)
        named = during(len(self.pairs.keys), self.pairs.spans(days.body, procedures, days))
        return self._count(combine(lambda held, named: held and named, self.held, named))

    @cached_property
    def outside_scope(self) -> Courses[int]:
        """How many procedures under authority the declaration in effect leaves out; 0 without one."""

        def outside(scope: frozenset[int] | None, under: int, named: int) -> int:
            return 0 if scope is None else under - named

        return combine(outside, self.scope, self.under_authority, self._declared_and_held)

    @cached_property
    def beyond_authority(self) -> Courses[int]:
        """How many procedures of the declared scope are not under authority; 0 without a declaration."""
        return combine(lambda scope, named: len(scope or ()) - named, self.scope, self._declared_and_held)

    @cached_property
    def scope_exceeds(self) -> Courses[bool]:
        """A declaration is in effect and leaves out more than the tolerance of the day allows."""
        return combine(exceeds, self.outside_scope, self.under_authority, self.rulebook.number(Parameter.SCOPE_TOLERANCE_PERCENT))


def declared_scope(one: DeclarationFact) -> Course[frozenset[int] | None]:
    """Its scope on each day, changed by the annexes; None for everything under authority, always."""
    if one.scope is None:
        return Course.always(None)
    scope = one.scope
    steps: list[tuple[int, frozenset[int] | None]] = [(BEGIN, scope)]
    for annex in sorted(one.annexes, key=lambda annex: (annex.signed_on, annex.number)):
        scope = (scope | annex.added) - annex.removed
        steps.append((annex.signed_on.toordinal(), scope))
    return Course.of(steps)


def exceeds(part: int, whole: int, tolerance: int | None) -> bool:
    """``part`` in ``whole`` is more than ``tolerance`` percent, in integers; without a tolerance never."""
    return tolerance is not None and part * 100 > tolerance * whole


def _identity_events(slices: list[Slice], lineage: dict[int, set[LineageKind]]) -> list[IdentityEvent]:
    renamed: set[int] = set()
    rekinded: set[int] = set()
    for before, after in pairwise(slices):
        if before.kind is not after.kind:
            rekinded.add(after.valid_from.toordinal())
        if fold_name(before.name) != fold_name(after.name):
            renamed.add(after.valid_from.toordinal())
    only_with_superior = {LineageKind.RENAME_WITH_SUPERIOR}
    return [
        IdentityEvent(day, day not in rekinded and lineage.get(day) == only_with_superior)
        for day in sorted(renamed | rekinded | lineage.keys())
    ]
