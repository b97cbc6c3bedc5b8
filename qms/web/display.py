"""What templates say and how they show it: sentences, days, numbers, shares, relative time."""

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from flask import Flask, request
from jinja2 import StrictUndefined
from markupsafe import Markup, escape

from qms.clock import CIVIL_TIME
from qms.dates import typed_date
from qms.language import LANGUAGES, Phrase, Value, current_language, gettext, mark, pmark, show, show_date
from qms.rendering.palette import shade
from qms.rendering.table import NOTHING, Share, show_number
from qms.web import days, languages, listing


@lru_cache(maxsize=4096)  # more than the templates have sentences
def _said(template: str, language: str) -> Markup:
    """A sentence of a template, escaped."""
    return escape(gettext(template))


def say(template: str, **values: Any) -> Markup:
    """A sentence of a template in the reader's language; values are escaped unless they are markup already."""
    said = _said(template, current_language())
    if not values:
        return said
    shown = {name: value if isinstance(value, Markup) else Value(show(value)) for name, value in values.items()}
    return said.format(**shown)


def say_in(context: str, template: str, **values: Any) -> Markup:
    """Like :func:`say`, in the words that go with the context (:func:`qms.language.pmark`)."""
    return say(pmark(context, template), **values)


def show_code(text: str) -> Markup:
    """What is typed or stored as it stands, in no language: a command, a code of a file format."""
    return Markup('<code translate="no">{}</code>').format(text)


def show_day(day: date | None) -> Markup:
    """``31/12/2015`` as an element that machines can read; a dash when there is none."""
    if day is None:
        return Markup(NOTHING)
    return _shown_day(day, current_language())


@lru_cache(maxsize=4096)  # lists show the same days again and again
def _shown_day(day: date, language: str) -> Markup:
    return Markup('<time datetime="{}">{}</time>').format(day.isoformat(), show_date(day))


def show_moment(moment: datetime) -> Markup:
    """``31/12/2015 14:05``, as clocks in Việt Nam showed it."""
    local = moment.astimezone(CIVIL_TIME)
    return Markup('<time datetime="{}">{} {}</time>').format(
        local.isoformat(timespec="minutes"), show_date(local.date()), f"{local:%H:%M}"
    )


def show_share(part: int, whole: int) -> str:
    """``87,5 %``; a dash for a share of nothing."""
    return str(Share(part, whole))


def show_distance(day: date) -> str:
    """How far ``day`` is from the day shown: said beside the date, never instead of it."""
    ahead = (day - days.viewed_day()).days
    if ahead == 0:
        return gettext("trong ngày")
    template = mark("còn {days} ngày") if ahead > 0 else mark("{days} ngày trước")
    return str(Phrase(template, days=show_number(abs(ahead))))


def show_overdue(day: date) -> str:
    """Like :func:`show_distance`, for a day by which something had to be done."""
    late = (days.viewed_day() - day).days
    return str(Phrase(mark("quá hạn {days} ngày"), days=show_number(late))) if late > 0 else show_distance(day)


def other_languages() -> list[tuple[str, str, str]]:
    """Each language the reader may switch to: its code, its own name, the address of the switch."""
    names = {"vi": "Tiếng Việt", "en": "English"}
    return [(code, names[code], languages.address_in(code)) for code in LANGUAGES if code != current_language()]


def today_address() -> str:
    """The present page as of today; the first page when there is no present one."""
    return listing.same_list(**{days.PARAMETER: None}) if request.endpoint else "/"


def kept_arguments(*without: str) -> list[tuple[str, str]]:
    """The parameters of the address that a form has to carry on."""
    dropped = {languages.PARAMETER, *without}
    return [(name, value) for name, value in request.args.items(multi=True) if name not in dropped and value]


def init_app(app: Flask) -> None:
    environment = app.jinja_env
    environment.undefined = StrictUndefined
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.filters.update(
        day=show_day,
        typed_date=typed_date,
        moment=show_moment,
        number=show_number,
        distance=show_distance,
        overdue=show_overdue,
    )
    environment.globals.update(
        _=say,
        pgettext=say_in,
        code=show_code,
        share=show_share,
        shade=shade,
        NOTHING=NOTHING,
        current_language=current_language,
        other_languages=other_languages,
        kept_arguments=kept_arguments,
        viewed_day=days.viewed_day,
        current_day=days.current_day,
        is_past_view=days.is_past_view,
        same_list=listing.same_list,
        address_of_each=listing.address_of_each,
        option_elements=listing.option_elements,
        today_address=today_address,
    )
