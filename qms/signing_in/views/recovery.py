"""A forgotten password: asking for the letter, and the page behind its link."""

from flask import render_template, url_for

from qms.language import Phrase, mark
from qms.signing_in import recovery, use_cases
from qms.signing_in.credentials import fit_password
from qms.signing_in.forms import ForgottenForm, NewPasswordForm
from qms.signing_in.passwords import WeakPassword
from qms.signing_in.recovery import DeadLink
from qms.signing_in.views.addresses import public_base
from qms.signing_in.views.doors import now, signing_in, visitor
from qms.web.access import Access, access
from qms.web.answers import Answer, see_other
from qms.web.database import reading_session, writing
from qms.web.days import current_day
from qms.web.errors import PageNotFound
from qms.web.notices import tell


@signing_in.route("/quen-mat-khau", methods=["GET", "POST"])
@access(Access.PUBLIC)
def forgotten() -> Answer:
    form, base = ForgottenForm(), public_base()
    if base is None:
        return render_template("signing_in/no_letters.html")
    if form.validate_on_submit():
        with writing() as writer:
            link_base = base + url_for("signing_in.reset", token="", ngay=None)
            until = recovery.ask_reset(writer, form.key.data or "", visitor(), now(), link_base)
        if until is None:
            return render_template("signing_in/letter_sent.html", minutes=recovery.GOOD_FOR.seconds // 60)
        form.complain(use_cases.locked(until))
    return render_template("signing_in/forgotten.html", form=form), form.status


@signing_in.route("/dat-lai-mat-khau/<token>", methods=["GET", "POST"])
@access(Access.PUBLIC)
def reset(token: str) -> Answer:
    form = NewPasswordForm()
    try:
        account = recovery.account_behind(reading_session(), token, now())
        if form.validate_on_submit():
            hashed = fit_password(reading_session(), account.person_id, form.password.data, current_day())
            with writing() as writer:
                recovery.reset_password(writer, token, hashed, visitor(), now())
            tell(Phrase(mark("Đã đặt mật khẩu mới. Hãy đăng nhập bằng mật khẩu đó.")))
            return see_other(url_for("signing_in.sign_in"))
    except DeadLink as dead:
        raise PageNotFound(dead.message) from dead
    except WeakPassword as weakness:
        form.blame("password", weakness.message)
    return render_template("signing_in/reset.html", form=form, account=account), form.status
