"""Gates, statuses and what follows from them, read day by day. Outcomes, gates and statuses are plain text here."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from audits.nonconformities.models import Grade
from qms.agencies.models import LineageKind, Obligation
from qms.standards.models import Parameter
from qms.text import fold_name
from reports.publication.facts import AgencyFacts, CommonFacts, DeclarationFact, NonconformityFact, OverrideFact
from tests.oracle import register
from tests.oracle.register import ONE_DAY, plus_months

GATES = ("framework", "coverage", "applied", "declaration", "edition", "identity", "scope", "internal_audit",
         "management_review", "major_nonconformity", "minor_nonconformity", "posted", "notified")
ACTION_ORDER = ("framework", "coverage", "major_nonconformity", "internal_audit", "management_review", "edition",
                "identity", "scope", "declaration", "minor_nonconformity", "posted", "notified")
_DAYS = (Parameter.REDECLARE_AFTER_CHANGE_DAYS, Parameter.POST_DECLARATION_WITHIN_DAYS,
         Parameter.NOTIFY_LEAD_UNIT_WITHIN_DAYS, Parameter.CORRECTIVE_ACTION_DAYS_MAJOR,
         Parameter.CORRECTIVE_ACTION_DAYS_MINOR)
_MONTHS = (Parameter.INTERNAL_AUDIT_INTERVAL_MONTHS, Parameter.MANAGEMENT_REVIEW_INTERVAL_MONTHS)


class Measures(NamedTuple):
    built: bool
    applied: bool
    declared: bool
    maintained: bool
    procedures_covered: int
    procedures: int


class Verdict(NamedTuple):
    """``next_action`` is the gate that the next action belongs to; ``overrides`` are the decisions by kind."""

    status: str
    outcomes: dict[str, str]
    edition: str
    measures: Measures
    overrides: dict[str, str]
    next_action: str | None


class Interval(NamedTuple):
    start: date
    end: date | None
    status: str | None


class Reading:
    """The rules over one agency. What was answered for a day is kept, so that a day is read once."""

    def __init__(self, common: CommonFacts, facts: AgencyFacts) -> None:
        self.common = common
        self.facts = facts
        dates = register.every_date(common, facts) or [date(2000, 1, 1)]
        days = max([int(row.value) for row in common.policy if row.parameter in _DAYS], default=0)
        months = max([int(row.value) for row in common.policy if row.parameter in _MONTHS], default=0)
        self.floor = min(dates) - timedelta(days=days + 2)  # no fact begins before it, and every window from it is over
        self.ceiling = max(dates) + timedelta(days=days + 31 * months + 2)  # nothing turns after it
        self._kept: dict[tuple[str, date], object] = {}

    # Small questions

    def number(self, parameter: Parameter, day: date) -> int | None:
        return register.policy_number(self.common, parameter, day)

    def declaration(self, day: date) -> DeclarationFact | None:
        return register.declaration_in_effect(self.facts, day)

    def exists(self, day: date) -> bool:
        return register.slice_on(self.facts, day) is not None

    def incomplete(self, day: date) -> bool:
        """No edition that counts on the day has slots for the kind and all of them filled."""
        kind = register.kind_on(self.facts, day)
        for edition in register.accepted_editions(self.common, day) or set(self.common.editions):
            has_slots = bool(register.slots_for(self.common, edition, kind))
            if has_slots and not register.missing_slots(self.common, self.facts, edition, day):
                return False
        return True

    def coverage_exceeded(self, day: date) -> bool:
        tolerance = self.number(Parameter.SCOPE_TOLERANCE_PERCENT, day)
        if tolerance is None:
            return False
        whole = register.under_authority(self.common, self.facts, day)
        return register.exceeds(len(register.lacking(self.common, self.facts, day)), len(whole), tolerance)

    def scope_exceeded(self, day: date) -> bool:
        declaration = self.declaration(day)
        tolerance = self.number(Parameter.SCOPE_TOLERANCE_PERCENT, day)
        if declaration is None or tolerance is None:
            return False
        scope = register.scope_on(declaration, day)
        whole = register.under_authority(self.common, self.facts, day)
        missing = set() if scope is None else whole - scope
        return register.exceeds(len(missing), len(whole), tolerance)

    def run_began(self, holds: Callable[[date], bool], day: date) -> date:
        """First day of the unbroken run of days up to ``day`` (on which it holds), or a day before every fact."""
        first = day
        while first > self.floor and self._keep("run:" + holds.__name__, holds, first - ONE_DAY):
            first -= ONE_DAY
        return first

    def edition(self, day: date) -> str:
        declaration = self.declaration(day)
        if declaration is not None:
            return declaration.edition
        filling = [(revision.effective_on, int(revision.edition), revision.edition)
                   for revision in register.documents_in_force(self.facts, day)
                   if revision.effective_on is not None
                   and register.fills_a_slot(self.common, self.facts, revision, day)]
        if filling:
            return max(filling)[2]
        accepted = register.accepted_editions(self.common, day)
        if accepted:
            return max(accepted, key=int)
        return min(self.common.editions, key=int)

    def missing(self, day: date) -> tuple[str, list[str]]:
        """The edition and the titles of its missing documents that an incomplete framework names."""
        kind, accepted = register.kind_on(self.facts, day), register.accepted_editions(self.common, day)
        edition = self.edition(day)
        with_slots = [other for other in accepted if register.slots_for(self.common, other, kind)]
        if not register.missing_slots(self.common, self.facts, edition, day) and edition not in accepted and with_slots:
            edition = max(with_slots, key=int)
        return edition, [slot.title_vi for slot in register.missing_slots(self.common, self.facts, edition, day)]

    # The gates

    def outcome(self, gate: str, day: date) -> str:
        return str(self._keep(gate, getattr(self, "gate_" + gate), day))

    def outcomes(self, day: date) -> dict[str, str]:
        return {gate: self.outcome(gate, day) for gate in GATES}

    def gate_framework(self, day: date) -> str:
        if not self.incomplete(day):
            return "pass"
        window = self.number(Parameter.REDECLARE_AFTER_CHANGE_DAYS, day)
        if window is None or self.declaration(day) is None:
            return "fail"
        return "warn" if day <= self.run_began(self.incomplete, day) + timedelta(days=window) else "fail"

    def gate_coverage(self, day: date) -> str:
        window = self.number(Parameter.REDECLARE_AFTER_CHANGE_DAYS, day)
        if window is None or self.number(Parameter.SCOPE_TOLERANCE_PERCENT, day) is None:
            return "not_applicable"
        if not register.under_authority(self.common, self.facts, day):
            return "not_applicable"
        if not self.coverage_exceeded(day):
            return "pass"
        if self.declaration(day) is None:
            return "fail"
        return "warn" if day <= self.run_began(self.coverage_exceeded, day) + timedelta(days=window) else "fail"

    def built(self, day: date) -> bool:
        return self.outcome("framework", day) == "pass" and self.outcome("coverage", day) in ("pass", "not_applicable")

    def gate_applied(self, day: date) -> str:
        audited = any(audit.closed_on <= day for audit in self.facts.internal_audits)
        reviewed = any(review.held_on <= day for review in self.facts.reviews)
        return "pass" if self.built(day) and audited and reviewed else "fail"

    def gate_declaration(self, day: date) -> str:
        return "fail" if self.declaration(day) is None else "pass"

    def gate_edition(self, day: date) -> str:
        declaration = self.declaration(day)
        if declaration is None:
            return "not_applicable"
        return "pass" if declaration.edition in register.accepted_editions(self.common, day) else "fail"

    def gate_identity(self, day: date) -> str:
        window = self.number(Parameter.REDECLARE_AFTER_CHANGE_DAYS, day)
        declaration = self.declaration(day)
        if window is None or declaration is None:
            return "not_applicable"
        events = [event for event in self.identity_events() if declaration.signed_on < event <= day]
        if not events:
            return "pass"
        hard = [event for event in events if not self.is_soft(event)]
        return "fail" if hard and day > min(hard) + timedelta(days=window) else "warn"

    def gate_scope(self, day: date) -> str:
        window = self.number(Parameter.REDECLARE_AFTER_CHANGE_DAYS, day)
        declaration = self.declaration(day)
        if window is None or declaration is None or self.number(Parameter.SCOPE_TOLERANCE_PERCENT, day) is None:
            return "not_applicable"
        if self.scope_exceeded(day):
            return "warn" if day <= self.run_began(self.scope_exceeded, day) + timedelta(days=window) else "fail"
        scope = register.scope_on(declaration, day)
        surplus = set() if scope is None else scope - register.under_authority(self.common, self.facts, day)
        return "warn" if surplus else "pass"

    def gate_internal_audit(self, day: date) -> str:
        return self._periodic(Parameter.INTERNAL_AUDIT_INTERVAL_MONTHS, day,
                              [audit.closed_on for audit in self.facts.internal_audits])

    def gate_management_review(self, day: date) -> str:
        return self._periodic(Parameter.MANAGEMENT_REVIEW_INTERVAL_MONTHS, day,
                              [review.held_on for review in self.facts.reviews])

    def gate_major_nonconformity(self, day: date) -> str:
        opened = [row for row in self.facts.nonconformities if row.grade == Grade.MAJOR and self._open(row, day)]
        if any(self._overdue(row, Parameter.CORRECTIVE_ACTION_DAYS_MAJOR, day) for row in opened):
            return "fail"
        return "warn" if opened else "pass"

    def gate_minor_nonconformity(self, day: date) -> str:
        opened = [row for row in self.facts.nonconformities if row.grade == Grade.MINOR and self._open(row, day)]
        return "warn" if any(self._overdue(row, Parameter.CORRECTIVE_ACTION_DAYS_MINOR, day) for row in opened) else "pass"

    def gate_posted(self, day: date) -> str:
        declaration = self.declaration(day)
        return self._told(Parameter.POST_DECLARATION_WITHIN_DAYS, day, declaration, declaration and declaration.posted_on)

    def gate_notified(self, day: date) -> str:
        declaration = self.declaration(day)
        return self._told(Parameter.NOTIFY_LEAD_UNIT_WITHIN_DAYS, day, declaration, declaration and declaration.notified_on)

    # Parts of the gates

    def identity_events(self) -> set[date]:
        """Days of slices with another name or kind than the slice before, and days of lineage events."""
        events = {event.happened_on for event in self.facts.lineage}
        for before, after in self._neighbours():
            if before[1] != after[1] or before[2] != after[2]:
                events.add(after[0])
        return events

    def is_soft(self, day: date) -> bool:
        for before, after in self._neighbours():
            if after[0] == day and before[1] != after[1]:
                return False
        kinds = [event.kind for event in self.facts.lineage if event.happened_on == day]
        return bool(kinds) and all(kind == LineageKind.RENAME_WITH_SUPERIOR for kind in kinds)

    def _neighbours(self) -> Iterator[tuple[tuple[date, str, str], tuple[date, str, str]]]:
        pieces = sorted((piece.valid_from, str(piece.kind), fold_name(piece.name)) for piece in self.facts.slices)
        yield from pairwise(pieces)

    def _periodic(self, parameter: Parameter, day: date, done: list[date]) -> str:
        months = self.number(parameter, day)
        if months is None:
            return "not_applicable"
        past = [moment for moment in done if moment <= day]
        return "pass" if past and plus_months(max(past), months) >= day else "fail"

    def _open(self, row: NonconformityFact, day: date) -> bool:
        return row.raised_on <= day and (row.closed_on is None or row.closed_on > day)

    def _overdue(self, row: NonconformityFact, parameter: Parameter, day: date) -> bool:
        due = row.due_on
        if due is None:
            days = self.number(parameter, row.raised_on)
            if days is None:
                return False
            due = row.raised_on + timedelta(days=days)
        return due < day

    def _told(self, parameter: Parameter, day: date, declaration: DeclarationFact | None, told_on: date | None) -> str:
        window = self.number(parameter, day)
        if declaration is None or window is None:
            return "not_applicable"
        in_time = day <= declaration.signed_on + timedelta(days=window)
        return "pass" if in_time or (told_on is not None and told_on <= day) else "warn"

    # The status and what goes with it

    def status(self, day: date) -> str | None:
        kept = self._keep("status", self._status, day)
        return None if kept is None else str(kept)

    def _status(self, day: date) -> str | None:
        piece = register.slice_on(self.facts, day)
        if piece is None:
            return None
        gate = self.outcomes(day)
        if gate["declaration"] == "pass" and gate["edition"] == "pass":
            if gate["identity"] == "fail" or gate["scope"] == "fail":
                return "must_redeclare"
            if "fail" in (gate["framework"], gate["coverage"], gate["internal_audit"], gate["management_review"],
                          gate["major_nonconformity"]):
                return "not_maintained"
            return "maintained"
        if register.declarations_that_took_effect(self.facts, day):
            return "lapsed"
        if gate["applied"] == "pass":
            return "applying"
        if any(register.fills_a_slot(self.common, self.facts, revision, day) or revision.procedures
               for revision in register.documents_existing(self.facts, day)):
            return "building"
        return "not_subject" if piece.obligation in (Obligation.ENCOURAGED, Obligation.NONE) else "not_started"

    def override(self, kind: str, day: date) -> OverrideFact | None:
        found = [row for row in self.facts.overrides
                 if row.kind == kind and register.in_force(row.valid_from, row.valid_to, day)]
        return max(found, key=lambda row: (row.valid_from, row.signed_on, row.number), default=None)

    def measures(self, day: date) -> Measures:
        status = self.status(day)
        published = self.override("suspended", day) is None
        under = register.under_authority(self.common, self.facts, day)
        return Measures(self.built(day), self.outcome("applied", day) == "pass",
                        published and status in ("must_redeclare", "not_maintained", "maintained"),
                        published and status == "maintained",
                        len(under) - len(register.lacking(self.common, self.facts, day)), len(under))

    def next_action(self, day: date) -> str | None:
        if self.status(day) == "not_subject" or self.override("exempt", day) is not None:
            return None
        for outcome in ("fail", "warn"):
            for gate in ACTION_ORDER:
                if self.outcome(gate, day) == outcome:
                    return gate
        later = day + ONE_DAY
        while later <= self.ceiling:
            if self.exists(later):
                for gate in ACTION_ORDER:
                    if self.outcome(gate, day) == "pass" != self.outcome(gate, later):
                        return gate
            later += ONE_DAY
        return None

    def verdict(self, day: date) -> Verdict | None:
        status = self.status(day)
        if status is None:
            return None
        overrides = {kind: row.number for kind in ("suspended", "exempt") if (row := self.override(kind, day)) is not None}
        return Verdict(status, self.outcomes(day), self.edition(day), self.measures(day), overrides, self.next_action(day))

    # Later days

    def turns_on(self, gate: str, day: date) -> date | None:
        later = day + ONE_DAY
        while later <= self.ceiling:
            if self.exists(later) and self.outcome(gate, later) != self.outcome(gate, day):
                return later
            later += ONE_DAY
        return None

    def changes(self, day: date) -> tuple[date | None, str | None]:
        """The first later day with another status, and that status."""
        later = day + ONE_DAY
        while later <= self.ceiling:
            if self.status(later) != self.status(day):
                return later, self.status(later)
            later += ONE_DAY
        return None, None

    def timeline(self, start: date | None, end: date | None) -> list[Interval]:
        """Without a start from the first slice on; without an end the last interval is open."""
        if start is None:
            if not self.facts.slices:
                return []
            start = min(piece.valid_from for piece in self.facts.slices)
        intervals: list[Interval] = []
        day = start
        while day < (end or max(self.ceiling, start + ONE_DAY)):
            if intervals and intervals[-1].status == self.status(day):
                intervals[-1] = intervals[-1]._replace(end=day + ONE_DAY)
            else:
                intervals.append(Interval(day, day + ONE_DAY, self.status(day)))
            day += ONE_DAY
        if end is None:
            intervals[-1] = intervals[-1]._replace(end=None)
        return intervals

    def _keep(self, name: str, answer: Callable[[date], object], day: date) -> object:
        if (name, day) not in self._kept:
            self._kept[name, day] = answer(day)
        return self._kept[name, day]


def status_on(common: CommonFacts, facts: AgencyFacts, day: date) -> Verdict | None:
    """Everything that is so on the day; None when the agency does not exist."""
    return Reading(common, facts).verdict(day)


def turns_on(common: CommonFacts, facts: AgencyFacts, gate: str, day: date) -> date | None:
    return Reading(common, facts).turns_on(gate, day)


def changes_on(common: CommonFacts, facts: AgencyFacts, day: date) -> tuple[date | None, str | None]:
    return Reading(common, facts).changes(day)


def timeline(common: CommonFacts, facts: AgencyFacts, start: date | None, end: date | None) -> list[Interval]:
    return Reading(common, facts).timeline(start, end)
