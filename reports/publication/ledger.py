"""The facts of many agencies, kept column by column as they were read; facts of one agency are made when asked for."""

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property
from typing import Any, Generic, Self, TypeVar

import numpy as np

from reports.publication.course import FOREVER
from reports.publication.courses import Ints
from reports.publication.facts import (
    AgencyFacts,
    AuditFact,
    AuthorityFact,
    DeclarationFact,
    Lineage,
    NonconformityFact,
    OverrideFact,
    ReviewFact,
    RevisionFact,
    Slice,
)

F = TypeVar("F")


class _Dates(dict[Any, date | None]):
    """The date of what a database driver gives for one: itself, or in ISO 8601."""

    def __missing__(self, raw: Any) -> date:
        found = self[raw] = raw if isinstance(raw, date) else date.fromisoformat(raw)
        return found


class _Ordinals(dict[Any, int]):
    def __missing__(self, raw: Any) -> int:
        day = _dates[raw]
        found = self[raw] = NEVER if day is None else day.toordinal()
        return found


class _Numbers(dict[Any, int]):
    """Numbers things in the order in which they come."""

    def __missing__(self, thing: Any) -> int:
        self[thing] = number = len(self)
        return number


NEVER = -1  # in place of a day that is not known
_dates = _Dates({None: None})
_ordinals = _Ordinals()
as_date: Callable[[Any], Any] = _dates.__getitem__  # from what the driver gives


def integers(values: Sequence[int]) -> Ints:
    return np.fromiter(values, np.int64, len(values))


def days(values: Sequence[Any], missing: int = NEVER) -> Ints:
    """Ordinals of what the driver gives for dates; ``missing`` where there is none."""
    found = np.fromiter(map(_ordinals.__getitem__, values), np.int64, len(values))
    return found if missing == NEVER else np.where(found == NEVER, missing, found)


def _date(day: np.int64) -> Any:
    return None if day in (NEVER, FOREVER) else date.fromordinal(int(day))


class Words:
    """A column of words that recur: ``words[codes[i]]``."""

    def __init__(self, column: Sequence[Any]) -> None:
        numbers = _Numbers()
        self.codes: Ints = np.fromiter(map(numbers.__getitem__, column), np.int64, len(column))
        self.words = list(numbers)

    def code(self, word: str) -> int:
        """NEVER for a word that does not occur."""
        return self.words.index(word) if word in self.words else NEVER

    def __getitem__(self, row: int) -> Any:
        return self.words[self.codes[row]]


class Rows(ABC, Generic[F]):
    """Facts of one kind, of all agencies: ``places`` are the numbers of the agencies whose they are."""

    places: Ints

    @abstractmethod
    def fact(self, row: int) -> F: ...

    def rows_of(self, place: int) -> list[int]:
        order, bounds = self._grouped
        return order[bounds[place] : bounds[place + 1]] if place + 1 < len(bounds) else []

    def of(self, place: int) -> list[F]:
        return [self.fact(row) for row in self.rows_of(place)]

    @cached_property
    def _grouped(self) -> tuple[list[int], list[int]]:
        """The rows ordered by agency, and where those of each begin."""
        order = np.argsort(self.places, kind="stable")
        last = int(self.places.max(initial=-1))
        return order.tolist(), np.searchsorted(self.places[order], np.arange(last + 2)).tolist()


class Made(Rows[F]):
    """Facts that are few, each at hand as such."""

    def __init__(self, places: Ints, facts: Sequence[F]) -> None:
        self.places = places
        self.facts = facts

    def fact(self, row: int) -> F:
        return self.facts[row]

    def __iter__(self) -> Iterator[tuple[int, F]]:
        """(agency, fact)."""
        return zip(self.places.tolist(), self.facts, strict=True)


class Authorities(Rows[AuthorityFact]):
    """``ends`` are FOREVER where open."""

    def __init__(self, places: Ints, procedures: Ints, starts: Ints, ends: Ints) -> None:
        self.places = places
        self.procedures = procedures
        self.starts = starts
        self.ends = ends

    def fact(self, row: int) -> AuthorityFact:
        return AuthorityFact(int(self.procedures[row]), _date(self.starts[row]), _date(self.ends[row]))


class Occasions(Rows[F]):
    """What happens on a day and has a number at most: ``make`` turns the two into the fact."""

    def __init__(self, places: Ints, days: Ints, numbers: Sequence[Any], make: Callable[[date, Any], F]) -> None:
        self.places = places
        self.days = days
        self._numbers = numbers
        self._make = make

    def fact(self, row: int) -> F:
        return self._make(_date(self.days[row]), self._numbers[row])


@dataclass(eq=False)
class Revisions(Rows[RevisionFact]):
    """``documents`` numbers their documents; ``linked`` (rows of revisions) and ``procedures`` are the links between the two."""

    places: Ints
    documents: Ints
    codes: Sequence[str]
    titles: Sequence[str]
    issues: Ints
    revisions: Ints
    slots: Words
    editions: Words
    recorded: Ints
    issued: Ints
    effective: Ints
    ended: Ints
    linked: Ints
    procedures: Ints

    def fact(self, row: int) -> RevisionFact:
        return RevisionFact(
            self.codes[row],
            self.titles[row],
            int(self.issues[row]),
            int(self.revisions[row]),
            self.slots[row],
            self.editions[row],
            _date(self.recorded[row]),
            _date(self.issued[row]),
            _date(self.effective[row]),
            _date(self.ended[row]),
            tuple(self._links.get(row, ())),
        )

    @cached_property
    def _links(self) -> dict[int, list[int]]:
        links: dict[int, list[int]] = defaultdict(list)
        for row, procedure in zip(self.linked.tolist(), self.procedures.tolist(), strict=True):
            links[row].append(procedure)
        return links


@dataclass(frozen=True, eq=False)
class Tables:
    """The rows of each kind of fact."""

    slices: Made[Slice]
    lineage: Made[Lineage]
    authorities: Authorities
    revisions: Revisions
    internal_audits: Occasions[AuditFact]
    nonconformities: Made[NonconformityFact]
    reviews: Occasions[ReviewFact]
    declarations: Made[DeclarationFact]
    overrides: Made[OverrideFact]


class Ledger(Mapping[str, AgencyFacts]):
    """The facts of each agency by its key, in tables over all of them. An agency's number is its place among the keys."""

    def __init__(self, keys: Iterable[str], tables: Tables, agencies: Mapping[str, AgencyFacts] | None = None) -> None:
        self.places = {key: place for place, key in enumerate(keys)}
        self.tables = tables
        self._agencies = dict(agencies or {})

    @classmethod
    def of(cls, agencies: Mapping[str, AgencyFacts]) -> Self:
        """The same facts as tables."""
        return cls(agencies, _tables(list(agencies.values())), agencies)

    def __getitem__(self, key: str) -> AgencyFacts:
        if key not in self._agencies:
            place = self.places[key]
            kinds = {field.name: getattr(self.tables, field.name).of(place) for field in fields(Tables)}
            self._agencies[key] = AgencyFacts(key, **kinds)
        return self._agencies[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.places)

    def __len__(self) -> int:
        return len(self.places)


def audit_of(closed_on: date, number: str) -> AuditFact:
    return AuditFact(number, closed_on)


def _tables(agencies: Sequence[AgencyFacts]) -> Tables:
    slices, lineage, nonconformities = (_listed(agencies, name) for name in ("slices", "lineage", "nonconformities"))
    declarations, overrides = _listed(agencies, "declarations"), _listed(agencies, "overrides")
    owners, authorities = _listed(agencies, "authorities")
    auditees, audits = _listed(agencies, "internal_audits")
    reviewed, reviews = _listed(agencies, "reviews")
    return Tables(
        Made(*slices),
        Made(*lineage),
        Authorities(
            owners,
            integers([fact.procedure for fact in authorities]),
            days([fact.valid_from for fact in authorities]),
            days([fact.valid_to for fact in authorities], FOREVER),
        ),
        _revisions(agencies),
        Occasions(auditees, days([fact.closed_on for fact in audits]), [fact.number for fact in audits], audit_of),
        Made(*nonconformities),
        Occasions(reviewed, days([fact.held_on for fact in reviews]), [fact.minutes_number for fact in reviews], ReviewFact),
        Made(*declarations),
        Made(*overrides),
    )


def _listed(agencies: Sequence[AgencyFacts], kind: str) -> tuple[Ints, list[Any]]:
    found = [(place, fact) for place, agency in enumerate(agencies) for fact in getattr(agency, kind)]
    return integers([place for place, _ in found]), [fact for _, fact in found]


def _revisions(agencies: Sequence[AgencyFacts]) -> Revisions:
    places, facts = _listed(agencies, "revisions")
    documents = Words([(place, fact.code) for place, fact in zip(places.tolist(), facts, strict=True)])
    links = [(row, procedure) for row, fact in enumerate(facts) for procedure in fact.procedures]
    return Revisions(
        places,
        documents.codes,
        [fact.code for fact in facts],
        [fact.title for fact in facts],
        integers([fact.issue_no for fact in facts]),
        integers([fact.revision_no for fact in facts]),
        Words([fact.slot for fact in facts]),
        Words([fact.edition for fact in facts]),
        days([fact.recorded_on for fact in facts]),
        days([fact.issued_on for fact in facts]),
        days([fact.effective_on for fact in facts]),
        days([fact.ended_on for fact in facts], FOREVER),
        integers([row for row, _ in links]),
        integers([procedure for _, procedure in links]),
    )
