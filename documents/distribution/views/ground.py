"""The section of distribution, and what its views share: one body and one document by which it works."""

from dataclasses import dataclass

from documents.adoption.queries import Working, works_by
from documents.asked import PARAMETER, asked_body
from documents.distribution.queries import Circulation, Recipient, circulations
from documents.distribution.reading import Tally
from documents.distribution.use_cases import NOT_WORKED_BY
from documents.library.finding import Body, body_named
from documents.library.models import Document
from qms.agencies.models import Agency
from qms.security.acting import NotVisible
from qms.security.permissions import Permission
from qms.web.database import reading_session
from qms.web.days import viewed_day
from qms.web.guard import require
from qms.web.listing import typed
from qms.web.sections import Section

distribution = Section("distribution", __name__, url_prefix="/tai-lieu/phan-phoi")

DOCUMENT = "/<int:document_id>"


@dataclass(frozen=True)
class Opened:
    """A document by which a body works, with what goes to its posts on the day shown."""

    body: Body
    working: Working
    circulation: Circulation | None

    @property
    def recipients(self) -> tuple[Recipient, ...]:
        return self.circulation.recipients if self.circulation else ()

    @property
    def receiving(self) -> set[int]:
        """The posts that get it."""
        return {one.post_id for one in self.recipients}

    @property
    def tally(self) -> Tally:
        return self.circulation.tally if self.circulation else Tally()


def open_document(permission: Permission, document_id: int) -> Opened:
    """At the body that the address names; without one at one's own, or at the issuer where one's own does not work by it."""
    session, day = reading_session(), viewed_day()
    body = asked_body(permission)
    works = works_by(session, day, Document.id == document_id)
    found = next((one for one in works if one.agency_id == body.id), None)
    if found is None and works and not typed(PARAMETER):
        found = next((one for one in works if not one.adopted), works[0])
        body = body_named(session, session.get_one(Agency, found.agency_id).key, day)
        require(permission, body.key)
    if found is None:
        raise NotVisible(NOT_WORKED_BY)
    sent = circulations(session, day, agency_ids=[body.id], document_id=document_id)
    return Opened(body, found, sent[0] if sent else None)
