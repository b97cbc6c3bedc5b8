"""The registry, assessed: the status of one agency or of all, on any day, over time, and between two days."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from qms.agencies.models import AgencyKind, Tier
from qms.text import sort_key
from reports.publication.assessment import Assessment, Judgement
from reports.publication.collector import collector_paused
from reports.publication.course import FOREVER
from reports.publication.facts import AgencyFacts, CommonFacts
from reports.publication.ledger import Ledger
from reports.publication.rulebook import Rulebook
from reports.publication.standing import Standing
from reports.publication.vocabulary import Status

_TIERS = {tier: rank for rank, tier in enumerate(Tier)}
_KINDS = {kind: rank for rank, kind in enumerate(AgencyKind)}


class Interval(NamedTuple):
    """The status from ``start`` until the day before ``end``; None while the agency does not exist.

    ``end`` is None where the status goes on and no change is in sight.
    """

    start: date
    end: date | None
    status: Status | None


class Registry:
    """All facts of some agencies. Assessments are made when first asked for and kept."""

    def __init__(self, common: CommonFacts, agencies: Mapping[str, AgencyFacts]) -> None:
        self.common = common
        self.agencies = agencies
        self.rulebook = Rulebook(common)
        self.judgement = Judgement(agencies if isinstance(agencies, Ledger) else Ledger.of(agencies), self.rulebook)
        self._assessments: dict[str, Assessment] = {}

    def assessment(self, key: str) -> Assessment:
        """Raises KeyError for an agency that is not among those loaded."""
        if key not in self._assessments:
            self._assessments[key] = Assessment(key, self.judgement)
        return self._assessments[key]

    def standing(self, key: str, day: date) -> Standing | None:
        """None when the agency does not exist on ``day``; KeyError when it is not among those loaded."""
        ordinal = day.toordinal()
        assessment = self.assessment(key)
        place = assessment.case.place
        part = self.judgement.cases.slice.on(ordinal).values[place]
        status = self.judgement.status.on(ordinal).values[place]
        return None if part is None or status is None else Standing(key, assessment, ordinal, part, status)

    def board(self, day: date) -> list[Standing]:
        """Every agency that exists on ``day``, ordered by tier, kind and Vietnamese name."""
        with collector_paused():
            present = [standing for key in self.agencies if (standing := self.standing(key, day)) is not None]
        return sorted(present, key=_board_order)

    def timeline(self, key: str, start: date | None = None, end: date | None = None) -> list[Interval]:
        """Maximal intervals of constant status within ``[start, end)``.

        Without ``start`` from the first slice on; without ``end`` to the last change in sight, whose end is None.
        """
        assessment = self.assessment(key)
        slices = assessment.case.slices
        if start is None and not slices:
            return []
        return list(_intervals(assessment, start or slices[0].valid_from, end))


def _intervals(assessment: Assessment, start: date, end: date | None) -> Iterator[Interval]:
    first, last = start.toordinal(), FOREVER if end is None else end.toordinal()
    for step, status in assessment.status.steps():
        begins, ends = max(step.start, first), min(step.end, last)
        if begins < ends:
            yield Interval(date.fromordinal(begins), None if ends == FOREVER else date.fromordinal(ends), status)


def _board_order(standing: Standing) -> tuple[int, int, str, str]:
    part = standing.slice
    return _TIERS[part.tier], _KINDS[part.kind], sort_key(part.name), standing.key
