"""Asking on a page for the proof that a signature needs: the fields of a form, and what becomes of them."""

from typing import Any

from wtforms import PasswordField

from qms.language import Phrase, UserError, mark
from qms.signatures.proof import Proof
from qms.signatures.proving import prove_by_password, prove_by_session
from qms.signing_in.accounts import account_of
from qms.signing_in.forms import Secret
from qms.signing_in.sessions import is_confirmed
from qms.signing_in.use_cases import Visitor
from qms.web.database import reading_session, writing
from qms.web.forms import Form
from qms.web.guard import acting, current_login, current_viewer


class SigningForm(Form):
    """A form that ends in a signature. Whoever signs in elsewhere has no password here and is not asked for one."""

    password = Secret(
        Phrase(mark("Mật khẩu, nhập lại để ký")),
        hint=Phrase(mark("Chữ ký gắn với đúng nội dung đang xem, với người ký, vị trí và thời điểm ký; sau đó không sửa được.")),
    )

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        account = account_of(reading_session(), current_viewer().person_id)
        if account is None or account.hash is None:
            del self.password

    @property
    def asks_password(self) -> bool:
        return isinstance(self._fields.get("password"), PasswordField)

    @property
    def is_proved(self) -> bool:
        """Whether somebody without a password here has just signed in again elsewhere."""
        return not self.asks_password and is_confirmed(current_login(), acting().moment)

    def prove(self, visitor: Visitor) -> Proof | None:
        """The proof of whoever sends the form; None when the fault is beside the field. Not inside a transaction."""
        who = acting()
        try:
            if not self.asks_password:
                return prove_by_session(current_login(), who.moment)
            return prove_by_password(writing, who.viewer.person_id, self.password.data, visitor, who.moment)
        except UserError as error:
            if self.asks_password:
                self.blame("password", error.message)
            else:
                self.complain(error)
            return None
