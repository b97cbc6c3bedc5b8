"""Keeping small secrets in the database so that the database alone does not give them away.

AES-256 in Galois/Counter Mode (NIST SP 800-38D) under a key that is derived from the installation's secret key by HKDF-SHA256
(RFC 5869). Whoever has a copy of the database without that key reads nothing.
"""

from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from os import urandom

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_FORM = "v1."  # what sealed texts begin with; no secret of ours has a full stop in it
_PURPOSE = b"qms: secrets in the database"
_NONCE = 12  # bytes, random for each text
_KEY = 32  # bytes


class Unopenable(Exception):
    """The text was sealed with another key or for somebody else, was changed since, or never was sealed."""


class Vault:
    """``owner`` says whose secret it is: what was sealed for one owner does not open for another."""

    def __init__(self, secret_key: str) -> None:
        derived = HKDF(algorithm=SHA256(), length=_KEY, salt=None, info=_PURPOSE).derive(secret_key.encode())
        self._cipher = AESGCM(derived)

    def seal(self, text: str, owner: str) -> str:
        nonce = urandom(_NONCE)
        return _FORM + b64encode(nonce + self._cipher.encrypt(nonce, text.encode(), owner.encode())).decode("ascii")

    def open(self, sealed: str, owner: str) -> str:
        """The text that was sealed for this owner; raise Unopenable."""
        try:
            packed = b64decode(sealed.removeprefix(_FORM), validate=True)
            return self._cipher.decrypt(packed[:_NONCE], packed[_NONCE:], owner.encode()).decode()
        except (NotBase64, ValueError, InvalidTag) as error:
            raise Unopenable from error


def is_sealed(text: str) -> bool:
    """Whether the text is one that :class:`Vault` has made, with whichever key."""
    return text.startswith(_FORM)
