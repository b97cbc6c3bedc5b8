"""The pages of signing in: name and password, code, new password, leaving."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from flask import Response, g, render_template, request, session, url_for
from flask_wtf.csrf import CSRFError

from qms.language import Phrase, UserError, mark
from qms.security.acting import NotVisible
from qms.signing_in import recovery_codes, use_cases
from qms.signing_in.credentials import fit_password
from qms.signing_in.forms import CodeForm, NewPasswordForm, RecoveryForm, SignInForm
from qms.signing_in.models import SecurityEventKind
from qms.signing_in.passwords import WeakPassword
from qms.signing_in.security_log import note
from qms.signing_in.use_cases import CodeWanted, NewPasswordWanted, Opened, Outcome, Pending, Refused, Visitor
from qms.text import tidy
from qms.web.access import Access, access
from qms.web.answers import Answer, see_other
from qms.web.database import installation, reading_session, writing
from qms.web.days import PARAMETER, current_day
from qms.web.errors import answer_forged
from qms.web.guard import TOKEN, current_login, own_path, viewer
from qms.web.notices import tell
from qms.web.sections import Section

NEXT = "next"  # the parameter that keeps where the visitor wanted to go
PENDING = "pending"  # where the signed cookie keeps who is half signed in
_OLD_FORM = Phrase(mark("Trang đăng nhập đã mở quá lâu, nên chưa đăng nhập. Hãy nhập lại."))

_NOTED: dict[object, SecurityEventKind] = {NotVisible: SecurityEventKind.OUT_OF_SCOPE, CSRFError: SecurityEventKind.FORGED}

signing_in = Section("signing_in", __name__)


@signing_in.route("/dang-nhap", methods=["GET", "POST"])
@access(Access.PUBLIC)
def sign_in() -> Answer:
    if viewer() is not None and request.method != "POST":
        return see_other(target())
    form = SignInForm()
    if form.validate_on_submit():
        try:
            outcome = use_cases.sign_in(writing, form.key.data or "", form.password.data, visitor(), now())
        except Refused as refusal:
            return _refuse(form, refusal)
        return _follow(outcome)
    return _page(form, 400 if form.errors else 200)


@signing_in.route("/dang-nhap/ma-xac-thuc", methods=["GET", "POST"])
@access(Access.PUBLIC)
def give_code() -> Answer:
    pending = _pending()
    if pending is None:
        return _begin_again()
    form = CodeForm()
    if form.validate_on_submit():
        try:
            return _follow(use_cases.give_code(writing, installation().vault, pending, form.code.data or "", visitor(), now()))
        except Refused as refusal:
            if refusal.message == use_cases.BEGIN_AGAIN:
                return _begin_again()
            form.complain(refusal)
    return render_template("signing_in/code.html", form=form), form.status


@signing_in.route("/dang-nhap/ma-khoi-phuc", methods=["GET", "POST"])
@access(Access.PUBLIC)
def give_recovery_code() -> Answer:
    """For whom the telephone is not at hand: one of the codes that were shown when the second factor was turned on."""
    pending = _pending()
    if pending is None:
        return _begin_again()
    form = RecoveryForm()
    if form.validate_on_submit():
        try:
            outcome = use_cases.give_recovery_code(writing, pending, form.code.data or "", visitor(), now())
        except Refused as refusal:
            if refusal.message == use_cases.BEGIN_AGAIN:
                return _begin_again()
            form.complain(refusal)
        else:
            answer = _follow(outcome)
            left = len(recovery_codes.unused_codes(reading_session(), pending.person_id))
            tell(Phrase(mark("Đã dùng một mã khôi phục; còn lại {count} mã."), count=left))
            return answer
    return render_template("signing_in/recovery_code.html", form=form), form.status


@signing_in.route("/dang-nhap/mat-khau-moi", methods=["GET", "POST"])
@access(Access.PUBLIC)
def choose_password() -> Answer:
    pending = _pending()
    if pending is None:
        return _begin_again()
    form = NewPasswordForm()
    if form.validate_on_submit():
        try:
            hashed = fit_password(reading_session(), pending.person_id, form.password.data, current_day())
            with writing() as writer:
                outcome = use_cases.choose_password(writer, pending, hashed, visitor(), now())
        except WeakPassword as weakness:
            form.blame("password", weakness.message)
        except Refused:
            return _begin_again()
        else:
            return _follow(outcome)
    key = use_cases.pending_account(reading_session(), pending, now()).key
    return render_template("signing_in/first_password.html", form=form, key=key), form.status


@signing_in.post("/dang-xuat")
@access(Access.SIGNED_IN)
def sign_out() -> Answer:
    with writing() as writer:
        use_cases.sign_out(writer, current_login(), visitor().address, now())
    session.clear()
    tell(Phrase(mark("Đã đăng xuất.")))
    return see_other(_here("sign_in"))


@signing_in.errorhandler(CSRFError)
def count_forgery(error: CSRFError) -> Answer:
    """A form from elsewhere counts against its address; a page that was open for too long is offered anew."""
    if viewer() is not None:
        g.refused = error
        return answer_forged()
    with writing() as writer:
        until = use_cases.note_forged(writer, visitor().address, now())
    form = SignInForm(formdata=None)
    form.complain(use_cases.locked(until) if until else _OLD_FORM)
    return _page(form, 400)


@signing_in.after_app_request
def note_refusal(response: Response) -> Response:
    """Whoever has signed in and reaches for what lies outside, or sends a form that is not ours, stands in the security log."""
    kind = _NOTED.get(type(g.get("refused")))
    person = viewer()
    if kind is not None and person is not None:
        with writing() as writer:
            note(writer, kind, now(), visitor().address, person.person_id, request.endpoint)
    return response


def visitor() -> Visitor:
    return Visitor(request.remote_addr or "?", "".join(filter(str.isprintable, tidy(request.user_agent.string)))[:200])


def now() -> datetime:
    return installation().clock.now()


def enter(token: str) -> None:
    """From here on the browser is signed in with this token; whatever its cookie held before is worthless."""
    session.clear()
    session[TOKEN] = token


def _follow(outcome: Outcome) -> Response:
    match outcome:
        case Opened(token):
            wanted = target()
            enter(token)
            return see_other(wanted)
        case CodeWanted(pending):
            return _ask("give_code", pending)
        case NewPasswordWanted(pending):
            return _ask("choose_password", pending)


def _ask(view: str, pending: Pending) -> Response:
    session.clear()
    session[PENDING] = [pending.person_id, pending.at.isoformat(), pending.seal, pending.coded]
    return see_other(_here(view))


def _pending() -> Pending | None:
    """Who is half signed in and may go on; None when the sign-in has to begin again."""
    kept = session.get(PENDING)
    if kept is None:
        return None
    person_id, at, seal, coded = kept
    pending = Pending(person_id, datetime.fromisoformat(at), seal, coded)
    try:
        use_cases.pending_account(reading_session(), pending, now())
    except Refused:
        return None
    return pending


def _begin_again() -> Response:
    session.pop(PENDING, None)
    tell(use_cases.BEGIN_AGAIN)
    return see_other(_here("sign_in"))


def _refuse(form: SignInForm, refusal: UserError) -> Answer:
    form.complain(refusal)
    return _page(form, 400)


def _page(form: SignInForm, status: int) -> tuple[str, int]:
    return render_template("signing_in/sign_in.html", form=form), status


def target() -> str:
    """Where the visitor wanted to go: a path of this site, and not back to a page of signing in."""
    wanted = own_path(request.args.get(NEXT, "/"))
    return "/" if urlsplit(wanted).path.startswith(("/dang-nhap", "/dang-xuat")) else wanted


def _here(view: str) -> str:
    """The address of a page of signing in; it belongs to no day, and it keeps where the visitor wanted to go."""
    wanted = target()
    kept: dict[str, Any] = {PARAMETER: None, NEXT: None if wanted == "/" else wanted}
    return url_for(f"signing_in.{view}", **kept)
