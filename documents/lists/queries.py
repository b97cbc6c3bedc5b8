"""Rows of the lists. They depend on facts that carry their own dates alone, so that a past day's list stays that day's list."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from sqlalchemy import CTE, ColumnElement, and_, select
from sqlalchemy.orm import Session, aliased

from documents.library.force import in_force_on, lives
from documents.library.models import Document, DocumentKind, Profile, Revision
from qms.text import sort_key


class Listed(NamedTuple):
    """A revision on a list. ``until``: the first day on which it is no longer in force, if known by the day of the list."""

    code: str
    title: str
    kind: DocumentKind
    issue_no: int
    revision_no: int
    issued_on: date | None
    effective_on: date
    until: date | None
    replaced: bool
    issuer: str | None
    signed_on: date | None
    replaces: str | None


def internal(session: Session, agency_id: int, day: date) -> list[Listed]:
    """The body's own documents in force on ``day``, by kind and code."""
    return sorted(_listed(session, agency_id, day, Revision.kind != DocumentKind.EXTERNAL), key=_by_kind)


def external(session: Session, agency_id: int, day: date) -> list[Listed]:
    """The external documents that the body works by on ``day``, by code."""
    return sorted(_listed(session, agency_id, day, Revision.kind == DocumentKind.EXTERNAL), key=_by_code)


def obsolete(session: Session, agency_id: int, day: date) -> list[Listed]:
    """Every revision that was in force before ``day`` and is not any more, the last to end first."""
    rows = _read(session, agency_id, lambda life: life.c.until <= day)
    return sorted(rows, key=lambda row: (-(row.until or day).toordinal(), *_by_code(row)))


def _listed(session: Session, agency_id: int, day: date, *kind: ColumnElement[bool]) -> list[Listed]:
    rows = _read(session, agency_id, lambda life: and_(in_force_on(life, day), *kind))
    return [row._replace(until=None, replaced=False) for row in rows]  # what a later day brought is not said of this one


def _read(session: Session, agency_id: int, wanted: Callable[[CTE], ColumnElement[bool]]) -> list[Listed]:
    document = select(Document.id).where(Document.agency_id == agency_id)
    life = lives(Revision.document_id.in_(document))
    former = aliased(Document)
    query = (
        select(
            Document.code,
            Revision.title,
            Revision.kind,
            Revision.issue_no,
            Revision.revision_no,
            Revision.issued_on,
            life.c.effective_on,
            life.c.until,
            and_(life.c.replaced_on.is_not(None), life.c.until == life.c.replaced_on),
            Profile.issuer,
            Profile.signed_on,
            former.code,
        )
        .join(life, life.c.revision_id == Revision.id)
        .join(Document, Document.id == Revision.document_id)
        .outerjoin(Profile, Profile.document_id == Document.id)
        .outerjoin(former, former.id == Profile.replaces_id)
        .where(wanted(life))
    )
    return [Listed(*row) for row in session.execute(query)]


_KINDS = {kind: place for place, kind in enumerate(DocumentKind)}


def _by_code(row: Listed) -> tuple[str, int, int]:
    return sort_key(row.code), row.issue_no, row.revision_no


def _by_kind(row: Listed) -> tuple[int, str]:
    return _KINDS[row.kind], sort_key(row.code)
