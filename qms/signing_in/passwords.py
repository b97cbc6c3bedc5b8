"""Passwords: Argon2id hashes, and the rules by which a new one is accepted (NIST SP 800-63B, section 5.1.1.2).

Length counts, composition does not: spaces and Vietnamese letters are welcome. What is refused is what an attacker tries first.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from secrets import choice
from threading import Lock

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from qms.language import Phrase, UserError, mark
from qms.signing_in.words import COMMON_WORDS
from qms.text import fold_search

SHORTEST = 10  # characters; above the floor of 8, below the 15 that people would write on a note
LONGEST = 128  # characters; at least 64 must be accepted, and no more than this is worth the server's time
_STRONG_ENOUGH = 3  # of zxcvbn's 0 to 4: more than 10^8 guesses, which a limited number of tries never reaches
_JUDGED = 72  # characters that zxcvbn looks at
_SEPARATORS = str.maketrans("", "", " ._-@")
_TEMPORARY_LENGTH = 14
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # no letter that is taken for another one when read aloud


class WeakPassword(UserError):
    """The password is not accepted; the message says why and how to choose a better one."""


class Hasher:
    """Argon2id with one set of parameters; a test may exchange them for cheap ones."""

    def __init__(self, argon2: PasswordHasher | None = None) -> None:
        self._argon2 = argon2 or PasswordHasher()

    def use(self, argon2: PasswordHasher) -> None:
        """Work with other parameters from now on; older hashes stay valid."""
        self._argon2 = argon2
        vars(self).pop("_nobody", None)

    def hash(self, password: str) -> str:
        return self._argon2.hash(normal(password))

    def verify(self, hashed: str | None, password: str) -> bool:
        """Whether the password belongs to the hash; without a hash the same work is done for nothing and the answer is no."""
        try:
            return self._argon2.verify(hashed or self._nobody, normal(password)[:LONGEST]) and hashed is not None
        except (VerificationError, InvalidHashError):
            return False

    def is_outdated(self, hashed: str) -> bool:
        return self._argon2.check_needs_rehash(hashed)

    @cached_property
    def _nobody(self) -> str:
        """The hash of a password that nobody knows."""
        return self._argon2.hash(generate_password())


HASHER = Hasher()
_one_at_a_time = Lock()  # zxcvbn keeps the words of its caller in a global


def normal(password: str) -> str:
    """One spelling for what looks the same on every keyboard; spaces stay."""
    return unicodedata.normalize("NFC", password)


def generate_password() -> str:
    """A password to be handed over once and changed at the first sign-in."""
    return "".join(choice(LETTERS) for _ in range(_TEMPORARY_LENGTH))


def check_password(password: str, about: Iterable[str] = ()) -> None:
    """Raise WeakPassword unless the password may be used; ``about`` are texts about its owner: key, name, mail, agencies."""
    password = normal(password)
    if len(password) < SHORTEST:
        raise WeakPassword(
            Phrase(
                mark("Mật khẩu cần ít nhất {count} ký tự. Bốn từ không liên quan với nhau là cách vừa dễ nhớ vừa khó đoán."),
                count=SHORTEST,
            )
        )
    if len(password) > LONGEST:
        raise WeakPassword(Phrase(mark("Mật khẩu dài quá {count} ký tự; hãy rút ngắn lại."), count=LONGEST))
    if password.lower() in _common():
        raise WeakPassword(Phrase(mark("Mật khẩu này nằm trong danh sách mật khẩu đã bị lộ; hãy chọn mật khẩu khác.")))
    if _strength(password, [*_words(about), *COMMON_WORDS]) < _STRONG_ENOUGH:
        raise WeakPassword(
            Phrase(
                mark(
                    "Mật khẩu này dễ đoán. Hãy tránh tên người, tên cơ quan, năm tháng và dãy phím; "
                    "nên ghép vài từ không liên quan với nhau, có thể viết có dấu và có khoảng trắng."
                )
            )
        )


@cache
def _common() -> frozenset[str]:
    return frozenset(FREQUENCY_LISTS["passwords"])


def _strength(password: str, known: list[str]) -> int:
    """The worse of two looks: as typed, and without diacritics and what separates words, as an attacker would spell it."""
    spellings = {password[:_JUDGED], _joined(password)[:_JUDGED]}
    with _one_at_a_time:
        return min(int(zxcvbn(spelling, known)["score"]) for spelling in spellings)


def _words(about: Iterable[str]) -> Iterator[str]:
    for text in filter(None, about):
        folded = fold_search(text)
        parts = folded.replace("@", " ").replace(".", " ").split()
        yield from (_joined(text), folded, *(part for part in parts if len(part) > 1))


def _joined(text: str) -> str:
    return fold_search(text).translate(_SEPARATORS)
