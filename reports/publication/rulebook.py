"""What is the same for every agency: editions, framework slots, and the policy in force on each day."""

from functools import cached_property
from itertools import groupby

from qms.agencies.models import AgencyKind
from qms.standards.models import Parameter
from reports.publication.course import BEGIN, FOREVER, Course, Span, latest, span
from reports.publication.facts import CommonFacts, PolicyFact, ProcedureFact, SlotFact


class Rulebook:
    """The common facts, prepared once for all agencies."""

    def __init__(self, common: CommonFacts) -> None:
        self.common = common
        self.editions = tuple(sorted(common.editions, key=int))
        self._slots = {
            edition: tuple(slots)
            for edition, slots in groupby(sorted(common.slots, key=lambda s: s.edition), lambda s: s.edition)
        }
        self._numbers: dict[Parameter, Course[int | None]] = {}
        self._expected: dict[tuple[str, AgencyKind | None], tuple[SlotFact, ...]] = {}
        self._validity: dict[int, Span] = {}

    def policy_on(self, parameter: Parameter, day: int) -> PolicyFact | None:
        """The value in force; should several be, the one that began last."""
        in_force = [fact for fact in self._policy.get(parameter, ()) if _holds(fact, day)]
        return in_force[-1] if in_force else None

    def number(self, parameter: Parameter) -> Course[int | None]:
        """A numeric parameter's value in force on each day, None where there is none."""
        if parameter not in self._numbers:
            facts = self._policy.get(parameter, ())
            self._numbers[parameter] = latest((span(fact.valid_from, fact.valid_to), int(fact.value)) for fact in facts)
        return self._numbers[parameter]

    @cached_property
    def accepted(self) -> Course[tuple[str, ...]]:
        """The editions accepted on each day, oldest first."""
        facts = self._policy.get(Parameter.ACCEPTED_EDITION, ())
        spans = [(span(fact.valid_from, fact.valid_to), fact.value) for fact in facts]
        edges = sorted({BEGIN, *(edge for run, _ in spans for edge in run if edge < FOREVER)})
        return Course.of(
            (day, tuple(sorted({edition for (start, end), edition in spans if start <= day < end}, key=int))) for day in edges
        )

    @cached_property
    def considered(self) -> Course[tuple[str, ...]]:
        """The editions whose framework counts on each day: those accepted, or all known while none is."""
        return Course.of((run.start, accepted or self.editions) for run, accepted in self.accepted.steps())

    def expected_slots(self, edition: str, kind: AgencyKind | None) -> tuple[SlotFact, ...]:
        """The framework slots of an edition for agencies of a kind; without a kind, those expected of every kind."""
        if (edition, kind) not in self._expected:
            slots = self._slots.get(edition, ())
            self._expected[edition, kind] = tuple(slot for slot in slots if slot.kinds is None or kind in slot.kinds)
        return self._expected[edition, kind]

    def fills_slot(self, edition: str, slot: str | None, kind: AgencyKind | None) -> bool:
        """Whether a document of the edition with that slot fills one of an agency of the kind."""
        return any(expected.slot == slot for expected in self.expected_slots(edition, kind))

    def procedure(self, identity: int) -> ProcedureFact:
        return self.common.procedures[identity]

    def validity(self, procedure: int) -> Span:
        """The days on which an administrative procedure itself is in force."""
        if procedure not in self._validity:
            fact = self.common.procedures[procedure]
            self._validity[procedure] = span(fact.valid_from, fact.valid_to)
        return self._validity[procedure]

    @cached_property
    def _policy(self) -> dict[Parameter, list[PolicyFact]]:
        """Facts by parameter, in the order in which they began."""
        facts: dict[Parameter, list[PolicyFact]] = {}
        for fact in sorted(self.common.policy, key=lambda fact: (fact.valid_from, fact.value)):
            facts.setdefault(fact.parameter, []).append(fact)
        return facts


def _holds(fact: PolicyFact, day: int) -> bool:
    start, end = span(fact.valid_from, fact.valid_to)
    return start <= day < end
