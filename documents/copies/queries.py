"""Reading copies: the list with the recall list in it, and what the code of a printed paper is worth."""

import re
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Row, and_, select
from sqlalchemy.orm import Session

from documents.approval.models import Dossier
from documents.copies.models import ControlledCopy
from documents.copies.validity import Validity, must_be_recalled, validity
from documents.library.force import lives
from documents.library.models import Document, Revision
from qms.agencies.models import Agency, AgencySlice
from qms.people.queries import in_force

_TOKEN = re.compile(r"[A-Za-z0-9_-]{16,32}", re.ASCII)


@dataclass(frozen=True)
class CopyLine:
    """A controlled copy as of a day; ``returned_on`` is None while it had not come back by then."""

    id: int
    agency: str
    code: str
    title: str
    issue_no: int
    revision_no: int
    number: int
    holder: str
    issued_on: date
    returned_on: date | None
    return_note: str | None
    validity: Validity
    until: date | None

    @property
    def to_recall(self) -> bool:
        return must_be_recalled(self.validity)


@dataclass(frozen=True)
class Paper:
    """What a code stands for: a copy with a number, or any other paper of a revision (``number`` None).

    ``current`` holds the issue and revision number in force on the day, None when none of the document is.
    """

    agency: str
    agency_name: str
    code: str
    issue_no: int
    revision_no: int
    number: int | None
    effective_on: date | None
    until: date | None
    returned_on: date | None
    current: tuple[int, int] | None
    validity: Validity


def copies(session: Session, agency_id: int, day: date) -> list[CopyLine]:
    """The copies that had been issued by ``day``, by document, revision and number."""
    life = lives(_of_agency(agency_id))
    rows = session.execute(
        select(ControlledCopy, Revision, Document.code, Agency.key, life.c.until, life.c.replaced_on)
        .join(Revision, ControlledCopy.revision_id == Revision.id)
        .join(Document, Revision.document_id == Document.id)
        .join(Agency, Document.agency_id == Agency.id)
        .outerjoin(life, life.c.revision_id == Revision.id)
        .where(Document.agency_id == agency_id, ControlledCopy.issued_on <= day)
        .order_by(Document.code_folded, Revision.issue_no, Revision.revision_no, ControlledCopy.number)
    )
    return [_line(row, day) for row in rows]


def _of_agency(agency_id: int) -> ColumnElement[bool]:
    return Revision.document_id.in_(select(Document.id).where(Document.agency_id == agency_id))


def _line(row: Row[ControlledCopy, Revision, str, str, date | None, date | None], day: date) -> CopyLine:
    copy, revision, code, agency, until, replaced_on = row
    back = copy.returned_on if copy.returned_on is not None and copy.returned_on <= day else None
    return CopyLine(
        copy.id,
        agency,
        code,
        revision.title,
        revision.issue_no,
        revision.revision_no,
        copy.number,
        copy.holder,
        copy.issued_on,
        back,
        copy.return_note if back else None,
        validity(revision.effective_on, revision.ended_on, replaced_on, back, day),
        until,
    )


def find_paper(session: Session, token: str, day: date) -> Paper | None:
    """What the code of a printed paper is worth on ``day``; None when no paper carries it."""
    if not _TOKEN.fullmatch(token):
        return None
    copy = ControlledCopy
    numbered = session.execute(select(copy.revision_id, copy.number, copy.returned_on).where(copy.check_token == token)).first()
    if numbered is not None:
        return _paper(session, numbered.revision_id, numbered.number, numbered.returned_on, day)
    revision_id = session.scalar(select(Dossier.revision_id).where(Dossier.check_token == token))
    return None if revision_id is None else _paper(session, revision_id, None, None, day)


def _paper(session: Session, revision_id: int, number: int | None, returned_on: date | None, day: date) -> Paper:
    """The revision among all those of its document, which tell what replaced it."""
    document_id = session.execute(select(Revision.document_id).where(Revision.id == revision_id)).scalar_one()
    life = lives(Revision.document_id == document_id)
    named = and_(AgencySlice.agency_id == Agency.id, in_force(AgencySlice.valid_from, AgencySlice.valid_to, day))
    rows = session.execute(
        select(Revision, life.c.until, life.c.replaced_on, Document.code, Agency.key, AgencySlice.name)
        .join(Document, Revision.document_id == Document.id)
        .join(Agency, Document.agency_id == Agency.id)
        .outerjoin(AgencySlice, named)
        .outerjoin(life, life.c.revision_id == Revision.id)
        .where(Revision.document_id == document_id)
    ).all()
    found = {
        row.Revision.id: (row, validity(row.Revision.effective_on, row.Revision.ended_on, row.replaced_on, None, day))
        for row in rows
    }
    (revision, until, replaced_on, code, key, name), _ = found[revision_id]
    in_use = next((row.Revision for row, state in found.values() if state is Validity.IN_FORCE), None)
    return Paper(
        key,
        name or key,
        code,
        revision.issue_no,
        revision.revision_no,
        number,
        revision.effective_on,
        until,
        returned_on,
        (in_use.issue_no, in_use.revision_no) if in_use else None,
        validity(revision.effective_on, revision.ended_on, replaced_on, returned_on, day),
    )
