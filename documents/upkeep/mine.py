"""What of upkeep lies with a person: documents of the posts that the person holds; without an owner, with who keeps the
body's documents."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from documents.upkeep.marks import Mark, marks
from documents.upkeep.queries import Upkept, upkept
from qms.security.permissions import Permission
from qms.security.viewer import Viewer


@dataclass(frozen=True)
class Mine:
    """Overdue reviews, and documents that a change of their TTHC has overtaken."""

    overdue: list[Upkept]
    marks: list[Mark]

    @property
    def documents(self) -> int:
        """How many documents there are in all; one may be both."""
        return len({one.document_id for one in self.overdue} | {one.document_id for one in self.marks})


def lying_with(session: Session, viewer: Viewer, day: date) -> Mine:
    """What lies with the viewer on ``day``, in the bodies of the posts held then."""
    keys = set(viewer.agencies())
    if not keys:
        return Mine([], [])
    posts = {post.id for post in viewer.posts}

    def mine(one: Upkept | Mark) -> bool:
        if one.owner_post_id is not None:
            return one.owner_post_id in posts
        return viewer.may(Permission.DISTRIBUTE_DOCUMENTS, one.agency)

    late = [one for one in upkept(session, day, keys) if one.overdue_on(day) and mine(one)]
    return Mine(late, [one for one in marks(session, day, keys) if mine(one)])
