"""Handing over a post in one page: to whom, from which day, and everything that is open."""

from flask import url_for

from qms.language import Phrase, mark
from qms.people import queries, use_cases
from qms.people.sheet import HOLDINGS, POSTS
from qms.people.use_cases import find_post
from qms.people.views.ground import Answer, body, done, people, providers, show_form, stored, to
from qms.people.views.posts import candidates, holder_form, open_items, steps
from qms.security.permissions import Permission
from qms.security.policy import to_hand_over
from qms.web.access import access
from qms.web.database import reading_session
from qms.web.days import current_day, viewed_day
from qms.web.guard import acting, current_viewer, may, require


@people.route("/vi-tri/<agency>/<post>/ban-giao", methods=["GET", "POST"])
@access(Permission.HAND_OVER)
def hand_over(agency: str, post: str) -> Answer:
    key, name = body(agency)
    require(Permission.HAND_OVER, key)
    written, found = stored(POSTS, agency=key, post=post), find_post(reading_session(), key, post)
    require(to_hand_over(found.kind), key)
    form = holder_form("valid_from", why=True)
    if not form.is_submitted():
        form["valid_from"].process_data(current_day().isoformat())
    cells = {"agency": key, "post": post}
    if form.validate_on_submit() and done(
        form,
        HOLDINGS,
        Phrase(mark("Đã bàn giao vị trí cùng mọi việc đang mở.")),
        lambda session: use_cases.hand_over(session, acting(), providers(), {**cells, **form.cells()}, form.why.data),
    ):
        return to(url_for("people.post", agency=key, post=post) if _still_sees(key) else url_for("signing_in.account"))
    holders = queries.holders_of_post(reading_session(), key, post, viewed_day())
    return show_form(
        form,
        template="people/hand_over.html",
        agency=key,
        title=Phrase(mark("Bàn giao: {title}"), title=written.cells["title"]),
        sentence=Phrase(mark("Người mới giữ vị trí từ ngày ghi dưới đây; mọi việc đang mở được chuyển trong cùng một lần ghi.")),
        button=Phrase(mark("Xác nhận bàn giao")),
        steps=steps(key, name, written),
        back=url_for("people.post", agency=key, post=post),
        holder=next((one for one in holders if one.holds(viewed_day())), None),
        items=open_items(found.id, key),
        suggestions={"person": candidates() if may(Permission.KEEP_PEOPLE, key) else _colleagues(key)},
    )


def _still_sees(agency: str) -> bool:
    """Whether whoever has handed over, perhaps the own post, may look at the posts of the body now."""
    left = queries.load_viewer(reading_session(), current_viewer().person_id, current_day())
    return left is not None and (left.may(Permission.SEE_RECORDS, agency) or left.may(Permission.KEEP_PEOPLE, agency))


def _colleagues(agency: str) -> dict[str, str]:
    """Active people who have held a post of the body, and those who hold none anywhere."""
    session, day = reading_session(), viewed_day()
    known = queries.people_ever_in(session, agency)
    return {one.key: one.name for one in queries.people(session, day) if one.active and (one.key in known or not one.posts)}
