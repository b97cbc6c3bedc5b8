"""Sessions of signed-in browsers: opened with a token that only the browser knows, found by its hash, ended for good."""

from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session, contains_eager

from qms.people.models import Person
from qms.signing_in.models import LoginSession

IDLE = timedelta(minutes=60)  # an auditor may talk for the better part of an hour before the next answer is typed
LONGEST = timedelta(hours=12)  # a working day: nobody stays signed in overnight
FRESH = timedelta(minutes=5)  # long enough to come back from the single sign-on page and press one button
NOTED_EVERY = timedelta(minutes=1)  # "last seen" is not written more often

# Asked before every page: composed once.
_OPEN = (
    select(LoginSession)
    .join(LoginSession.person)
    .options(contains_eager(LoginSession.person))
    .where(LoginSession.token_hash == bindparam("token_hash"), LoginSession.ended_at.is_(None), Person.active)
)


def open_session(session: Session, person_id: int, moment: datetime, *, method: str, address: str, device: str) -> str:
    """A new session; return its token, which is kept nowhere else."""
    token = token_urlsafe(32)
    session.add(
        LoginSession(
            token_hash=hash_token(token),
            person_id=person_id,
            opened_at=moment,
            seen_at=moment,
            confirmed_at=moment,
            method=method,
            address=address[:45],
            device=device[:200],
        )
    )
    return token


def find_session(session: Session, token: str, moment: datetime) -> LoginSession | None:
    """The session of a token while it lasts: not ended, not idle for IDLE, not older than LONGEST, its account active.

    Its person comes with it, in the one statement.
    """
    found = session.scalar(_OPEN, {"token_hash": hash_token(token)})
    if found is None or moment >= found.seen_at + IDLE or moment >= found.opened_at + LONGEST:
        return None
    return found


def needs_noting(found: LoginSession, moment: datetime) -> bool:
    return moment >= found.seen_at + NOTED_EVERY


def note_seen(session: Session, session_id: int, moment: datetime) -> None:
    session.execute(
        update(LoginSession).where(LoginSession.id == session_id, LoginSession.ended_at.is_(None)).values(seen_at=moment)
    )


def renew_token(session: Session, session_id: int, moment: datetime, *, confirmed: bool = False) -> str:
    """A new token for a session whose owner has just proved more than before; whoever holds the old one is out."""
    token = token_urlsafe(32)
    proved = {"confirmed_at": moment} if confirmed else {}
    session.execute(
        update(LoginSession)
        .where(LoginSession.id == session_id, LoginSession.ended_at.is_(None))
        .values(token_hash=hash_token(token), seen_at=moment, **proved)
    )
    return token


def is_confirmed(found: LoginSession, moment: datetime) -> bool:
    """Whether the person proved to be that person so recently that it may count for an act of weight."""
    return moment < found.confirmed_at + FRESH


def end_session(session: Session, session_id: int, moment: datetime) -> None:
    session.execute(
        update(LoginSession).where(LoginSession.id == session_id, LoginSession.ended_at.is_(None)).values(ended_at=moment)
    )


def end_all_sessions(session: Session, person_id: int, moment: datetime, *, but: int | None = None) -> int:
    """End every session of a person that was not ended, apart from the one with the id ``but``; return how many."""
    open_ones = update(LoginSession).where(LoginSession.person_id == person_id, LoginSession.ended_at.is_(None))
    chosen = open_ones if but is None else open_ones.where(LoginSession.id != but)
    return len(session.scalars(chosen.values(ended_at=moment).returning(LoginSession.id)).all())


def hash_token(token: str) -> str:
    """What is stored of a token: it is random, so a plain SHA-256 cannot be guessed back."""
    return sha256(token.encode()).hexdigest()
