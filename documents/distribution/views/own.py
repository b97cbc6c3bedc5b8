"""What one has to read oneself, and says to have read."""

from flask import render_template, url_for

from documents.distribution.forms import ReadForm
from documents.distribution.queries import has_read, to_read
from documents.distribution.use_cases import acknowledge
from documents.distribution.views.ground import distribution
from qms.language import Phrase, mark
from qms.security.acting import NotVisible
from qms.security.permissions import Permission
from qms.web.access import access
from qms.web.answers import Answer, carried_out, done, shown
from qms.web.database import reading_session
from qms.web.days import current_day, is_past_view, viewed_day
from qms.web.guard import acting, current_viewer


@distribution.get("/can-doc")
@access(Permission.READ_DOCUMENTS)
def own() -> str:
    """What the reader has to read, and has read."""
    session, viewer = reading_session(), current_viewer()
    return render_template(
        "distribution/to_read.html",
        waiting=to_read(session, viewer.person_id, viewed_day()),
        read=has_read(session, viewer.person_id, viewed_day()),
        changes=not is_past_view(),
    )


@distribution.route("/can-doc/<int:revision_id>", methods=["GET", "POST"])
@access(Permission.READ_DOCUMENTS)
def confirm(revision_id: int) -> Answer:
    """Where the reader says to have read it."""
    waiting = to_read(reading_session(), current_viewer().person_id, current_day())
    found = next((one for one in waiting if one.working.revision_id == revision_id), None)
    if found is None:
        raise NotVisible(Phrase(mark("Không có tài liệu nào cần xác nhận đã đọc ở địa chỉ này; có thể đã xác nhận rồi.")))
    form = ReadForm()
    if form.validate_on_submit() and carried_out(form, lambda session: acknowledge(session, acting(), revision_id)):
        return done(Phrase(mark("Đã xác nhận đã đọc {code}."), code=found.working.code), url_for("distribution.own"))
    return shown("distribution/confirm.html", form, one=found)
