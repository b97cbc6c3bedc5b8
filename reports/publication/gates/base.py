"""What a gate is: its outcome on every day, and why it has it on one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from textwrap import shorten
from typing import Protocol

from qms.language import Bilingual, Phrase, mark
from qms.standards.models import Parameter
from reports.publication.case import AgencyCase
from reports.publication.cases import Cases
from reports.publication.course import Course
from reports.publication.courses import Courses
from reports.publication.rulebook import Rulebook
from reports.publication.vocabulary import GateName, Outcome

NAME_LENGTH = 120  # characters of an official name that a sentence shows
NAMED = 5  # how many missing things a reason names before it counts the rest


Sayable = str | Phrase | Bilingual


class Subjects(Protocol):
    """What a gate judges: the facts of all agencies laid out in time, and the outcomes of the other gates."""

    cases: Cases
    rulebook: Rulebook

    def outcome(self, gate: GateName) -> Courses[Outcome]:
        """The outcome of another gate on every day."""


class Subject(Protocol):
    """What a gate explains: one of those agencies."""

    case: AgencyCase
    rulebook: Rulebook

    def outcome(self, gate: GateName) -> Course[Outcome]:
        """The outcome of another gate on every day."""


class Noun(StrEnum):
    """What a piece of evidence is; with its key it leads to the record."""

    DOCUMENT = "document"
    PROCEDURE = "procedure"
    DECLARATION = "declaration"
    LINEAGE = "lineage"
    AUDIT = "audit"
    REVIEW = "review"
    NONCONFORMITY = "nonconformity"
    SLOT = "slot"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A record a reason rests on: what it is, its key within the agency, and how it is shown."""

    noun: Noun
    key: str
    label: Sayable


@dataclass(slots=True)
class Explanation:
    reasons: list[Phrase] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)

    def because(self, template: str, /, **values: object) -> "Explanation":
        self.reasons.append(Phrase(template, **values))
        return self

    def seen_in(self, noun: Noun, key: str, label: Sayable) -> "Explanation":
        self.evidence.append(Evidence(noun, key, label))
        return self


@dataclass(frozen=True, slots=True)
class Gate:
    """``course`` gives the outcomes of all agencies on every day, ``explain`` the reasons of one on a day, ``act`` the remedy.

    ``parameters`` are the policy values it reads; ``law`` is its legal source apart from those, and ``law_verified`` says
    whether that source was read in the original.
    """

    name: GateName
    course: Callable[[Subjects], Courses[Outcome]]
    explain: Callable[[Subject, int], Explanation]
    act: Callable[[Subject, int], Phrase]
    law: str
    law_verified: bool
    parameters: tuple[Parameter, ...] = ()


def verdict(holds: bool) -> Outcome:
    return Outcome.PASS if holds else Outcome.FAIL


def day(ordinal: int) -> date:
    return date.fromordinal(ordinal)


def missing_parameter() -> Explanation:
    """Why a gate is not applicable when the policy of the day does not say what it needs."""
    return Explanation().because(mark("Tại ngày này chưa có quy định về mức hoặc thời hạn của điều kiện này."))


def short(text: str) -> str:
    """A long official name, cut at a word so that a sentence stays readable."""
    return shorten(text, NAME_LENGTH, placeholder="…")


def named(things: Sequence[Sayable]) -> list[Sayable]:
    """At most NAMED of the things, and a count of the others."""
    rest = len(things) - NAMED
    return list(things[:NAMED]) + ([Phrase(mark("và {count} mục khác"), count=rest)] if rest > 0 else [])
