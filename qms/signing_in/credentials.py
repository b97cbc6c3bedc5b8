"""Setting passwords: by the owner, by an administrator for once, by a mailed link. Each time all other sessions end."""

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from qms.language import Phrase, mark
from qms.people.models import Person
from qms.security.acting import Acting
from qms.security.permissions import Permission
from qms.signing_in.accounts import Account, account_of, texts_about
from qms.signing_in.models import Password, SecurityEventKind
from qms.signing_in.passwords import HASHER, WeakPassword, check_password, generate_password
from qms.signing_in.security_log import note
from qms.signing_in.sessions import end_all_sessions
from qms.signing_in.telling import tell_owner
from qms.trail.entries import Actor, Change
from qms.trail.use_cases import record

_CHANGED = Phrase(mark("Mật khẩu đã được đổi; các phiên làm việc khác của tài khoản đã kết thúc."))
_BY_LETTER = Phrase(
    mark("Mật khẩu đã được đặt lại bằng liên kết gửi qua thư điện tử; mọi phiên làm việc của tài khoản đã kết thúc.")
)
_TEMPORARY = Phrase(
    mark("Mật khẩu tạm đã được cấp: mật khẩu cũ không còn dùng được, và mọi phiên làm việc của tài khoản đã kết thúc.")
)
_PUT_ANEW = "password:changed"  # the first password of an account protects nothing yet, and its owner hears of it otherwise
BY_LETTER = "letter"  # how the security log says that the owner came by a mailed link


def set_temporary_password(session: Session, acting: Acting, person: Person) -> str:
    """Give somebody a password to begin with, or to begin again with; return it, for it is kept nowhere.

    It has to be changed at the next sign-in. All sessions of the person end.
    """
    actor = acting.under(Permission.KEEP_PEOPLE)
    password = generate_password()
    session.flush()
    change = _put(session, person.id, person.key, HASHER.hash(password), acting.moment, temporary=True)
    end_all_sessions(session, person.id, acting.moment)
    record(session, actor, acting.moment, [change])
    note(session, SecurityEventKind.PASSWORD_CHANGED, acting.moment, actor.origin.rpartition("web:")[2], person.id, "temporary")
    if change.verb == _PUT_ANEW:
        tell_owner(session, person.id, _TEMPORARY, actor, acting.moment)
    return password


def fit_password(session: Session, person_id: int, password: str, day: date) -> str:
    """The hash of a password that fits the rules for this person; raise WeakPassword. Takes time: not for a transaction."""
    account = account_of(session, person_id)
    if account is None:
        raise LookupError(f"no person {person_id}")
    if account.hash is not None and HASHER.verify(account.hash, password):
        raise WeakPassword(Phrase(mark("Mật khẩu mới phải khác mật khẩu đang dùng.")))
    check_password(password, texts_about(session, account, day))
    return HASHER.hash(password)


def store_password(
    session: Session,
    actor: Actor,
    account: Account,
    hashed: str,
    moment: datetime,
    address: str,
    *,
    but: int | None = None,
    how: str | None = None,
) -> None:
    """Put the owner's new password on the account; every session but the one with the id ``but`` ends."""
    change = _put(session, account.person_id, account.key, hashed, moment, temporary=False)
    end_all_sessions(session, account.person_id, moment, but=but)
    record(session, actor, moment, [change])
    note(session, SecurityEventKind.PASSWORD_CHANGED, moment, address, account.person_id, how)
    if change.verb == _PUT_ANEW:
        tell_owner(session, account.person_id, _BY_LETTER if how == BY_LETTER else _CHANGED, actor, moment)


def update_hash(session: Session, account: Account, password: str) -> Account:
    """Hash the password anew when the parameters have become stronger since; the password itself stays as it is."""
    if account.hash is None or not HASHER.is_outdated(account.hash):
        return account
    hashed = HASHER.hash(password)
    session.execute(update(Password).where(Password.person_id == account.person_id).values(hash=hashed))
    return replace(account, hash=hashed)


def _put(session: Session, person_id: int, key: str, hashed: str, moment: datetime, *, temporary: bool) -> Change:
    """Store the hash; what the trail keeps says when a password was set and whether it was temporary, and nothing else."""
    stored = session.get(Password, person_id)
    before = None if stored is None else (stored.changed_at.isoformat(), stored.temporary)
    if stored is None:
        session.add(Password(person_id=person_id, hash=hashed, temporary=temporary, changed_at=moment))
    else:
        stored.hash, stored.temporary, stored.changed_at = hashed, temporary, moment
    old_at, old_temporary = before or (None, None)
    diff = {"changed_at": (old_at, moment.isoformat()), "temporary": (old_temporary, temporary)}
    return Change("password:created" if before is None else _PUT_ANEW, key, diff)
