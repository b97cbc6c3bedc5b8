"""A new password by a mailed link: good once and for a short time. Whoever asks learns nothing about accounts."""

from datetime import datetime, timedelta
from secrets import token_urlsafe

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from qms.clock import CIVIL_TIME
from qms.language import Phrase, UserError, mark
from qms.mail.use_cases import write_letter
from qms.signing_in import attempts
from qms.signing_in.accounts import Account, account_called, account_of, actor_of
from qms.signing_in.credentials import BY_LETTER, store_password
from qms.signing_in.models import ResetToken, SecurityEventKind
from qms.signing_in.security_log import note
from qms.signing_in.sessions import hash_token
from qms.signing_in.use_cases import Visitor

GOOD_FOR = timedelta(minutes=30)  # long enough to find the letter, short enough to be worthless in an old mailbox

_SUBJECT = mark("Đặt lại mật khẩu hệ thống quản lý chất lượng")
_BODY = mark(
    "Kính gửi {name},\n\n"
    "Có người vừa yêu cầu đặt lại mật khẩu cho tài khoản “{key}”. Nếu đó là anh, chị, hãy mở địa chỉ sau trước {time}:\n\n"
    "{address}\n\n"
    "Địa chỉ này chỉ dùng được một lần. Nếu không yêu cầu, anh, chị không cần làm gì: mật khẩu vẫn như cũ.\n"
)


class DeadLink(UserError):
    """The link was used, is too old, or never was one."""


def ask_reset(session: Session, typed: str, visitor: Visitor, moment: datetime, link_base: str) -> datetime | None:
    """Write a letter with a link that begins with ``link_base``, if the account is active and has a mail address.

    Return until when nothing more is taken from this visitor, None when the request was taken; nothing else is to be seen.
    """
    account = account_called(session, typed)
    counters = [attempts.by_letter(account.key if account else typed), attempts.by_address(visitor.address)]
    until = attempts.count_try(session, counters, moment)
    if until is not None:
        return until
    note(session, SecurityEventKind.RESET_ASKED, moment, visitor.address, account.person_id if account else None)
    if account is not None and account.active and account.email:
        _write(session, account, account.email, moment, link_base)
    return None


def account_behind(session: Session, token: str, moment: datetime) -> Account:
    """Whose password the link changes; raise DeadLink."""
    found = session.scalar(_living(token, moment))
    account = account_of(session, found.person_id) if found else None
    if account is None or not account.active:
        raise DeadLink(Phrase(mark("Liên kết này đã được dùng hoặc đã quá hạn. Hãy yêu cầu liên kết mới ở trang Quên mật khẩu.")))
    return account


def reset_password(session: Session, token: str, hashed: str, visitor: Visitor, moment: datetime) -> None:
    """Put the password whose hash is given on the account; all its sessions and links end. Raise DeadLink."""
    session.execute(_living(token, moment).with_for_update())  # of two requests with one link the second finds it used
    account = account_behind(session, token, moment)
    actor = actor_of(session, account, visitor.address, moment.astimezone(CIVIL_TIME).date())
    store_password(session, actor, account, hashed, moment, visitor.address, how=BY_LETTER)
    session.execute(
        update(ResetToken).where(ResetToken.person_id == account.person_id, ResetToken.used_at.is_(None)).values(used_at=moment)
    )
    attempts.forget(session, attempts.by_account(account.key))


def _write(session: Session, account: Account, email: str, moment: datetime, link_base: str) -> None:
    token, expires_at = token_urlsafe(32), moment + GOOD_FOR
    session.add(ResetToken(token_hash=hash_token(token), person_id=account.person_id, made_at=moment, expires_at=expires_at))
    body = Phrase(
        _BODY,
        name=account.name,
        key=account.key,
        time=f"{expires_at.astimezone(CIVIL_TIME):%H:%M}",
        address=f"{link_base}{token}",
    )
    write_letter(session, email, str(Phrase(_SUBJECT)), str(body), moment, expires_at)


def _living(token: str, moment: datetime) -> Select[ResetToken]:
    return select(ResetToken).where(
        ResetToken.token_hash == hash_token(token), ResetToken.used_at.is_(None), ResetToken.expires_at > moment
    )
