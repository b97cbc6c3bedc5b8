"""What an entry's hash is taken over: canonical JSON of all its fields and of the hash before it."""

from collections.abc import Callable
from hashlib import sha256
from json import JSONEncoder
from json.encoder import encode_basestring
from typing import Any

GENESIS = "0" * 64  # stands where the hash before the first entry would stand

canonical: Callable[[Any], str] = JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode


class Seal:
    """Hashes the entries of one batch; what these share is written out only once.

    The text is ``canonical`` of the fields, put together by hand because it is made for every fact of an import. Of
    ``person``, ``post`` and ``reason`` only those that are known are among them: so entries written before these were kept
    have the hashes they had.
    """

    def __init__(
        self,
        batch: str,
        at: str,
        actor: str,
        origin: str,
        person: str | None = None,
        post: str | None = None,
        reason: str | None = None,
    ) -> None:
        self._before = f'{{"actor":{canonical(actor)},"at":{canonical(at)},"batch":{canonical(batch)},"diff":'
        self._between = f',"origin":{canonical(origin)}{_known("person", person)}{_known("post", post)},"previous_hash":"'
        self._after = f'"{_known("reason", reason)},"verb":'

    def __call__(self, number: int, verb: str, object_key: str, diff: str, previous_hash: str) -> str:
        """The SHA-256 of one entry, in hexadecimal; ``diff`` is canonical JSON already."""
        said = (
            f'{self._before}{diff},"number":{number},"object_key":{encode_basestring(object_key)}'
            f"{self._between}{previous_hash}{self._after}{encode_basestring(verb)}}}"
        )
        return sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def _known(field: str, value: str | None) -> str:
    return "" if value is None else f',"{field}":{canonical(value)}'
