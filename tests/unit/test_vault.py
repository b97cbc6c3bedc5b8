"""What is kept sealed in the database."""

from base64 import b64decode, b64encode

import pytest

from qms.security.vault import Unopenable, Vault, is_sealed

KEY, TEXT = "k" * 32, "JBSWY3DPEHPK3PXP"


def test_what_was_sealed_opens_for_its_owner_with_the_same_key_only() -> None:
    sealed = Vault(KEY).seal(TEXT, "second_factor:1")
    assert Vault(KEY).open(sealed, "second_factor:1") == TEXT
    for vault, owner in ((Vault(KEY), "second_factor:2"), (Vault("K" * 32), "second_factor:1")):
        with pytest.raises(Unopenable):
            vault.open(sealed, owner)


def test_sealed_text_gives_nothing_away_and_is_never_the_same() -> None:
    first, second = (Vault(KEY).seal(TEXT, "a") for _ in range(2))
    assert first != second and is_sealed(first) and not is_sealed(TEXT)
    assert TEXT not in first and TEXT.encode() not in b64decode(first.removeprefix("v1."))


def test_whatever_was_changed_or_never_sealed_does_not_open() -> None:
    sealed = Vault(KEY).seal(TEXT, "a")
    packed = bytearray(b64decode(sealed.removeprefix("v1.")))
    packed[-1] ^= 1
    for text in ("v1." + b64encode(packed).decode(), sealed[:-4], "v1.", "", TEXT, "v1.ê", "v1.AAAA"):
        with pytest.raises(Unopenable):
            Vault(KEY).open(text, "a")
