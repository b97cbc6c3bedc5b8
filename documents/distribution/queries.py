"""Reading distribution: what goes to which posts, who has read it, what somebody still has to read."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select, true
from sqlalchemy.orm import Session

from documents.adoption.models import Adoption
from documents.adoption.queries import Working, works_by
from documents.approval.models import Dossier
from documents.distribution.models import Acknowledgement, Distribution, SignSheet
from documents.distribution.reading import Asked, Duty, Reading, Step, Tally, asked_by, readings, tally
from documents.library.models import Document, Revision
from qms.agencies.models import Agency
from qms.clock import day_of
from qms.people.models import Person, Post, PostHolding
from qms.people.queries import in_force
from qms.standards.models import Parameter
from qms.standards.queries import number_on
from qms.text import sort_key
from qms.units.models import UnitSlice


@dataclass(frozen=True)
class Recipient:
    """A post to which a document goes, and what has become of it; ``read_at`` is when what counts was acknowledged."""

    title: str
    unit: str | None
    person: str | None
    reading: Reading
    read_at: datetime | None

    @property
    def post_id(self) -> int:
        return self.reading.duty.post_id


@dataclass(frozen=True)
class Circulation:
    """The revision by which a body works, with the posts of the body to which its document goes."""

    agency: str
    working: Working
    recipients: tuple[Recipient, ...]

    @property
    def tally(self) -> Tally:
        return tally([one.reading for one in self.recipients])

    def overdue(self, day: date) -> list[Recipient]:
        return [one for one in self.recipients if one.reading.overdue_on(day)]


def circulations(
    session: Session,
    day: date,
    *,
    agency_ids: Collection[int] | None = None,
    document_id: int | None = None,
    person_id: int | None = None,
) -> list[Circulation]:
    """What goes to somebody on ``day``, by body and code; documents by which a body does not work then are left out.

    Narrowed to some bodies, to one document, or to the posts that one person holds.
    """
    rows = _duties(session, day, agency_ids, document_id, person_id)
    documents = {row.document_id for row in rows}
    if not documents:
        return []
    works = {(one.agency_id, one.document_id): one for one in works_by(session, day, Document.id.in_(documents))}
    asked = {number: one for chain in _chains(session, documents, day).values() for number, one in asked_by(chain).items()}
    adopted = _adopted_since(session, [one for one in works.values() if one.adopted])
    read = _acknowledged(session, documents, day)
    within = time_to_read(session, day)
    grouped: dict[tuple[int, int], list[Any]] = defaultdict(list)
    for row in rows:
        grouped[row.agency_id, row.document_id].append(row)
    return [
        Circulation(group[0].agency, works[place], _recipients(group, _asked_of(works[place], asked, adopted), read, within))
        for place, group in sorted(grouped.items(), key=lambda item: _order(item[1][0]))
        if place in works and works[place].revision_id in asked
    ]


def time_to_read(session: Session, day: date) -> timedelta | None:
    """How long the province gives for reading, as it counts on ``day``."""
    days = number_on(session, Parameter.ACKNOWLEDGE_DOCUMENT_WITHIN_DAYS, day)
    return None if days is None else timedelta(days)


def _order(row: Any) -> tuple[str, str]:
    return row.agency_folded, row.code_folded


def _duties(
    session: Session,
    day: date,
    agency_ids: Collection[int] | None,
    document_id: int | None,
    person_id: int | None,
) -> list[Any]:
    held = and_(PostHolding.post_id == Post.id, in_force(PostHolding.held_from, PostHolding.held_to, day))
    named = and_(UnitSlice.unit_id == Post.unit_id, in_force(UnitSlice.valid_from, UnitSlice.valid_to, day))
    narrowed: list[ColumnElement[bool]] = [
        true() if agency_ids is None else Post.agency_id.in_(agency_ids),
        true() if document_id is None else Distribution.document_id == document_id,
        true() if person_id is None else PostHolding.person_id == person_id,
    ]
    query = (
        select(
            Post.agency_id,
            Agency.key.label("agency"),
            Agency.key_folded.label("agency_folded"),
            Distribution.document_id,
            Document.code_folded,
            Post.id.label("post_id"),
            Post.title,
            UnitSlice.name.label("unit"),
            Distribution.valid_from,
            Person.id.label("person_id"),
            Person.name.label("person"),
            PostHolding.held_from,
        )
        .join(Post, Distribution.post_id == Post.id)
        .join(Agency, Post.agency_id == Agency.id)
        .join(Document, Distribution.document_id == Document.id)
        .outerjoin(UnitSlice, named)
        .outerjoin(PostHolding, held)
        .outerjoin(Person, PostHolding.person_id == Person.id)
        .where(
            in_force(Distribution.valid_from, Distribution.valid_to, day),
            in_force(Post.valid_from, Post.valid_to, day),
            *narrowed,
        )
    )
    return list(session.execute(query))


def _chains(session: Session, documents: Collection[int], day: date) -> dict[int, list[Step]]:
    """The revisions of each document in the order in which they take effect, those to come left out."""
    rows: Iterable[Any] = session.execute(
        select(Revision.document_id, Revision.id, Revision.effective_on, func.coalesce(Dossier.material, true()))
        .outerjoin(Dossier, Dossier.revision_id == Revision.id)
        .where(Revision.document_id.in_(documents), Revision.effective_on <= day)
        .order_by(Revision.effective_on, Revision.issue_no, Revision.revision_no)
    )
    chains: dict[int, list[Step]] = defaultdict(list)
    for document_id, *step in rows:
        chains[document_id].append(Step(*step))
    return chains


def _adopted_since(session: Session, works: Collection[Working]) -> dict[tuple[int, int], date]:
    """For each body and revision of the common procedures when the body first decided to work by it."""
    if not works:
        return {}
    rows = session.execute(
        select(Adoption.agency_id, Adoption.revision_id, func.min(Adoption.valid_from))
        .where(Adoption.document_id.in_({one.document_id for one in works}), Adoption.revision_id.is_not(None))
        .group_by(Adoption.agency_id, Adoption.revision_id)
    )
    return {(agency_id, revision_id): since for agency_id, revision_id, since in rows if revision_id is not None}


def _asked_of(working: Working, asked: Mapping[int, Asked], adopted: Mapping[tuple[int, int], date]) -> Asked:
    """What is asked for at one body: of a common procedure not before the body took it over."""
    found = asked[working.revision_id]
    begun = [since for number in found.counting if (since := adopted.get((working.agency_id, number)))]
    return found._replace(since=max(found.since, min(begun))) if working.adopted and begun else found


def _acknowledged(session: Session, documents: Collection[int], day: date) -> dict[int, dict[tuple[int, int], datetime]]:
    """For each revision who had acknowledged it by the end of ``day``: pairs of post and person, with the moment."""
    rows = session.execute(
        select(Acknowledgement.revision_id, Acknowledgement.post_id, Acknowledgement.person_id, Acknowledgement.read_at)
        .join(Revision, Acknowledgement.revision_id == Revision.id)
        .where(Revision.document_id.in_(documents))
    )
    found: dict[int, dict[tuple[int, int], datetime]] = defaultdict(dict)
    for revision_id, post_id, person_id, read_at in rows:
        if day_of(read_at) <= day:
            found[revision_id][post_id, person_id] = read_at
    return found


def _recipients(
    rows: list[Any], asked: Asked, read: dict[int, dict[tuple[int, int], datetime]], within: timedelta | None
) -> tuple[Recipient, ...]:
    rows = sorted(rows, key=lambda row: (row.unit is not None, sort_key(row.unit or ""), sort_key(row.title), row.post_id))
    duties = [Duty(row.post_id, row.valid_from, row.person_id, row.held_from) for row in rows]
    counting = [read[number] for number in asked.counting if number in read]
    return tuple(
        Recipient(row.title, row.unit, row.person, reading, _last(counting, (row.post_id, row.person_id)))
        for row, reading in zip(rows, readings(asked, duties, read, within), strict=True)
    )


def _last(counting: Iterable[Mapping[tuple[int, int], datetime]], place: tuple[int, int]) -> datetime | None:
    """When the latest acknowledgement that counts was given for a post and person."""
    return max((moments[place] for moments in counting if place in moments), default=None)


@dataclass(frozen=True)
class ToRead:
    """A revision that a person has to read, once for all posts through which it comes."""

    working: Working
    agency: str
    asked_on: date
    due_on: date | None
    posts: tuple[str, ...]
    overdue: bool


def to_read(session: Session, person_id: int, day: date) -> list[ToRead]:
    """What a person has yet to read on ``day``, the longest asked for first."""
    found = []
    for circulation in circulations(session, day, person_id=person_id):
        waiting = [one for one in circulation.recipients if one.reading.open]
        if waiting:
            first = min((one.reading for one in waiting), key=lambda reading: reading.asked_on)
            late = any(one.reading.overdue_on(day) for one in waiting)
            titles = tuple(one.title for one in waiting)
            found.append(ToRead(circulation.working, circulation.agency, first.asked_on, first.due_on, titles, late))
    return sorted(found, key=lambda one: (one.asked_on, one.working.code))


def has_read(session: Session, person_id: int, day: date) -> list[tuple[Working, datetime]]:
    """What goes to a person and has been acknowledged, the latest first."""
    found = {
        circulation.working.revision_id: (circulation.working, one.read_at)
        for circulation in circulations(session, day, person_id=person_id)
        for one in circulation.recipients
        if one.reading.done and one.read_at is not None
    }
    return sorted(found.values(), key=lambda pair: pair[1], reverse=True)


def tallies(session: Session, day: date, agency_ids: Collection[int] | None = None) -> dict[int, Tally]:
    """The share of each body over all its documents."""
    found: dict[int, Tally] = defaultdict(Tally)
    for circulation in circulations(session, day, agency_ids=agency_ids):
        found[circulation.working.agency_id] = found[circulation.working.agency_id].plus(circulation.tally)
    return found


def sign_sheets(session: Session, agency_id: int, revision_id: int) -> list[tuple[SignSheet, str]]:
    """The scans attached to a revision by people of a body, the latest first, each with who attached it."""
    query = (
        select(SignSheet, Person.name)
        .join(Person, SignSheet.attached_by_id == Person.id)
        .where(SignSheet.revision_id == revision_id, SignSheet.agency_id == agency_id)
        .order_by(SignSheet.attached_at.desc(), SignSheet.id.desc())
    )
    return [(sheet, name) for sheet, name in session.execute(query)]
