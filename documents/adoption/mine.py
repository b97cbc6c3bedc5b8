"""What of common procedures waits for a person: those on which a body of a post that the person holds has to decide."""

from datetime import date

from sqlalchemy.orm import Session

from documents.adoption.queries import Offer, offered_to
from documents.library.finding import bodies
from qms.security.permissions import Permission
from qms.security.viewer import Viewer


def undecided(session: Session, viewer: Viewer, day: date) -> list[Offer]:
    """Procedures that are new or have changed since the answer, or that are gone; of the own bodies, not of those below."""
    own = [key for key in viewer.agencies() if viewer.may(Permission.ADOPT_DOCUMENTS, key)]
    if not own:
        return []
    return [offer for body in bodies(session, day, own) for offer in offered_to(session, body, day) if offer.standing.asks]
