"""Signing in and out. What takes the processor's time (Argon2) is done between transactions, never inside one.

Whoever tries to sign in learns one of three things only: it is done, something more is asked, or it was refused; the refusal
says the same and takes the same work whether the account exists, is inactive, or the password is wrong.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy.orm import Session

from qms.clock import CIVIL_TIME
from qms.language import Phrase, UserError, mark
from qms.people.models import Person
from qms.security.acting import Acting, SignedIn
from qms.security.permissions import Permission
from qms.security.vault import Vault
from qms.signing_in import attempts, recovery_codes, second_factor
from qms.signing_in.accounts import Account, account_called, account_of, actor_of
from qms.signing_in.attempts import Counter
from qms.signing_in.credentials import store_password, update_hash
from qms.signing_in.models import LoginSession, SecurityEventKind
from qms.signing_in.passwords import HASHER
from qms.signing_in.security_log import note, sweep
from qms.signing_in.sessions import end_all_sessions, end_session, open_session
from qms.signing_in.telling import tell_owner
from qms.trail.entries import Change
from qms.trail.use_cases import record

Writing = Callable[[], AbstractContextManager[Session]]

PATIENCE = timedelta(minutes=10)  # between the password and what is asked after it

WRONG = Phrase(mark("Tên đăng nhập hoặc mật khẩu chưa đúng."))
WRONG_CODE = Phrase(mark("Mã xác thực chưa đúng hoặc đã dùng rồi. Hãy chờ mã mới trên điện thoại rồi nhập lại."))
WRONG_RECOVERY = Phrase(mark("Mã khôi phục chưa đúng hoặc đã dùng rồi. Mỗi mã chỉ dùng được một lần."))
KEY_CHANGED = Phrase(
    mark(
        "Khóa bí mật của hệ thống đã thay đổi, nên mã trên điện thoại không còn đối chiếu được. Hãy dùng một mã khôi phục, "
        "hoặc đề nghị người quản trị tắt xác thực hai bước; sau đó bật lại ở trang Tài khoản của tôi."
    )
)
RECOVERED = mark("Một mã khôi phục vừa được dùng thay cho điện thoại để đăng nhập; còn lại {count} mã.")
_ENDED = Phrase(mark("Mọi phiên làm việc của tài khoản đã được kết thúc; cần đăng nhập lại trên mọi thiết bị."))
BEGIN_AGAIN = Phrase(mark("Đã quá lâu kể từ lúc nhập mật khẩu. Hãy đăng nhập lại từ đầu."))


class Refused(UserError):
    """Not signed in; the message is all that may be said. ``until``: nothing is examined before that moment."""

    def __init__(self, message: Phrase, until: datetime | None = None) -> None:
        super().__init__(message)
        self.until = until


@dataclass(frozen=True)
class Visitor:
    """From where somebody knocks: the network address and what the browser calls itself."""

    address: str
    device: str


@dataclass(frozen=True)
class Pending:
    """Somebody whose password was right at ``at``, and who is asked for more before a session is opened.

    ``seal`` ties it to that password: another password makes it worthless. ``coded``: the second factor was right, too.
    """

    person_id: int
    at: datetime
    seal: str
    coded: bool = False


@dataclass(frozen=True)
class Opened:
    """``token`` opens the session; it is known to nobody else."""

    token: str


@dataclass(frozen=True)
class CodeWanted:
    pending: Pending


@dataclass(frozen=True)
class NewPasswordWanted:
    pending: Pending


Outcome = Opened | CodeWanted | NewPasswordWanted


def sign_in(writing: Writing, typed: str, password: str, visitor: Visitor, moment: datetime) -> Outcome:
    """Examine a name (or mail address) and a password; raise Refused."""
    account = _count(writing, typed, visitor, moment)
    right = HASHER.verify(account.hash if account and account.active else None, password)
    with writing() as session:
        if account is None or not right or account_of(session, account.person_id) != account:
            _note_refusal(session, typed, account, visitor, moment)
            outcome = None
        else:
            attempts.forget(session, attempts.by_account(account.key))
            attempts.take_back(session, attempts.by_address(visitor.address))
            account = update_hash(session, account, password)
            outcome = _go_on(session, account, Pending(account.person_id, moment, _seal(account)), visitor, moment)
    if outcome is None:
        raise Refused(WRONG)
    return outcome


def give_code(writing: Writing, vault: Vault, pending: Pending, code: str, visitor: Visitor, moment: datetime) -> Outcome:
    """Examine the code of the second factor; raise Refused."""
    with writing() as session:
        account = _still(session, pending, moment)
        if not second_factor.is_readable(session, vault, account.person_id):
            raise Refused(KEY_CHANGED)
        counters = [attempts.by_code(account.person_id), attempts.by_address(visitor.address)]
        until = attempts.count_try(session, counters, moment)
        right = until is None and second_factor.use_code(session, vault, account.person_id, code, moment)
        if right:
            attempts.forget(session, counters[0])
            attempts.take_back(session, counters[1])
            return _go_on(session, account, replace(pending, coded=True), visitor, moment)
        if until is None:
            _note_failure(session, counters[0], account.person_id, visitor, moment, "code")
    raise Refused(WRONG_CODE) if until is None else locked(until)


def give_recovery_code(writing: Writing, pending: Pending, typed: str, visitor: Visitor, moment: datetime) -> Outcome:
    """Examine a recovery code, which stands in for the code of the telephone and is used up; raise Refused."""
    with writing() as session:
        account = _still(session, pending, moment)
        counters = [attempts.by_code(account.person_id), attempts.by_address(visitor.address)]
        until = attempts.count_try(session, counters, moment)
        unused = recovery_codes.unused_codes(session, account.person_id)
    if until is not None:
        raise locked(until)
    code = recovery_codes.code_typed(unused, typed)
    with writing() as session:
        account = _still(session, pending, moment)
        if code is not None and recovery_codes.use_up(session, account.person_id, code, moment):
            attempts.forget(session, counters[0])
            attempts.take_back(session, counters[1])
            _tell_recovery(session, account, visitor, moment)
            return _go_on(session, account, replace(pending, coded=True), visitor, moment)
        _note_failure(session, counters[0], account.person_id, visitor, moment, "recovery code")
    raise Refused(WRONG_RECOVERY)


def choose_password(session: Session, pending: Pending, hashed: str, visitor: Visitor, moment: datetime) -> Outcome:
    """Put the password whose hash is given in the place of a temporary one and go on; raise Refused."""
    account = _still(session, pending, moment)
    if not account.temporary or (account.coded and not pending.coded):
        raise Refused(BEGIN_AGAIN)
    actor = actor_of(session, account, visitor.address, moment.astimezone(CIVIL_TIME).date())
    store_password(session, actor, account, hashed, moment, visitor.address)
    fresh = replace(account, hash=hashed, temporary=False)
    return _go_on(session, fresh, replace(pending, seal=_seal(fresh)), visitor, moment)


def sign_out(session: Session, login: LoginSession, address: str, moment: datetime) -> None:
    end_session(session, login.id, moment)
    note(session, SecurityEventKind.SIGNED_OUT, moment, address, login.person_id)


def end_own_session(session: Session, acting: SignedIn, session_id: int, address: str) -> bool:
    """End one of the person's own sessions; False when there is none such that still runs."""
    login = session.get(LoginSession, session_id)
    if login is None or login.person_id != acting.viewer.person_id or login.ended_at is not None:
        return False
    end_session(session, session_id, acting.moment)
    note(session, SecurityEventKind.SESSION_REVOKED, acting.moment, address, login.person_id, "own")
    return True


def end_other_sessions(session: Session, acting: SignedIn, login: LoginSession, address: str) -> None:
    """End all sessions of the person but the present one."""
    end_all_sessions(session, login.person_id, acting.moment, but=login.id)
    note(session, SecurityEventKind.SESSION_REVOKED, acting.moment, address, login.person_id, "own")


def revoke_sessions(session: Session, acting: Acting, person: Person, address: str, reason: str | None = None) -> None:
    """An administrator ends every session of somebody; on the trail, because somebody else's work is interrupted."""
    actor = acting.under(Permission.SEE_SIGN_INS)
    ended = end_all_sessions(session, person.id, acting.moment)
    record(session, actor, acting.moment, [Change("login_session:withdrawn", person.key, {"sessions": (ended, 0)})], reason)
    note(session, SecurityEventKind.SESSION_REVOKED, acting.moment, address, person.id, "administrator")
    tell_owner(session, person.id, _ENDED, actor, acting.moment)


def note_forged(session: Session, address: str, moment: datetime) -> datetime | None:
    """A sign-in form that did not come from the sign-in page counts as a failure of its address; until when that is locked."""
    until = attempts.count_try(session, [attempts.by_address(address)], moment)
    if until is None:
        note(session, SecurityEventKind.FORGED, moment, address)
    return until


def locked(until: datetime) -> Refused:
    """The answer to every try before ``until``, right or wrong."""
    at = until.astimezone(CIVIL_TIME) + timedelta(seconds=59)  # said in whole minutes, and never too early
    return Refused(
        Phrase(mark("Đã có nhiều lần thử không đúng, nên tạm dừng nhận. Hãy thử lại từ {time}."), time=f"{at:%H:%M}"), until
    )


def pending_account(session: Session, pending: Pending, moment: datetime) -> Account:
    """The account that is half signed in; raise Refused when it has to begin again."""
    return _still(session, pending, moment)


def _count(writing: Writing, typed: str, visitor: Visitor, moment: datetime) -> Account | None:
    with writing() as session:
        account = account_called(session, typed)
        counters = [_counter(typed, account), attempts.by_address(visitor.address)]
        until = attempts.count_try(session, counters, moment)
    if until is not None:
        raise locked(until)
    return account


def _counter(typed: str, account: Account | None) -> Counter:
    """One count for each account, whichever of its two names is typed."""
    return attempts.by_account(account.key if account else typed)


def _note_refusal(session: Session, typed: str, account: Account | None, visitor: Visitor, moment: datetime) -> None:
    person_id = account.person_id if account else None
    _note_failure(session, _counter(typed, account), person_id, visitor, moment, "password")


def _note_failure(
    session: Session, counter: Counter, person_id: int | None, visitor: Visitor, moment: datetime, what: str
) -> None:
    note(session, SecurityEventKind.REFUSED, moment, visitor.address, person_id, what)
    for each in (counter, attempts.by_address(visitor.address)):
        if attempts.has_locked(session, each):
            kind = each.key.partition(":")[0]
            note(session, SecurityEventKind.LOCKED_OUT, moment, visitor.address, person_id, kind)


def _tell_recovery(session: Session, account: Account, visitor: Visitor, moment: datetime) -> None:
    left = len(recovery_codes.unused_codes(session, account.person_id))
    note(session, SecurityEventKind.RECOVERY_CODE_USED, moment, visitor.address, account.person_id, f"left {left}")
    actor = actor_of(session, account, visitor.address, moment.astimezone(CIVIL_TIME).date())
    tell_owner(session, account.person_id, Phrase(RECOVERED, count=left), actor, moment)


def _go_on(session: Session, account: Account, pending: Pending, visitor: Visitor, moment: datetime) -> Outcome:
    if account.coded and not pending.coded:
        return CodeWanted(pending)
    if account.temporary:
        return NewPasswordWanted(pending)
    method = "password+code" if pending.coded else "password"
    note(session, SecurityEventKind.SIGNED_IN, moment, visitor.address, account.person_id, method)
    sweep(session, moment)
    return Opened(open_session(session, account.person_id, moment, method=method, address=visitor.address, device=visitor.device))


def _still(session: Session, pending: Pending, moment: datetime) -> Account:
    account = account_of(session, pending.person_id)
    if account is None or not account.active or _seal(account) != pending.seal or moment >= pending.at + PATIENCE:
        raise Refused(BEGIN_AGAIN)
    return account


def _seal(account: Account) -> str:
    return sha256((account.hash or "").encode()).hexdigest()[:32]
