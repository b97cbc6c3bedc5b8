"""The second factor: codes by time (RFC 6238) from an application on the owner's telephone, each good for once."""

from datetime import datetime, timedelta

import pyotp
from pyotp.utils import strings_equal
from sqlalchemy import select
from sqlalchemy.orm import Session

from qms.language import Phrase, UserError, mark
from qms.people.models import Person
from qms.security.acting import Acting, SignedIn
from qms.security.permissions import Permission
from qms.signing_in.models import SecondFactor, SecurityEventKind
from qms.signing_in.security_log import note
from qms.trail.entries import Actor, Change
from qms.trail.use_cases import record

STEP = timedelta(seconds=30)
_DRIFT = (0, -1, 1)  # steps by which a telephone's clock may be wrong, the likeliest first
_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


class NoSecondFactor(UserError):
    """There is no secret to compare a code with."""


def step_at(moment: datetime) -> int:
    return (moment - _EPOCH) // STEP


def use_code(session: Session, person_id: int, code: str, moment: datetime) -> bool:
    """Whether the code is right now and was not used before; it is used up then."""
    factor = _locked(session, person_id)
    return factor is not None and factor.confirmed_at is not None and _use(factor, code, moment)


def begin(session: Session, acting: SignedIn) -> None:
    """Make a new secret, which counts once a code has shown that the telephone has it; raise UserError when one counts."""
    factor = _locked(session, acting.viewer.person_id)
    if factor is not None and factor.confirmed_at is not None:
        raise UserError(Phrase(mark("Xác thực hai bước đang bật; hãy tắt rồi bật lại nếu muốn dùng điện thoại khác.")))
    if factor is None:
        session.add(SecondFactor(person_id=acting.viewer.person_id, secret=pyotp.random_base32()))
    else:
        factor.secret = pyotp.random_base32()


def secret_to_confirm(session: Session, person_id: int) -> str | None:
    """The secret that waits for its first code."""
    return session.scalar(
        select(SecondFactor.secret).where(SecondFactor.person_id == person_id, SecondFactor.confirmed_at.is_(None))
    )


def address_of(secret: str, key: str, issuer: str) -> str:
    """What the QR code says: the secret with its owner, as authenticator applications read it."""
    return pyotp.TOTP(secret).provisioning_uri(name=key, issuer_name=issuer)


def confirm(session: Session, acting: SignedIn, code: str, address: str) -> bool:
    """Turn the second factor on when the code shows that the telephone has the secret."""
    factor = _locked(session, acting.viewer.person_id)
    if factor is None or factor.confirmed_at is not None:
        raise NoSecondFactor(Phrase(mark("Chưa có mã QR nào đang chờ xác nhận; hãy bắt đầu lại.")))
    if not _use(factor, code, acting.moment):
        return False
    factor.confirmed_at = acting.moment
    record(session, acting.as_self(), acting.moment, [_change("created", acting.viewer.key, None, acting.moment)])
    note(session, SecurityEventKind.SECOND_FACTOR_ON, acting.moment, address, acting.viewer.person_id)
    return True


def turn_off(session: Session, acting: SignedIn, address: str) -> None:
    """Done by the owner, who has just given the password."""
    _remove(session, acting.as_self(), acting.viewer.person_id, acting.viewer.key, acting.moment, address)


def remove(session: Session, acting: Acting, person: Person, address: str, reason: str | None = None) -> None:
    """Done by an administrator for somebody whose telephone is gone; raise NoSecondFactor when there is nothing to turn off."""
    found = _locked(session, person.id)
    if found is None or found.confirmed_at is None:
        raise NoSecondFactor(Phrase(mark("Người này không dùng xác thực hai bước.")))
    _remove(session, acting.under(Permission.KEEP_PEOPLE), person.id, person.key, acting.moment, address, reason)


def _remove(
    session: Session, actor: Actor, person_id: int, key: str, moment: datetime, address: str, reason: str | None = None
) -> None:
    factor = _locked(session, person_id)
    if factor is None:
        return
    session.delete(factor)
    if factor.confirmed_at is not None:
        record(session, actor, moment, [_change("withdrawn", key, factor.confirmed_at, None)], reason)
        note(session, SecurityEventKind.SECOND_FACTOR_OFF, moment, address, person_id)


def _change(verb: str, key: str, before: datetime | None, after: datetime | None) -> Change:
    said = tuple(moment and moment.isoformat() for moment in (before, after))
    return Change(f"second_factor:{verb}", key, {"confirmed_at": (said[0], said[1])})


def _locked(session: Session, person_id: int) -> SecondFactor | None:
    """Read for change: of two requests with one code only the first finds it unused."""
    return session.scalar(select(SecondFactor).where(SecondFactor.person_id == person_id).with_for_update())


def _use(factor: SecondFactor, code: str, moment: datetime) -> bool:
    typed = "".join(code.split())
    codes = pyotp.HOTP(factor.secret)
    for step in (step_at(moment) + drift for drift in _DRIFT):
        if (factor.last_step is None or step > factor.last_step) and strings_equal(codes.at(step), typed):
            factor.last_step = step
            return True
    return False
