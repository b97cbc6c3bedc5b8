"""What the recorded facts say on one day. Every function asks one agency, one day, and looks at every row."""

import calendar
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from qms.agencies.models import AgencyKind
from qms.standards.models import Parameter
from reports.publication.facts import AgencyFacts, CommonFacts, DeclarationFact, RevisionFact, Slice, SlotFact

ONE_DAY = timedelta(days=1)


def in_force(valid_from: date | None, valid_to: date | None, day: date) -> bool:
    return (valid_from is None or valid_from <= day) and (valid_to is None or day < valid_to)


def plus_months(day: date, months: int) -> date:
    """The same day of the month, clipped to the month's last day."""
    year, month = day.year, day.month
    for _ in range(months):
        month += 1
        if month == 13:
            year, month = year + 1, 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def slice_on(facts: AgencyFacts, day: date) -> Slice | None:
    for piece in facts.slices:
        if in_force(piece.valid_from, piece.valid_to, day):
            return piece
    return None


def kind_on(facts: AgencyFacts, day: date) -> AgencyKind | None:
    piece = slice_on(facts, day)
    return None if piece is None else piece.kind


def policy_number(common: CommonFacts, parameter: Parameter, day: date) -> int | None:
    """The value in force on the day; should several be, the one that began last."""
    found = [row for row in common.policy if row.parameter == parameter and in_force(row.valid_from, row.valid_to, day)]
    return int(max(found, key=lambda row: row.valid_from).value) if found else None


def accepted_editions(common: CommonFacts, day: date) -> set[str]:
    return {row.value for row in common.policy
            if row.parameter == Parameter.ACCEPTED_EDITION and in_force(row.valid_from, row.valid_to, day)}


def slots_for(common: CommonFacts, edition: str, kind: AgencyKind | None) -> list[SlotFact]:
    """The slots that an edition expects of a kind; of an agency without a kind only those that are expected of all."""
    return [slot for slot in common.slots if slot.edition == edition and (slot.kinds is None or kind in slot.kinds)]


def end_of(facts: AgencyFacts, revision: RevisionFact) -> date | None:
    """The first day on which the revision is over: its own end or the start of the next revision of its document."""
    ends = [] if revision.ended_on is None else [revision.ended_on]
    if revision.effective_on is not None:
        here = (revision.effective_on, revision.issue_no, revision.revision_no)
        for other in facts.revisions:
            if other.code != revision.code or other.effective_on is None:
                continue
            if (other.effective_on, other.issue_no, other.revision_no) > here:
                ends.append(other.effective_on)
    return min(ends, default=None)


def documents_in_force(facts: AgencyFacts, day: date) -> list[RevisionFact]:
    return [revision for revision in facts.revisions
            if revision.effective_on is not None and in_force(revision.effective_on, end_of(facts, revision), day)]


def documents_existing(facts: AgencyFacts, day: date) -> list[RevisionFact]:
    found = []
    for revision in facts.revisions:
        dated = [moment for moment in (revision.issued_on, revision.effective_on) if moment is not None]
        begins = min(dated) if dated else revision.recorded_on
        if in_force(begins, end_of(facts, revision), day):
            found.append(revision)
    return found


def fills_a_slot(common: CommonFacts, facts: AgencyFacts, revision: RevisionFact, day: date) -> bool:
    return any(slot.slot == revision.slot for slot in slots_for(common, revision.edition, kind_on(facts, day)))


def missing_slots(common: CommonFacts, facts: AgencyFacts, edition: str, day: date) -> list[SlotFact]:
    """The slots of the edition that no document in force of that edition fills."""
    filled = {revision.slot for revision in documents_in_force(facts, day) if revision.edition == edition}
    return [slot for slot in slots_for(common, edition, kind_on(facts, day)) if slot.slot not in filled]


def under_authority(common: CommonFacts, facts: AgencyFacts, day: date) -> set[int]:
    return {row.procedure for row in facts.authorities
            if in_force(row.valid_from, row.valid_to, day)
            and in_force(common.procedures[row.procedure].valid_from, common.procedures[row.procedure].valid_to, day)}


def lacking(common: CommonFacts, facts: AgencyFacts, day: date) -> set[int]:
    """What is under authority and linked to no document in force."""
    linked = {procedure for revision in documents_in_force(facts, day) for procedure in revision.procedures}
    return under_authority(common, facts, day) - linked


def exceeds(part: int, whole: int, tolerance: int) -> bool:
    return not part * 100 <= tolerance * whole


def declarations_that_took_effect(facts: AgencyFacts, day: date) -> list[DeclarationFact]:
    """Those that took effect on or before the day, in their order."""
    found = [declaration for declaration in facts.declarations
             if declaration.effective_on <= day
             and (declaration.cancelled_on is None or declaration.cancelled_on > declaration.effective_on)]
    return sorted(found, key=lambda declaration: (declaration.effective_on, declaration.signed_on, declaration.number))


def declaration_in_effect(facts: AgencyFacts, day: date) -> DeclarationFact | None:
    found = declarations_that_took_effect(facts, day)
    if not found:
        return None
    last = found[-1]
    if last.cancelled_on is not None and last.cancelled_on <= day:
        return None
    return last


def scope_on(declaration: DeclarationFact, day: date) -> set[int] | None:
    """The declaration's scope on the day; None is ``*``."""
    if declaration.scope is None:
        return None
    scope = set(declaration.scope)
    for annex in sorted(declaration.annexes, key=lambda annex: (annex.signed_on, annex.number)):
        if annex.signed_on <= day:
            scope |= annex.added
            scope -= annex.removed
    return scope


def every_date(common: CommonFacts, facts: AgencyFacts) -> list[date]:
    """Every day that any recorded fact names."""
    return [day for row in _rows(common, facts) for day in row if isinstance(day, date)]


def _rows(common: CommonFacts, facts: AgencyFacts) -> Iterator[tuple[object, ...]]:
    groups: list[Iterable[tuple[object, ...]]] = [
        common.policy, common.procedures.values(), facts.slices, facts.lineage, facts.authorities, facts.revisions,
        facts.internal_audits, facts.nonconformities, facts.reviews, facts.declarations, facts.overrides]
    for group in groups:
        yield from group
    for declaration in facts.declarations:
        yield from declaration.annexes
