"""Accounts: the list, one person, and what is done to an account."""

from flask import render_template, url_for
from sqlalchemy import select

from qms.exchange.editing import Written
from qms.keeping.forms import WHY, WHY_HINT
from qms.keeping.writing import wrote
from qms.language import Phrase, mark, pmark
from qms.people import appointing, queries, use_cases
from qms.people.kinds import PostKind
from qms.people.models import Person
from qms.people.open_items import items_of_person
from qms.people.sheet import PEOPLE
from qms.people.views.ground import CHANGED, form_of, form_page, people, providers, show_form, stored
from qms.security.permissions import Permission
from qms.signing_in.credentials import set_temporary_password
from qms.signing_in.queries import open_sessions
from qms.text import fold_key
from qms.trail.readable import recent_history
from qms.web import listing
from qms.web.access import access
from qms.web.answers import Answer, carried_out, done, see_other
from qms.web.database import installation, reading_session, writing
from qms.web.days import viewed_day
from qms.web.forms import Day, Form, TextLine
from qms.web.guard import acting
from qms.web.listing import active_filters, matches, search_words, typed
from qms.web.pagination import paginate

STATES = {"dang-dung": Phrase(mark("Đang dùng")), "ngung-dung": Phrase(mark("Ngừng dùng"))}
FILTERS = (listing.SEARCH, "co-quan", "loai", "tinh-trang", "vi-tri")
LIST = Phrase(pmark("many", "Người dùng"))


def _chosen() -> list[queries.Listed]:
    words, agency, kind, state = search_words(), fold_key(typed("co-quan")), typed("loai"), typed("tinh-trang")
    chosen = queries.people(reading_session(), viewed_day())
    return [
        one
        for one in chosen
        if matches(words, one.key, one.name, one.email, *(post.title for post in one.posts))
        and (not agency or any(fold_key(post.agency or "") == agency for post in one.posts))
        and (not kind or any(post.kind == kind for post in one.posts))
        and (not state or one.active is (state == "dang-dung"))
        and (typed("vi-tri") != "khong" or not one.posts)
    ]


@people.get("/nguoi-dung")
@access(Permission.KEEP_PEOPLE)
def persons() -> Answer:
    counted = queries.agencies_with_posts(reading_session(), viewed_day())
    return render_template(
        "people/persons.html",
        page=paginate(_chosen()),
        filtered=active_filters(FILTERS),
        states=[listing.Choice(value, str(label)) for value, label in STATES.items()],
        kinds=listing.choices(PostKind, lambda kind: str(kind.label)),
        agencies=[listing.Choice(key, name) for key, name, posts, _vacant in counted if posts],
    )


@people.route("/them-nguoi-dung", methods=["GET", "POST"])
@access(Permission.KEEP_PEOPLE)
def add_person() -> Answer:
    form = form_of(PEOPLE, "person", "name", "email")
    return form_page(
        form,
        PEOPLE,
        lambda session: use_cases.add_person(session, acting(), form.cells()),
        told=Phrase(mark("Đã thêm người dùng. Bước tiếp theo: đặt mật khẩu tạm và giao vị trí.")),
        after=lambda: url_for("people.person", key=form.cells()["person"].strip()),
        title=Phrase(mark("Thêm người dùng")),
        sentence=Phrase(mark("Tài khoản mới chưa có mật khẩu và chưa giữ vị trí nào; hai việc ấy làm ở trang của người đó.")),
        button=Phrase(mark("Thêm người dùng")),
        steps=steps_of_person(),
        back=url_for("people.persons"),
    )


@people.get("/nguoi-dung/<key>")
@access(Permission.KEEP_PEOPLE)
def person(key: str) -> Answer:
    found, session = stored(PEOPLE, person=key), reading_session()
    number = find_person(key).id
    return render_template(
        "people/person.html",
        key=found.cells["person"],
        person=find_person(key),
        holdings=queries.holdings_of_person(session, key, viewed_day()),
        items=items_of_person(session, providers(), number),
        sessions=open_sessions(session, number, installation().clock.now()),
        history=recent_history(session, "person", found.cells["person"]),
    )


@people.route("/nguoi-dung/<key>/sua", methods=["GET", "POST"])
@access(Permission.KEEP_PEOPLE)
def change_person(key: str) -> Answer:
    found = stored(PEOPLE, person=key)
    form = form_of(PEOPLE, "name", "email", about=found)
    return form_page(
        form,
        PEOPLE,
        lambda session: use_cases.change_person(session, acting(), {"person": key, **form.cells()}, form.version.data or ""),
        told=CHANGED,
        title=Phrase(mark("Sửa: {name}"), name=found.cells["name"]),
        sentence=Phrase(mark("Mã người dùng không đổi được: nhật ký nhắc đến người theo mã này.")),
        button=Phrase(mark("Ghi thay đổi")),
        steps=steps_of_person(found),
        back=url_for("people.person", key=key),
    )


@people.route("/nguoi-dung/<key>/ngung", methods=["GET", "POST"])
@access(Permission.KEEP_PEOPLE)
def deactivate(key: str) -> Answer:
    """Shows what is in the way instead of a form that could only be refused."""
    found = stored(PEOPLE, person=key)
    form = form_of(PEOPLE, why=True, about=found)
    if form.validate_on_submit() and wrote(
        form,
        PEOPLE,
        lambda session: use_cases.deactivate_person(session, acting(), providers(), key, form.version.data or "", form.why.data),
        Phrase(mark("Đã ngừng tài khoản; mọi phiên làm việc của người này đã kết thúc.")),
    ):
        return see_other(url_for("people.person", key=key))
    return show_form(
        form,
        title=Phrase(mark("Ngừng tài khoản: {name}"), name=found.cells["name"]),
        sentence=Phrase(mark("Người này không đăng nhập được nữa. Tài khoản và lịch sử được giữ, và có thể dùng lại về sau.")),
        button=Phrase(mark("Ngừng tài khoản")),
        steps=steps_of_person(found),
        back=url_for("people.person", key=key),
        danger=True,
        symbol="slash-circle",
        template="people/deactivate.html",
        key=found.cells["person"],
        held=queries.holdings_from(reading_session(), key, viewed_day()),
        items=items_of_person(reading_session(), providers(), find_person(key).id),
    )


@people.route("/nguoi-dung/<key>/dung-lai", methods=["GET", "POST"])
@access(Permission.KEEP_PEOPLE)
def reactivate(key: str) -> Answer:
    found = stored(PEOPLE, person=key)
    form = form_of(PEOPLE, why=True, about=found)
    return form_page(
        form,
        PEOPLE,
        lambda session: use_cases.reactivate_person(session, acting(), key, form.version.data or "", form.why.data),
        told=Phrase(mark("Tài khoản được dùng lại.")),
        title=Phrase(mark("Dùng lại tài khoản: {name}"), name=found.cells["name"]),
        sentence=Phrase(mark("Người này đăng nhập được như trước; các vị trí đã thôi giữ không tự trở lại.")),
        button=Phrase(mark("Dùng lại tài khoản")),
        steps=steps_of_person(found),
        back=url_for("people.person", key=key),
    )


class EndForm(Form):
    """When somebody ceases to administer the whole installation."""

    day = Day(Phrase(mark("Ngày đầu tiên thôi giữ")), required=True)
    why = TextLine(WHY, required=True, longest=500, hint=WHY_HINT)


@people.route("/nguoi-dung/<key>/thoi-quan-tri", methods=["GET", "POST"])
@access(Permission.KEEP_PEOPLE)
def end_administration(key: str) -> Answer:
    found, form = stored(PEOPLE, person=key), EndForm()
    if form.validate_on_submit() and form.day.data is not None:
        day, why = form.day.data, form.why.data
        if carried_out(form, lambda session: appointing.end_administration(session, acting(), key, day, why)):
            return done(Phrase(mark("Đã ghi ngày thôi giữ; vị trí trống từ ngày ấy.")), url_for("people.person", key=key))
    return show_form(
        form,
        title=Phrase(mark("Thôi quản trị toàn hệ thống: {name}"), name=found.cells["name"]),
        sentence=Phrase(mark("Từ ngày ghi dưới đây người này không còn quyền quản trị của toàn hệ thống.")),
        button=Phrase(mark("Ghi ngày thôi giữ")),
        steps=steps_of_person(found),
        back=url_for("people.person", key=key),
        warning=Phrase(mark("Hãy chắc rằng còn người quản trị khác; nếu không, chỉ lệnh trên máy chủ mới thêm được.")),
    )


@people.route("/nguoi-dung/<key>/mat-khau", methods=["GET", "POST"])
@access(Permission.KEEP_PEOPLE)
def temporary_password(key: str) -> Answer:
    """The password is shown in the answer itself, this once; a reload asks anew."""
    found, form = stored(PEOPLE, person=key), form_of(PEOPLE)
    if form.validate_on_submit():
        with writing() as session:
            person = session.get_one(Person, find_person(key).id)
            password = set_temporary_password(session, acting(), person)
        return render_template("people/password.html", key=key, name=found.cells["name"], password=password)
    return show_form(
        form,
        title=Phrase(mark("Đặt mật khẩu tạm: {name}"), name=found.cells["name"]),
        sentence=Phrase(mark("Hệ thống tạo một mật khẩu và chỉ hiện một lần; người dùng phải đổi khi đăng nhập lần đầu.")),
        button=Phrase(mark("Tạo mật khẩu tạm")),
        steps=steps_of_person(found),
        back=url_for("people.person", key=key),
        warning=Phrase(mark("Mật khẩu cũ không còn dùng được, và mọi phiên làm việc của người này kết thúc.")),
        asks_why=False,
    )


def find_person(key: str) -> Person:
    return reading_session().scalars(select(Person).where(Person.key_folded == fold_key(key))).one()


def steps_of_person(found: Written | None = None) -> list[tuple[object, str]]:
    steps: list[tuple[object, str]] = [
        (Phrase(mark("Quản trị")), url_for("people.index")),
        (LIST, url_for("people.persons")),
    ]
    if found is not None:
        steps.append((found.cells["name"], url_for("people.person", key=found.cells["person"])))
    return steps
