"""Letters to the owner of an account when what protects it has changed: whoever changed it, the owner hears of it.

They hold no secret and no link; nothing has to be done when the change was the owner's own.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from qms.clock import CIVIL_TIME
from qms.language import Phrase, mark, show_date, speaking
from qms.mail.use_cases import write_letter
from qms.people.models import Person
from qms.trail.entries import Actor

_WEB = "web:"
_SUBJECT = mark("Thông báo thay đổi về bảo vệ tài khoản {key}")
_BODY = mark(
    "Kính gửi {name},\n\n"
    "Tài khoản “{key}” trong hệ thống quản lý chất lượng vừa có thay đổi:\n\n"
    "{said}\n\n"
    "Thời điểm: {time} ngày {day}.\n"
    "Người thực hiện: {who}.\n\n"
    "Nếu anh, chị đã làm hoặc đã đề nghị việc này thì không cần làm gì thêm. "
    "Nếu không, xin báo ngay cho người quản trị hệ thống.\n\n"
    "Đây là thư điện tử tự động, xin không trả lời. Hệ thống không bao giờ hỏi mật khẩu hoặc mã xác thực qua thư điện tử.\n"
)
_OWNER = mark("chính tài khoản này, từ địa chỉ mạng {address}")
_SOMEBODY = mark("{person}, {post}")
_OPERATOR = mark("người vận hành, trên máy chủ của hệ thống")
_AWAY = mark(
    "Địa chỉ thư điện tử của tài khoản đã được thay bằng địa chỉ khác. "
    "Từ nay thư điện tử của hệ thống không gửi đến hộp thư này nữa."
)
_HERE = mark("Hộp thư này đã được ghi là địa chỉ thư điện tử của tài khoản. Từ nay thư điện tử của hệ thống được gửi đến đây.")


def tell_owner(session: Session, person_id: int, said: Phrase, actor: Actor, moment: datetime) -> None:
    """Write what was done to the account, in the transaction that does it; nothing when the owner has no mail address."""
    key, name, email = session.execute(select(Person.key, Person.name, Person.email).where(Person.id == person_id)).one()
    if email:
        _write(session, email, key, name, said, actor, moment)


def tell_of_address(session: Session, key: str, before: str | None, actor: Actor, moment: datetime) -> None:
    """Write to both boxes when the mail address of the account is no longer ``before``, which counts in whichever case."""
    name, now = session.execute(select(Person.name, Person.email).where(Person.key == key)).one()
    if (before or "").casefold() == (now or "").casefold():
        return
    for email, said in ((before, _AWAY), (now, _HERE)):
        if email:
            _write(session, email, key, name, Phrase(said), actor, moment)


def _write(session: Session, email: str, key: str, name: str, said: Phrase, actor: Actor, moment: datetime) -> None:
    """In Vietnamese: nobody's language is known outside of the pages."""
    there = moment.astimezone(CIVIL_TIME)
    with speaking("vi"):
        time = {"time": f"{there:%H:%M}", "day": show_date(there.date())}
        body = str(Phrase(_BODY, name=name, key=key, said=str(said), who=str(_who(actor, key)), **time))
        write_letter(session, email, str(Phrase(_SUBJECT, key=key)), body, moment)


def _who(actor: Actor, key: str) -> Phrase:
    if actor.name == key and actor.origin.startswith(_WEB):
        return Phrase(_OWNER, address=actor.origin.removeprefix(_WEB))
    if actor.person is None:
        return Phrase(_OPERATOR)
    return Phrase(_SOMEBODY, person=actor.person, post=actor.post or actor.name)
