"""Where administration begins, and the table of permissions on one screen."""

from flask import render_template

from qms.people.beginning import is_begun
from qms.people.kinds import PostKind
from qms.people.views.ground import people
from qms.security.permissions import Permission
from qms.security.policy import POLICY
from qms.web.access import Access, access
from qms.web.answers import Answer
from qms.web.database import reading_session
from qms.web.guard import current_viewer, may


@people.get("/")
@access(Permission.HAND_OVER)
def index() -> Answer:
    bodies = [(post.agency, post.agency_name) for post in current_viewer().posts if post.agency]
    own = [one for one in dict.fromkeys(bodies) if may(Permission.HAND_OVER, one[0]) and may(Permission.SEE_RECORDS, one[0])]
    begins = may(Permission.KEEP_PEOPLE) and not is_begun(reading_session())
    return render_template("people/index.html", own=own, begins=begins)


@people.get("/quyen")
@access(Access.SIGNED_IN)
def permissions() -> Answer:
    """What each kind of post may do, and how far; the viewer's own kinds stand out."""
    own = {post.kind for post in current_viewer().posts}
    return render_template("people/permissions.html", kinds=list(PostKind), permissions=list(Permission), policy=POLICY, own=own)
