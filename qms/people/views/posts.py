"""Posts of a body: the list, one post with its holders over time, and what is done to a post."""

from collections.abc import Callable

from flask import render_template, url_for

from qms.exchange.columns import read_day
from qms.exchange.editing import Written
from qms.keeping.forms import FactForm
from qms.language import Phrase, mark, pmark
from qms.people import queries, use_cases
from qms.people.open_items import OpenItem, items_of_person, items_of_post
from qms.people.sheet import HOLDINGS, POSTS
from qms.people.sheet import PEOPLE as PERSONS
from qms.people.use_cases import find_post
from qms.people.views.ground import CHANGED, SUGGESTIONS, body, form_of, form_page, people, providers, stored
from qms.security.acting import NotVisible
from qms.security.permissions import Permission
from qms.security.policy import to_hand_over
from qms.text import fold_key
from qms.trail.readable import recent_history
from qms.units.queries import unit_choices, unit_names
from qms.web import listing
from qms.web.access import Access, access
from qms.web.answers import Answer
from qms.web.database import reading_session
from qms.web.days import viewed_day
from qms.web.guard import acting, may, require
from qms.web.listing import active_filters, matches, search_words, typed
from qms.web.pagination import paginate

MOST_SUGGESTED = 3000  # names
POST_FIELDS = ("kind", "title", "unit", "valid_from", "valid_to")
UNITS = {"organisation_unit": f"{SUGGESTIONS}-organisation_unit"}
PEOPLE = {"person": f"{SUGGESTIONS}-person"}


def see(agency: str) -> None:
    """The people of a body are seen by who may see its records, and by who keeps people."""
    if not may(Permission.SEE_RECORDS, agency) and not may(Permission.KEEP_PEOPLE, agency):
        raise NotVisible(Phrase(mark("Không có nội dung này trong phạm vi của vị trí đang giữ.")))


@people.get("/vi-tri")
@access(Permission.KEEP_PEOPLE)
def bodies() -> Answer:
    words, only_vacant = search_words(), typed("trong") == "co"
    rows = queries.agencies_with_posts(reading_session(), viewed_day())
    chosen = [row for row in rows if matches(words, row[0], row[1]) and (row[3] or not only_vacant)]
    return render_template("people/bodies.html", page=paginate(chosen), filtered=active_filters((listing.SEARCH, "trong")))


@people.get("/vi-tri/<agency>")
@access(Access.SIGNED_IN)
def posts(agency: str) -> Answer:
    key, name = body(agency)
    see(key)
    return render_template(
        "people/posts.html",
        agency=key,
        name=name,
        posts=queries.posts_of(reading_session(), key, viewed_day()),
        may_hand_over=lambda kind: may(to_hand_over(kind), key),
    )


@people.route("/them-vi-tri/<agency>", methods=["GET", "POST"])
@access(Permission.KEEP_PEOPLE)
def add_post(agency: str) -> Answer:
    key, name = body(agency)
    require(Permission.KEEP_PEOPLE, key)
    form = form_of(POSTS, "post", *POST_FIELDS, suggesting=UNITS)
    return form_page(
        form,
        POSTS,
        lambda session: use_cases.add_post(session, acting(), {"agency": key, **form.cells()}),
        told=Phrase(mark("Đã thêm vị trí; bước tiếp theo là giao vị trí cho một người.")),
        after=lambda: url_for("people.post", agency=key, post=form.cells()["post"].strip()),
        title=Phrase(mark("Thêm vị trí: {agency}"), agency=name),
        sentence=Phrase(mark("Quyền đi theo loại vị trí; chức danh ghi như trong quyết định bổ nhiệm.")),
        button=Phrase(mark("Thêm vị trí")),
        steps=steps(key, name),
        back=url_for("people.posts", agency=key),
        suggestions={"organisation_unit": unit_choices(reading_session(), key, viewed_day())},
    )


@people.get("/vi-tri/<agency>/<post>")
@access(Access.SIGNED_IN)
def post(agency: str, post: str) -> Answer:
    key, name = body(agency)
    see(key)
    written, session = stored(POSTS, agency=key, post=post), reading_session()
    found = find_post(session, key, post)
    holders = queries.holders_of_post(session, key, post, viewed_day())
    return render_template(
        "people/post.html",
        agency=key,
        name=name,
        post=found,
        unit=unit_names(session, key, viewed_day()).get(fold_key(found.unit.code)) if found.unit else None,
        holders=holders,
        holder=next((one for one in holders if one.holds(viewed_day())), None),
        items=open_items(found.id, key),
        hands_over=may(to_hand_over(found.kind), key),
        history=recent_history(session, "post", f"{fold_key(key)} · {written.cells['post']}"),
    )


def open_items(post_id: int, agency: str) -> tuple[list[OpenItem], list[OpenItem]]:
    """What waits with the post, and what lies with its holder in this agency."""
    session = reading_session()
    holder = queries.holder_of(session, post_id, viewed_day())
    own = [] if holder is None else items_of_person(session, providers(), holder, agency)
    return items_of_post(session, providers(), post_id), own


@people.route("/vi-tri/<agency>/<post>/sua", methods=["GET", "POST"])
@access(Permission.KEEP_PEOPLE)
def change_post(agency: str, post: str) -> Answer:
    key, name = body(agency)
    require(Permission.KEEP_PEOPLE, key)
    found = stored(POSTS, agency=key, post=post)
    form = form_of(POSTS, *POST_FIELDS, suggesting=UNITS, about=found)
    cells = {"agency": key, "post": post}
    return form_page(
        form,
        POSTS,
        lambda session: use_cases.change_post(session, acting(), {**cells, **form.cells()}, form.version.data or ""),
        told=CHANGED,
        title=Phrase(mark("Sửa vị trí: {title}"), title=found.cells["title"]),
        sentence=Phrase(mark("Ghi Đến ngày để đóng vị trí; việc giữ vị trí phải kết thúc không muộn hơn ngày đó.")),
        button=Phrase(mark("Ghi thay đổi")),
        steps=steps(key, name, found),
        back=url_for("people.post", agency=key, post=post),
        suggestions={"organisation_unit": unit_choices(reading_session(), key, viewed_day())},
    )


@people.route("/vi-tri/<agency>/<post>/giao", methods=["GET", "POST"])
@access(Permission.KEEP_PEOPLE)
def assign(agency: str, post: str) -> Answer:
    key, name = body(agency)
    require(Permission.KEEP_PEOPLE, key)
    found, form = stored(POSTS, agency=key, post=post), holder_form("valid_from")
    return form_page(
        form,
        HOLDINGS,
        lambda session: use_cases.assign(session, acting(), {"agency": key, "post": post, **form.cells()}, form.why.data),
        told=lambda: held_now(mark("Đã giao vị trí {title} cho {name} từ ngày {day}."), found, form),
        title=Phrase(mark("Giao vị trí: {title}"), title=found.cells["title"]),
        sentence=Phrase(mark("Dùng khi vị trí chưa có người giữ. Vị trí đang có người giữ thì dùng “Bàn giao”.")),
        button=Phrase(mark("Giao vị trí")),
        steps=steps(key, name, found),
        back=url_for("people.post", agency=key, post=post),
        suggestions=candidates(),
    )


@people.route("/vi-tri/<agency>/<post>/thoi-giu", methods=["GET", "POST"])
@access(Permission.KEEP_PEOPLE)
def end_holding(agency: str, post: str) -> Answer:
    key, name = body(agency)
    require(Permission.KEEP_PEOPLE, key)
    found, form = stored(POSTS, agency=key, post=post), form_of(HOLDINGS, "valid_to", why=True)
    return form_page(
        form,
        HOLDINGS,
        lambda session: use_cases.end_holding(session, acting(), key, post, form.cells()["valid_to"], form.why.data),
        told=Phrase(mark("Đã ghi ngày thôi giữ; vị trí trống từ ngày ấy.")),
        title=Phrase(mark("Thôi giữ vị trí: {title}"), title=found.cells["title"]),
        sentence=Phrase(mark("Vị trí trống từ ngày ghi dưới đây; việc của vị trí chờ người giữ tiếp theo.")),
        button=Phrase(mark("Ghi ngày thôi giữ")),
        steps=steps(key, name, found),
        back=url_for("people.post", agency=key, post=post),
        warning=Phrase(mark("Nếu đã có người thay, hãy dùng “Bàn giao” để mọi việc đang mở được chuyển cùng lúc.")),
    )


def holder_form(*names: str, why: bool = False) -> FactForm:
    """A form about a new holder, who is chosen among suggestions."""
    form = form_of(HOLDINGS, "person", *names, why=why, suggesting=PEOPLE)
    form["person"].label.text = Phrase(mark("Người giữ mới"))
    form["person"].description = Phrase(mark("Chọn trong danh sách; danh sách dài thì gõ một phần tên hoặc mã."))
    return form


def held_now(sentence: str, found: Written, form: FactForm, **more: object) -> Phrase:
    """The marked ``sentence`` about the post ``found`` and the holder whom the form has just been sent with."""
    cells = form.cells()
    holder = stored(PERSONS, person=cells["person"])
    return Phrase(sentence, title=found.cells["title"], name=holder.cells["name"], day=read_day(cells["valid_from"]), **more)


def candidates(among: Callable[[queries.Listed], bool] = lambda _one: True) -> dict[str, dict[str, str]]:
    """Suggestions of active accounts; none where so long a list would burden an old machine more than it helps."""
    known = queries.people(reading_session(), viewed_day())
    found = {one.key: _introduced(one) for one in known if one.active and among(one)}
    return {"person": found} if len(found) <= MOST_SUGGESTED else {}


def _introduced(one: queries.Listed) -> str:
    """Names are shared by many: the post tells them apart, else the code of the account."""
    post = next((f"{post.title}, {post.agency_name or ''}".rstrip(", ") for post in one.posts), one.key)
    return f"{one.name} – {post}"


def steps(agency: str, name: str, found: Written | None = None) -> list[tuple[object, str]]:
    listed: list[tuple[object, str]] = []
    if may(Permission.HAND_OVER):
        listed.append((Phrase(mark("Quản trị")), url_for("people.index")))
    if may(Permission.KEEP_PEOPLE):
        listed.append((Phrase(pmark("many", "Vị trí")), url_for("people.bodies")))
    listed.append((name, url_for("people.posts", agency=agency)))
    if found is not None:
        listed.append((found.cells["title"], url_for("people.post", agency=agency, post=found.cells["post"])))
    return listed
