"""When revisions are in force, read for whole documents at once.

A revision is in force from its effective date until its own end or until the next revision of the document takes effect,
whichever comes first. The next one is that which follows by effective date, then by issue and revision number.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import CTE, ColumnElement, Date, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from documents.library.models import Document, DocumentKind, Profile, Revision


def lives(*documents: ColumnElement[bool], name: str = "lives") -> CTE:
    """The life of each revision that has an effective date: ``revision_id``, ``document_id``, ``effective_on``, ``ended_on``
    (its own end), ``replaced_on`` (when the next one takes effect, or of a document from outside the one that replaces it) and
    ``until`` (the first day on which it is not in force; all three null where unknown).

    ``documents`` narrow what is read by columns of Revision; they must select whole documents.
    """
    order = (Revision.effective_on, Revision.issue_no, Revision.revision_no)
    following = func.lead(Revision.effective_on, type_=Date).over(partition_by=Revision.document_id, order_by=order)
    dated = (
        select(
            Revision.id.label("revision_id"),
            Revision.document_id,
            Revision.effective_on,
            Revision.ended_on,
            case((_is_replaced(), Revision.ended_on), else_=following).label("replaced_on"),
        )
        .where(Revision.effective_on.is_not(None), *documents)
        .subquery(f"{name}_dated")
    )
    own, next_one = dated.c.ended_on, dated.c.replaced_on
    until = case((next_one.is_(None), own), (own < next_one, own), else_=next_one)
    return select(dated, until.label("until")).cte(name)


def _is_replaced() -> ColumnElement[bool]:
    """Whether a document from outside ended on the day on which another one that replaces it took effect."""
    following = aliased(Revision)
    replacing = (
        exists()
        .where(Profile.replaces_id == Revision.document_id)
        .where(following.document_id == Profile.document_id, following.effective_on == Revision.ended_on)
    )
    return and_(Revision.kind == DocumentKind.EXTERNAL, Revision.ended_on.is_not(None), replacing.correlate(Revision))


def in_force_on(life: CTE, day: date) -> ColumnElement[bool]:
    """Whether a row of :func:`lives` is in force on ``day``: at most one of each document is."""
    return and_(life.c.effective_on <= day, or_(life.c.until.is_(None), life.c.until > day))


@dataclass(frozen=True)
class InForce:
    """A document with its revision in force."""

    document_id: int
    revision_id: int
    code: str
    title: str
    kind: DocumentKind
    issue_no: int
    revision_no: int
    effective_on: date


def in_force_of(session: Session, agency_id: int, day: date) -> list[InForce]:
    """What a body has in force on ``day``, by code."""
    life = lives(Revision.document_id.in_(select(Document.id).where(Document.agency_id == agency_id)))
    rows = session.execute(
        select(
            Document.id,
            Revision.id,
            Document.code,
            Revision.title,
            Revision.kind,
            Revision.issue_no,
            Revision.revision_no,
            life.c.effective_on,
        )
        .join(Revision, Revision.document_id == Document.id)
        .join(life, life.c.revision_id == Revision.id)
        .where(in_force_on(life, day))
        .order_by(Document.code_folded)
    )
    return [InForce(*row) for row in rows]
