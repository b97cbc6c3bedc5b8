"""The province's policy values: each with its days, its source and why it was set."""

from datetime import date
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from wtforms import BooleanField, HiddenField

from qms.dates import DateError, read_date
from qms.keeping import policy
from qms.keeping.forms import WHY, WHY_HINT
from qms.keeping.policy import KnownValue
from qms.keeping.queries import state_of
from qms.keeping.views.section import keeping, missing
from qms.language import Phrase, UserError, mark
from qms.security.permissions import Permission
from qms.standards.models import Parameter, PolicyValue
from qms.standards.parameters import LABELS, ParameterError
from qms.standards.queries import in_force, policy_values, shown
from qms.standards.use_cases import SetPolicyValue
from qms.trail.readable import recent_history
from qms.web.access import access
from qms.web.answers import Answer, carried_out, done
from qms.web.database import reading_session
from qms.web.days import viewed_day
from qms.web.forms import Day, Form, Paragraphs, TextLine
from qms.web.guard import acting

_CODES = f"<any({','.join(parameter.value for parameter in Parameter)}):code>"
_HINTS = {
    Parameter.ACCEPTED_EDITION: Phrase(mark("Năm của phiên bản, ví dụ 2015.")),
    Parameter.ANNUAL_REPORT_DUE: Phrase(mark("Tháng-ngày có trong mọi năm, ví dụ 12-15.")),
}
_BESIDE: dict[type[UserError], str] = {ParameterError: "value"}
_NUMBER = Phrase(mark("Một số nguyên từ 0 trở lên."))


class ValueForm(Form):
    version = HiddenField("")
    value = TextLine(Phrase(mark("Giá trị")), required=True, longest=20)
    valid_from = Day(Phrase(mark("Từ ngày")), required=True)
    valid_to = Day(
        Phrase(mark("Đến ngày")), hint=Phrase(mark("Ngày đầu tiên không còn hiệu lực; để trống nếu không có thời hạn."))
    )
    source = TextLine(Phrase(mark("Căn cứ")), required=True, longest=1000, hint=Phrase(mark("Văn bản hoặc thông lệ làm căn cứ.")))
    verified = BooleanField(Phrase(mark("Căn cứ đã được kiểm chứng")))
    note = Paragraphs(Phrase(mark("Ghi chú")), longest=2000)
    why = TextLine(WHY, required=True, longest=500, hint=WHY_HINT)

    def to_command(self, parameter: Parameter) -> SetPolicyValue:
        assert self.valid_from.data is not None  # a form without it is not valid
        note = policy.note_of(self.note.data, self.verified.data)
        return SetPolicyValue(
            parameter, self.value.data or "", self.valid_from.data, self.valid_to.data, self.source.data or "", note
        )


class WithdrawForm(Form):
    version = HiddenField("")
    why = TextLine(WHY, required=True, longest=500, hint=WHY_HINT)


@keeping.get("/tham-so/")
@access(Permission.SET_POLICY)
def parameters() -> str:
    session, day = reading_session(), viewed_day()
    values: dict[str, list[PolicyValue]] = {parameter.value: [] for parameter in Parameter}
    stored = policy_values(session)
    for row in stored:
        values[row.parameter].insert(0, row)
    return render_template(
        "keeping/parameters.html",
        values=values,
        labels={parameter.value: Phrase(text) for parameter, text in LABELS.items()},
        state_of=lambda row: state_of(row.valid_from, row.valid_to, day),
        counting=in_force(stored, day),
        shown=shown,
    )


@keeping.route(f"/tham-so/{_CODES}/them", methods=["GET", "POST"])
@access(Permission.SET_POLICY)
def set_parameter(code: str) -> Answer:
    parameter = Parameter(code)
    form = ValueForm()
    if form.validate_on_submit() and carried_out(
        form, lambda session: policy.set_value(session, acting(), form.to_command(parameter), None, form.why.data), _BESIDE
    ):
        return done(Phrase(mark("Đã đặt giá trị mới.")), url_for("keeping.parameters"))
    return _page(parameter, form, "add", None)


@keeping.route(f"/tham-so/{_CODES}/sua", methods=["GET", "POST"])
@access(Permission.SET_POLICY)
def correct_parameter(code: str) -> Answer:
    """Put right a value, or let it end; its first day stays, of an accepted edition also its year."""
    parameter = Parameter(code)
    row, form = _asked_value(parameter), ValueForm()
    if not form.is_submitted():
        _show(form, row)
    fixed = ("valid_from", "value") if parameter is Parameter.ACCEPTED_EDITION else ("valid_from",)
    for name in fixed:
        del form[name]
    if form.validate_on_submit():
        value = row.value if "value" in fixed else form.value.data or ""
        note = policy.note_of(form.note.data, form.verified.data)
        command = SetPolicyValue(parameter, value, row.valid_from, form.valid_to.data, form.source.data or "", note)
        known = KnownValue(parameter, row.valid_from, row.value, form.version.data)
        if carried_out(form, lambda session: policy.set_value(session, acting(), command, known, form.why.data), _BESIDE):
            return done(Phrase(mark("Đã ghi thay đổi.")), url_for("keeping.parameters"))
    return _page(parameter, form, "correct", row)


@keeping.route(f"/tham-so/{_CODES}/rut", methods=["GET", "POST"])
@access(Permission.SET_POLICY)
def withdraw_parameter(code: str) -> Answer:
    parameter = Parameter(code)
    row, form = _asked_value(parameter), WithdrawForm()
    if not form.is_submitted():
        form.version.data = policy.version_of(row)
    if form.validate_on_submit():
        known = KnownValue(parameter, row.valid_from, row.value, form.version.data)
        if carried_out(form, lambda session: policy.withdraw_value(session, acting(), known, form.why.data), _BESIDE):
            return done(Phrase(mark("Đã rút giá trị; nhật ký vẫn giữ nội dung đã rút.")), url_for("keeping.parameters"))
    return _page(parameter, form, "withdraw", row)


def _asked_value(parameter: Parameter) -> PolicyValue:
    """The value that the address names by its first day and, of accepted editions, its year; without one it leads to the list."""
    if "tu-ngay" not in request.args:
        abort(redirect(url_for("keeping.parameters"), 303))
    try:
        start: date | None = read_date(request.args.get("tu-ngay", ""))
    except DateError:
        start = None
    row = policy.find_value(reading_session(), parameter, start, request.args.get("gia-tri")) if start else None
    if row is None:
        raise missing()
    return row


def _show(form: ValueForm, row: PolicyValue) -> None:
    form.version.data = policy.version_of(row)
    for name in ("value", "valid_from", "valid_to", "source", "note", "verified"):
        form[name].data = getattr(row, name)


def _page(parameter: Parameter, form: Form, act: str, row: PolicyValue | None) -> Answer:
    if "value" in form:
        form["value"].description = _HINTS.get(parameter, _NUMBER)
    page: Any = render_template(
        "keeping/parameter.html",
        form=form,
        act=act,
        row=row,
        name=Phrase(LABELS[parameter]),
        shown=shown,
        history=recent_history(reading_session(), "policy", policy.trail_key(row)) if row else None,
    )
    return page, form.status
