"""Signing in and one's own account."""

from collections.abc import Callable
from datetime import timedelta

import pyotp
from argon2 import PasswordHasher
from sqlalchemy import select
from sqlalchemy.orm import Session

from qms.people.models import Person
from qms.signing_in.models import ExternalIdentity, LoginSession, Password, RecoveryCode, ResetToken, SecondFactor
from qms.signing_in.sessions import hash_token
from tests.web.cast import ADMINISTRATOR, COORDINATOR, ELSEWHERE, Member
from tests.web.client import CheckingClient
from tests.web.keys import sealed_secret
from tests.web.routes.rows import ADMINISTRATORS, ALL, Page, Public, Send
from tests.web.today import TODAY

NOT_A_FACT = "signing in and out is in the security log, not on the trail"
NO_LETTERS = "an asked-for link changes nothing until it is used"
NO_PROVIDER = "this installation has no single sign-on"
RESET = "r" * 43
NOT_YET = "a secret that no code has confirmed changes nothing yet"
PASSWORD, NEXT_PASSWORD = "ngựa bốn chân vượt đèo", "thuyền ba lá qua phá rộng"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
RECOVERY_CODE = "k7m2-q4r8-w9x3"
cheaply = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash


def of(session: Session, member: Member) -> Person:
    return session.scalars(select(Person).where(Person.key == member.key)).one()


def login(member: Member) -> Callable[[Session], int]:
    """The id of the standing session of a member."""
    own = select(LoginSession.id).join(Person, LoginSession.person_id == Person.id).where(Person.key == member.key)
    return lambda session: session.scalars(own.order_by(LoginSession.id)).first() or 0


def with_password(*, temporary: bool = False) -> Callable[[Session], None]:
    def first(session: Session) -> None:
        person_id = of(session, COORDINATOR).id
        session.add(Password(person_id=person_id, hash=cheaply(PASSWORD), temporary=temporary, changed_at=TODAY.now()))

    return first


def with_second_factor(session: Session, *, confirmed: bool = True) -> None:
    with_password()(session)
    person_id, moment = of(session, COORDINATOR).id, TODAY.now() if confirmed else None
    session.add(SecondFactor(person_id=person_id, secret=sealed_secret(person_id, SECRET), confirmed_at=moment))


def with_recovery_code(session: Session) -> None:
    with_second_factor(session)
    session.flush()
    kept = {"hash": cheaply(RECOVERY_CODE.replace("-", "")), "made_at": TODAY.now()}
    session.add(RecoveryCode(person_id=of(session, COORDINATOR).id, number=7, **kept))


def with_identity(session: Session) -> None:
    person_id = of(session, COORDINATOR).id
    session.add(ExternalIdentity(id=1, person_id=person_id, issuer="https://sso", subject="1", linked_at=TODAY.now()))


def to_confirm(session: Session) -> None:
    with_second_factor(session, confirmed=False)


def half_signed_in(client: CheckingClient) -> None:
    """Name and password were right; more is asked for."""
    assert client.send("/dang-nhap", key=COORDINATOR.key, password=PASSWORD).status_code == 303


def code(_session: Session) -> str:
    return pyotp.TOTP(SECRET).at(TODAY.now())


def forget(session: Session) -> None:
    """A reset token that is still good, under the name in RESET."""
    with_password()(session)
    moment = TODAY.now()
    person_id = of(session, COORDINATOR).id
    session.add(
        ResetToken(token_hash=hash_token(RESET), person_id=person_id, made_at=moment, expires_at=moment + timedelta(minutes=5))
    )


PAGES = {
    "signing_in.sign_in": Public(),
    "signing_in.give_code": Public(answer=303),
    "signing_in.give_recovery_code": Public(answer=303),
    "signing_in.choose_password": Public(answer=303),
    "signing_in.forgotten": Public(),
    "signing_in.reset": Public({"token": RESET}, answer=404),
    "signing_in.sign_on": Public(answer=404),
    "signing_in.come_back": Public(answer=303),
    "signing_in.account": Page(ALL),
    "signing_in.confirm": Page(ALL),
    "signing_in.confirm_there": Page(ALL, answer=404),
    "signing_in.change_password": Page(ALL),
    "signing_in.two_steps": Page(ALL),
    "signing_in.show_secret": Page(ALL, answer=303),
    "signing_in.new_codes": Page(ALL, answer=303),
    "signing_in.sign_ins": Page(ADMINISTRATORS),
    "signing_in.person": Page(ADMINISTRATORS, {"key": COORDINATOR.key}),
    "signing_in.revoke": Page(ADMINISTRATORS, {"key": COORDINATOR.key}),
    "signing_in.remove_second_factor": Page(ADMINISTRATORS, {"key": COORDINATOR.key}),
    "signing_in.unlink": Page(ADMINISTRATORS, {"key": COORDINATOR.key, "identity_id": 1}, answer=404),
    "signing_in.link": Page(ADMINISTRATORS, {"key": COORDINATOR.key}, answer=404),
}
SENDS = {
    "signing_in.sign_in": Send(None, {"key": COORDINATOR.key, "password": PASSWORD}, first=with_password(), silent=NOT_A_FACT),
    "signing_in.give_code": Send(None, {"code": code}, first=with_second_factor, then=half_signed_in, silent=NOT_A_FACT),
    "signing_in.give_recovery_code": Send(
        None, {"code": RECOVERY_CODE}, first=with_recovery_code, then=half_signed_in, silent=NOT_A_FACT
    ),
    "signing_in.choose_password": Send(
        None,
        {"password": NEXT_PASSWORD, "again": NEXT_PASSWORD},
        first=with_password(temporary=True),
        then=half_signed_in,
    ),
    "signing_in.forgotten": Send(None, {"key": COORDINATOR.key}, silent=NO_LETTERS, answer=200),
    "signing_in.reset": Send(None, {"password": NEXT_PASSWORD, "again": NEXT_PASSWORD}, {"token": RESET}, first=forget),
    "signing_in.confirm": Send(COORDINATOR, {"password": PASSWORD}, first=with_password(), silent=NOT_A_FACT),
    "signing_in.sign_out": Send(COORDINATOR, silent=NOT_A_FACT),
    "signing_in.end_other_sessions": Send(COORDINATOR, silent=NOT_A_FACT),
    "signing_in.end_own_session": Send(
        COORDINATOR, at={"session_id": login(COORDINATOR)}, outside={"session_id": login(ELSEWHERE)}, silent=NOT_A_FACT
    ),
    "signing_in.change_password": Send(
        COORDINATOR, {"old": PASSWORD, "password": NEXT_PASSWORD, "again": NEXT_PASSWORD}, first=with_password()
    ),
    "signing_in.two_steps": Send(COORDINATOR, {"password": PASSWORD}, first=with_password(), silent=NOT_YET),
    "signing_in.show_secret": Send(COORDINATOR, {"code": code}, first=to_confirm, answer=200),
    "signing_in.new_codes": Send(COORDINATOR, {"password": PASSWORD}, first=with_second_factor, answer=200),
    "signing_in.revoke": Send(ADMINISTRATOR, {"reason": "Mất máy"}, {"key": COORDINATOR.key}),
    "signing_in.remove_second_factor": Send(
        ADMINISTRATOR, {"reason": "Mất điện thoại"}, {"key": COORDINATOR.key}, first=with_second_factor
    ),
    "signing_in.unlink": Send(
        ADMINISTRATOR, {"reason": "Nối nhầm"}, {"key": COORDINATOR.key, "identity_id": 1}, first=with_identity
    ),
    "signing_in.link": Send(ADMINISTRATOR, {"subject": "1"}, {"key": COORDINATOR.key}, silent=NO_PROVIDER, answer=404),
}
