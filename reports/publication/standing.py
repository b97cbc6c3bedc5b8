"""Where one agency stands on one day, and why."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from qms.language import Phrase, gettext
from qms.standards.queries import shown
from reports.publication.actions import next_action
from reports.publication.assessment import Assessment
from reports.publication.cases import Cases
from reports.publication.courses import Courses
from reports.publication.facts import OverrideFact, Slice
from reports.publication.gates import GATES, Evidence
from reports.publication.gates.documents import built
from reports.publication.models import OverrideKind
from reports.publication.vocabulary import OBLIGED, GateName, Group, Outcome, Status, group_of

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Measures:
    """Kept apart, because they are confused in practice: see section 5 of the rules."""

    built: bool
    applied: bool
    declared: bool
    maintained: bool
    procedures_covered: int
    procedures: int


@dataclass(frozen=True, slots=True)
class GateReport:
    """One gate on one day. ``sources`` name the law and the policy it rests on; ``turns_on`` the day it turns next."""

    name: GateName
    outcome: Outcome
    reasons: list[Phrase]
    evidence: list[Evidence]
    sources: list[str]
    source_verified: bool
    turns_on: date | None

    @property
    def source(self) -> str:
        """All sources in the current language, each text named once and where it is named most exactly."""
        parts = dict.fromkeys(part for source in self.sources for part in shown(source).split("; "))
        return "; ".join(one for one in parts if not any(other != one and other.startswith(one) for other in parts))


class Standing:
    """An agency that exists on ``day``, assessed at the end of that day. Parts are derived when first asked for."""

    def __init__(self, key: str, assessment: Assessment, ordinal: int, part: Slice, status: Status) -> None:
        self.key = key
        self.day = date.fromordinal(ordinal)
        self.slice = part
        self.status = status
        self.assessment = assessment
        self._ordinal = ordinal
        self._place = assessment.case.place

    @property
    def name(self) -> str:
        return self.slice.name

    @property
    def group(self) -> Group:
        return group_of(self.slice.tier, self.slice.kind)

    @cached_property
    def edition(self) -> str:
        return self.assessment.case.edition_on(self._ordinal)

    @cached_property
    def outcomes(self) -> dict[GateName, Outcome]:
        return {gate: self._outcome(gate) for gate in GATES}

    @cached_property
    def suspension(self) -> OverrideFact | None:
        return self.assessment.case.override_on(OverrideKind.SUSPENDED, self._ordinal)

    @cached_property
    def exemption(self) -> OverrideFact | None:
        return self.assessment.case.override_on(OverrideKind.EXEMPT, self._ordinal)

    @property
    def override(self) -> OverrideFact | None:
        """The one to name where there is room for one: a suspension, which denies the publication, before an exemption."""
        return self.suspension or self.exemption

    @property
    def status_words(self) -> str:
        """The status, and beside it whether a decision suspends or exempts the body."""
        words = self.status.label
        if self.suspension:
            words += " – " + gettext("đang bị đình chỉ")
        if self.exemption:
            words += " – " + gettext("được miễn")
        return words

    @property
    def is_counted(self) -> bool:
        """Whether the body stands in the denominators: obliged by law or plan, and not exempt."""
        return self.slice.obligation in OBLIGED and self.exemption is None

    @cached_property
    def measures(self) -> Measures:
        under = self._on(self._cases.under_authority)
        suspended = self.suspension is not None
        return Measures(
            built=built(self._outcome(GateName.FRAMEWORK), self._outcome(GateName.COVERAGE)),
            applied=self._outcome(GateName.APPLIED) is Outcome.PASS,
            declared=self.status.is_declared and not suspended,
            maintained=self.status is Status.MAINTAINED and not suspended,
            procedures_covered=under - self._on(self._cases.lacking),
            procedures=under,
        )

    def _on(self, courses: Courses[T]) -> T:
        """The body's value on the day, among those of all."""
        return courses.on(self._ordinal).values[self._place]

    def _outcome(self, gate: GateName) -> Outcome:
        return self._on(self.assessment.judgement.outcome(gate))

    @property
    def _cases(self) -> Cases:
        return self.assessment.judgement.cases

    @cached_property
    def _change(self) -> tuple[int, Status | None] | None:
        return self.assessment.changes(self._ordinal)

    @property
    def changes_on(self) -> date | None:
        """The first later day with another status if nothing more is recorded."""
        return date.fromordinal(self._change[0]) if self._change else None

    @property
    def changes_to(self) -> Status | None:
        """The status of that day; None when the agency ceases to exist, or when no change is in sight."""
        return self._change[1] if self._change else None

    @cached_property
    def _next(self) -> tuple[GateName, Phrase] | None:
        return next_action(self.assessment, self._ordinal)

    @property
    def next_gate(self) -> GateName | None:
        return self._next[0] if self._next else None

    @property
    def next_action(self) -> Phrase | None:
        return self._next[1] if self._next else None

    def gates(self) -> list[GateReport]:
        return [self._report(name) for name in GATES]

    def _report(self, name: GateName) -> GateReport:
        gate = GATES[name]
        explained = gate.explain(self.assessment, self._ordinal)
        turning = self.assessment.turns_on(name, self._ordinal)
        policies = [self.assessment.rulebook.policy_on(parameter, self._ordinal) for parameter in gate.parameters]
        in_force = [policy for policy in policies if policy is not None]
        sources = dict.fromkeys([gate.law, *(policy.source for policy in in_force)])
        return GateReport(
            name,
            self.outcomes[name],
            explained.reasons,
            explained.evidence,
            list(sources),
            gate.law_verified and all(policy.verified for policy in in_force),
            None if turning is None else date.fromordinal(turning),
        )
