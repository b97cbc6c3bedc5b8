"""The one next action: what to do about the first gate that does not pass, or about the first that will turn."""

from datetime import date

from qms.language import Phrase, mark
from reports.publication.assessment import Assessment
from reports.publication.gates import GATES
from reports.publication.models import OverrideKind
from reports.publication.vocabulary import GateName, Outcome, Status

ORDER = (
    GateName.FRAMEWORK,
    GateName.COVERAGE,
    GateName.MAJOR_NONCONFORMITY,
    GateName.INTERNAL_AUDIT,
    GateName.MANAGEMENT_REVIEW,
    GateName.EDITION,
    GateName.IDENTITY,
    GateName.SCOPE,
    GateName.DECLARATION,
    GateName.MINOR_NONCONFORMITY,
    GateName.POSTED,
    GateName.NOTIFIED,
)


def next_action(assessment: Assessment, day: int) -> tuple[GateName, Phrase] | None:
    """The gate and the action of a day on which the agency exists; None for a body that is not subject or is exempt."""
    if assessment.status.at(day) is Status.NOT_SUBJECT or assessment.case.override_on(OverrideKind.EXEMPT, day):
        return None
    outcomes = {gate: assessment.outcome(gate).at(day) for gate in ORDER}
    for wanting in (Outcome.FAIL, Outcome.WARN):
        for gate, outcome in outcomes.items():
            if outcome is wanting:
                return gate, GATES[gate].act(assessment, day)
    return _upcoming(assessment, [gate for gate, outcome in outcomes.items() if outcome is Outcome.PASS], day)


def _upcoming(assessment: Assessment, passing: list[GateName], day: int) -> tuple[GateName, Phrase] | None:
    turns = [(turning, gate) for gate in passing if (turning := assessment.turns_on(gate, day)) is not None]
    if not turns:
        return None
    turning, gate = min(turns, key=lambda entry: entry[0])
    action = GATES[gate].act(assessment, turning)
    return gate, Phrase(mark("{action}, trước ngày {day}"), action=action, day=date.fromordinal(turning))
