"""One agency's facts, laid out in time: its part of the courses of all agencies, and what explains them on a day."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import NamedTuple, TypeVar

import numpy as np

from reports.publication.cases import Cases, IdentityEvent, declared_scope
from reports.publication.course import Course, Span, span
from reports.publication.courses import Courses
from reports.publication.facts import AgencyFacts, DeclarationFact, OverrideFact, RevisionFact, Slice
from reports.publication.models import OverrideKind

T = TypeVar("T")


class DatedRevision(NamedTuple):
    """A revision with the days on which it is in force (an empty span when it never is) and on which it exists."""

    fact: RevisionFact
    in_force: Span
    exists: Span


def _own(courses: Callable[[Cases], Courses[T]]) -> "cached_property[Course[T]]":
    """This agency's course among those of all."""

    def course(case: "AgencyCase") -> Course[T]:
        return courses(case.cases).of(case.place)

    return cached_property(course)


class AgencyCase:
    def __init__(self, key: str, cases: Cases) -> None:
        self.cases = cases
        self.rulebook = cases.rulebook
        self.key = key
        self.place = cases.ledger.places[key]

    @cached_property
    def facts(self) -> AgencyFacts:
        return self.cases.ledger[self.key]

    # -- the agency itself ---------------------------------------------------------------------------------------------

    slice = _own(lambda cases: cases.slice)
    kind = _own(lambda cases: cases.kind)
    exists = _own(lambda cases: cases.exists)

    @property
    def slices(self) -> Sequence[Slice]:
        """Ascending."""
        return self.cases.slices.get(self.place, [])

    @property
    def identity_events(self) -> Sequence[IdentityEvent]:
        return self.cases.identity_events.get(self.place, [])

    # -- documents -----------------------------------------------------------------------------------------------------

    framework_complete = _own(lambda cases: cases.framework_complete)

    @cached_property
    def revisions(self) -> list[DatedRevision]:
        rows = np.array(self.cases.tables.revisions.rows_of(self.place), np.int64)
        in_force, existing = (
            [Span(start, end) for start, end in zip(days.start.tolist(), days.end.tolist(), strict=True)]
            for days in (self.cases.in_force.where(rows), self.cases.existing.where(rows))
        )
        return [DatedRevision(*dated) for dated in zip(self.facts.revisions, in_force, existing, strict=True)]

    def is_filled(self, edition: str, slot: str, day: int) -> bool:
        """Whether a document in force of that edition stands in the slot."""
        return any(
            (fact.edition, fact.slot) == (edition, slot) and _contains(in_force, day) for fact, in_force, _ in self.revisions
        )

    def edition_on(self, day: int) -> str:
        """The edition the agency works to: of its declaration, else of its framework documents, else the newest accepted."""
        declaration = self.declaration.at(day)
        if declaration is not None:
            return declaration.edition
        kind = self.kind.at(day)
        slotted = [
            (dated.in_force.start, int(dated.fact.edition), dated.fact.edition)
            for dated in self.revisions
            if _contains(dated.in_force, day) and self.rulebook.fills_slot(dated.fact.edition, dated.fact.slot, kind)
        ]
        if slotted:
            return max(slotted)[-1]
        accepted = self.rulebook.accepted.at(day)
        return accepted[-1] if accepted else self.rulebook.editions[0]

    # -- internal audits and management reviews ------------------------------------------------------------------------

    last_audit = _own(lambda cases: cases.last_audit)
    last_review = _own(lambda cases: cases.last_review)

    # -- procedures under authority ------------------------------------------------------------------------------------

    under_authority = _own(lambda cases: cases.under_authority)
    coverage_exceeds = _own(lambda cases: cases.coverage_exceeds)

    @cached_property
    def authority(self) -> dict[int, list[Span]]:
        """Procedure to the disjoint days on which it is under authority: the authority and the procedure are in force."""
        return self._days_of(self.cases.held)

    @cached_property
    def _covered(self) -> dict[int, list[Span]]:
        return self._days_of(self.cases.covered)

    def _days_of(self, holding: Courses[bool]) -> dict[int, list[Span]]:
        """Procedure to the days on which something holds of it and this agency."""
        return {procedure: holding.of(pair).spans(True) for pair, procedure in self.cases.pairs.of(self.place)}

    def under_authority_on(self, day: int) -> list[int]:
        """The procedures under authority, ordered by their code."""
        held = [one for one, spans in self.authority.items() if any(_contains(days, day) for days in spans)]
        return sorted(held, key=lambda one: self.rulebook.procedure(one).code)

    def lacking_on(self, day: int) -> list[int]:
        """Those of them that are linked to no document in force."""
        return [one for one in self.under_authority_on(day) if not any(_contains(days, day) for days in self._covered[one])]

    # -- declarations --------------------------------------------------------------------------------------------------

    declaration = _own(lambda cases: cases.declaration)
    is_declared = _own(lambda cases: cases.is_declared)
    declared_scope = _own(lambda cases: cases.scope)
    scope_exceeds = _own(lambda cases: cases.scope_exceeds)

    @property
    def effective_declarations(self) -> Sequence[DeclarationFact]:
        return self.cases.effective_declarations.get(self.place, [])

    def scope(self, one: DeclarationFact) -> Course[frozenset[int] | None]:
        return declared_scope(one)

    # -- overrides -----------------------------------------------------------------------------------------------------

    def override_on(self, kind: OverrideKind, day: int) -> OverrideFact | None:
        """Of several in force the one that began last counts."""
        in_force = [
            one
            for one in self.cases.tables.overrides.of(self.place)
            if one.kind is kind and _contains(span(one.valid_from, one.valid_to), day)
        ]
        return max(in_force, key=lambda one: (one.valid_from, one.signed_on, one.number), default=None)


def _contains(days: Span, day: int) -> bool:
    return days.start <= day < days.end
