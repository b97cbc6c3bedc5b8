"""One agency's facts, laid out in time: the courses from which the gates draw their outcomes.

Every course is derived once, when it is first asked for. Facts of a later day count from that day on.
"""

from collections import defaultdict
from functools import cached_property
from typing import NamedTuple

from qms.agencies.models import AgencyKind, LineageKind, Obligation
from qms.standards.models import Parameter
from qms.text import fold_name
from reports.publication.course import BEGIN, FOREVER, Course, Span, combine, common, counting, during, latest, span
from reports.publication.facts import AgencyFacts, DeclarationFact, OverrideFact, RevisionFact, Slice
from reports.publication.models import OverrideKind
from reports.publication.rulebook import Rulebook


class DatedRevision(NamedTuple):
    """A revision with the days on which it is in force (an empty span when it never is) and on which it exists."""

    fact: RevisionFact
    in_force: Span
    exists: Span


class IdentityEvent(NamedTuple):
    """A day on which the agency's name, kind or lineage changed. Soft: it only followed its superior's new name."""

    day: int
    soft: bool


NOWHERE = Span(BEGIN, BEGIN)


class AgencyCase:
    def __init__(self, facts: AgencyFacts, rulebook: Rulebook) -> None:
        self.facts = facts
        self.rulebook = rulebook

    # -- the agency itself ---------------------------------------------------------------------------------------------

    @cached_property
    def slices(self) -> list[Slice]:
        return sorted(self.facts.slices, key=lambda part: part.valid_from)

    @cached_property
    def slice(self) -> Course[Slice | None]:
        """What the agency is on each day; None while it does not exist."""
        return latest((span(part.valid_from, part.valid_to), part) for part in self.slices)

    @cached_property
    def kind(self) -> Course[AgencyKind | None]:
        return combine(lambda part: part and part.kind, self.slice)

    @cached_property
    def obligation(self) -> Course[Obligation | None]:
        return combine(lambda part: part and part.obligation, self.slice)

    @cached_property
    def exists(self) -> Course[bool]:
        return combine(lambda part: part is not None, self.slice)

    @cached_property
    def identity_events(self) -> list[IdentityEvent]:
        """Ascending, one for each day; see publication rule "identity"."""
        renamed: set[int] = set()
        rekinded: set[int] = set()
        for before, after in zip(self.slices, self.slices[1:], strict=False):
            if before.kind is not after.kind:
                rekinded.add(after.valid_from.toordinal())
            if fold_name(before.name) != fold_name(after.name):
                renamed.add(after.valid_from.toordinal())
        lineage: dict[int, set[LineageKind]] = defaultdict(set)
        for event in self.facts.lineage:
            lineage[event.happened_on.toordinal()].add(event.kind)
        only_with_superior = {LineageKind.RENAME_WITH_SUPERIOR}
        return [
            IdentityEvent(day, day not in rekinded and lineage.get(day) == only_with_superior)
            for day in sorted(renamed | rekinded | lineage.keys())
        ]

    # -- documents -----------------------------------------------------------------------------------------------------

    @cached_property
    def revisions(self) -> list[DatedRevision]:
        by_code: dict[str, list[RevisionFact]] = defaultdict(list)
        for fact in self.facts.revisions:
            by_code[fact.code].append(fact)
        return [dated for facts in by_code.values() for dated in _dated(facts)]

    def filled(self, edition: str, slot: str) -> Course[bool]:
        """Whether a document in force of that edition stands in the slot."""
        return during(self._slot_spans.get((edition, slot), ()))

    @cached_property
    def _slot_spans(self) -> dict[tuple[str, str], list[Span]]:
        spans: dict[tuple[str, str], list[Span]] = defaultdict(list)
        for fact, in_force, _ in self.revisions:
            if fact.slot is not None:
                spans[fact.edition, fact.slot].append(in_force)
        return spans

    def fills_slot(self, fact: RevisionFact, kind: AgencyKind | None) -> bool:
        return fact.slot is not None and any(slot.slot == fact.slot for slot in self.rulebook.expected_slots(fact.edition, kind))

    @cached_property
    def framework_complete(self) -> Course[bool]:
        """For at least one edition that counts and has slots for the agency's kind, every such slot is filled."""
        kinds = set(self.kind.values)
        complete = {
            (edition, kind): self._complete(edition, kind)
            for edition in self.rulebook.editions
            for kind in kinds
            if self.rulebook.expected_slots(edition, kind)
        }
        keys = list(complete)

        def any_complete(considered: tuple[str, ...], kind: AgencyKind | None, *filled: bool) -> bool:
            return any(full and of == kind and edition in considered for (edition, of), full in zip(keys, filled, strict=True))

        return combine(any_complete, self.rulebook.considered, self.kind, *complete.values())

    def _complete(self, edition: str, kind: AgencyKind | None) -> Course[bool]:
        slots = self.rulebook.expected_slots(edition, kind)
        if any((edition, slot.slot) not in self._slot_spans for slot in slots):
            return Course.always(False)
        return during(common(self.filled(edition, slot.slot).spans(True) for slot in slots))

    def edition_on(self, day: int) -> str:
        """The edition the agency works to: of its declaration, else of its framework documents, else the newest accepted."""
        declaration = self.declaration.at(day)
        if declaration is not None:
            return declaration.edition
        kind = self.kind.at(day)
        slotted = [
            (dated.in_force.start, int(dated.fact.edition), dated.fact.edition)
            for dated in self.revisions
            if _contains(dated.in_force, day) and self.fills_slot(dated.fact, kind)
        ]
        if slotted:
            return max(slotted)[-1]
        accepted = self.rulebook.accepted.at(day)
        return accepted[-1] if accepted else self.rulebook.editions[0]

    @cached_property
    def has_begun(self) -> Course[bool]:
        """Some document that fills a slot or is linked to a procedure exists."""
        linked = during(dated.exists for dated in self.revisions if dated.fact.procedures)
        slotted = [dated for dated in self.revisions if dated.fact.slot is not None]
        by_kind = {
            kind: during(dated.exists for dated in slotted if self.fills_slot(dated.fact, kind)) for kind in set(self.kind.values)
        }
        kinds = list(by_kind)

        def begun(linked: bool, kind: AgencyKind | None, *slotted: bool) -> bool:
            return linked or slotted[kinds.index(kind)]

        return combine(begun, linked, self.kind, *by_kind.values())

    # -- procedures under authority ------------------------------------------------------------------------------------

    @cached_property
    def authority(self) -> dict[int, list[Span]]:
        """Procedure to the disjoint days on which it is under authority: the authority and the procedure are in force."""
        spans: dict[int, list[Span]] = defaultdict(list)
        for procedure, valid_from, valid_to in self.facts.authorities:
            valid = self.rulebook.validity(procedure)
            held = span(valid_from, valid_to)
            spans[procedure].append(Span(max(held.start, valid.start), min(held.end, valid.end)))
        return {procedure: _joined(held) for procedure, held in spans.items()}

    @cached_property
    def cover(self) -> dict[int, list[Span]]:
        """Procedure to the days on which a document in force is linked to it."""
        spans: dict[int, list[Span]] = defaultdict(list)
        for fact, in_force, _ in self.revisions:
            if in_force.start < in_force.end:
                for procedure in fact.procedures:
                    spans[procedure].append(in_force)
        return spans

    @cached_property
    def under_authority(self) -> Course[int]:
        return counting(held for spans in self.authority.values() for held in spans)

    @cached_property
    def lacking(self) -> Course[int]:
        """How many procedures under authority are linked to no document in force."""
        return counting(
            gap
            for procedure, spans in self.authority.items()
            for held in spans
            for gap in _without(held, self.cover.get(procedure, ()))
        )

    def under_authority_on(self, day: int) -> list[int]:
        """The procedures under authority, ordered by their code."""
        held = [one for one, spans in self.authority.items() if any(_contains(days, day) for days in spans)]
        return sorted(held, key=lambda one: self.rulebook.procedure(one).code)

    def lacking_on(self, day: int) -> list[int]:
        """Those of them that are linked to no document in force."""
        return [one for one in self.under_authority_on(day) if not any(_contains(days, day) for days in self.cover.get(one, ()))]

    @cached_property
    def coverage_exceeds(self) -> Course[bool]:
        """More procedures lack a document than the tolerance of the day allows; without a tolerance never."""
        return combine(exceeds, self.lacking, self.under_authority, self.rulebook.number(Parameter.SCOPE_TOLERANCE_PERCENT))

    # -- declarations --------------------------------------------------------------------------------------------------

    @cached_property
    def effective_declarations(self) -> list[DeclarationFact]:
        """Those that take effect at all, in their order: effective day, day of signing, number."""
        taking = [one for one in self.facts.declarations if one.cancelled_on is None or one.cancelled_on > one.effective_on]
        return sorted(taking, key=lambda one: (one.effective_on, one.signed_on, one.number))

    @cached_property
    def declaration(self) -> Course[DeclarationFact | None]:
        """The one in effect: the last that took effect, unless it is cancelled; its predecessor does not come back."""
        steps: list[tuple[int, DeclarationFact | None]] = [(BEGIN, None)]
        following = [one.effective_on.toordinal() for one in self.effective_declarations[1:]] + [FOREVER]
        for one, next_start in zip(self.effective_declarations, following, strict=False):
            start = one.effective_on.toordinal()
            if start == next_start:
                continue
            steps.append((start, one))
            if one.cancelled_on is not None and one.cancelled_on.toordinal() < next_start:
                steps.append((one.cancelled_on.toordinal(), None))
        return Course.of(steps)

    @cached_property
    def is_declared(self) -> Course[bool]:
        return combine(lambda one: one is not None, self.declaration)

    @cached_property
    def ever_declared(self) -> Course[bool]:
        """A declaration took effect on or before the day, whatever became of it."""
        first = self.effective_declarations[:1]
        return during(Span(one.effective_on.toordinal(), FOREVER) for one in first)

    def scope(self, one: DeclarationFact) -> Course[frozenset[int] | None]:
        """The declared scope on each day, changed by the annexes; None for everything under authority, always."""
        if one.scope is None:
            return Course.always(None)
        scope = one.scope
        steps: list[tuple[int, frozenset[int] | None]] = [(BEGIN, scope)]
        for annex in sorted(one.annexes, key=lambda annex: (annex.signed_on, annex.number)):
            scope = (scope | annex.added) - annex.removed
            steps.append((annex.signed_on.toordinal(), scope))
        return Course.of(steps)

    @cached_property
    def declared_scope(self) -> Course[tuple[bool, frozenset[int] | None]]:
        """(a declaration is in effect, its scope on the day)."""
        steps: list[tuple[int, tuple[bool, frozenset[int] | None]]] = []
        for (start, end), one in self.declaration.steps():
            if one is None:
                steps.append((start, (False, None)))
                continue
            scope = self.scope(one)
            steps.append((start, (True, scope.at(start))))
            steps += [(run.start, (True, held)) for run, held in scope.after(start) if run.start < end]
        return Course.of(steps)

    @cached_property
    def outside_scope(self) -> Course[int]:
        """How many procedures under authority the declaration in effect leaves out; 0 without one."""
        gaps: list[Span] = []
        for within, (_, scope) in self.declared_scope.steps():
            if scope is not None:
                gaps += (_overlap(held, within) for one, spans in self.authority.items() if one not in scope for held in spans)
        return counting(gaps)

    @cached_property
    def beyond_authority(self) -> Course[int]:
        """How many procedures of the declared scope are not under authority; 0 without a declaration."""
        sizes: list[tuple[int, int]] = []
        held: list[Span] = []
        for within, (_, scope) in self.declared_scope.steps():
            sizes.append((within.start, len(scope or ())))
            for one in scope or ():
                held += (_overlap(days, within) for days in self.authority.get(one, ()))
        return combine(lambda size, present: size - present, Course.of(sizes), counting(held))

    @cached_property
    def scope_exceeds(self) -> Course[bool]:
        """A declaration is in effect and leaves out more than the tolerance of the day allows."""
        return combine(exceeds, self.outside_scope, self.under_authority, self.rulebook.number(Parameter.SCOPE_TOLERANCE_PERCENT))

    # -- overrides -----------------------------------------------------------------------------------------------------

    def override_on(self, kind: OverrideKind, day: int) -> OverrideFact | None:
        """Of several in force the one that began last counts."""
        in_force = [
            one for one in self.facts.overrides if one.kind is kind and _contains(span(one.valid_from, one.valid_to), day)
        ]
        return max(in_force, key=lambda one: (one.valid_from, one.signed_on, one.number), default=None)


def exceeds(part: int, whole: int, tolerance: int | None) -> bool:
    """``part`` in ``whole`` is more than ``tolerance`` percent, in integers; without a tolerance never."""
    return tolerance is not None and part * 100 > tolerance * whole


def _dated(facts: list[RevisionFact]) -> list[DatedRevision]:
    """The revisions of one document: each ends, at the latest, when the next takes effect."""
    if len(facts) == 1 and facts[0].effective_on:
        return [_dated_until(facts[0], facts[0].effective_on.toordinal(), FOREVER)]
    effective = [(fact.effective_on, fact.issue_no, fact.revision_no, fact) for fact in facts if fact.effective_on]
    ordered = [fact for *_, fact in sorted(effective, key=lambda entry: entry[:3])]
    starts = [fact.effective_on.toordinal() for fact in ordered if fact.effective_on] + [FOREVER]
    dated = [_dated_until(*entry) for entry in zip(ordered, starts, starts[1:], strict=False)]
    for fact in facts:
        if fact.effective_on is None:
            dated.append(DatedRevision(fact, NOWHERE, span(fact.issued_on or fact.recorded_on, fact.ended_on)))
    return dated


def _dated_until(fact: RevisionFact, start: int, following: int) -> DatedRevision:
    """A revision in force from ``start`` until its own end or the start of the ``following`` one."""
    end = min(fact.ended_on.toordinal(), following) if fact.ended_on else following
    known = min(start, fact.issued_on.toordinal()) if fact.issued_on else start
    return DatedRevision(fact, Span(start, end), Span(known, end))


def _joined(spans: list[Span]) -> list[Span]:
    """Disjoint spans for the same days; empty ones fall away."""
    if len(spans) == 1:
        return spans if spans[0].start < spans[0].end else []
    return during(spans).spans(True)


def _without(held: Span, taken: "list[Span] | tuple[()]") -> list[Span]:
    """The days of ``held`` that no span in ``taken`` holds."""
    gaps = []
    start = held.start
    for other in sorted(taken) if len(taken) > 1 else taken:
        if other.end <= start:
            continue
        if other.start >= held.end:
            break
        if other.start > start:
            gaps.append(Span(start, other.start))
        start = other.end
    if start < held.end:
        gaps.append(Span(start, held.end))
    return gaps


def _overlap(one: Span, other: Span) -> Span:
    return Span(max(one.start, other.start), min(one.end, other.end))


def _contains(days: Span, day: int) -> bool:
    return days.start <= day < days.end
