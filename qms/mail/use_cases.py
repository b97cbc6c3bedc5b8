"""Writing letters into the outbox, in the transaction of what they tell, and taking them out of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from qms.mail.models import Letter

WAITS = tuple(timedelta(minutes=minutes) for minutes in (2, 10, 60, 360))  # after the first, second, … failure; the last stays
_EMPTY = ""
_WRITTEN = "letters_written"


@dataclass(frozen=True)
class WrittenLetter:
    """A letter as it goes out."""

    id: int
    recipient: str
    subject: str
    body: str
    written_at: datetime


def write_letter(
    session: Session, recipient: str, subject: str, body: str, moment: datetime, expires_at: datetime | None = None
) -> None:
    """Put a letter into the outbox; it leaves only when the transaction is committed."""
    session.add(Letter(recipient=recipient, subject=subject, body=body, written_at=moment, expires_at=expires_at))
    session.info[_WRITTEN] = True


def wrote_letters(session: Session) -> bool:
    """Whether a letter was written through this session: then somebody should take it away after the commit."""
    return _WRITTEN in session.info


def due_letters(session: Session, moment: datetime, limit: int = 100) -> list[int]:
    """The letters to be tried now, the oldest first."""
    waiting = select(Letter.id, Letter.attempts, Letter.tried_at).where(Letter.sent_at.is_(None), Letter.body != _EMPTY)
    return [
        letter_id
        for letter_id, attempts, tried_at in session.execute(waiting.order_by(Letter.id).limit(limit))
        if tried_at is None or moment >= tried_at + WAITS[min(attempts, len(WAITS)) - 1]
    ]


def take(session: Session, letter_id: int, moment: datetime) -> WrittenLetter | None:
    """Claim a letter for one attempt, so that nobody else tries it meanwhile; None when somebody does or has."""
    claimed = (
        update(Letter)
        .where(Letter.id == letter_id, Letter.sent_at.is_(None), Letter.body != _EMPTY)
        .where(or_(Letter.tried_at.is_(None), Letter.tried_at <= moment - WAITS[0]))
        .values(tried_at=moment, attempts=Letter.attempts + 1)
        .returning(Letter.id, Letter.recipient, Letter.subject, Letter.body, Letter.written_at)
    )
    row = session.execute(claimed).first()
    return WrittenLetter(*row) if row else None


def note_sent(session: Session, letter_id: int, moment: datetime) -> None:
    session.execute(update(Letter).where(Letter.id == letter_id).values(sent_at=moment, body=_EMPTY, last_error=None))


def note_failed(session: Session, letter_id: int, error: str) -> None:
    session.execute(update(Letter).where(Letter.id == letter_id).values(last_error=error[:500]))


def empty_expired(session: Session, moment: datetime) -> None:
    """What came too late is not sent and not kept."""
    session.execute(
        update(Letter)
        .where(Letter.sent_at.is_(None), Letter.body != _EMPTY, Letter.expires_at <= moment)
        .values(body=_EMPTY, last_error="expired")
    )
