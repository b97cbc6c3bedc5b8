"""Signing, and looking whether a signature still holds. Built apart from what is signed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy.orm import Session

from qms.language import Phrase, UserError, mark
from qms.security.viewer import Viewer
from qms.signatures.models import Signature
from qms.signatures.proof import Proof
from qms.trail.chain import canonical
from qms.trail.entries import Actor, Change, stamp

LONGEST_ACT = timedelta(minutes=10)  # between the proof and the signature: long enough to come back from the single sign-on
NOT_PROVED = Phrase(mark("Chưa ký: cần nhập lại mật khẩu ngay trước khi ký."))
NO_POST = Phrase(mark("Chưa ký: chữ ký phải mang một vị trí đang giữ."))


@dataclass(frozen=True)
class Signed:
    """What is signed. ``meaning`` follows the grammar ``noun:verb``; ``statement`` is what the person read, in Vietnamese.

    ``object_key`` is the human key of the object of ``noun``, beginning with the key of its agency; ``content`` the exact bytes.
    """

    noun: str
    object_key: str
    content: bytes
    meaning: str
    statement: str


def sign(session: Session, viewer: Viewer, actor: Actor, moment: datetime, signed: Signed, proof: Proof) -> Signature:
    """Add the signature of ``viewer`` under the post that ``actor`` names (as ``acting.under`` gave it), and return it.

    Put :func:`change_of` it into the batch of the act. Raise UserError without a fresh proof of the same person, or a post.
    """
    if proof.person_id != viewer.person_id or not timedelta(0) <= moment - proof.at <= LONGEST_ACT:
        raise UserError(NOT_PROVED)
    if actor.post is None:
        raise UserError(NO_POST)
    signature = Signature(
        noun=signed.noun,
        object_key=signed.object_key,
        content_hash=hash_of(signed.content),
        meaning=signed.meaning,
        statement=signed.statement,
        person_id=viewer.person_id,
        person_name=viewer.name,
        post=actor.post,
        signed_at=moment,
        method=proof.method.value,
    )
    signature.seal = seal_of(signature)
    session.add(signature)
    session.flush()
    return signature


def change_of(signature: Signature) -> Change:
    """The signature as the trail tells it, under the key of what was signed."""
    said = {"meaning": signature.meaning, "content_hash": signature.content_hash, "seal": signature.seal}
    return Change("signature:created", signature.object_key, {name: (None, value) for name, value in said.items()})


def verify_signature(signature: Signature, content: bytes) -> bool:
    """Whether the signature is as it was made, and made for exactly these bytes."""
    return is_intact(signature) and signature.content_hash == hash_of(content)


def is_intact(signature: Signature) -> bool:
    """Whether nothing of the signature was changed since it was made."""
    return signature.seal == seal_of(signature)


def hash_of(content: bytes) -> str:
    return sha256(content).hexdigest()


def seal_of(signature: Signature) -> str:
    """The SHA-256 over every field but the seal and the row's number."""
    fields = {
        "noun": signature.noun,
        "object_key": signature.object_key,
        "content_hash": signature.content_hash,
        "meaning": signature.meaning,
        "statement": signature.statement,
        "person_id": signature.person_id,
        "person_name": signature.person_name,
        "post": signature.post,
        "signed_at": stamp(signature.signed_at),
        "method": signature.method,
    }
    return hash_of(canonical(fields).encode())
