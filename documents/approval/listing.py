"""The list of documents as of a day: which revision stands for each."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from documents.approval.models import Dossier, Stage
from documents.approval.queries import WORKING, known_on, sees_work, stage_on
from documents.approval.workflow import State, state_of
from documents.library.force import lives
from documents.library.models import Document, DocumentKind, Revision
from qms.agencies.models import Agency
from qms.security.permissions import Permission
from qms.security.viewer import Viewer
from qms.text import fold_search


@dataclass(frozen=True)
class Line:
    """A document on the list: the revision that stands for it on the day, and what is in the making beside it."""

    agency: str
    code: str
    title: str
    kind: DocumentKind
    issue_no: int
    revision_no: int
    state: State
    effective_on: date | None
    until: date | None
    in_work: State | None = None

    @property
    def states(self) -> set[State]:
        return {self.state} | ({self.in_work} if self.in_work else set())

    @property
    def has_ended(self) -> bool:
        return self.state in (State.SUPERSEDED, State.WITHDRAWN)

    @cached_property
    def searched(self) -> str:
        """What a search of the list looks through, folded."""
        return fold_search(f"{self.code} {self.title}")


class Row(NamedTuple):
    """What the list needs to know of a revision, on whatever day."""

    document: int
    agency: str
    code: str
    title: str
    kind: DocumentKind
    issue_no: int
    revision_no: int
    recorded_on: date
    issued_on: date | None
    effective_on: date | None
    ended_on: date | None
    replaced_on: date | None
    stage: Stage | None

    def line(self, day: date, today: date) -> Line:
        stage = stage_on(self.stage, self.issued_on, day, today)
        state = state_of(stage, self.effective_on, self.ended_on, self.replaced_on, day)
        until = min((end for end in (self.ended_on, self.replaced_on) if end), default=None)
        numbers = (self.issue_no, self.revision_no)
        return Line(self.agency, self.code, self.title, self.kind, *numbers, state, self.effective_on, until)


def list_documents(
    session: Session, viewer: Viewer, day: date, today: date, agencies: Collection[str] | None = None
) -> list[Line]:
    """Every document that the viewer may read, as it was on ``day``, by agency and code, in one statement.

    ``agencies`` narrows what is read further; None does not.
    """
    rows = read_rows(session, viewer.reach(Permission.READ_DOCUMENTS), agencies)
    grouped = groupby(rows, lambda row: row.agency)
    return [line for agency, held in grouped for line in lines_of(list(held), day, today, work=sees_work(viewer, agency))]


def works_in(viewer: Viewer) -> frozenset[str] | None:
    """The keys of the agencies of which the viewer sees drafts, as :func:`sees_work` says; None for all."""
    reached = [viewer.reach(permission) for permission in WORKING]
    return None if None in reached else frozenset[str]().union(*(keys for keys in reached if keys))


def read_rows(session: Session, *agencies: Collection[str] | None) -> list[Row]:
    """The revisions of the documents of agencies that are in each collection of keys (None narrows nothing), by agency, code and
    number, in one statement."""
    within = [Agency.key.in_(keys) for keys in agencies if keys is not None]
    life = lives(*_of_documents(within))
    rows = session.execute(
        select(
            Document.id,
            Agency.key,
            Document.code,
            Revision.title,
            Revision.kind,
            Revision.issue_no,
            Revision.revision_no,
            Revision.recorded_on,
            Revision.issued_on,
            Revision.effective_on,
            Revision.ended_on,
            life.c.replaced_on,
            Dossier.stage,
        )
        .join(Document, Revision.document_id == Document.id)
        .join(Agency, Document.agency_id == Agency.id)
        .outerjoin(life, life.c.revision_id == Revision.id)
        .outerjoin(Dossier, Dossier.revision_id == Revision.id)
        .where(*within)
        .order_by(Agency.key_folded, Document.code_folded, Revision.issue_no, Revision.revision_no)
    )
    return [Row._make(row) for row in rows]


def lines_of(rows: Sequence[Row], day: date, today: date, *, work: bool) -> list[Line]:
    """A line for each document of which something was known on ``day`` and may be shown; drafts only with ``work``."""
    known = (row for row in rows if known_on(row.recorded_on, row.effective_on, day))
    documents = groupby(known, lambda row: row.document)
    lines = ([row.line(day, today) for row in revisions] for _, revisions in documents)
    shown = ([line for line in each if work or not line.state.is_work] for each in lines)
    return [_standing_for(each) for each in shown if each]


_RANK = {State.IN_FORCE: 0, State.APPROVED: 1, State.SUPERSEDED: 2, State.WITHDRAWN: 2}


def _standing_for(lines: list[Line]) -> Line:
    """The one in force, else the newest approved or ended one, else the draft."""
    newest_first = lines[::-1]
    chosen = min(newest_first, key=lambda line: _RANK.get(line.state, 3))
    work = next((line.state for line in newest_first if line.state.is_work), None)
    return chosen if chosen.state.is_work or work is None else replace(chosen, in_work=work)


def _of_documents(within: Sequence[ColumnElement[bool]]) -> list[ColumnElement[bool]]:
    """Narrows revisions to the documents of some agencies; does not narrow when nothing is said."""
    if not within:
        return []
    return [Revision.document_id.in_(select(Document.id).join(Agency, Document.agency_id == Agency.id).where(*within))]
