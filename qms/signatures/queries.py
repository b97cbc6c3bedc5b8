"""Reading signatures."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from qms.signatures.models import Signature


def signatures_of(session: Session, noun: str, object_key: str) -> list[Signature]:
    """Every signature under an object, in the order in which they were given."""
    found = select(Signature).where(Signature.noun == noun, Signature.object_key == object_key)
    return list(session.scalars(found.order_by(Signature.id)))
