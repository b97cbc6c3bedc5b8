"""The security log: rows for the administrator and one line each for the machine's own log; never anything that was typed."""

import json
import logging
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from qms.signing_in.models import SecurityEvent, SecurityEventKind

KEPT = timedelta(days=400)  # a year and the month in which it is reviewed; addresses of people are not kept without need

logger = logging.getLogger("qms.security")


def note(
    session: Session,
    kind: SecurityEventKind,
    moment: datetime,
    address: str,
    person_id: int | None = None,
    detail: str | None = None,
) -> None:
    """Write down what happened, in the transaction of ``session``. ``detail`` is a word of the program, not of the visitor."""
    address, detail = address[:45], detail and detail[:200]
    session.add(SecurityEvent(at=moment, kind=kind, person_id=person_id, address=address, detail=detail))
    values = {"event": kind.value, "person": person_id, "address": address, "detail": detail}
    logger.info("%s", " ".join(f"{name}={json.dumps(value)}" for name, value in values.items() if value is not None))


def sweep(session: Session, moment: datetime) -> None:
    """Take off what is older than KEPT."""
    session.execute(delete(SecurityEvent).where(SecurityEvent.at < moment - KEPT))
