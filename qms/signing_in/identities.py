"""Identities at a provider of single sign-on, and the accounts they open. No account is ever made by one.

An identity is issuer and subject. The first time it may be recognised by a mail address that the provider has verified; from
then on the address no longer counts.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from qms.clock import CIVIL_TIME
from qms.language import Phrase, UserError, mark
from qms.people.models import Person
from qms.security.acting import Acting, NotVisible
from qms.security.permissions import Permission
from qms.signing_in.accounts import account_of, actor_of
from qms.signing_in.models import ExternalIdentity, LoginSession, SecurityEventKind
from qms.signing_in.security_log import note
from qms.signing_in.sessions import open_session, renew_token
from qms.signing_in.telling import tell_owner
from qms.signing_in.use_cases import Opened, Refused, Visitor
from qms.text import fold_key
from qms.trail.entries import Actor, Change
from qms.trail.use_cases import record

METHOD = "oidc"
UNKNOWN = Phrase(
    mark("Đã xác nhận được danh tính, nhưng chưa có tài khoản nào ở đây được nối với danh tính đó. Hãy liên hệ người quản trị.")
)
FAILED = Phrase(mark("Chưa đăng nhập được qua hệ thống kia. Hãy thử lại, hoặc dùng tên đăng nhập và mật khẩu."))
_LINKED = mark("Tài khoản đã được nối với một danh tính đăng nhập một lần, do {issuer} cấp.")
_UNLINKED = mark("Tài khoản không còn được nối với danh tính đăng nhập một lần do {issuer} cấp.")
SOMEBODY_ELSE = Phrase(mark("Danh tính vừa xác nhận không phải của người đang đăng nhập ở đây."))


class SignOnFailed(UserError):
    """The provider's answer does not hold; ``why`` is a word for the security log."""

    def __init__(self, why: str) -> None:
        super().__init__(FAILED)
        self.why = why


@dataclass(frozen=True)
class Begun:
    """What a browser's cookie keeps while its user is at the provider."""

    state: str
    nonce: str
    verifier: str
    at: datetime
    again: bool


@dataclass(frozen=True)
class Identity:
    """Who came back; ``email`` only when the provider has verified it."""

    issuer: str
    subject: str
    email: str | None


def sign_in_externally(session: Session, identity: Identity, visitor: Visitor, moment: datetime) -> Opened | Refused:
    """Open a session for the person behind the identity; the refusal is returned, so that what was noted is kept."""
    person_id = _linked(session, identity) or _link_by_email(session, identity, visitor, moment)
    account = account_of(session, person_id) if person_id else None
    if account is None or not account.active:
        note(session, SecurityEventKind.REFUSED, moment, visitor.address, person_id, METHOD)
        return Refused(UNKNOWN)
    note(session, SecurityEventKind.SIGNED_IN, moment, visitor.address, account.person_id, METHOD)
    token = open_session(session, account.person_id, moment, method=METHOD, address=visitor.address, device=visitor.device)
    return Opened(token)


def confirm_externally(session: Session, login: LoginSession, identity: Identity, moment: datetime) -> str:
    """Remember that the person proved again to be the one of this session; return its new token, raise Refused."""
    if _linked(session, identity) != login.person_id:
        raise Refused(SOMEBODY_ELSE)
    return renew_token(session, login.id, moment, confirmed=True)


def link_identity(session: Session, acting: Acting, person: Person, issuer: str, subject: str) -> None:
    """An administrator says whose identity it is; raise UserError when it is somebody's already."""
    actor = acting.under(Permission.KEEP_PEOPLE)
    if _linked(session, Identity(issuer, subject, None)) is not None:
        raise UserError(Phrase(mark("Danh tính này đã được nối với một tài khoản.")))
    _link(session, actor, person.id, person.key, Identity(issuer, subject, None), acting.moment)


def unlink_identity(session: Session, acting: Acting, person: Person, identity_id: int, reason: str | None = None) -> None:
    """An administrator takes an identity off an account; raise NotVisible when the account has none of that number."""
    actor = acting.under(Permission.KEEP_PEOPLE)
    found = session.get(ExternalIdentity, identity_id)
    if found is None or found.person_id != person.id:
        raise NotVisible(Phrase(mark("Tài khoản này không được nối với danh tính đó.")))
    session.delete(found)
    diff = {"issuer": (found.issuer, None), "subject": (found.subject, None)}
    record(session, actor, acting.moment, [Change("external_identity:withdrawn", person.key, diff)], reason)
    tell_owner(session, person.id, Phrase(_UNLINKED, issuer=found.issuer), actor, acting.moment)


def _linked(session: Session, identity: Identity) -> int | None:
    return session.scalar(
        select(ExternalIdentity.person_id).where(
            ExternalIdentity.issuer == identity.issuer, ExternalIdentity.subject == identity.subject
        )
    )


def _link_by_email(session: Session, identity: Identity, visitor: Visitor, moment: datetime) -> int | None:
    """Link an unknown identity to the active account with its verified address, unless that has an identity there already."""
    if identity.email is None:
        return None
    taken = select(ExternalIdentity.person_id).where(ExternalIdentity.issuer == identity.issuer)
    person_id = session.scalar(
        select(Person.id).where(Person.email_folded == fold_key(identity.email), Person.active, Person.id.not_in(taken))
    )
    account = account_of(session, person_id) if person_id else None
    if account is None:
        return None
    actor = actor_of(session, account, visitor.address, moment.astimezone(CIVIL_TIME).date())
    _link(session, actor, account.person_id, account.key, identity, moment)
    return account.person_id


def _link(session: Session, actor: Actor, person_id: int, key: str, identity: Identity, moment: datetime) -> None:
    session.add(ExternalIdentity(person_id=person_id, issuer=identity.issuer, subject=identity.subject, linked_at=moment))
    session.flush()
    diff = {"issuer": (None, identity.issuer), "subject": (None, identity.subject)}
    record(session, actor, moment, [Change("external_identity:created", key, diff)])
    tell_owner(session, person_id, Phrase(_LINKED, issuer=identity.issuer), actor, moment)
