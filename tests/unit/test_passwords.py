"""Which passwords are accepted, what is said of the others, and how they are kept."""

import unicodedata
from threading import Thread

import pytest
from argon2 import PasswordHasher
from argon2.profiles import CHEAPEST
from hypothesis import given, settings
from hypothesis import strategies as st

from qms.signing_in import passwords
from qms.signing_in.passwords import LONGEST, SHORTEST, Hasher, WeakPassword, check_password, generate_password

ABOUT = ["an.nguyen", "Nguyễn Văn Ẩn", "an.nguyen@sonnmt.example", "so-nnmt", "Sở Nông nghiệp và Môi trường", "Thư ký ISO"]
LEAKED, EASY = "đã bị lộ", "dễ đoán"


@pytest.mark.parametrize(
    "password",
    [
        "con mèo nằm trên mái nhà",
        "bốn chiếc thuyền giấy",
        "xe đạp cũ leo đèo Hải Vân",
        "correct horse battery staple",
        "k7#mQz!t2LpX",
        "  hai khoảng trắng ở đầu vẫn được  ",
        "lá trúc che ngang mặt chữ điền " * 4,
        "ngựa" * 3 + " đen " + "bay" * 2,
    ],
)
def test_long_and_strange_is_enough(password):
    check_password(password, ABOUT)


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("ngắn quá 9", None),
        ("ngắn quá9", "ít nhất 10"),
        ("x1#Kq9!zM", "ít nhất 10"),
        ("1qaz2wsx3edc", LEAKED),
        ("password1234", LEAKED),
        ("qwertyuiop", LEAKED),
        ("Qwertyuiop", LEAKED),
        ("1234567890", LEAKED),
        ("aaaaaaaaaaaaaaa", EASY),
        ("matkhau2026", EASY),
        ("Mật khẩu 2026", EASY),
        ("mật khẩu mới", EASY),
        ("Anh yêu em 123", EASY),
        ("ThừaThiênHuế2026", EASY),
        ("thừa thiên huế", EASY),
        ("ISO9001:2015", EASY),
        ("nguyenvanan1990", EASY),
        ("Nguyễn Văn Ẩn 1", EASY),
        ("an.nguyen.an.nguyen", EASY),
        ("Sở Nông nghiệp và Môi trường", EASY),
        ("sonongnghiepvamoitruong2026", EASY),
        ("01/01/2026 01/01/2026", EASY),
    ],
)
def test_what_an_attacker_tries_first_is_refused_with_advice(password, said):
    if said is None:
        assert len(password) == SHORTEST
        return
    with pytest.raises(WeakPassword, match=said):
        check_password(password, ABOUT)


def test_the_length_is_that_of_the_letters_one_sees():
    nine = "mật khẩuq"
    assert len(nine) == 9 and len(unicodedata.normalize("NFD", nine)) > SHORTEST
    with pytest.raises(WeakPassword, match="ít nhất"):
        check_password(unicodedata.normalize("NFD", nine))


def test_as_long_as_anybody_wants_but_not_longer():
    sentence = "con mèo nằm trên mái nhà và "
    check_password((sentence * 5)[:LONGEST])
    with pytest.raises(WeakPassword, match=str(LONGEST)):
        check_password((sentence * 5)[: LONGEST + 1])


def test_a_generated_password_is_good_enough_and_never_the_same():
    made = {generate_password() for _ in range(50)}
    assert len(made) == 50
    for password in made:
        check_password(password, ABOUT)


@pytest.fixture
def hasher() -> Hasher:
    return Hasher(PasswordHasher.from_parameters(CHEAPEST))


@settings(deadline=None, max_examples=30)
@given(st.text(max_size=200), st.text(max_size=5))
def test_a_hash_knows_its_password_in_every_unicode_form_and_no_other(password, more):
    hasher = Hasher(PasswordHasher.from_parameters(CHEAPEST))
    password = password.encode("utf-8", "ignore").decode()[:LONGEST]
    hashed = hasher.hash(password)
    assert hashed.startswith("$argon2id$") and (not password or password not in hashed.split("$"))
    for form in ("NFC", "NFD"):
        assert (
            hasher.verify(hashed, unicodedata.normalize(form, password)) or len(unicodedata.normalize("NFC", password)) > LONGEST
        )
    assert not hasher.verify(hashed, f"x{password}")


def test_nobody_has_no_password_but_costs_as_much(hasher):
    asked = []
    verify = hasher._argon2.verify

    class Watched:
        def verify(self, hashed, password):
            asked.append(hashed)
            return verify(hashed, password)

        def hash(self, password):
            return PasswordHasher.from_parameters(CHEAPEST).hash(password)

    hasher._argon2 = Watched()
    assert not hasher.verify(None, "con mèo") and not hasher.verify(None, "")
    assert len(asked) == 2 and asked[0] == asked[1], "compared with one hash, made once"


@pytest.mark.parametrize("stored", ["", "plain text", "$argon2id$v=19$broken", "$2b$12$abcdefghijklmnopqrstuv"])
def test_what_is_no_hash_belongs_to_no_password(hasher, stored):
    assert not hasher.verify(stored or "x", "con mèo")


def test_older_parameters_stay_valid_and_are_known_as_outdated(hasher):
    old = hasher.hash("con mèo")
    hasher.use(PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))
    assert hasher.verify(old, "con mèo") and hasher.is_outdated(old)
    assert not hasher.is_outdated(hasher.hash("con mèo"))


def test_the_default_is_what_the_library_recommends():
    parameters = Hasher()._argon2._parameters
    assert (parameters.memory_cost >= 64 * 1024, parameters.time_cost >= 3, parameters.type.name) == (True, True, "ID")


def test_two_people_who_choose_at_once_are_judged_by_their_own_words():
    """The library keeps its caller's words in a global."""
    outcomes: dict[int, int] = {}

    def choose(number: int) -> None:
        refused = 0
        for _ in range(20):
            own = f"zkqvwjx{number}pfmh"
            try:
                check_password(own + "1", [own])
            except WeakPassword:
                refused += 1
        outcomes[number] = refused

    threads = [Thread(target=choose, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes == dict.fromkeys(range(4), 20)
    assert passwords._one_at_a_time.acquire(blocking=False)
    passwords._one_at_a_time.release()
