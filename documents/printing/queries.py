"""Everything that a printed revision says, in a fixed number of statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from documents.approval.models import Assignment, Dossier, Role, Verdict
from documents.approval.workflow import State, state_of
from documents.copies.models import ControlledCopy
from documents.library.force import lives
from documents.library.models import Document, Revision
from documents.library.telling import revision_key
from documents.requests.models import ChangeRequest
from qms.agencies.models import Agency, AgencySlice
from qms.agencies.queries import superior_name
from qms.people.models import Person
from qms.people.queries import in_force
from qms.signatures.models import Signature
from qms.signatures.queries import signatures_of


@dataclass(frozen=True)
class Change:
    """One line of the table "Sửa đổi tài liệu"."""

    request: str | None
    summary: str | None
    issue_no: int
    revision_no: int
    effective_on: date | None


@dataclass(frozen=True)
class Sheet:
    """A revision as of a day, with all that its head, sign-off and band need. ``until``: no longer in force from that day.

    ``dossier`` is None for a revision that came by workbook: the system has its facts, but not its content.
    """

    revision: Revision
    dossier: Dossier | None
    code: str
    agency: str
    agency_name: str
    superior: str
    state: State
    until: date | None
    author: str | None
    reviews: Sequence[tuple[Assignment, str]]
    signatures: Sequence[Signature]
    changes: Sequence[Change]
    copy: ControlledCopy | None


def find_sheet(session: Session, revision_id: int, day: date, copy: ControlledCopy | None = None) -> Sheet:
    """The revision of that number, which must exist; ``copy`` is the controlled copy of it that is printed, if one is."""
    life = lives(Revision.document_id.in_(select(Revision.document_id).where(Revision.id == revision_id)))
    named = and_(AgencySlice.agency_id == Agency.id, in_force(AgencySlice.valid_from, AgencySlice.valid_to, day))
    row = session.execute(
        select(Revision, Dossier, Document.code, Agency.key, AgencySlice.name, Person.name, life.c.until, life.c.replaced_on)
        .outerjoin(Dossier, Dossier.revision_id == Revision.id)
        .join(Document, Document.id == Revision.document_id)
        .join(Agency, Agency.id == Document.agency_id)
        .outerjoin(Person, Person.id == Dossier.author_id)
        .outerjoin(AgencySlice, named)
        .outerjoin(life, life.c.revision_id == Revision.id)
        .where(Revision.id == revision_id)
    ).one()
    revision, dossier, code, key, name, author, until, replaced_on = row
    stage = dossier.stage if dossier is not None else None
    return Sheet(
        revision,
        dossier,
        code,
        key,
        name or key,
        superior_name(session, key, day) or "",
        state_of(stage, revision.effective_on, revision.ended_on, replaced_on, day),
        until,
        author,
        _reviews(session, dossier) if dossier is not None else [],
        signatures_of(session, "revision", revision_key(revision)),
        _changes(session, revision),
        copy,
    )


def _reviews(session: Session, dossier: Dossier) -> list[tuple[Assignment, str]]:
    """The passes of the last round, with the names of the reviewers, in their order."""
    query = (
        select(Assignment, Person.name)
        .join(Person, Person.id == Assignment.person_id)
        .where(
            Assignment.revision_id == dossier.revision_id,
            Assignment.round == dossier.round,
            Assignment.role == Role.REVIEWER,
            Assignment.verdict == Verdict.PASSED,
        )
        .order_by(Assignment.position)
    )
    return [(assignment, name) for assignment, name in session.execute(query)]


def _changes(session: Session, revision: Revision) -> list[Change]:
    """This revision and those before it, the first one first."""
    query = (
        select(ChangeRequest.number, Dossier.summary, Revision.issue_no, Revision.revision_no, Revision.effective_on)
        .outerjoin(Dossier, Dossier.revision_id == Revision.id)
        .outerjoin(ChangeRequest, ChangeRequest.id == Dossier.request_id)
        .where(Revision.document_id == revision.document_id)
        .order_by(Revision.issue_no, Revision.revision_no)
    )
    changes = [Change(*row) for row in session.execute(query)]
    last = (revision.issue_no, revision.revision_no)
    return [change for change in changes if (change.issue_no, change.revision_no) <= last]
