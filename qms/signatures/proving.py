"""Demanding the proof that a signature needs, in the very act of signing. Nothing else makes a :class:`Proof`."""

from datetime import datetime

from qms.language import Phrase, UserError, mark
from qms.signatures.proof import Method, Proof
from qms.signing_in.confirming import prove
from qms.signing_in.models import LoginSession
from qms.signing_in.sessions import is_confirmed
from qms.signing_in.use_cases import Visitor, Writing

SIGN_IN_AGAIN = Phrase(mark("Hãy đăng nhập lại một lần nữa để ký: lần xác nhận trước đã quá lâu."))


def prove_by_password(writing: Writing, person_id: int, password: str, visitor: Visitor, moment: datetime) -> Proof:
    """The password, typed again; raise a UserError when it is wrong or too many have been tried. Not inside a transaction."""
    prove(writing, person_id, password, visitor, moment)
    return Proof(person_id, Method.PASSWORD, moment)


def prove_by_session(login: LoginSession, moment: datetime) -> Proof:
    """For somebody who signs in elsewhere and has just come back from doing so; raise UserError when that is too long ago."""
    if not is_confirmed(login, moment):
        raise UserError(SIGN_IN_AGAIN)
    return Proof(login.person_id, Method.SSO, login.confirmed_at)
