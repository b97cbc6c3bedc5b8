"""Handing over a post in one page: to whom, from which day, and everything that is open."""

from flask import url_for

from qms.exchange.columns import read_day
from qms.keeping.writing import wrote
from qms.language import Phrase, mark
from qms.people import queries, use_cases
from qms.people.moving import move_open_items
from qms.people.open_items import items_of_person
from qms.people.sheet import HOLDINGS, POSTS
from qms.people.sheet import PEOPLE as PERSONS
from qms.people.use_cases import find_post
from qms.people.views.ground import body, form_of, form_page, people, providers, show_form, stored
from qms.people.views.persons import find_person, steps_of_person
from qms.people.views.posts import candidates, held_now, holder_form, open_items, steps
from qms.security.permissions import Permission
from qms.security.policy import to_hand_over
from qms.text import fold_key
from qms.web.access import access
from qms.web.answers import Answer, see_other
from qms.web.database import reading_session
from qms.web.days import current_day, viewed_day
from qms.web.guard import acting, current_viewer, may, require
from qms.web.listing import typed

SINCE = "tu-ngay"  # which holding of the post is meant
HANDED_OVER = mark("Đã bàn giao vị trí {title} cho {name} từ ngày {day}; {count} việc đang mở đã chuyển theo.")


@people.route("/vi-tri/<agency>/<post>/ban-giao", methods=["GET", "POST"])
@access(Permission.HAND_OVER)
def hand_over(agency: str, post: str) -> Answer:
    key, name = body(agency)
    require(Permission.HAND_OVER, key)
    written, found = stored(POSTS, agency=key, post=post), find_post(reading_session(), key, post)
    require(to_hand_over(found.kind), key)
    form = holder_form("valid_from", why=True)
    form["valid_from"].description = Phrase(
        mark("Hôm nay hoặc một ngày trước đó. Quyết định có hiệu lực về sau thì bàn giao vào chính ngày ấy.")
    )
    if not form.is_submitted():
        form["valid_from"].process_data(current_day().isoformat())
    cells = {"agency": key, "post": post}
    items = open_items(found.id, key)
    if form.validate_on_submit() and wrote(
        form,
        HOLDINGS,
        lambda session: use_cases.hand_over(session, acting(), providers(), {**cells, **form.cells()}, form.why.data),
        lambda: held_now(HANDED_OVER, written, form, count=len(items[1])),
    ):
        return see_other(url_for("people.post", agency=key, post=post) if _still_sees(key) else url_for("signing_in.account"))
    holders = queries.holders_of_post(reading_session(), key, post, viewed_day())
    holder = next((one for one in holders if one.holds(viewed_day())), None)
    return show_form(
        form,
        template="people/hand_over.html",
        agency=key,
        post=post,
        title=Phrase(mark("Bàn giao: {title}"), title=written.cells["title"]),
        sentence=Phrase(mark("Người mới giữ vị trí từ ngày ghi dưới đây; mọi việc đang mở được chuyển trong cùng một lần ghi.")),
        button=Phrase(mark("Xác nhận bàn giao")),
        steps=steps(key, name, written),
        back=url_for("people.post", agency=key, post=post),
        holder=holder,
        items=items,
        suggestions=_successors(key, holder.person if holder else None),
    )


def _still_sees(agency: str) -> bool:
    """Whether whoever has handed over, perhaps the own post, may look at the posts of the body now."""
    left = queries.load_viewer(reading_session(), current_viewer().person_id, current_day())
    return left is not None and (left.may(Permission.SEE_RECORDS, agency) or left.may(Permission.KEEP_PEOPLE, agency))


def _successors(agency: str, holder: str | None) -> dict[str, dict[str, str]]:
    """Everybody but the holder for whoever keeps people; for others who has held a post of the body or holds none anywhere."""
    if may(Permission.KEEP_PEOPLE, agency):
        return candidates(lambda one: one.key != holder)
    known = queries.people_ever_in(reading_session(), agency)
    return candidates(lambda one: one.key != holder and (one.key in known or not one.posts))


@people.route("/nguoi-dung/<key>/chuyen-viec", methods=["GET", "POST"])
@access(Permission.KEEP_PEOPLE)
def move_items(key: str) -> Answer:
    """For what still lies with somebody who has left the post without handing it over."""
    found, form = stored(PERSONS, person=key), holder_form(why=True)
    form["person"].label.text = Phrase(mark("Người nhận việc"))
    items = items_of_person(reading_session(), providers(), find_person(key).id)
    if form.validate_on_submit() and wrote(
        form,
        HOLDINGS,
        lambda session: move_open_items(session, acting(), providers(), key, form.cells()["person"], form.why.data),
        Phrase(mark("Đã chuyển {count} việc đang mở sang người nhận."), count=len(items)),
    ):
        return see_other(url_for("people.person", key=key))
    return show_form(
        form,
        template="people/move_items.html",
        title=Phrase(mark("Chuyển việc: {name}"), name=found.cells["name"]),
        sentence=Phrase(
            mark("Mọi việc đang mở ở người này chuyển sang người nhận trong một lần ghi; người giữ vị trí không đổi.")
        ),
        button=Phrase(mark("Chuyển việc")),
        symbol="arrow-left-right",
        steps=steps_of_person(found),
        back=url_for("people.person", key=key),
        items=items,
        suggestions=candidates(lambda one: fold_key(one.key) != fold_key(key)),
    )


@people.route("/vi-tri/<agency>/<post>/rut-giao", methods=["GET", "POST"])
@access(Permission.KEEP_PEOPLE)
def withdraw_holding(agency: str, post: str) -> Answer:
    """For a mistake in who is to hold a post; the address names the first day."""
    key, name = body(agency)
    require(Permission.KEEP_PEOPLE, key)
    written, cells = stored(POSTS, agency=key, post=post), {"agency": key, "post": post, "valid_from": typed(SINCE)}
    found = stored(HOLDINGS, **cells)
    form = form_of(HOLDINGS, why=True, about=found)
    return form_page(
        form,
        HOLDINGS,
        lambda session: use_cases.withdraw_holding(session, acting(), cells, form.version.data or "", form.why.data),
        told=Phrase(mark("Đã rút việc giao vị trí; nhật ký vẫn giữ nội dung đã rút.")),
        back=url_for("people.post", agency=key, post=post),
        title=Phrase(mark("Rút việc giao: {title}"), title=written.cells["title"]),
        sentence=Phrase(
            mark("{name} sẽ không giữ vị trí này từ ngày {day}. Chỉ rút khi đã giao nhầm và người ấy chưa giữ trước hôm nay."),
            name=stored(PERSONS, person=found.cells["person"]).cells["name"],
            day=read_day(found.cells["valid_from"]),
        ),
        button=Phrase(mark("Rút việc giao")),
        danger=True,
        symbol="trash",
        steps=steps(key, name, written),
    )
