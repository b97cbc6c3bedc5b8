"""Open items change hands without a post: when they still lie with somebody who has left it."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from qms.exchange.editing import Edited, FieldFault
from qms.language import Phrase, UserError, mark
from qms.people.models import Person
from qms.people.open_items import Provider, move_all
from qms.security.acting import Acting
from qms.security.permissions import Permission
from qms.storage.conflicts import GONE, Conflict
from qms.text import fold_key, tidy
from qms.trail.models import TrailHead
from qms.trail.use_cases import record

NOBODY = Phrase(mark("Không có người dùng nào mang mã này; hãy chọn trong danh sách."))
STOPPED = Phrase(mark("Tài khoản của người này đã ngừng dùng nên không nhận việc được."))
SAME = Phrase(mark("Việc đang ở chính người này; hãy chọn người khác."))
NOTHING_OPEN = Phrase(mark("Người này không còn việc nào đang mở; không có gì để chuyển."))


def move_open_items(
    session: Session, acting: Acting, providers: Sequence[Provider], from_key: str, to_key: str, reason: str | None
) -> Edited:
    """Give everything open that lies with one person to another, in one batch; ``to_key`` as typed, its faults by field."""
    actor = acting.under(Permission.KEEP_PEOPLE)
    session.execute(select(TrailHead.number).with_for_update())  # whoever changes who has what waits for the one before
    giving, taking = _find(session, from_key), _find(session, to_key)
    if giving is None:
        raise Conflict(GONE, None, None)
    if taking is None or not taking.active or taking is giving:
        return Edited(faults=[FieldFault(0, "person", NOBODY if taking is None else SAME if taking is giving else STOPPED)])
    changes = move_all(session, providers, giving.id, taking.id, None)
    if not changes:
        raise UserError(NOTHING_OPEN)
    record(session, actor, acting.moment, changes, reason)
    return Edited(stored=True, changes=changes)


def _find(session: Session, key: str) -> Person | None:
    return session.scalar(select(Person).where(Person.key_folded == fold_key(tidy(key))))
