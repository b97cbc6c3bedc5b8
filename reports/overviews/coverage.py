"""Which body answers for which administrative procedure on a day, and whether a document in force covers it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from qms.language import gettext, mark
from qms.text import fold_key, fold_search
from qms.web.listing import SEARCH, asked, search_words, typed
from reports.overviews.selection import Counting
from reports.publication.engine import Registry
from reports.publication.facts import ProcedureFact, RevisionFact
from reports.publication.standing import Standing
from reports.publication.vocabulary import Group


class Covered(StrEnum):
    YES = "yes"
    NO = "no"

    @property
    def label(self) -> str:
        return gettext(mark("Đã có quy trình") if self is Covered.YES else mark("Chưa có quy trình"))


@dataclass(frozen=True)
class Duty:
    """One procedure of one body on one day, with the revisions in force that are linked to it."""

    identity: int
    procedure: ProcedureFact
    standing: Standing
    documents: tuple[RevisionFact, ...]

    @cached_property
    def searched(self) -> str:
        """What a search looks through, folded."""
        return fold_search(f"{self.procedure.code} {self.procedure.name} {self.standing.name}")


class AllDuties:
    """What every body of a board answers for: ordered as the board is, then by code."""

    def __init__(self, registry: Registry, standings: Iterable[Standing]) -> None:
        self.by_body = [(standing, duties(registry, standing)) for standing in standings]
        self.together = [duty for _, held in self.by_body for duty in held]


@dataclass(frozen=True)
class DutySelection:
    """Duties that meet every filter that is set; ``agency`` is a folded key."""

    group: Group | None = None
    counting: Counting | None = None
    covered: Covered | None = None
    agency: str = ""
    words: tuple[str, ...] = ()

    @classmethod
    def from_address(cls) -> "DutySelection":
        """What the present address asks for; raise UserError for a value that does not exist."""
        return cls(
            asked("nhom", Group),
            asked("mau-so", Counting),
            asked("quy-trinh", Covered),
            fold_key(typed("co-quan")),
            tuple(search_words()),
        )

    def address(self) -> dict[str, str]:
        options = {"nhom": self.group, "mau-so": self.counting, "quy-trinh": self.covered}
        asking = {name: option.value for name, option in options.items() if option is not None}
        return asking | {name: text for name, text in (("co-quan", self.agency), (SEARCH, " ".join(self.words))) if text}

    def holds_agency(self, standing: Standing) -> bool:
        return (
            (self.group is None or self.group is standing.group)
            and (self.counting is None or (self.counting is Counting.COUNTED) is standing.is_counted)
            and (not self.agency or self.agency == fold_key(standing.key))
        )

    def of(self, everything: AllDuties) -> Sequence[Duty]:
        """In the order they stand in."""
        if self == DutySelection():
            return everything.together
        chosen = (held for standing, held in everything.by_body if self.holds_agency(standing))
        return [duty for held in chosen for duty in held if self._holds(duty)]

    def _holds(self, duty: Duty) -> bool:
        return (self.covered is None or (self.covered is Covered.YES) is bool(duty.documents)) and (
            not self.words or all(word in duty.searched for word in self.words)
        )


def covered_address(group: Group | None) -> dict[str, str]:
    """The parameters of the list behind "procedures covered" of the board: of one group, or of all bodies counted."""
    return DutySelection(group, Counting.COUNTED, Covered.YES).address()


def duties(registry: Registry, standing: Standing) -> list[Duty]:
    """What one body answers for on the day of its standing, by code."""
    case, day = standing.assessment.case, standing.day.toordinal()
    linked: dict[int, list[RevisionFact]] = defaultdict(list)
    for revision in case.revisions:
        if revision.in_force.start <= day < revision.in_force.end:
            for identity in revision.fact.procedures:
                linked[identity].append(revision.fact)
    return [
        Duty(identity, registry.common.procedures[identity], standing, tuple(linked.get(identity, ())))
        for identity in case.under_authority_on(day)
    ]


def duties_for(registry: Registry, standings: Iterable[Standing], identity: int) -> list[Duty]:
    """The bodies that answer for one procedure, in the order of the standings."""
    holding = (standing for standing in standings if identity in standing.assessment.case.authority)
    return [duty for standing in holding for duty in duties(registry, standing) if duty.identity == identity]
