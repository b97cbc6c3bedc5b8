"""How an installation begins on pages: posts belong to agencies, so somebody has to name the first one before there is a post
from which the registry is kept. That is the administrator, once; afterwards it is kept by whoever holds a post for it.
"""

from collections.abc import Sequence

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from qms.agencies.models import Agency
from qms.agencies.sheet import AGENCIES
from qms.exchange.editing import Edited, Typed, save_fact
from qms.exchange.sheet import Sheet
from qms.language import Phrase, UserError, mark
from qms.security.acting import Acting
from qms.security.permissions import Permission
from qms.trail.models import TrailHead

BEGUN = Phrase(mark("Sổ đăng ký đã có cơ quan; từ nay cán bộ đơn vị chủ trì ghi ở phần Sổ đăng ký."))


def is_begun(session: Session) -> bool:
    """Whether the registry holds any agency."""
    return bool(session.scalar(select(exists(select(Agency.id)))))


def name_first_agency(session: Session, acting: Acting, sheets: Sequence[Sheet], cells: Typed, reason: str | None) -> Edited:
    """Write the first agency, as typed; raise UserError when there is one."""
    actor = acting.under(Permission.KEEP_PEOPLE)
    session.execute(select(TrailHead.number).with_for_update())  # of two administrators the second finds the first one's
    if is_begun(session):
        raise UserError(BEGUN)
    return save_fact(session, sheets, AGENCIES, cells, actor=actor, moment=acting.moment, reason=reason)
