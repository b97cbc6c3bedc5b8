"""Which body a page of documents is about: the one that the address names, otherwise one's own."""

from typing import Any

from flask import url_for

from documents.adoption.queries import reads_as_common
from documents.library.finding import Body, bodies, body_named
from documents.library.models import Document
from qms.language import Phrase, mark
from qms.security.acting import NotAllowed
from qms.security.permissions import Permission
from qms.web.database import reading_session
from qms.web.days import viewed_day
from qms.web.guard import current_viewer, require
from qms.web.listing import typed

PARAMETER = "co-quan"


def asked_body(permission: Permission) -> Body:
    """The body of the page; the permission must reach it."""
    key = typed(PARAMETER) or _own(permission)
    body = body_named(reading_session(), key, viewed_day())
    require(permission, body.key)
    return body


def require_reading(document: Document) -> None:
    """Go on only when the reader may read the document: it lies within reach, or is a common procedure for a body that does."""
    key, viewer = document.agency.key, current_viewer()
    within = viewer.may(Permission.READ_DOCUMENTS, key)
    if not within and not reads_as_common(reading_session(), viewer, document, viewed_day()):
        require(Permission.READ_DOCUMENTS, key)


def offered_bodies(permission: Permission) -> list[Body]:
    """The bodies among which the reader may choose."""
    return bodies(reading_session(), viewed_day(), current_viewer().reach(permission))


def address(endpoint: str, body: Body, **more: Any) -> str:
    """The address of a page about the body."""
    return url_for(endpoint, **{PARAMETER: body.key, **more})


def _own(permission: Permission) -> str:
    viewer = current_viewer()
    own = next((key for key in viewer.agencies() if viewer.may(permission, key)), None)
    if own is None:
        raise NotAllowed(Phrase(mark("Vị trí đang giữ không thuộc cơ quan nào; hãy chọn một cơ quan.")))
    return own
