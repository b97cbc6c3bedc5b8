"""Which new passwords are accepted (NIST SP 800-63B, 5.1.1.2; ASVS 5.0, 6.2)."""

import pytest

from qms.signing_in.passwords import LONGEST, SHORTEST, WeakPassword, check_password, generate_password

ABOUT = ("binh.tran", "Trần Thị Bình", "binh.tran@so-noi-vu.gov.vn", "so-noi-vu", "Sở Nội vụ tỉnh Thừa Thiên Huế")


@pytest.mark.parametrize(
    "password",
    [
        "thuyền giấy qua sông lạnh",  # spaces and Vietnamese letters, neither digit nor capital
        "nắng vàng, bưởi chua; 7 con cò",
        "x7#Qm29!vLpw",
        "quạt mo hồ điệp " * (LONGEST // 16),
    ],
)
def test_a_password_that_is_long_and_hard_to_guess_is_accepted_whatever_it_is_made_of(password: str) -> None:
    check_password(password, ABOUT)


def test_a_generated_password_is_accepted() -> None:
    check_password(generate_password(), ABOUT)


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("k3@Vz!9qW"[: SHORTEST - 1], "ít nhất"),
        ("thuyền giấy qua sông lạnh " * 6, "dài quá"),
        ("1234567890", "bị lộ"),
        ("QWERTYuiop", "bị lộ"),  # in whatever case
        ("matkhau2026", "dễ đoán"),
        ("mật khẩu 2026", "dễ đoán"),  # with diacritics and spaces the same
        ("trần thị bình", "dễ đoán"),
        ("Binh.Tran@2026", "dễ đoán"),
        ("sonoivu2026!", "dễ đoán"),
        ("Thừa Thiên Huế", "dễ đoán"),
    ],
)
def test_what_an_attacker_tries_first_is_refused_with_its_reason(password: str, reason: str) -> None:
    with pytest.raises(WeakPassword) as refused:
        check_password(password, ABOUT)
    assert reason in str(refused.value)
