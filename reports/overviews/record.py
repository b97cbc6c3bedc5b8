"""Everything one body's page shows, put together from its standing and its records."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TypeVar

from sqlalchemy.orm import Session

from documents.library.models import DocumentKind
from qms.language import Phrase, gettext, mark
from qms.rendering.charts import Chart
from qms.rendering.plots import Span, gate_strips, timeline
from reports.overviews.coverage import Duty, duties
from reports.overviews.queries import (
    AuditRow,
    NonconformityRow,
    ReviewRow,
    audits_of,
    document_kinds_of,
    known_by,
    names_of,
    nonconformities_of,
    reviews_of,
)
from reports.publication.course import Course, combine
from reports.publication.engine import Interval, Registry
from reports.publication.facts import DeclarationFact, Lineage, OverrideFact, RevisionFact, Slice, SlotFact
from reports.publication.gates import GATES
from reports.publication.vocabulary import Outcome

SHOWN = 5  # of the newest audits, reviews and nonconformities
MARGIN = timedelta(days=183)  # what a drawing shows before the first and after the last change

Row = TypeVar("Row")


@dataclass(frozen=True)
class FrameworkLine:
    """What the framework model expects, and the documents in force that stand there."""

    slot: SlotFact
    documents: list[RevisionFact]


@dataclass(frozen=True)
class DeclarationLine:
    """A declaration with what was known of it: ``in_effect`` on the day, its scope with the annexes signed by then."""

    fact: DeclarationFact
    in_effect: bool
    scope: int | None
    posted_on: date | None
    notified_on: date | None
    cancelled_on: date | None
    annexes: int


class Record:
    """One body on one day. ``standing`` is None on a day on which it does not exist."""

    def __init__(self, registry: Registry, session: Session, key: str, day: date) -> None:
        self.key = key
        self.day = day
        self.standing = registry.standing(key, day)
        self._registry = registry
        self._session = session
        self._facts = registry.agencies[key]
        self._case = registry.assessment(key).case

    # -- who it is -----------------------------------------------------------------------------------------------------

    @property
    def name(self) -> str:
        return self._shown_slice.name

    @property
    def _shown_slice(self) -> Slice:
        """What it is on the day, or what it was or will be nearest to it."""
        if self.standing:
            return self.standing.slice
        past = [part for part in self._case.slices if part.valid_from <= self.day]
        return past[-1] if past else self._case.slices[0]

    @property
    def slices(self) -> Sequence[Slice]:
        """What it was called and was, the newest first, as far as the day knew."""
        return [part for part in reversed(self._case.slices) if part.valid_from <= self.day]

    @property
    def begins_on(self) -> date:
        return self._case.slices[0].valid_from

    @property
    def ended_on(self) -> date | None:
        """The first day on which it was no more, if the day knew of it."""
        return known_by(self.day, self._case.slices[-1].valid_to)

    @cached_property
    def lineage(self) -> list[Lineage]:
        events = [event for event in self._facts.lineage if event.happened_on <= self.day]
        return sorted(events, key=lambda event: event.happened_on, reverse=True)

    @cached_property
    def names(self) -> dict[str, str]:
        """The names of the bodies this page speaks of besides its own."""
        keys = {key for event in self.lineage for key in (*event.from_keys, *event.to_keys)}
        keys |= {part.parent for part in self._case.slices if part.parent}
        return names_of(self._session, sorted(keys), self.day)

    # -- over time -----------------------------------------------------------------------------------------------------

    @cached_property
    def timeline(self) -> list[Interval]:
        return self._registry.timeline(self.key)

    @cached_property
    def _drawn(self) -> tuple[date, date]:
        """The first and last day of the drawings: from the first slice to the last change in sight, and the day itself."""
        edges = [interval.start for interval in self.timeline] + [self.day]
        return min(edges) - MARGIN, max(edges) + MARGIN

    def timeline_chart(self) -> Chart:
        start, end = self._drawn
        absent = gettext("không tồn tại")
        spans = [
            Span(one.start, one.end, one.status.value if one.status else None, one.status.label if one.status else absent)
            for one in self.timeline
        ]
        title = Phrase(mark("Trạng thái của {name} qua các thời kỳ"), name=self.name)
        told = Phrase(mark("Từ ngày {start}; các khoảng thời gian ở trong bảng bên dưới."), start=self.timeline[0].start)
        return timeline(str(title), str(told), spans, start, end, self.day)

    def gates_chart(self) -> Chart:
        start, end = self._drawn
        rows = [(name.label, self._outcome_spans(self._registry.assessment(self.key).outcome(name))) for name in GATES]
        title = Phrase(mark("Các điều kiện của {name} qua các thời kỳ"), name=self.name)
        told = Phrase(
            mark("Mỗi dòng một điều kiện; thanh cao là không đạt, thấp là đạt. Kết quả tại ngày xem ở trong bảng các điều kiện.")
        )
        return gate_strips(str(title), str(told), rows, start, end, self.day)

    def _outcome_spans(self, course: Course[Outcome]) -> list[Span]:
        """The steps of a gate on the drawn days of the agency's life."""
        last = self._drawn[1].toordinal()
        lived = combine(lambda outcome, alive: outcome if alive else None, course, self._case.exists)
        return [
            Span(date.fromordinal(run.start), date.fromordinal(min(run.end, last)), outcome.value, outcome.label)
            for run, outcome in lived.steps()
            if outcome is not None and run.start < last
        ]

    # -- documents -----------------------------------------------------------------------------------------------------

    @cached_property
    def documents(self) -> list[RevisionFact]:
        """Revisions in force on the day, by code."""
        day = self.day.toordinal()
        in_force = [one.fact for one in self._case.revisions if one.in_force.start <= day < one.in_force.end]
        return sorted(in_force, key=lambda fact: fact.code)

    @cached_property
    def document_kinds(self) -> dict[tuple[str, int, int], DocumentKind]:
        return document_kinds_of(self._session, self.key)

    def kind_of(self, fact: RevisionFact) -> DocumentKind:
        return self.document_kinds[fact.code, fact.issue_no, fact.revision_no]

    @cached_property
    def framework(self) -> list[FrameworkLine]:
        """The framework model of the edition the body works to, line by line."""
        if self.standing is None:
            return []
        edition = self.standing.edition
        slots = self._registry.rulebook.expected_slots(edition, self.standing.slice.kind)
        return [
            FrameworkLine(slot, [fact for fact in self.documents if fact.slot == slot.slot and fact.edition == edition])
            for slot in slots
        ]

    @cached_property
    def duties(self) -> list[Duty]:
        return duties(self._registry, self.standing) if self.standing else []

    @property
    def lacking(self) -> list[Duty]:
        return [duty for duty in self.duties if not duty.documents]

    # -- checking and declaring ----------------------------------------------------------------------------------------

    @cached_property
    def audits(self) -> list[AuditRow]:
        return audits_of(self._session, self.key, self.day)

    @cached_property
    def reviews(self) -> list[ReviewRow]:
        return reviews_of(self._session, self.key, self.day)

    @cached_property
    def nonconformities(self) -> list[NonconformityRow]:
        return nonconformities_of(self._session, self.key, self.day)

    @cached_property
    def declarations(self) -> list[DeclarationLine]:
        """Signed by the day, the newest first."""
        signed = [fact for fact in self._facts.declarations if fact.signed_on <= self.day]
        ordered = sorted(signed, key=lambda fact: (fact.effective_on, fact.signed_on, fact.number), reverse=True)
        return [self._declaration_line(fact) for fact in ordered]

    def _declaration_line(self, fact: DeclarationFact) -> DeclarationLine:
        scope = self._case.scope(fact).at(self.day.toordinal())
        return DeclarationLine(
            fact,
            self._case.declaration.at(self.day.toordinal()) is fact,
            None if scope is None else len(scope),
            known_by(self.day, fact.posted_on),
            known_by(self.day, fact.notified_on),
            known_by(self.day, fact.cancelled_on),
            sum(annex.signed_on <= self.day for annex in fact.annexes),
        )

    @property
    def overrides(self) -> list[OverrideFact]:
        signed = [fact for fact in self._facts.overrides if fact.signed_on <= self.day]
        return sorted(signed, key=lambda fact: fact.valid_from, reverse=True)


def recent_first(rows: Sequence[Row]) -> list[Sequence[Row]]:
    """The newest rows, which are shown, and the older ones, which fold; no part is empty."""
    return [part for part in (rows[:SHOWN], rows[SHOWN:]) if part]


def status_since(record: Record) -> Interval | None:
    """The interval of the timeline in which the day lies."""
    return next((one for one in reversed(record.timeline) if one.start <= record.day), None)
