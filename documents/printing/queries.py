"""Everything that a printed revision says, in a fixed number of statements."""

from collections.abc import Callable, Sequence
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
from qms.clock import day_of
from qms.people.models import Person, Post, PostHolding
from qms.people.queries import in_force
from qms.signatures.models import Signature
from qms.signatures.queries import signatures_of


@dataclass(frozen=True)
class SignedBy:
    """Somebody with the title of the post held in the agency on the day of the act; ``done_on`` None: not done yet."""

    name: str
    title: str
    done_on: date | None


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
    author: SignedBy | None
    reviews: Sequence[SignedBy]
    signatures: Sequence[Signature]
    changes: Sequence[Change]
    copy: ControlledCopy | None


def find_sheet(session: Session, revision_id: int, day: date, copy: ControlledCopy | None = None) -> Sheet:
    """The revision of that number, which must exist; ``copy`` is the controlled copy of it that is printed, if one is."""
    life = lives(Revision.document_id.in_(select(Revision.document_id).where(Revision.id == revision_id)))
    named = and_(AgencySlice.agency_id == Agency.id, in_force(AgencySlice.valid_from, AgencySlice.valid_to, day))
    row = session.execute(
        select(Revision, Dossier, Document.code, Agency.id, Agency.key, AgencySlice.name, life.c.until, life.c.replaced_on)
        .outerjoin(Dossier, Dossier.revision_id == Revision.id)
        .join(Document, Document.id == Revision.document_id)
        .join(Agency, Agency.id == Document.agency_id)
        .outerjoin(AgencySlice, named)
        .outerjoin(life, life.c.revision_id == Revision.id)
        .where(Revision.id == revision_id)
    ).one()
    revision, dossier, code, agency_id, key, name, until, replaced_on = row
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
        _author(session, dossier, agency_id) if dossier is not None else None,
        _reviews(session, dossier, agency_id) if dossier is not None else [],
        signatures_of(session, "revision", revision_key(revision)),
        _changes(session, revision),
        copy,
    )


def _author(session: Session, dossier: Dossier, agency_id: int) -> SignedBy:
    """The author, under the post of the day on which the revision was issued, or was written down until then."""
    written = dossier.revision.issued_on or dossier.revision.recorded_on
    titles = _titles(session, agency_id, [dossier.author_id])
    return SignedBy(dossier.author.name, titles(dossier.author_id, written), None)


def _reviews(session: Session, dossier: Dossier, agency_id: int) -> list[SignedBy]:
    """The passes of the last round, in the order of the reviewers."""
    query = (
        select(Person.name, Assignment.person_id, Assignment.decided_at)
        .join(Person, Person.id == Assignment.person_id)
        .where(
            Assignment.revision_id == dossier.revision_id,
            Assignment.round == dossier.round,
            Assignment.role == Role.REVIEWER,
            Assignment.verdict == Verdict.PASSED,
        )
        .order_by(Assignment.position)
    )
    passes = [(name, person, day_of(moment)) for name, person, moment in session.execute(query) if moment is not None]
    titles = _titles(session, agency_id, [person for _name, person, _day in passes])
    return [SignedBy(name, titles(person, day), day) for name, person, day in passes]


def _titles(session: Session, agency_id: int, people: Sequence[int]) -> Callable[[int, date], str]:
    """Tells the title that one of ``people`` held in the agency on a day; an empty one where there was none."""
    rows = session.execute(
        select(PostHolding.person_id, PostHolding.held_from, PostHolding.held_to, Post.title)
        .join(Post, Post.id == PostHolding.post_id)
        .where(Post.agency_id == agency_id, PostHolding.person_id.in_(people))
        .order_by(PostHolding.held_from, Post.code_folded)
    ).all()

    def title(person: int, day: date) -> str:
        held = (row.title for row in rows if row.person_id == person and row.held_from <= day and not _over(row.held_to, day))
        return next(held, "")

    return title


def _over(end: date | None, day: date) -> bool:
    return end is not None and end <= day


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
