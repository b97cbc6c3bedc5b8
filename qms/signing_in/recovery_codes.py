"""Recovery codes: ten one-time codes, shown once, that stand in for the telephone of the second factor.

They are kept as passwords are, so that they do not depend on the installation's secret key and cannot be guessed back from a copy
of the database. Hashing them takes time: it is done outside of transactions.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from secrets import choice

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from qms.language import Phrase, mark
from qms.security.acting import SignedIn
from qms.signing_in.models import RecoveryCode, SecurityEventKind
from qms.signing_in.passwords import HASHER, LETTERS
from qms.signing_in.security_log import note
from qms.signing_in.telling import tell_owner
from qms.trail.entries import Change
from qms.trail.use_cases import record

COUNT = 10
_GROUPS, _GROUP = 3, 4  # letters: 59 bits, which Argon2id and a limited number of tries put out of reach
_REPLACED = Phrase(mark("Mười mã khôi phục mới đã được cấp; các mã cấp trước đó không còn dùng được."))


@dataclass(frozen=True)
class NewCodes:
    """``texts`` are for the owner's eyes, once; ``hashes`` are what is kept of them, in the same order."""

    texts: tuple[str, ...]
    hashes: tuple[str, ...]


@dataclass(frozen=True)
class Unused:
    number: int
    hash: str


def make_codes() -> NewCodes:
    texts = tuple("-".join("".join(choice(LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS)) for _ in range(COUNT))
    return NewCodes(texts, tuple(HASHER.hash(_plain(text)) for text in texts))


def store_codes(session: Session, person_id: int, codes: NewCodes, moment: datetime) -> None:
    """Put new codes in the place of those the person has, if any."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person_id))
    rows = [
        {"person_id": person_id, "number": number, "hash": hashed, "made_at": moment}
        for number, hashed in enumerate(codes.hashes, 1)
    ]
    session.execute(insert(RecoveryCode), rows)


def replace_codes(session: Session, acting: SignedIn, codes: NewCodes, address: str) -> None:
    """Done by the owner, who has just given the password and whose second factor is on."""
    person_id, actor = acting.viewer.person_id, acting.as_self()
    before = session.scalar(select(func.max(RecoveryCode.made_at)).where(RecoveryCode.person_id == person_id))
    store_codes(session, person_id, codes, acting.moment)
    diff = {"codes_made_at": (before and before.isoformat(), acting.moment.isoformat())}
    record(session, actor, acting.moment, [Change("second_factor:changed", acting.viewer.key, diff)])
    note(session, SecurityEventKind.RECOVERY_CODES_MADE, acting.moment, address, person_id)
    tell_owner(session, person_id, _REPLACED, actor, acting.moment)


def unused_codes(session: Session, person_id: int) -> list[Unused]:
    """What is left of the person's codes, in the order in which they were shown."""
    query = select(RecoveryCode.number, RecoveryCode.hash).where(
        RecoveryCode.person_id == person_id, RecoveryCode.used_at.is_(None)
    )
    return [Unused(*row) for row in session.execute(query.order_by(RecoveryCode.number))]


def code_typed(codes: Sequence[Unused], typed: str) -> Unused | None:
    """Which of the codes was typed, however grouped and spelt in capitals; takes the same time for every wrong one."""
    plain = _plain(typed)
    return next((code for code in codes if HASHER.verify(code.hash, plain)), None)


def use_up(session: Session, person_id: int, code: Unused, moment: datetime) -> bool:
    """Mark the code as used; False when it is so already or is no code any more."""
    mine = update(RecoveryCode).where(
        RecoveryCode.person_id == person_id, RecoveryCode.number == code.number, RecoveryCode.hash == code.hash
    )
    used = mine.where(RecoveryCode.used_at.is_(None)).values(used_at=moment).returning(RecoveryCode.number)
    return session.execute(used).first() is not None


def _plain(typed: str) -> str:
    return "".join(filter(str.isalnum, typed.lower()))
