"""Reading upkeep: periodic reviews with their due dates."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Integer, and_, case, false, func, literal, or_, select, true
from sqlalchemy.orm import Session

from documents.library.force import in_force_on, lives
from documents.library.models import Document, DocumentKind, Profile, Revision
from documents.upkeep.due import due_on, is_overdue
from documents.upkeep.models import PeriodicReview
from qms.agencies.models import Agency, AgencySlice
from qms.people.models import Person, Post, PostHolding
from qms.people.queries import in_force
from qms.standards.models import Parameter
from qms.standards.queries import number_on


@dataclass(frozen=True)
class Upkept:
    """A document in force that is reviewed from time to time; ``owner`` is the post that keeps it, ``holder`` who holds that.

    ``own_months`` is what was set for it alone; ``usual_months`` what the province sets for every internal document.
    """

    agency: str
    agency_name: str
    document_id: int
    revision_id: int
    code: str
    title: str
    issue_no: int
    revision_no: int
    effective_on: date
    recorded_on: date
    own_months: int | None
    usual_months: int | None
    owner_post_id: int | None
    owner: str | None
    holder: str | None
    reviewed_on: date | None

    @property
    def months(self) -> int | None:
        return self.own_months or self.usual_months

    @property
    def begun_on(self) -> date:
        """Since when somebody is known to answer for the revision: what became of it before it was recorded nobody can tell."""
        return max(self.effective_on, self.recorded_on)

    @property
    def due_on(self) -> date | None:
        """None where no review was ordered."""
        return due_on(self.begun_on, self.reviewed_on, self.months) if self.months else None

    def overdue_on(self, day: date) -> bool:
        return self.due_on is not None and is_overdue(self.due_on, day)


def upkept(session: Session, day: date, keys: Collection[str] | None = None, document_id: int | None = None) -> list[Upkept]:
    """What is reviewed from time to time and in force on ``day``, the earliest due first; of the bodies with ``keys``,
    or of all that there are on ``day``. One document is found whether its review was ordered or not. In two statements."""
    usual = number_on(session, Parameter.DOCUMENT_REVIEW_INTERVAL_MONTHS, day)
    within: list[ColumnElement[bool]] = [
        true() if keys is None else Agency.key.in_(keys),
        true() if document_id is None else Document.id == document_id,
    ]
    internal = Revision.kind != DocumentKind.EXTERNAL  # what comes from outside changes by itself, not by our review
    ordered = or_(Profile.review_months.is_not(None), internal if usual else false())
    listed = and_(ordered, AgencySlice.id.is_not(None)) if document_id is None else true()
    kept = (
        select(Document.id).outerjoin(Profile, Profile.document_id == Document.id).join(Agency, Document.agency_id == Agency.id)
    )
    life = lives(Revision.document_id.in_(kept.where(*within)))
    last = (
        select(PeriodicReview.document_id, func.max(PeriodicReview.reviewed_on).label("on"))
        .where(PeriodicReview.reviewed_on <= day)
        .group_by(PeriodicReview.document_id)
        .subquery("last_review")
    )
    rows: Iterable[Any] = session.execute(
        select(
            Agency.key,
            func.coalesce(AgencySlice.name, Agency.key),
            Document.id,
            Revision.id,
            Document.code,
            Revision.title,
            Revision.issue_no,
            Revision.revision_no,
            life.c.effective_on,
            Revision.recorded_on,
            Profile.review_months,
            case((internal, literal(usual, Integer))),
            Post.id,
            Post.title,
            Person.name,
            last.c.on,
        )
        .join(Document, Document.agency_id == Agency.id)
        .outerjoin(Profile, Profile.document_id == Document.id)
        .join(life, life.c.document_id == Document.id)
        .join(Revision, Revision.id == life.c.revision_id)
        .outerjoin(
            AgencySlice, and_(AgencySlice.agency_id == Agency.id, in_force(AgencySlice.valid_from, AgencySlice.valid_to, day))
        )
        .outerjoin(Post, Post.id == Profile.owner_post_id)
        .outerjoin(PostHolding, and_(PostHolding.post_id == Post.id, in_force(PostHolding.held_from, PostHolding.held_to, day)))
        .outerjoin(Person, Person.id == PostHolding.person_id)
        .outerjoin(last, last.c.document_id == Document.id)
        .where(*within, listed, in_force_on(life, day))
    )
    found = [Upkept(*row) for row in rows]
    return sorted(found, key=lambda one: (one.due_on or date.max, one.agency, one.code))


def reviews_of(session: Session, document_id: int) -> list[PeriodicReview]:
    """Every review of a document, the latest first."""
    query = select(PeriodicReview).where(PeriodicReview.document_id == document_id)
    return list(session.scalars(query.order_by(PeriodicReview.reviewed_on.desc(), PeriodicReview.id.desc())))
