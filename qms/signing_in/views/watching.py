"""How people sign in, for the administrator: the security log, one person's sessions, and what may be ended or taken off."""

from collections.abc import Callable

from flask import render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from qms.language import Phrase, UserError, mark
from qms.people.models import Person
from qms.security.permissions import Permission
from qms.signing_in import identities, second_factor, use_cases
from qms.signing_in.devices import name_device
from qms.signing_in.forms import IdentityForm, ReasonForm
from qms.signing_in.models import SecurityEventKind
from qms.signing_in.queries import count_occurrences, identities_of, occurrences, open_sessions, sign_ins_of
from qms.signing_in.views.doors import now, signing_in, visitor
from qms.text import fold_key
from qms.web.access import access
from qms.web.answers import Answer, carried_out, done
from qms.web.database import installation, reading_session
from qms.web.errors import PageNotFound
from qms.web.guard import acting
from qms.web.listing import choices
from qms.web.pagination import PAGE_SIZE, Page, asked_number

_LATEST = 20  # lines of one person's log


@signing_in.get("/quan-tri/dang-nhap")
@access(Permission.SEE_SIGN_INS)
def sign_ins() -> Answer:
    asked = request.args.get("viec", "")
    kind = SecurityEventKind(asked) if asked in set(SecurityEventKind) else None
    total = count_occurrences(reading_session(), kind=kind)
    number = asked_number(total)
    rows = occurrences(reading_session(), kind=kind, limit=PAGE_SIZE, offset=(number - 1) * PAGE_SIZE)
    kinds = choices(SecurityEventKind, lambda kind: str(kind.label))
    return render_template("signing_in/sign_ins.html", page=Page(rows, number, total), kinds=kinds, filtered=kind is not None)


@signing_in.get("/quan-tri/dang-nhap/<key>")
@access(Permission.SEE_SIGN_INS)
def person(key: str) -> Answer:
    found = _person(reading_session(), key)
    return render_template(
        "signing_in/person.html",
        person=found,
        sign_ins=sign_ins_of(reading_session(), found.id),
        sessions=open_sessions(reading_session(), found.id, now()),
        identities=identities_of(reading_session(), found.id),
        latest=occurrences(reading_session(), person_id=found.id, limit=_LATEST),
        linkable=installation().settings.provider is not None,
        name_device=name_device,
    )


@signing_in.route("/quan-tri/dang-nhap/<key>/ket-thuc-phien", methods=["GET", "POST"])
@access(Permission.SEE_SIGN_INS)
def revoke(key: str) -> Answer:
    return _act(
        key,
        lambda session, person, reason: use_cases.revoke_sessions(session, acting(), person, visitor().address, reason),
        title=Phrase(mark("Kết thúc mọi phiên làm việc")),
        sentence=mark("{name} phải đăng nhập lại trên mọi thiết bị; nội dung đang nhập dở ở đó có thể mất."),
        told=Phrase(mark("Đã kết thúc mọi phiên làm việc của người này.")),
    )


@signing_in.route("/quan-tri/dang-nhap/<key>/tat-hai-buoc", methods=["GET", "POST"])
@access(Permission.KEEP_PEOPLE)
def remove_second_factor(key: str) -> Answer:
    return _act(
        key,
        lambda session, person, reason: second_factor.remove(session, acting(), person, visitor().address, reason),
        title=Phrase(mark("Tắt xác thực hai bước")),
        sentence=mark("Chỉ làm khi {name} đã mất hoặc đổi điện thoại, và đã biết chắc chính người đó yêu cầu."),
        told=Phrase(mark("Đã tắt xác thực hai bước của người này.")),
    )


@signing_in.route("/quan-tri/dang-nhap/<key>/bo-danh-tinh/<int:identity_id>", methods=["GET", "POST"])
@access(Permission.KEEP_PEOPLE)
def unlink(key: str, identity_id: int) -> Answer:
    known = identities_of(reading_session(), _person(reading_session(), key).id)
    if identity_id not in {identity.id for identity in known}:
        raise PageNotFound(Phrase(mark("Tài khoản này không được nối với danh tính đó.")))
    return _act(
        key,
        lambda session, person, reason: identities.unlink_identity(session, acting(), person, identity_id, reason),
        title=Phrase(mark("Bỏ nối danh tính")),
        sentence=mark("{name} không đăng nhập được bằng danh tính này nữa; mật khẩu ở đây, nếu có, vẫn dùng được."),
        told=Phrase(mark("Đã bỏ nối danh tính.")),
    )


@signing_in.route("/quan-tri/dang-nhap/<key>/noi-danh-tinh", methods=["GET", "POST"])
@access(Permission.KEEP_PEOPLE)
def link(key: str) -> Answer:
    provider = installation().settings.provider
    if provider is None:
        raise PageNotFound(Phrase(mark("Hệ thống này không dùng đăng nhập một lần.")))
    found, form = _person(reading_session(), key), IdentityForm()
    if form.validate_on_submit():
        issuer, subject = provider.issuer, form.subject.data or ""
        if carried_out(
            form,
            lambda writer: identities.link_identity(writer, acting(), _person(writer, key), issuer, subject),
            {UserError: "subject"},
        ):
            return done(Phrase(mark("Đã nối danh tính.")), url_for("signing_in.person", key=found.key))
    title = Phrase(mark("Nối danh tính"))
    sentence = Phrase(
        mark("{name} sẽ đăng nhập được bằng {provider}. Mã danh tính do bên đó cấp, không phải thư điện tử."),
        name=found.name,
        provider=provider.name,
    )
    return _page(form, found, title, sentence, danger=False)


def _act(key: str, act: Callable[[Session, Person, str], object], *, title: Phrase, sentence: str, told: Phrase) -> Answer:
    """A page that asks for the reason and then does something to the person's account."""
    found, form = _person(reading_session(), key), ReasonForm()
    if form.validate_on_submit():
        reason = form.reason.data or ""
        if carried_out(form, lambda writer: act(writer, _person(writer, key), reason)):
            return done(told, url_for("signing_in.person", key=found.key))
    return _page(form, found, title, Phrase(sentence, name=found.name), danger=True)


def _page(form: ReasonForm | IdentityForm, found: Person, title: Phrase, sentence: Phrase, *, danger: bool) -> Answer:
    shown = {"form": form, "person": found, "title": title, "sentence": sentence, "danger": danger}
    return render_template("signing_in/act.html", **shown), form.status


def _person(session: Session, key: str) -> Person:
    found = session.scalar(select(Person).where(Person.key_folded == fold_key(key)))
    if found is None:
        raise PageNotFound(Phrase(mark("Không có người dùng nào mang mã “{key}”."), key=key))
    return found
