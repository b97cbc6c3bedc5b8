"""Which bodies a list shows: the filters of the address, and the same filters behind every number of the board."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from qms.agencies.models import AgencyKind, Obligation, Tier
from qms.language import gettext, mark
from qms.web.listing import SEARCH, asked, matches, search_words
from reports.publication.standing import Standing
from reports.publication.totals import Measure
from reports.publication.vocabulary import Group, Status


class MeasureAnswer(StrEnum):
    """A measure and the answer wanted."""

    BUILT = "built"
    NOT_BUILT = "not-built"
    APPLIED = "applied"
    NOT_APPLIED = "not-applied"
    DECLARED = "declared"
    NOT_DECLARED = "not-declared"
    MAINTAINED = "maintained"
    NOT_MAINTAINED = "not-maintained"

    @property
    def label(self) -> str:
        return gettext(_ANSWER_LABELS[self])

    def holds(self, standing: Standing) -> bool:
        wanted = not self.value.startswith("not-")
        return Measure(self.value.removeprefix("not-")).holds(standing) is wanted


class Counting(StrEnum):
    """Whether a body stands in the denominators: obliged by law or plan, and not exempt."""

    COUNTED = "counted"
    LEFT_OUT = "left-out"

    @property
    def label(self) -> str:
        return gettext(mark("Được tính") if self is Counting.COUNTED else mark("Không được tính"))


_ANSWER_LABELS = {
    MeasureAnswer.BUILT: mark("Đã xây dựng"),
    MeasureAnswer.NOT_BUILT: mark("Chưa đạt “đã xây dựng”"),
    MeasureAnswer.APPLIED: mark("Đang áp dụng"),
    MeasureAnswer.NOT_APPLIED: mark("Chưa đạt “đang áp dụng”"),
    MeasureAnswer.DECLARED: mark("Đã công bố"),
    MeasureAnswer.NOT_DECLARED: mark("Chưa đạt “đã công bố”"),
    MeasureAnswer.MAINTAINED: mark("Duy trì"),
    MeasureAnswer.NOT_MAINTAINED: mark("Chưa đạt “duy trì”"),
}
_PARAMETERS: dict[str, tuple[str, type[StrEnum]]] = {
    "group": ("nhom", Group),
    "tier": ("cap", Tier),
    "kind": ("loai", AgencyKind),
    "status": ("trang-thai", Status),
    "obligation": ("nghia-vu", Obligation),
    "measure": ("thuoc-do", MeasureAnswer),
    "counting": ("mau-so", Counting),
}
PARAMETERS = (SEARCH, *(parameter for parameter, _ in _PARAMETERS.values()))


@dataclass(frozen=True)
class Selection:
    """Bodies that meet every filter that is set."""

    group: Group | None = None
    tier: Tier | None = None
    kind: AgencyKind | None = None
    status: Status | None = None
    obligation: Obligation | None = None
    measure: MeasureAnswer | None = None
    counting: Counting | None = None
    words: tuple[str, ...] = ()

    @classmethod
    def from_address(cls) -> "Selection":
        """What the present address asks for; raise UserError for a value that does not exist."""
        chosen: dict[str, Any] = {name: asked(parameter, options) for name, (parameter, options) in _PARAMETERS.items()}
        return cls(**chosen, words=tuple(search_words()))

    def address(self) -> dict[str, str]:
        """The parameters that ask for this selection."""
        chosen = {name: getattr(self, name) for name in _PARAMETERS}
        asking = {_PARAMETERS[name][0]: option.value for name, option in chosen.items() if option is not None}
        return asking | ({SEARCH: " ".join(self.words)} if self.words else {})

    def of(self, standings: Sequence[Standing]) -> Sequence[Standing]:
        return standings if self == Selection() else [standing for standing in standings if self.holds(standing)]

    def holds(self, standing: Standing) -> bool:
        part = standing.slice
        pairs = (
            (self.group, standing.group),
            (self.tier, part.tier),
            (self.kind, part.kind),
            (self.status, standing.status),
            (self.obligation, part.obligation),
        )
        return (
            all(wanted is None or wanted is found for wanted, found in pairs)
            and (self.counting is None or (self.counting is Counting.COUNTED) is standing.is_counted)
            and (self.measure is None or self.measure.holds(standing))
            and matches(self.words, standing.name, part.short_name, standing.key)
        )
