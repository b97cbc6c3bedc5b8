"""Proving again to be the person whose session it is: before a signature, and before the account itself is changed.

Tries count like those of signing in, by account and by address.
"""

from datetime import datetime

from qms.language import Phrase, mark
from qms.signing_in import attempts
from qms.signing_in.accounts import account_of
from qms.signing_in.models import LoginSession, SecurityEventKind
from qms.signing_in.passwords import HASHER
from qms.signing_in.security_log import note
from qms.signing_in.sessions import renew_token
from qms.signing_in.use_cases import Refused, Visitor, Writing, locked

WRONG_PASSWORD = Phrase(mark("Mật khẩu đang dùng chưa đúng."))
NO_PASSWORD = Phrase(mark("Tài khoản này đăng nhập một lần qua hệ thống khác nên không có mật khẩu ở đây."))


def prove(writing: Writing, person_id: int, password: str, visitor: Visitor, moment: datetime) -> None:
    """Demand the password in the very act; return when it is right, raise Refused otherwise. Not inside a transaction."""
    with writing() as session:
        account = account_of(session, person_id)
        if account is None or account.hash is None or not account.active:
            raise Refused(NO_PASSWORD)
        counters = [attempts.by_account(account.key), attempts.by_address(visitor.address)]
        until = attempts.count_try(session, counters, moment)
    if until is not None:
        raise locked(until)
    right = HASHER.verify(account.hash, password)
    with writing() as session:
        if right:
            attempts.forget(session, counters[0])
            attempts.take_back(session, counters[1])
        else:
            note(session, SecurityEventKind.REFUSED, moment, visitor.address, person_id, "confirmation")
    if not right:
        raise Refused(WRONG_PASSWORD)


def confirm(writing: Writing, login: LoginSession, password: str, visitor: Visitor, moment: datetime) -> str:
    """Like :func:`prove`, and remember it in the session for a while (sessions.FRESH); return the session's new token."""
    prove(writing, login.person_id, password, visitor, moment)
    with writing() as session:
        return renew_token(session, login.id, moment, confirmed=True)
