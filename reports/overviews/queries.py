"""The records of one body that the rules do not need in full: read as rows, as they were known on a day.

Every function takes ``day`` and leaves out what happened after it; an end that lies later is shown as still to come.
"""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from audits.corrective_actions.models import ActionKind, CorrectiveAction
from audits.nonconformities.models import Grade, Nonconformity
from audits.programme.models import Audit, AuditKind
from audits.reviews.models import ManagementReview
from documents.library.models import Document, DocumentKind, Revision
from qms.agencies.models import Agency, AgencySlice
from qms.text import fold_key


class AuditRow(NamedTuple):
    number: str
    kind: AuditKind
    edition: str
    started_on: date
    ended_on: date | None
    lead_auditor: str | None
    conclusion: str | None


class ReviewRow(NamedTuple):
    held_on: date
    minutes_number: str | None
    chair: str | None


class ActionRow(NamedTuple):
    ordinal: int
    kind: ActionKind
    description: str
    responsible: str | None
    due_on: date | None
    done_on: date | None
    verified_on: date | None


class NonconformityRow(NamedTuple):
    number: str
    audit_number: str | None
    clause: str
    grade: Grade
    description: str
    raised_on: date
    due_on: date | None
    closed_on: date | None
    actions: list[ActionRow]


def known_by(day: date, happened: date | None) -> date | None:
    """A day on which something ended, as far as it was known on ``day``."""
    return happened if happened is not None and happened <= day else None


def find_key(session: Session, key: str) -> str | None:
    """The key of a body as it is written, whatever the case of ``key``; None when there is no such body."""
    return session.scalar(select(Agency.key).where(Agency.key_folded == fold_key(key)))


def names_of(session: Session, keys: Collection[str], day: date) -> dict[str, str]:
    """The name of each body on ``day``, or else the one nearest in time."""
    rows = session.execute(
        select(Agency.key, AgencySlice.valid_from, AgencySlice.name)
        .join(AgencySlice, AgencySlice.agency_id == Agency.id)
        .where(Agency.key.in_(keys))
        .order_by(AgencySlice.valid_from)
    )
    names: dict[str, str] = {}
    for key, valid_from, name in rows:
        if key not in names or valid_from <= day:
            names[key] = name
    return names


def audits_of(session: Session, key: str, day: date) -> list[AuditRow]:
    """Audits begun by ``day``, the newest first; one that ended later is shown as going on, without a conclusion."""
    audit = Audit
    rows = session.execute(
        select(audit.number, audit.kind, audit.edition, audit.started_on, audit.ended_on, audit.lead_auditor, audit.conclusion)
        .join(Agency, audit.agency_id == Agency.id)
        .where(Agency.key_folded == fold_key(key), audit.started_on <= day)
        .order_by(audit.started_on.desc(), audit.number_folded)
    )
    found = [AuditRow._make(row) for row in rows]
    return [row if known_by(day, row.ended_on) else row._replace(ended_on=None, conclusion=None) for row in found]


def reviews_of(session: Session, key: str, day: date) -> list[ReviewRow]:
    """Management reviews held by ``day``, the newest first."""
    review = ManagementReview
    rows = session.execute(
        select(review.held_on, review.minutes_number, review.chair)
        .join(Agency, review.agency_id == Agency.id)
        .where(Agency.key_folded == fold_key(key), review.held_on <= day)
        .order_by(review.held_on.desc())
    )
    return [ReviewRow._make(row) for row in rows]


def nonconformities_of(session: Session, key: str, day: date) -> list[NonconformityRow]:
    """Nonconformities raised by ``day``, the newest first, each with its actions; one closed later is still open."""
    finding = Nonconformity
    rows = session.execute(
        select(
            finding.id,
            finding.number,
            Audit.number,
            finding.clause,
            finding.grade,
            finding.description,
            finding.raised_on,
            finding.due_on,
            finding.closed_on,
        )
        .join(Agency, finding.agency_id == Agency.id)
        .outerjoin(Audit, finding.audit_id == Audit.id)
        .where(Agency.key_folded == fold_key(key), finding.raised_on <= day)
        .order_by(finding.raised_on.desc(), finding.number_folded)
    ).all()
    actions = _actions_of(session, key, day)
    return [NonconformityRow(*row[1:-1], known_by(day, row[-1]), actions.get(row[0], [])) for row in rows]


def _actions_of(session: Session, key: str, day: date) -> dict[int, list[ActionRow]]:
    action = CorrectiveAction
    rows = session.execute(
        select(
            action.nonconformity_id,
            action.ordinal,
            action.kind,
            action.description,
            action.responsible,
            action.due_on,
            action.done_on,
            action.verified_on,
        )
        .join(Nonconformity, action.nonconformity_id == Nonconformity.id)
        .join(Agency, Nonconformity.agency_id == Agency.id)
        .where(Agency.key_folded == fold_key(key), Nonconformity.raised_on <= day)
        .order_by(action.ordinal)
    )
    grouped: dict[int, list[ActionRow]] = defaultdict(list)
    for owner, *rest in rows:
        row = ActionRow._make(rest)
        grouped[owner].append(row._replace(done_on=known_by(day, row.done_on), verified_on=known_by(day, row.verified_on)))
    return grouped


def document_kinds_of(session: Session, key: str) -> dict[tuple[str, int, int], DocumentKind]:
    """The kind of each revision of a body, by code, issue and revision number."""
    rows = session.execute(
        select(Document.code, Revision.issue_no, Revision.revision_no, Revision.kind)
        .join(Revision, Revision.document_id == Document.id)
        .join(Agency, Document.agency_id == Agency.id)
        .where(Agency.key_folded == fold_key(key))
    )
    return {(code, issue, revision): kind for code, issue, revision, kind in rows}
