"""The account of whoever has signed in: posts, password, second factor, sessions."""

from flask import render_template, session, url_for

from qms.language import Phrase, mark
from qms.signing_in import confirming, recovery_codes, second_factor, use_cases
from qms.signing_in.accounts import account_of
from qms.signing_in.credentials import fit_password, store_password
from qms.signing_in.devices import name_device
from qms.signing_in.forms import ChangePasswordForm, CodeForm, ConfirmForm
from qms.signing_in.passwords import WeakPassword
from qms.signing_in.pictures import qr_picture
from qms.signing_in.queries import open_sessions, sign_ins_of
from qms.signing_in.sessions import is_confirmed, renew_token
from qms.signing_in.use_cases import Refused
from qms.signing_in.views.doors import now, signing_in, visitor
from qms.web.access import Access, access
from qms.web.answers import Answer, see_other
from qms.web.database import installation, reading_session, writing
from qms.web.days import current_day
from qms.web.errors import PageNotFound
from qms.web.guard import TOKEN, acting, current_login, current_viewer
from qms.web.notices import tell

ISSUER = "QLCL"  # under this name an authenticator application keeps the secret


@signing_in.get("/tai-khoan")
@access(Access.SIGNED_IN)
def account() -> Answer:
    person_id = current_viewer().person_id
    return render_template(
        "signing_in/account.html",
        sign_ins=sign_ins_of(reading_session(), person_id),
        readable=second_factor.is_readable(reading_session(), installation().vault, person_id),
        sessions=open_sessions(reading_session(), person_id, now()),
        own=current_login(),
        name_device=name_device,
    )


@signing_in.route("/tai-khoan/mat-khau", methods=["GET", "POST"])
@access(Access.SIGNED_IN)
def change_password() -> Answer:
    form = ChangePasswordForm()
    if form.validate_on_submit():
        login = current_login()
        try:
            confirming.prove(writing, login.person_id, form.old.data, visitor(), now())
            hashed = fit_password(reading_session(), login.person_id, form.password.data, current_day())
        except Refused as refusal:
            form.blame("old", refusal.message)
        except WeakPassword as weakness:
            form.blame("password", weakness.message)
        else:
            _store(hashed)
            tell(Phrase(mark("Đã đổi mật khẩu. Các phiên làm việc khác của tài khoản này đã kết thúc.")))
            return _to_account()
    return render_template("signing_in/change_password.html", form=form), form.status


@signing_in.route("/tai-khoan/hai-buoc", methods=["GET", "POST"])
@access(Access.SIGNED_IN)
def two_steps() -> Answer:
    """Turn the second factor on (first the password, then a code of the telephone) or off (the password)."""
    since = sign_ins_of(reading_session(), current_viewer().person_id).second_factor_since
    form = ConfirmForm()
    if form.validate_on_submit():
        try:
            token = confirming.confirm(writing, current_login(), form.password.data, visitor(), now())
        except Refused as refusal:
            form.blame("password", refusal.message)
        else:
            session[TOKEN] = token
            return _turn_off() if since else _begin()
    return render_template("signing_in/two_steps.html", form=form, since=since), form.status


@signing_in.route("/tai-khoan/hai-buoc/dien-thoai", methods=["GET", "POST"])
@access(Access.SIGNED_IN)
def show_secret() -> Answer:
    """The secret as a picture for the telephone, and the field for its first code; the answer to it shows recovery codes."""
    vault = installation().vault
    secret = second_factor.secret_to_confirm(reading_session(), vault, current_viewer().person_id)
    if secret is None or not is_confirmed(current_login(), now()):
        return see_other(url_for("signing_in.two_steps"))
    form = CodeForm()
    if form.validate_on_submit():
        typed = form.code.data or ""
        if second_factor.shows(secret, typed, now()):
            return _turn_on(typed)
        form.blame("code", use_cases.WRONG_CODE)
    picture = qr_picture(second_factor.address_of(secret, current_viewer().key, ISSUER))
    return render_template("signing_in/secret.html", form=form, picture=picture, secret=secret), form.status


@signing_in.route("/tai-khoan/hai-buoc/ma-khoi-phuc", methods=["GET", "POST"])
@access(Access.SIGNED_IN)
def new_codes() -> Answer:
    """Ten new recovery codes in the place of the old ones, for the password; shown in the answer itself, this once."""
    known = sign_ins_of(reading_session(), current_viewer().person_id)
    if known.second_factor_since is None:
        return see_other(url_for("signing_in.two_steps"))
    form = ConfirmForm()
    if form.validate_on_submit():
        try:
            session[TOKEN] = confirming.confirm(writing, current_login(), form.password.data, visitor(), now())
        except Refused as refusal:
            form.blame("password", refusal.message)
        else:
            codes = recovery_codes.make_codes()
            with writing() as writer:
                recovery_codes.replace_codes(writer, acting(), codes, visitor().address)
            return render_template("signing_in/codes_shown.html", codes=codes.texts, turned_on=False)
    return render_template("signing_in/new_codes.html", form=form, left=known.codes_left), form.status


@signing_in.post("/tai-khoan/phien/<int:session_id>")
@access(Access.SIGNED_IN)
def end_own_session(session_id: int) -> Answer:
    with writing() as writer:
        found = use_cases.end_own_session(writer, acting(), session_id, visitor().address)
    if not found:
        raise PageNotFound(Phrase(mark("Phiên làm việc này đã kết thúc.")))
    tell(Phrase(mark("Đã kết thúc phiên làm việc đó.")))
    return _to_account()


@signing_in.post("/tai-khoan/phien")
@access(Access.SIGNED_IN)
def end_other_sessions() -> Answer:
    with writing() as writer:
        use_cases.end_other_sessions(writer, acting(), current_login(), visitor().address)
    tell(Phrase(mark("Đã kết thúc mọi phiên làm việc khác.")))
    return _to_account()


def _store(hashed: str) -> None:
    login, me = current_login(), acting()
    with writing() as writer:
        found = account_of(writer, login.person_id)
        assert found is not None
        store_password(writer, me.as_self(), found, hashed, me.moment, visitor().address, but=login.id)
        session[TOKEN] = renew_token(writer, login.id, me.moment, confirmed=True)


def _begin() -> Answer:
    with writing() as writer:
        second_factor.begin(writer, installation().vault, acting())
    return see_other(url_for("signing_in.show_secret"))


def _turn_on(code: str) -> Answer:
    """The first code was right; of two that send it at once the second begins again."""
    codes = recovery_codes.make_codes()
    with writing() as writer:
        right = second_factor.confirm(writer, installation().vault, acting(), code, codes, visitor().address)
        token = renew_token(writer, current_login().id, now())
    session[TOKEN] = token
    if not right:
        return see_other(url_for("signing_in.two_steps"))
    return render_template("signing_in/codes_shown.html", codes=codes.texts, turned_on=True)


def _turn_off() -> Answer:
    with writing() as writer:
        second_factor.turn_off(writer, acting(), visitor().address)
    tell(Phrase(mark("Đã tắt xác thực hai bước.")))
    return _to_account()


def _to_account() -> Answer:
    return see_other(url_for("signing_in.account"))
