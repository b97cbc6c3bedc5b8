"""Vietnamese text: how it is stored, compared, searched and sorted."""

import re
import unicodedata
from functools import lru_cache

_TONES = {"\N{COMBINING GRAVE ACCENT}": 1, "\N{COMBINING HOOK ABOVE}": 2, "\N{COMBINING TILDE}": 3,
          "\N{COMBINING ACUTE ACCENT}": 4, "\N{COMBINING DOT BELOW}": 5}  # in the order of Vietnamese dictionaries
_VOWELS = re.compile(r"(?:[aeiouy][\u0300-\u036f]*)+")  # a run of vowels with their marks, decomposed
_ALPHABET = {letter: rank for rank, letter in enumerate(
    "0 1 2 3 4 5 6 7 8 9 a ă â b c d đ e ê f g h i j k l m n o ô ơ p q r s t u ư v w x y z".split())}


def tidy(text: str) -> str:
    """Text as it is stored: NFC, no space at the ends, every inner run of white space one space."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


def fold_key(key: str) -> str:
    """What two spellings of one key share: keys are compared without regard to case and Unicode form."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", key).casefold())


@lru_cache(maxsize=16384)
def fold_name(name: str) -> str:
    """What two spellings of one name share: no regard to case, white space, Unicode form or tone placement (Hoà = Hòa)."""
    letters = "".join(unicodedata.normalize("NFC", name).casefold().split())
    return unicodedata.normalize("NFC", _VOWELS.sub(_tone_last, unicodedata.normalize("NFD", letters)))


def _tone_last(vowels: re.Match[str]) -> str:
    letters = vowels.group()
    tones = "".join(sorted(letter for letter in letters if letter in _TONES))
    return "".join(letter for letter in letters if letter not in _TONES) + tones


def fold_search(text: str) -> str:
    """What a search compares: lower case, no diacritics, đ as d, single spaces."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return tidy("".join(letter for letter in plain if not unicodedata.combining(letter)))


@lru_cache(maxsize=16384)
def sort_key(text: str) -> str:
    """A string whose binary order is the Vietnamese dictionary order of ``text``: letters first, then tones."""
    letters, tones = [], []
    for letter in tidy(text).casefold():
        parts = unicodedata.normalize("NFD", letter)
        bare = unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONES))
        tones.append(str(next((_TONES[part] for part in parts if part in _TONES), 0)))
        letters.append(chr(ord("0") + _ALPHABET[bare]) if bare in _ALPHABET else " " if not bare.isalnum() else "~" + bare)
    return "".join(letters) + "\t" + "".join(tones)
