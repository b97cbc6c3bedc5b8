"""Totals by group: each ratio with its denominator, and who was left out of it and why."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from qms.agencies.models import Obligation
from qms.language import Phrase, gettext, mark
from reports.publication.standing import Standing
from reports.publication.vocabulary import Group, Status


class Measure(StrEnum):
    """The yes-or-no measures of section 5 of the rules."""

    BUILT = "built"
    APPLIED = "applied"
    DECLARED = "declared"
    MAINTAINED = "maintained"

    @property
    def label(self) -> str:
        return gettext(_MEASURE_LABELS[self])

    def holds(self, standing: Standing) -> bool:
        return bool(getattr(standing.measures, self.value))


_MEASURE_LABELS = {
    Measure.BUILT: mark("Đã xây dựng"),
    Measure.APPLIED: mark("Đang áp dụng"),
    Measure.DECLARED: mark("Đã công bố"),
    Measure.MAINTAINED: mark("Duy trì"),
}


@dataclass(frozen=True, slots=True)
class Ratio:
    """``part`` of ``whole``; a share of an empty whole is not a number but "–"."""

    part: int
    whole: int

    @property
    def percent(self) -> float | None:
        """0 to 100, None for an empty whole."""
        return 100 * self.part / self.whole if self.whole else None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A body that exists on the day but stands in no denominator, with the reason."""

    standing: Standing
    reason: Phrase


@dataclass(frozen=True, slots=True)
class Total:
    """One group (or all, when ``group`` is None). ``counted`` are the bodies of the denominators; the lists add up."""

    group: Group | None
    bodies: Sequence[Standing]
    counted: Sequence[Standing]
    left_out: Sequence[LeftOut]

    @property
    def statuses(self) -> Counter[Status]:
        """Of all bodies, counted or not."""
        return Counter(standing.status for standing in self.bodies)

    def measure(self, measure: Measure) -> Ratio:
        """Over the counted bodies."""
        return Ratio(sum(measure.holds(standing) for standing in self.counted), len(self.counted))

    @property
    def coverage(self) -> Ratio:
        """Procedures covered ÷ procedures under authority, over the counted bodies."""
        measures = [standing.measures for standing in self.counted]
        return Ratio(sum(one.procedures_covered for one in measures), sum(one.procedures for one in measures))


def reason_left_out(standing: Standing) -> Phrase | None:
    """Why a body stands in no denominator; None for one that does."""
    if standing.exemption is not None:
        return Phrase(
            mark("Được miễn theo Quyết định số {number} ngày {signed}: {reason}"),
            number=standing.exemption.number,
            signed=standing.exemption.signed_on,
            reason=standing.exemption.reason,
        )
    if standing.slice.obligation is Obligation.ENCOURAGED:
        return Phrase(mark("Chỉ thuộc diện khuyến khích áp dụng"))
    if standing.slice.obligation is Obligation.NONE:
        return Phrase(mark("Không thuộc diện áp dụng"))
    return None


def total(standings: Iterable[Standing], group: Group | None = None) -> Total:
    """The total of one group, or of all standings given."""
    bodies = [standing for standing in standings if group is None or standing.group is group]
    reasons = [(standing, reason_left_out(standing)) for standing in bodies]
    return Total(
        group,
        bodies,
        [standing for standing, reason in reasons if reason is None],
        [LeftOut(standing, reason) for standing, reason in reasons if reason is not None],
    )


def totals_by_group(standings: Sequence[Standing]) -> list[Total]:
    """A total for each group that has a body on the day, in the order of the groups."""
    present = {standing.group for standing in standings}
    return [total(standings, group) for group in Group if group in present]
