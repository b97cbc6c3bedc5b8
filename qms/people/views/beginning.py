"""The first agency of an empty registry, named by the administrator; the page is gone once there is one."""

from flask import url_for

from qms.agencies.sheet import AGENCIES
from qms.keeping.ground import all_sheets
from qms.language import Phrase, mark
from qms.people import beginning
from qms.people.views.ground import form_of, form_page, people
from qms.security.permissions import Permission
from qms.web.access import access
from qms.web.answers import Answer
from qms.web.database import reading_session
from qms.web.errors import PageNotFound
from qms.web.guard import acting

FIELDS = ("agency", "valid_from", "name", "short_name", "tier", "kind", "symbol", "obligation")


@people.route("/co-quan-dau-tien", methods=["GET", "POST"])
@access(Permission.KEEP_PEOPLE)
def first_agency() -> Answer:
    if beginning.is_begun(reading_session()):
        raise PageNotFound(beginning.BEGUN)
    form = form_of(AGENCIES, *FIELDS)
    return form_page(
        form,
        AGENCIES,
        lambda session: beginning.name_first_agency(session, acting(), all_sheets(), form.cells(), form.why.data),
        told=Phrase(mark("Đã ghi cơ quan đầu tiên. Bước tiếp theo: thêm vị trí cán bộ đơn vị chủ trì và giao cho một người.")),
        after=lambda: url_for("people.posts", agency=form.cells()["agency"].strip()),
        title=Phrase(mark("Cơ quan đầu tiên")),
        sentence=Phrase(
            mark("Ghi đơn vị chủ trì, với mã và ngày như trong sổ sẽ nhập; cán bộ của đơn vị ấy ghi tiếp các cơ quan khác.")
        ),
        button=Phrase(mark("Ghi cơ quan đầu tiên")),
        steps=[(Phrase(mark("Quản trị")), url_for("people.index"))],
        back=url_for("people.index"),
    )
