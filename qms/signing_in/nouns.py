"""What signing in is called on the trail. It is told under the key of the person whom it concerns."""

from qms.language import mark
from qms.trail.words import Field, Noun, show_code

_OF_A_PERSON = frozenset({"person"})

NOUNS = (
    Noun(
        "password",
        mark("Mật khẩu"),
        {"changed_at": Field(mark("Đặt lúc")), "temporary": Field(mark("Tạm thời"))},
        part_of=_OF_A_PERSON,
    ),
    Noun(
        "second_factor",
        mark("Mã xác thực thứ hai"),
        {"confirmed_at": Field(mark("Xác nhận lúc")), "codes_made_at": Field(mark("Cấp mã khôi phục lúc"))},
        part_of=_OF_A_PERSON,
    ),
    Noun(
        "external_identity",
        mark("Danh tính đăng nhập một lần"),
        {"issuer": Field(mark("Nơi cấp"), show_code), "subject": Field(mark("Mã danh tính"), show_code)},
        part_of=_OF_A_PERSON,
    ),
    Noun("login_session", mark("Phiên làm việc"), {"sessions": Field(mark("Số phiên"))}, part_of=_OF_A_PERSON),
)
