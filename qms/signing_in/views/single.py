"""Single sign-on, and proving again to be oneself, by password or by the provider."""

from datetime import datetime
from importlib.util import find_spec
from typing import TYPE_CHECKING

from flask import Flask, current_app, render_template, request, session, url_for

from qms.connections import Provider
from qms.language import Phrase, mark
from qms.settings import SettingsError
from qms.signing_in import confirming, identities
from qms.signing_in.forms import ConfirmForm
from qms.signing_in.identities import Begun, SignOnFailed
from qms.signing_in.models import SecurityEventKind
from qms.signing_in.queries import sign_ins_of
from qms.signing_in.security_log import note
from qms.signing_in.use_cases import Refused
from qms.signing_in.views.addresses import public_base
from qms.signing_in.views.doors import enter, now, signing_in, target, visitor
from qms.web.access import Access, access
from qms.web.answers import Answer, see_other
from qms.web.database import installation, reading_session, writing
from qms.web.errors import PageNotFound
from qms.web.guard import TOKEN, current_login, viewer
from qms.web.notices import tell

if TYPE_CHECKING:
    from qms.signing_in.provider import SingleSignOn

BEGUN = "single_sign_on"  # where the signed cookie keeps what has to be remembered while its user is at the provider
_EXTENSION = "qms_single_sign_on"


@signing_in.get("/dang-nhap/mot-lan")
@access(Access.PUBLIC)
def sign_on() -> Answer:
    """Leave for the provider."""
    return _leave(again=False)


@signing_in.get("/dang-nhap/mot-lan/ve")
@access(Access.PUBLIC)
def come_back() -> Answer:
    """Back from the provider: signed in, or proved again to be oneself."""
    kept = session.pop(BEGUN, None)
    if kept is None:
        return _failed(SignOnFailed("nothing begun"))
    state, nonce, verifier, at, again, back = kept
    begun = Begun(state, nonce, verifier, datetime.fromisoformat(at), again)
    try:
        identity = single_sign_on().finish(begun, request.args, _come_back_address(), now())
    except SignOnFailed as failure:
        return _failed(failure)
    if again:
        return _confirmed(identity, back)
    with writing() as writer:
        outcome = identities.sign_in_externally(writer, identity, visitor(), now())
    if isinstance(outcome, Refused):
        tell(outcome.message)
        return _to_door()
    enter(outcome.token)
    return see_other(back)


@signing_in.route("/tai-khoan/xac-nhan", methods=["GET", "POST"])
@access(Access.SIGNED_IN)
def confirm() -> Answer:
    """Prove again to be oneself; other pages send here with ``next`` when an act of weight needs it."""
    login = current_login()
    form = ConfirmForm()
    if form.validate_on_submit():
        try:
            session[TOKEN] = confirming.confirm(writing, login, form.password.data, visitor(), now())
        except Refused as refusal:
            form.blame("password", refusal.message)
        else:
            return see_other(target())
    known = sign_ins_of(reading_session(), login.person_id)
    return render_template("signing_in/confirm.html", form=form, known=known), form.status


@signing_in.get("/tai-khoan/xac-nhan/mot-lan")
@access(Access.SIGNED_IN)
def confirm_there() -> Answer:
    """Leave for the provider to sign in there anew."""
    return _leave(again=True)


def single_sign_on() -> "SingleSignOn":
    """The provider of this installation; raise PageNotFound when it has none."""
    found: SingleSignOn | None = current_app.extensions.get(_EXTENSION)
    if found is None or public_base() is None:
        raise PageNotFound(Phrase(mark("Hệ thống này không dùng đăng nhập một lần.")))
    return found


def offered() -> str | None:
    """What the button calls the provider; None when there is none to go to."""
    provider = installation().settings.provider
    return provider.name if provider and public_base() is not None else None


def _leave(*, again: bool) -> Answer:
    try:
        address, begun = single_sign_on().begin(_come_back_address(), now(), again=again)
    except SignOnFailed as failure:
        return _failed(failure)
    session[BEGUN] = [begun.state, begun.nonce, begun.verifier, begun.at.isoformat(), again, target()]
    return see_other(address)


def _come_back_address() -> str:
    return f"{public_base()}{url_for('signing_in.come_back', ngay=None)}"


def _confirmed(identity: identities.Identity, back: str) -> Answer:
    if viewer() is None:
        return _to_door()
    try:
        with writing() as writer:
            session[TOKEN] = identities.confirm_externally(writer, current_login(), identity, now())
    except Refused as refusal:
        tell(refusal.message)
        return see_other(url_for("signing_in.confirm", next=back))
    return see_other(back)


def _failed(failure: SignOnFailed) -> Answer:
    with writing() as writer:
        note(writer, SecurityEventKind.REFUSED, now(), visitor().address, None, f"oidc {failure.why}")
    tell(failure.message)
    return _to_door()


def _to_door() -> Answer:
    return see_other(url_for("signing_in.sign_in", ngay=None))


def connect(app: Flask, provider: Provider | None) -> None:
    """Make the provider known to the application; raise SettingsError when the extra that speaks its language is missing."""
    app.jinja_env.globals["single_sign_on_name"] = offered
    if provider is None:
        return
    if find_spec("authlib") is None or find_spec("requests") is None:
        raise SettingsError(
            Phrase(mark("Muốn dùng đăng nhập một lần, hãy cài đặt bằng lệnh: {command}"), command='pip install "qms[oidc]"')
        )
    from qms.signing_in.provider import SingleSignOn  # needs the extra `oidc`

    app.extensions[_EXTENSION] = SingleSignOn(provider)


@signing_in.record
def _connect(state: object) -> None:
    """When the section is put on an application, the installation's provider comes with it."""
    app: Flask = state.app  # type: ignore[attr-defined]
    connect(app, app.extensions["qms"].settings.provider)
