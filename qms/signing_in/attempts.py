"""Limits on guessing, by account and by address, kept in the database: they hold across processes and restarts.

A try is counted before it is examined, so that tries sent at the same time count as well. Locked out means: nothing is examined
until a moment; what is tried meanwhile does not make it longer. Accounts that do not exist are counted like those that do.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from ipaddress import IPv6Address, ip_address, ip_network

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from qms.signing_in.models import LoginAttempt
from qms.text import fold_key

DELAYS = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 15, 30))  # after the free tries, growing; the last one stays
FORGOTTEN = timedelta(days=1)  # without a failure
_KEPT = timedelta(days=2)  # rows; longer than anything looks back
_SAME_NETWORK = 64  # bits of an IPv6 address: one household or office


@dataclass(frozen=True)
class Limit:
    """``free`` failures cost nothing; each ``recovers`` without a failure takes one failure back (None: only FORGOTTEN does)."""

    free: int
    recovers: timedelta | None = None

    def standing(self, count: int, last_at: datetime, moment: datetime) -> int:
        """The failures that still count at ``moment``."""
        if moment - last_at >= FORGOTTEN:
            return 0
        return count if self.recovers is None else max(0, count - max(0, (moment - last_at) // self.recovers))

    def locked_until(self, count: int, last_at: datetime) -> datetime | None:
        """The first moment at which another try is examined; None when none has to be waited for."""
        over = count - self.free
        return None if over < 0 else last_at + DELAYS[min(over, len(DELAYS) - 1)]


ACCOUNT = Limit(free=5)
ADDRESS = Limit(free=30, recovers=timedelta(minutes=1))  # a whole office may stand behind one address
LETTERS_TO_ACCOUNT = Limit(free=3, recovers=timedelta(minutes=20))


@dataclass(frozen=True)
class Counter:
    key: str
    limit: Limit


def by_account(key: str) -> Counter:
    """Tries with one account's name, whether or not there is such an account; what was typed is not kept."""
    return Counter(f"account:{_hashed(key)}", ACCOUNT)


def by_code(person_id: int) -> Counter:
    """Tries with codes of the second factor: a known password does not take them back."""
    return Counter(f"code:{person_id}", ACCOUNT)


def by_letter(key: str) -> Counter:
    return Counter(f"letter:{_hashed(key)}", LETTERS_TO_ACCOUNT)


def by_address(address: str) -> Counter:
    return Counter(f"address:{network(address)}", ADDRESS)


def network(address: str) -> str:
    """The address that is counted: an IPv6 address stands for its network."""
    try:
        known = ip_address(address)
    except ValueError:
        return address[:45]
    if isinstance(known, IPv6Address) and known.ipv4_mapped is None:
        return str(ip_network((known, _SAME_NETWORK), strict=False))
    return str(getattr(known, "ipv4_mapped", None) or known)


def count_try(session: Session, counters: list[Counter], moment: datetime) -> datetime | None:
    """Count one more failure with each counter, unless one of them is locked; return until when it is, None when none is."""
    rows = {counter.key: _locked_row(session, counter, moment) for counter in counters}
    standing = {c.key: c.limit.standing(*rows[c.key], moment) for c in counters}
    waits = [c.limit.locked_until(rows[c.key][0], rows[c.key][1]) for c in counters if standing[c.key] >= c.limit.free]
    ends = [end for end in waits if end is not None and end > moment]
    if ends:
        return max(ends)
    for counter in counters:
        _set(session, counter.key, standing[counter.key] + 1, moment)
    session.execute(delete(LoginAttempt).where(LoginAttempt.last_at < moment - _KEPT))
    return None


def take_back(session: Session, counter: Counter) -> None:
    """The last counted try was no failure."""
    session.execute(
        update(LoginAttempt).where(LoginAttempt.key == counter.key, LoginAttempt.count > 0).values(count=LoginAttempt.count - 1)
    )


def forget(session: Session, counter: Counter) -> None:
    """Whoever was counted has shown to be the right one."""
    session.execute(update(LoginAttempt).where(LoginAttempt.key == counter.key).values(count=0))


def has_locked(session: Session, counter: Counter) -> bool:
    """Whether the try counted last is followed by a wait."""
    count = session.scalar(select(LoginAttempt.count).where(LoginAttempt.key == counter.key)) or 0
    return count >= counter.limit.free


def _locked_row(session: Session, counter: Counter, moment: datetime) -> tuple[int, datetime]:
    """Count and last failure of the counter, its row locked until the end of the transaction; made when there is none."""
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    made = dialect.insert(LoginAttempt).values(key=counter.key, count=0, last_at=moment)
    held = made.on_conflict_do_update(index_elements=[LoginAttempt.key], set_={"key": made.excluded.key})
    count, last_at = session.execute(held.returning(LoginAttempt.count, LoginAttempt.last_at)).one()
    return count, last_at


def _set(session: Session, key: str, count: int, moment: datetime) -> None:
    session.execute(update(LoginAttempt).where(LoginAttempt.key == key).values(count=count, last_at=moment))


def _hashed(key: str) -> str:
    return sha256(fold_key(key.strip()).encode("utf-8", "surrogatepass")).hexdigest()
