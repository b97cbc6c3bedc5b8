"""Distribution and reading."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from documents.distribution.models import Distribution
from qms.people.models import Post
from tests.web.cast import ADMINISTRATOR, COORDINATOR, DEPARTMENT, HEAD, OFFICER, OTHER_DEPARTMENT, Member
from tests.web.routes.copies import a_revision
from tests.web.routes.rows import INSIDERS, Page, Send

HERE, OUTSIDE = {"co-quan": DEPARTMENT}, {"co-quan": OTHER_DEPARTMENT}


def document(session: Session) -> int:
    return a_revision(session).document_id


def revision(session: Session) -> int:
    return a_revision(session).id


def post_of(member: Member) -> Callable[[Session], int]:
    return lambda session: session.scalars(select(Post.id).where(Post.code == member.key)).one()


def sent_to(*members: Member) -> Callable[[Session], None]:
    """Puts the document onto the list of posts, long ago."""

    def first(session: Session) -> None:
        session.add_all(
            Distribution(document_id=document(session), post_id=post_of(member)(session), valid_from=date(2026, 1, 5))
            for member in members
        )

    return first


def picture(_session: Session | None = None) -> FileStorage:
    """A scan, as a browser sends it."""
    made = BytesIO()
    Image.new("RGB", (20, 20), "white").save(made, "PNG")
    return FileStorage(BytesIO(made.getvalue()), "Phiếu ký.png", "file")


AT = {"document_id": document, **HERE}
AWAY = {"document_id": document, **OUTSIDE}
PAGES = {
    "distribution.index": Page(INSIDERS, HERE, outside=OUTSIDE),
    "distribution.export": Page(INSIDERS, {"form": "csv", **HERE}, outside={"form": "csv", **OUTSIDE}),
    "distribution.overview": Page(INSIDERS),
    "distribution.reminders": Page(INSIDERS, HERE, outside=OUTSIDE),
    "distribution.show": Page(INSIDERS, AT, outside=AWAY),
    "distribution.add": Page(frozenset({COORDINATOR}), AT, outside=AWAY),
    "distribution.stop": Page(frozenset({COORDINATOR}), AT, outside=AWAY),
    "distribution.attach": Page(frozenset({COORDINATOR}), AT, outside=AWAY),
    "distribution.sheet": Page(INSIDERS, AT, outside=AWAY),
    "distribution.scan": Page(INSIDERS, {"sheet_id": 0}, answer=404),  # nobody has attached any
    "distribution.own": Page(INSIDERS),
    "distribution.confirm": Page(INSIDERS, {"revision_id": revision}, answer=404),  # nobody has been asked
}
SENDS = {
    "distribution.add": Send(COORDINATOR, {"posts": post_of(OFFICER)}, AT, refused=HEAD, outside=AWAY),
    "distribution.stop": Send(COORDINATOR, {"posts": post_of(OFFICER)}, AT, refused=HEAD, outside=AWAY, first=sent_to(OFFICER)),
    "distribution.attach": Send(COORDINATOR, {"file": picture}, AT, refused=HEAD, outside=AWAY),
    "distribution.confirm": Send(
        OFFICER, {"read": "y"}, {"revision_id": revision}, refused=ADMINISTRATOR, first=sent_to(OFFICER)
    ),
}
