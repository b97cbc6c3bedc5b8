"""Reading bodies as they were on a day."""

from datetime import date

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, aliased

from qms.agencies.models import Agency, AgencySlice
from qms.text import fold_key


def superior_name(session: Session, key: str, day: date) -> str | None:
    """What the body above the one of ``key`` was called on ``day``; None when there was none."""
    own, above = aliased(AgencySlice), aliased(AgencySlice)
    query = (
        select(above.name)
        .join(own, own.parent_id == above.agency_id)
        .join(Agency, Agency.id == own.agency_id)
        .where(
            Agency.key_folded == fold_key(key),
            *(and_(one.valid_from <= day, or_(one.valid_to.is_(None), one.valid_to > day)) for one in (own, above)),
        )
    )
    return session.scalar(query)
