"""Finding what a person names: a body, a document by its code, a revision by its numbers. What is not there is not visible."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Never

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from documents.library.models import Document, Revision
from qms.agencies.models import Agency, AgencySlice
from qms.language import Phrase, mark
from qms.people.queries import in_force
from qms.security.acting import NotVisible
from qms.text import fold_key, sort_key


@dataclass(frozen=True)
class Body:
    """A public body under its name of a day; under its key where it has none on that day."""

    id: int
    key: str
    name: str


def find_agency(session: Session, key: str) -> Agency:
    """Raise NotVisible when no body has the key."""
    found = session.scalar(select(Agency).where(Agency.key_folded == fold_key(key)))
    return found or _refuse(key)


def find_document(session: Session, agency: Agency, code: str) -> Document:
    """Raise NotVisible when the body has no document of that code."""
    found = session.scalar(select(Document).where(Document.agency_id == agency.id, Document.code_folded == fold_key(code)))
    return found or _refuse(code)


def find_revision(session: Session, document: Document, issue_no: int, revision_no: int, *, lock: bool = False) -> Revision:
    """Raise NotVisible when there is none; with ``lock`` no other transaction can hold it at the same time."""
    query = select(Revision).where(
        Revision.document_id == document.id, Revision.issue_no == issue_no, Revision.revision_no == revision_no
    )
    found = session.scalar(query.with_for_update() if lock else query)
    return found or _refuse(f"{document.code} {issue_no}/{revision_no}")


def bodies(session: Session, day: date, keys: Collection[str] | None = None) -> list[Body]:
    """The bodies that exist on ``day`` (only those of ``keys``, unless None), by their names in Vietnamese order."""
    query = (
        select(Agency.id, Agency.key, AgencySlice.name)
        .join(AgencySlice, AgencySlice.agency_id == Agency.id)
        .where(in_force(AgencySlice.valid_from, AgencySlice.valid_to, day))
    )
    rows = session.execute(query if keys is None else query.where(Agency.key.in_(keys)))
    return sorted((Body(*row) for row in rows), key=lambda body: sort_key(body.name))


def body_named(session: Session, key: str, day: date) -> Body:
    """The body of a key, whether it exists on ``day`` or not; raise NotVisible when there is none."""
    alive = and_(AgencySlice.agency_id == Agency.id, in_force(AgencySlice.valid_from, AgencySlice.valid_to, day))
    query = select(Agency.id, Agency.key, func.coalesce(AgencySlice.name, Agency.key)).outerjoin(AgencySlice, alive)
    row = session.execute(query.where(Agency.key_folded == fold_key(key))).first()
    return Body(*row) if row else _refuse(key)


def _refuse(name: str) -> Never:
    raise NotVisible(Phrase(mark("Không có “{name}” trong phạm vi của vị trí đang giữ."), name=name))
