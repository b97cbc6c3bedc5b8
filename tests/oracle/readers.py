"""The two readings of the rules behind one face, so that an example or a property can be asked of both."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Protocol

from reports.publication.engine import Registry
from reports.publication.facts import AgencyFacts, CommonFacts
from tests.oracle.reading import Interval, Measures, Reading, Verdict


class Reader(Protocol):
    def verdict(self, day: date) -> Verdict | None: ...

    def turns_on(self, gate: str, day: date) -> date | None: ...

    def changes(self, day: date) -> tuple[date | None, str | None]: ...

    def timeline(self, start: date | None, end: date | None) -> list[Interval]: ...


class EngineReader:
    """The engine's answers about one agency of a registry, as plain values."""

    def __init__(self, common: CommonFacts, facts: AgencyFacts, others: Mapping[str, AgencyFacts] | None = None) -> None:
        self.key = facts.key
        self.registry = Registry(common=common, agencies={**(others or {}), facts.key: facts})

    def verdict(self, day: date) -> Verdict | None:
        standing = self.registry.standing(self.key, day)
        if standing is None:
            return None
        overrides = {str(row.kind): row.number for row in (standing.suspension, standing.exemption) if row is not None}
        measures = standing.measures
        return Verdict(
            str(standing.status), {str(gate): str(outcome) for gate, outcome in standing.outcomes.items()}, standing.edition,
            Measures(measures.built, measures.applied, measures.declared, measures.maintained, measures.procedures_covered,
                     measures.procedures),
            overrides, None if standing.next_gate is None else str(standing.next_gate))

    def turns_on(self, gate: str, day: date) -> date | None:
        return self.turns(day)[gate]

    def turns(self, day: date) -> dict[str, date | None]:
        """The turns of all gates at once."""
        standing = self.registry.standing(self.key, day)
        assert standing is not None
        return {str(report.name): report.turns_on for report in standing.gates()}

    def changes(self, day: date) -> tuple[date | None, str | None]:
        standing = self.registry.standing(self.key, day)
        assert standing is not None
        return standing.changes_on, None if standing.changes_to is None else str(standing.changes_to)

    def timeline(self, start: date | None, end: date | None) -> list[Interval]:
        return [Interval(row.start, row.end, None if row.status is None else str(row.status))
                for row in self.registry.timeline(self.key, start, end)]


Read = Callable[[CommonFacts, AgencyFacts], Reader]


def oracle(common: CommonFacts, facts: AgencyFacts) -> Reader:
    return Reading(common, facts)


def engine(common: CommonFacts, facts: AgencyFacts) -> Reader:
    return EngineReader(common, facts)
