"""Whose history a reader may open: the object key says to which agency the object belongs."""

from itertools import accumulate

from sqlalchemy import select
from sqlalchemy.orm import Session

from qms.agencies.models import Agency
from qms.exchange.sheet import KEY_SEPARATOR
from qms.security.permissions import Permission
from qms.security.viewer import Viewer
from qms.text import fold_key
from qms.trail.words import Circle


def agencies_of(session: Session, object_key: str) -> list[str]:
    """The keys of the agencies with whose key the object's key begins: an agency's key may itself hold the separator."""
    beginnings = accumulate(fold_key(object_key).split(KEY_SEPARATOR), lambda one, other: one + KEY_SEPARATOR + other)
    return list(session.scalars(select(Agency.key).where(Agency.key_folded.in_(list(beginnings)))))


def may_read(session: Session, viewer: Viewer, circle: Circle, object_key: str) -> bool:
    """Whether ``viewer`` may read the history of an object of the circle."""
    if viewer.reach(Permission.SEE_TRAIL) is None:
        return True
    if circle is not Circle.AGENCY:
        return circle is Circle.EVERYBODY and viewer.may(Permission.SEE_STATUS)
    agencies = agencies_of(session, object_key)
    return bool(agencies) and all(viewer.may(Permission.SEE_RECORDS, agency) for agency in agencies)
