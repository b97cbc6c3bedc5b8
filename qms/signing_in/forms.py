"""The forms of signing in. A password is taken as typed: nothing is cut off, and it may be pasted."""

from collections.abc import Sequence
from typing import Any

from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired, Length, ValidationError

from qms.language import Phrase, mark
from qms.signing_in.passwords import LONGEST, SHORTEST, normal
from qms.web.forms import Form, TextLine

_TYPED = 4 * LONGEST  # characters that the server takes at all; more is no password


class Secret(PasswordField):  # type: ignore[misc]
    """A password, never shown again by the page."""

    def __init__(self, label: Phrase, *validators: Any, hint: Phrase | None = None, **rest: Any) -> None:
        super().__init__(label, [InputRequired(), Length(max=_TYPED), *validators], description=hint or "", **rest)


class Code(StringField):  # type: ignore[misc]
    """A code from a telephone or from paper, however it is grouped by spaces."""

    def __init__(self, label: Phrase, *, longest: int = 20, hint: Phrase | None = None, **rest: Any) -> None:
        super().__init__(label, [InputRequired(), Length(max=longest)], description=hint or "", **rest)

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        self.data = "".join(valuelist[0].split()) if valuelist else None


_present = Secret(Phrase(mark("Mật khẩu đang dùng")))  # made first, so that it is asked for and complained of first


class SignInForm(Form):
    key = TextLine(Phrase(mark("Tên đăng nhập hoặc thư điện tử")), required=True, longest=254)
    password = Secret(Phrase(mark("Mật khẩu")))


class CodeForm(Form):
    code = Code(Phrase(mark("Mã xác thực")), hint=Phrase(mark("Sáu chữ số đang hiện trong ứng dụng xác thực trên điện thoại.")))


class RecoveryForm(Form):
    code = Code(
        Phrase(mark("Mã khôi phục")),
        longest=40,
        hint=Phrase(mark("Một trong mười mã nhận khi bật xác thực hai bước; không cần đúng chữ hoa và dấu gạch nối.")),
    )


class NewPasswordForm(Form):
    password = Secret(
        Phrase(mark("Mật khẩu mới")),
        hint=Phrase(
            mark("Ít nhất {count} ký tự. Nên ghép bốn từ không liên quan với nhau; được dùng dấu tiếng Việt và khoảng trắng."),
            count=SHORTEST,
        ),
    )
    again = Secret(Phrase(mark("Nhập lại mật khẩu mới")))

    def validate_again(self, field: Any) -> None:
        if normal(field.data or "") != normal(self.password.data or ""):
            raise ValidationError(Phrase(mark("Hai lần nhập chưa giống nhau.")))


class ChangePasswordForm(NewPasswordForm):
    old = _present


class ForgottenForm(Form):
    key = TextLine(Phrase(mark("Tên đăng nhập hoặc thư điện tử")), required=True, longest=254)


class ConfirmForm(Form):
    password = _present


class ReasonForm(Form):
    reason = TextLine(Phrase(mark("Lý do")), required=True, hint=Phrase(mark("Được ghi vào nhật ký.")))


class IdentityForm(Form):
    subject = TextLine(Phrase(mark("Mã danh tính")), required=True, longest=255)
