"""The units of a body as a tree, and the forms by which they are kept."""

from collections.abc import Callable
from typing import Any

from flask import render_template, url_for
from sqlalchemy.orm import Session

from qms.exchange.editing import Edited, Written
from qms.keeping.forms import FactForm
from qms.keeping.showing import shown_cells
from qms.language import Phrase, mark
from qms.people.views.ground import CHANGED, SUGGESTIONS, body, form_of, form_page, stored
from qms.security.permissions import Permission
from qms.text import fold_key
from qms.trail.readable import recent_history
from qms.units import use_cases
from qms.units.queries import tree, unit_choices
from qms.units.sheet import KINDS, UNITS
from qms.web.access import access
from qms.web.answers import Answer
from qms.web.database import reading_session
from qms.web.days import viewed_day
from qms.web.guard import acting, require
from qms.web.listing import typed
from qms.web.sections import Section

units = Section("units", __name__, url_prefix="/co-quan/<agency>/don-vi")

FIELDS = ("name", "kind", "parent")
PARENTS = {"organisation_unit": f"{SUGGESTIONS}-organisation_unit"}
SINCE = "tu-ngay"  # which slice of the unit is meant


@units.get("/")
@access(Permission.SEE_STATUS)
def index(agency: str) -> Answer:
    """What units a body has is part of its structure, which everybody may know."""
    key, name = body(agency)
    lines = tree(reading_session(), key, viewed_day())
    words = {kind: Phrase(word) for word, kind in KINDS.items()}
    return render_template("units/index.html", agency=key, name=name, lines=lines, words=words)


@units.route("/them", methods=["GET", "POST"])
@access(Permission.KEEP_UNITS)
def add(agency: str) -> Answer:
    key, name = body(agency)
    require(Permission.KEEP_UNITS, key)
    form = form_of(UNITS, "unit", *FIELDS, "valid_from", "valid_to", suggesting=PARENTS)
    return form_page(
        form,
        UNITS,
        lambda session: use_cases.add_unit(session, acting(), key, form.cells(), form.why.data),
        told=Phrase(mark("Đã thêm đơn vị.")),
        title=Phrase(mark("Thêm phòng, ban, trung tâm")),
        sentence=Phrase(
            mark("Đơn vị bên trong {agency}; vị trí có thể thuộc về cơ quan hoặc một đơn vị của cơ quan."), agency=name
        ),
        button=Phrase(mark("Thêm đơn vị")),
        steps=_steps(key, name),
        back=url_for("units.index", agency=key),
        suggestions={"organisation_unit": unit_choices(reading_session(), key, viewed_day())},
    )


@units.route("/<unit>/sua", methods=["GET", "POST"])
@access(Permission.KEEP_UNITS)
def correct(agency: str, unit: str) -> Answer:
    key, name = body(agency)
    require(Permission.KEEP_UNITS, key)
    cells = _asked(key, unit)
    found = stored(UNITS, agency=key, **cells)
    form = form_of(UNITS, *FIELDS, "valid_to", suggesting=PARENTS, about=found)
    return _page(
        form,
        lambda session: use_cases.correct_unit(
            session, acting(), key, {**cells, **form.cells()}, form.version.data or "", form.why.data
        ),
        (key, name),
        found,
        told=CHANGED,
        title=Phrase(mark("Sửa: {name}"), name=found.cells["name"]),
        sentence=Phrase(mark("Sửa chỗ ghi sai, hoặc ghi Đến ngày khi đơn vị không còn. Đổi tên thì dùng “Đổi từ ngày”.")),
        button=Phrase(mark("Ghi thay đổi")),
    )


@units.route("/<unit>/doi", methods=["GET", "POST"])
@access(Permission.KEEP_UNITS)
def change(agency: str, unit: str) -> Answer:
    """From a day on it has another name, kind or place in the tree."""
    key, name = body(agency)
    require(Permission.KEEP_UNITS, key)
    former = _asked(key, unit)
    found = stored(UNITS, agency=key, **former)
    form = form_of(UNITS, "valid_from", *FIELDS, suggesting=PARENTS, about=found, without=("valid_from",))
    return _page(
        form,
        lambda session: use_cases.change_unit(
            session, acting(), key, former, form.cells(), form.version.data or "", form.why.data
        ),
        (key, name),
        found,
        told=Phrase(mark("Đã ghi giai đoạn mới; giai đoạn trước kết thúc từ ngày ấy.")),
        title=Phrase(mark("Đổi từ ngày: {name}"), name=found.cells["name"]),
        sentence=Phrase(mark("Giai đoạn hiện có kết thúc vào ngày ghi dưới đây, giai đoạn mới bắt đầu từ ngày ấy.")),
        button=Phrase(mark("Ghi giai đoạn mới")),
    )


@units.route("/<unit>/rut", methods=["GET", "POST"])
@access(Permission.KEEP_UNITS)
def withdraw(agency: str, unit: str) -> Answer:
    key, name = body(agency)
    require(Permission.KEEP_UNITS, key)
    cells = _asked(key, unit)
    found = stored(UNITS, agency=key, **cells)
    form = form_of(UNITS, why=True, about=found)
    return _page(
        form,
        lambda session: use_cases.withdraw_unit(session, acting(), key, cells, form.version.data or "", form.why.data),
        (key, name),
        found,
        told=Phrase(mark("Đã rút; nhật ký vẫn giữ nội dung đã rút.")),
        title=Phrase(mark("Rút: {name}"), name=found.cells["name"]),
        sentence=Phrase(mark("Chỉ rút điều lẽ ra không có. Đơn vị đã từng có thì dùng “Sửa” và ghi Đến ngày.")),
        button=Phrase(mark("Rút đơn vị")),
        danger=True,
        symbol="trash",
    )


def _asked(agency: str, unit: str) -> dict[str, str]:
    """The key of the slice that the address names: the one of the day where it names none."""
    lines = tree(reading_session(), agency, viewed_day())
    current = next((line.valid_from.isoformat() for line in lines if fold_key(line.code) == fold_key(unit)), "")
    return {"unit": unit, "valid_from": typed(SINCE) or current}


def _page(
    form: FactForm, act: Callable[[Session], Edited], of: tuple[str, str], found: Written, *, told: Phrase, **words: Any
) -> Answer:
    """The page of an act upon a unit; ``of``: key and name of its body."""
    key, name = of
    return form_page(
        form,
        UNITS,
        act,
        told=told,
        template="units/form.html",
        steps=_steps(key, name),
        back=url_for("units.index", agency=key),
        cells=list(shown_cells(UNITS, found.cells, without=("agency",))),
        suggestions={"organisation_unit": unit_choices(reading_session(), key, viewed_day())} if "parent" in form else {},
        history=recent_history(reading_session(), "organisation_unit", f"{fold_key(key)} · {found.cells['unit']}"),
        **words,
    )


def _steps(agency: str, name: str) -> list[tuple[object, str]]:
    return [
        (name, url_for("agencies.show", key=agency)),
        (Phrase(mark("Phòng, ban, trung tâm")), url_for("units.index", agency=agency)),
    ]
