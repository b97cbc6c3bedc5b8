"""Setting, ending and correcting policy values by hand, by the rules of the command line."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from qms.language import Phrase, UserError, mark
from qms.security.acting import Acting
from qms.security.permissions import Permission
from qms.standards.models import Parameter, PolicyValue
from qms.standards.parameters import is_verified
from qms.standards.storing import policy_name
from qms.standards.use_cases import SetPolicyValue, set_policy_value, withdraw_policy_value
from qms.storage.conflicts import CHANGED, GONE, Conflict

UNCHECKED = mark("Cần kiểm chứng căn cứ.")  # what a note says of a source that is still to be checked; the rules read it
TAKEN = Phrase(mark("Tham số này đã có giá trị bắt đầu từ ngày ấy; hãy sửa giá trị đã có."))


@dataclass(frozen=True)
class KnownValue:
    """The value that somebody works on: which it is, and what was seen of it."""

    parameter: Parameter
    valid_from: date
    value: str
    version: str


def find_value(session: Session, parameter: Parameter, valid_from: date, value: str | None = None) -> PolicyValue | None:
    """The value of a parameter that begins on a day; of accepted editions, of which several may, the one called ``value``."""
    query = select(PolicyValue).where(PolicyValue.parameter == parameter, PolicyValue.valid_from == valid_from)
    if parameter is Parameter.ACCEPTED_EDITION:
        query = query.where(PolicyValue.value == value)
    return session.scalar(query)


def version_of(row: PolicyValue) -> str:
    """What two equal states of a value share."""
    seen = (row.parameter, row.value, row.valid_from, row.valid_to, row.source, row.note)
    return sha256(repr(seen).encode()).hexdigest()


def trail_key(row: PolicyValue) -> str:
    """The key of the value as the trail names it."""
    return policy_name(row.parameter, row.value, row.valid_from)


def set_value(session: Session, acting: Acting, command: SetPolicyValue, known: KnownValue | None, reason: str | None) -> None:
    """Write a new value, or what is right of a ``known`` one.

    Raise UserError when a new value begins where another does, Conflict when the known one is no longer what was seen.
    """
    actor = acting.under(Permission.SET_POLICY)
    if known is not None:
        _expect(session, known)
    elif find_value(session, command.parameter, command.valid_from, command.value.strip()) is not None:
        raise UserError(TAKEN)
    set_policy_value(session, actor, acting.moment, command, reason)


def withdraw_value(session: Session, acting: Acting, known: KnownValue, reason: str | None) -> None:
    """Take back a value that should never have been there."""
    actor = acting.under(Permission.SET_POLICY)
    withdraw_policy_value(session, actor, acting.moment, _expect(session, known), reason)


def _expect(session: Session, known: KnownValue) -> PolicyValue:
    row = find_value(session, known.parameter, known.valid_from, known.value)
    if row is None:
        raise Conflict(GONE, None, None)
    if version_of(row) != known.version:
        current = {"value": row.value, "valid_to": row.valid_to, "source": row.source, "note": row.note}
        raise Conflict(CHANGED, current, version_of(row))
    return row


def note_of(note: str | None, verified: bool) -> str | None:
    """The note that says whether the source is verified: what is unchecked says so."""
    if verified or not is_verified(note):
        return note
    return f"{note} {UNCHECKED}" if note else UNCHECKED
