"""Agencies assessed: the outcome of every gate, and the status, on every day."""

from functools import cached_property

from qms.agencies.models import Obligation
from reports.publication.case import AgencyCase
from reports.publication.cases import Cases
from reports.publication.course import BEGIN, FOREVER, Course, Span
from reports.publication.courses import Courses, combine
from reports.publication.gates import GATES
from reports.publication.ledger import Ledger
from reports.publication.rulebook import Rulebook
from reports.publication.vocabulary import GateName, Outcome, Status

FAILING_IDENTITY = (GateName.IDENTITY, GateName.SCOPE)
FAILING_MAINTENANCE = (
    GateName.FRAMEWORK,
    GateName.COVERAGE,
    GateName.INTERNAL_AUDIT,
    GateName.MANAGEMENT_REVIEW,
    GateName.MAJOR_NONCONFORMITY,
)
_STATUS_GATES = (GateName.DECLARATION, GateName.EDITION, GateName.APPLIED, *FAILING_IDENTITY, *FAILING_MAINTENANCE)
_NOT_SUBJECT = frozenset({Obligation.ENCOURAGED, Obligation.NONE})


class Judgement:
    """All agencies assessed, gate by gate: each gate is judged for all of them when it is first asked for."""

    def __init__(self, ledger: Ledger, rulebook: Rulebook) -> None:
        self.cases = Cases(ledger, rulebook)
        self.rulebook = rulebook
        self._outcomes: dict[GateName, Courses[Outcome]] = {}

    def outcome(self, gate: GateName) -> Courses[Outcome]:
        if gate not in self._outcomes:
            self._outcomes[gate] = GATES[gate].course(self)
        return self._outcomes[gate]

    @cached_property
    def status(self) -> Courses[Status | None]:
        """None while the agency does not exist."""
        gates = (self.outcome(gate) for gate in _STATUS_GATES)
        return combine(_status, self.cases.obligation, self.cases.ever_declared, self.cases.has_begun, *gates)


class Assessment:
    """One agency among all those judged."""

    def __init__(self, key: str, judgement: Judgement) -> None:
        self.case = AgencyCase(key, judgement.cases)
        self.judgement = judgement
        self.rulebook = judgement.rulebook
        self._outcomes: dict[GateName, Course[Outcome]] = {}

    def outcome(self, gate: GateName) -> Course[Outcome]:
        if gate not in self._outcomes:
            self._outcomes[gate] = self.judgement.outcome(gate).of(self.case.place)
        return self._outcomes[gate]

    @cached_property
    def status(self) -> Course[Status | None]:
        """None while the agency does not exist."""
        return self.judgement.status.of(self.case.place)

    def turns_on(self, gate: GateName, day: int) -> int | None:
        """The first later day of the agency's life on which the gate has another outcome; None when none is in sight."""
        course = self.outcome(gate)
        now = course.at(day)
        for step, outcome in course.after(day):
            alive = self._first_day_alive(step) if outcome is not now else None
            if alive is not None:
                return alive
        return None

    def changes(self, day: int) -> tuple[int, Status | None] | None:
        """The first later day with another status, and that status (None when the agency ceases to exist)."""
        return self.judgement.status.on(day).changes[self.case.place]

    def _first_day_alive(self, within: Span) -> int | None:
        exists = self.case.exists
        if exists.at(within.start):
            return within.start
        later = next((step.start for step, alive in exists.after(within.start) if alive), FOREVER)
        return later if BEGIN < later < within.end else None


def _status(
    obligation: Obligation | None,
    ever_declared: bool,
    begun: bool,
    declaration: Outcome,
    edition: Outcome,
    applied: Outcome,
    *others: Outcome,
) -> Status | None:
    """The first that matches wins."""
    if obligation is None:
        return None
    identity, maintenance = others[: len(FAILING_IDENTITY)], others[len(FAILING_IDENTITY) :]
    if declaration is Outcome.PASS and edition is Outcome.PASS:
        if Outcome.FAIL in identity:
            return Status.MUST_REDECLARE
        return Status.NOT_MAINTAINED if Outcome.FAIL in maintenance else Status.MAINTAINED
    if ever_declared:
        return Status.LAPSED
    if applied is Outcome.PASS:
        return Status.APPLYING
    if begun:
        return Status.BUILDING
    return Status.NOT_SUBJECT if obligation in _NOT_SUBJECT else Status.NOT_STARTED
