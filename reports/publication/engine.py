"""The registry, assessed: the status of one agency or of all, on any day, over time, and between two days."""

from collections.abc import Collection, Iterator, Mapping
from copy import copy
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
    """All facts of some agencies. Assessments are made when first asked for and kept, and so is the last board."""

    def __init__(self, common: CommonFacts, agencies: Mapping[str, AgencyFacts]) -> None:
        self.common = common
        self.agencies = agencies
        self.rulebook = Rulebook(common)
        self._judgements = self._judged(agencies)
        self._assessments: dict[str, Assessment] = {}
        self._last_board: tuple[date, dict[str, Standing | None]] = (date.min, {})

    def _judged(self, agencies: Mapping[str, AgencyFacts]) -> dict[str, Judgement]:
        """What judges each of the agencies: one judgement for all."""
        ledger = agencies if isinstance(agencies, Ledger) else Ledger.of(agencies)
        return dict.fromkeys(ledger, Judgement(ledger, self.rulebook))

    def renewed(self, keys: Collection[str], agencies: Mapping[str, AgencyFacts]) -> "Registry":
        """This registry with ``agencies`` in place of those with the ``keys``; what is known of the others is kept.

        Right when nothing changed since but facts of agencies with these keys: see that a lineage event changes all parties.
        """
        registry = copy(self)
        left = {key: judgement for key, judgement in self._judgements.items() if key not in keys}
        registry._judgements = left | registry._judged(agencies)
        registry.agencies = _Gathered(registry._judgements)
        registry._assessments = {key: assessment for key, assessment in self._assessments.items() if key in left}
        day, standings = self._last_board
        registry._last_board = (day, {key: standing for key, standing in standings.items() if key in left})
        return registry

    def assessment(self, key: str) -> Assessment:
        """Raises KeyError for an agency that is not among those loaded."""
        if key not in self._assessments:
            self._assessments[key] = Assessment(key, self._judgements[key])
        return self._assessments[key]

    def standing(self, key: str, day: date) -> Standing | None:
        """None when the agency does not exist on ``day``; KeyError when it is not among those loaded."""
        ordinal = day.toordinal()
        assessment = self.assessment(key)
        place = assessment.case.place
        part = assessment.judgement.cases.slice.on(ordinal).values[place]
        status = assessment.judgement.status.on(ordinal).values[place]
        return None if part is None or status is None else Standing(key, assessment, ordinal, part, status)

    def board(self, day: date) -> list[Standing]:
        """Every agency that exists on ``day``, ordered by tier, kind and Vietnamese name."""
        last_day, known = self._last_board
        if last_day != day:
            known = {}
        with collector_paused():
            standings = {key: known[key] if key in known else self.standing(key, day) for key in self._judgements}
        self._last_board = (day, standings)
        return sorted((standing for standing in standings.values() if standing is not None), key=_board_order)

    def timeline(self, key: str, start: date | None = None, end: date | None = None) -> list[Interval]:
        """Maximal intervals of constant status within ``[start, end)``.

        Without ``start`` from the first slice on; without ``end`` to the last change in sight, whose end is None.
        """
        assessment = self.assessment(key)
        slices = assessment.case.slices
        if start is None and not slices:
            return []
        return list(_intervals(assessment, start or slices[0].valid_from, end))


class _Gathered(Mapping[str, AgencyFacts]):
    """The facts of each agency, wherever they are judged."""

    def __init__(self, judgements: Mapping[str, Judgement]) -> None:
        self._judgements = judgements

    def __getitem__(self, key: str) -> AgencyFacts:
        return self._judgements[key].cases.ledger[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._judgements)

    def __len__(self) -> int:
        return len(self._judgements)


def _intervals(assessment: Assessment, start: date, end: date | None) -> Iterator[Interval]:
    first, last = start.toordinal(), FOREVER if end is None else end.toordinal()
    for step, status in assessment.status.steps():
        begins, ends = max(step.start, first), min(step.end, last)
        if begins < ends:
            yield Interval(date.fromordinal(begins), None if ends == FOREVER else date.fromordinal(ends), status)


def _board_order(standing: Standing) -> tuple[int, int, str, str]:
    part = standing.slice
    return _TIERS[part.tier], _KINDS[part.kind], sort_key(part.name), standing.key
