"""Reading sessions and the security log."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qms.people.models import Person
from qms.signing_in.models import (
    ExternalIdentity,
    LoginSession,
    Password,
    RecoveryCode,
    SecondFactor,
    SecurityEvent,
    SecurityEventKind,
)
from qms.signing_in.sessions import IDLE, LONGEST


@dataclass(frozen=True)
class SignIns:
    """How somebody signs in: since when the password and the second factor are as they are, and by how many other systems.

    ``codes_left`` are recovery codes that have not been used.
    """

    password_changed_at: datetime | None
    second_factor_since: datetime | None
    identities: int
    codes_left: int


@dataclass(frozen=True)
class Occurrence:
    """A line of the security log with the person as lists show it."""

    at: datetime
    kind: SecurityEventKind
    key: str | None
    name: str | None
    address: str
    detail: str | None


def sign_ins_of(session: Session, person_id: int) -> SignIns:
    identities = select(func.count()).where(ExternalIdentity.person_id == person_id).scalar_subquery()
    codes = select(func.count()).where(RecoveryCode.person_id == person_id, RecoveryCode.used_at.is_(None)).scalar_subquery()
    row = session.execute(
        select(Password.changed_at, SecondFactor.confirmed_at, identities, codes)
        .select_from(Person)
        .outerjoin(Password, Password.person_id == Person.id)
        .outerjoin(SecondFactor, SecondFactor.person_id == Person.id)
        .where(Person.id == person_id)
    ).one()
    return SignIns(*row)


def open_sessions(session: Session, person_id: int, moment: datetime) -> list[LoginSession]:
    """The sessions of a person that still open something, the one used last first."""
    query = select(LoginSession).where(
        LoginSession.person_id == person_id,
        LoginSession.ended_at.is_(None),
        LoginSession.seen_at > moment - IDLE,
        LoginSession.opened_at > moment - LONGEST,
    )
    return list(session.scalars(query.order_by(LoginSession.seen_at.desc(), LoginSession.id.desc())))


def identities_of(session: Session, person_id: int) -> list[ExternalIdentity]:
    """The identities by which other systems vouch for a person, the oldest first."""
    query = select(ExternalIdentity).where(ExternalIdentity.person_id == person_id)
    return list(session.scalars(query.order_by(ExternalIdentity.linked_at, ExternalIdentity.id)))


def occurrences(
    session: Session, *, person_id: int | None = None, kind: SecurityEventKind | None = None, limit: int, offset: int = 0
) -> list[Occurrence]:
    """Lines of the security log, the latest first; of one person or one kind when given."""
    query = (
        select(SecurityEvent.at, SecurityEvent.kind, Person.key, Person.name, SecurityEvent.address, SecurityEvent.detail)
        .outerjoin(Person, SecurityEvent.person_id == Person.id)
        .order_by(SecurityEvent.at.desc(), SecurityEvent.id.desc())
    )
    if person_id is not None:
        query = query.where(SecurityEvent.person_id == person_id)
    if kind is not None:
        query = query.where(SecurityEvent.kind == kind)
    return [Occurrence(*row) for row in session.execute(query.limit(limit).offset(offset))]


def count_occurrences(session: Session, *, kind: SecurityEventKind | None = None) -> int:
    query = select(func.count(SecurityEvent.id))
    return session.scalar(query if kind is None else query.where(SecurityEvent.kind == kind)) or 0
