"""The second factor: codes by time (RFC 6238) from an application on the owner's telephone, each good for once.

The shared secret is kept sealed under the installation's secret key. With another key it cannot be read any more: the owner
signs in by a recovery code, or an administrator turns the second factor off, and it is set up again.
"""

from datetime import datetime, timedelta

import pyotp
from pyotp.utils import strings_equal
from sqlalchemy import select
from sqlalchemy.orm import Session

from qms.language import Phrase, UserError, mark
from qms.people.models import Person
from qms.security.acting import Acting, SignedIn
from qms.security.permissions import Permission
from qms.security.vault import Unopenable, Vault, is_sealed
from qms.signing_in.models import SecondFactor, SecurityEventKind
from qms.signing_in.recovery_codes import NewCodes, store_codes
from qms.signing_in.security_log import note
from qms.signing_in.telling import tell_owner
from qms.trail.entries import Actor, Change
from qms.trail.use_cases import record

STEP = timedelta(seconds=30)
_DRIFT = (0, -1, 1)  # steps by which a telephone's clock may be wrong, the likeliest first
_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


_TURNED_ON = Phrase(mark("Xác thực hai bước đã được bật: từ nay mỗi lần đăng nhập cần thêm mã trên điện thoại."))
_TURNED_OFF = Phrase(mark("Xác thực hai bước đã được tắt: từ nay chỉ cần mật khẩu là đăng nhập được."))


class NoSecondFactor(UserError):
    """There is no secret to compare a code with."""


def step_at(moment: datetime) -> int:
    return (moment - _EPOCH) // STEP


def use_code(session: Session, vault: Vault, person_id: int, code: str, moment: datetime) -> bool:
    """Whether the code is right now and was not used before; it is used up then."""
    factor = _locked(session, person_id)
    return factor is not None and factor.confirmed_at is not None and _use(factor, vault, code, moment)


def is_readable(session: Session, vault: Vault, person_id: int) -> bool:
    """Whether codes can be compared at all: False when the installation's secret key is not the one of the day of sealing."""
    secret = session.scalar(select(SecondFactor.secret).where(SecondFactor.person_id == person_id))
    return secret is None or _opened(vault, person_id, secret) is not None


def begin(session: Session, vault: Vault, acting: SignedIn) -> None:
    """Make a new secret, which counts once a code has shown that the telephone has it; raise UserError when one counts."""
    person_id = acting.viewer.person_id
    factor = _locked(session, person_id)
    if factor is not None and factor.confirmed_at is not None:
        raise UserError(Phrase(mark("Xác thực hai bước đang bật; hãy tắt rồi bật lại nếu muốn dùng điện thoại khác.")))
    sealed = vault.seal(pyotp.random_base32(), _owner(person_id))
    if factor is None:
        session.add(SecondFactor(person_id=person_id, secret=sealed))
    else:
        factor.secret = sealed


def secret_to_confirm(session: Session, vault: Vault, person_id: int) -> str | None:
    """The secret that waits for its first code."""
    sealed = session.scalar(
        select(SecondFactor.secret).where(SecondFactor.person_id == person_id, SecondFactor.confirmed_at.is_(None))
    )
    return _opened(vault, person_id, sealed) if sealed else None


def shows(secret: str, code: str, moment: datetime) -> bool:
    """Whether the code comes from a telephone that has the secret."""
    return _step_of(secret, code, moment) is not None


def address_of(secret: str, key: str, issuer: str) -> str:
    """What the QR code says: the secret with its owner, as authenticator applications read it."""
    return pyotp.TOTP(secret).provisioning_uri(name=key, issuer_name=issuer)


def confirm(session: Session, vault: Vault, acting: SignedIn, code: str, codes: NewCodes, address: str) -> bool:
    """Turn the second factor on, with its recovery codes, when the code shows that the telephone has the secret."""
    factor = _locked(session, acting.viewer.person_id)
    if factor is None or factor.confirmed_at is not None:
        raise NoSecondFactor(Phrase(mark("Chưa có mã QR nào đang chờ xác nhận; hãy bắt đầu lại.")))
    if not _use(factor, vault, code, acting.moment):
        return False
    actor, moment = acting.as_self(), acting.moment
    factor.confirmed_at = moment
    store_codes(session, factor.person_id, codes, moment)
    record(session, actor, moment, [_change("created", acting.viewer.key, None, moment)])
    note(session, SecurityEventKind.SECOND_FACTOR_ON, moment, address, factor.person_id)
    tell_owner(session, factor.person_id, _TURNED_ON, actor, moment)
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


def seal_stored(session: Session, vault: Vault) -> int:
    """Seal what a program that knew no vault has stored; return how many secrets. Part of migrating."""
    plain = [factor for factor in session.scalars(select(SecondFactor)) if not is_sealed(factor.secret)]
    for factor in plain:
        factor.secret = vault.seal(factor.secret, _owner(factor.person_id))
    return len(plain)


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
        tell_owner(session, person_id, _TURNED_OFF, actor, moment)


def _change(verb: str, key: str, before: datetime | None, after: datetime | None) -> Change:
    said = tuple(moment and moment.isoformat() for moment in (before, after))
    return Change(f"second_factor:{verb}", key, {"confirmed_at": (said[0], said[1])})


def _locked(session: Session, person_id: int) -> SecondFactor | None:
    """Read for change: of two requests with one code only the first finds it unused."""
    return session.scalar(select(SecondFactor).where(SecondFactor.person_id == person_id).with_for_update())


def _use(factor: SecondFactor, vault: Vault, code: str, moment: datetime) -> bool:
    secret = _opened(vault, factor.person_id, factor.secret)
    step = None if secret is None else _step_of(secret, code, moment, factor.last_step)
    if step is None:
        return False
    factor.last_step = step
    return True


def _step_of(secret: str, code: str, moment: datetime, used: int | None = None) -> int | None:
    """The step around ``moment`` and after the ``used`` one to which the code belongs; None when there is none."""
    typed, codes = "".join(code.split()), pyotp.HOTP(secret)
    for step in (step_at(moment) + drift for drift in _DRIFT):
        if (used is None or step > used) and strings_equal(codes.at(step), typed):
            return step
    return None


def _opened(vault: Vault, person_id: int, sealed: str) -> str | None:
    """The secret; None when it was sealed with another key."""
    try:
        return vault.open(sealed, _owner(person_id))
    except Unopenable:
        return None


def _owner(person_id: int) -> str:
    return f"second_factor:{person_id}"
