"""How a list is asked for in the address: filters, search, sort. Nothing but the address holds this state."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol, TypeVar

from flask import current_app, request, url_for
from markupsafe import Markup, escape
from werkzeug.routing import BaseConverter

from qms.language import Phrase, UserError, mark
from qms.text import fold_search
from qms.web import days, languages, pagination

SORT, SEARCH = "sap-xep", "tim"
LONGEST = 200  # characters of anything a reader types into a filter
Row = TypeVar("Row")


class Labelled(Protocol):
    """A member of an enum that can say its name to the reader."""

    @property
    def value(self) -> Any: ...


Option = TypeVar("Option", bound=Labelled)


@dataclass(frozen=True)
class Choice:
    """One offer of a filter, with its own label."""

    value: str
    label: str

    @cached_property
    def element(self) -> str:
        """Its element in a list of choices, not chosen."""
        return f'<option value="{escape(self.value)}">{escape(self.label)}</option>'


def option_elements(offered: Iterable[Choice], chosen: str | None) -> Markup:
    """The elements of a list of choices; there may be one for each body of the province."""
    elements = (one.element.replace('">', '" selected>', 1) if one.value == chosen else one.element for one in offered)
    return Markup("\n".join(elements))  # each is escaped where it is made


def choices(options: Iterable[Any], label: Callable[[Any], str]) -> list[Choice]:
    return [Choice(str(option.value), label(option)) for option in options]


def asked(parameter: str, options: Iterable[Option]) -> Option | None:
    """The option the address names, None when it names none; raise UserError when it names an unknown one."""
    text = request.args.get(parameter, "")
    if not text:
        return None
    for option in options:
        if option.value == text:
            return option
    raise UserError(
        Phrase(
            mark("Bộ lọc “{parameter}” không có giá trị “{text}”. Hãy chọn lại trong danh sách."), parameter=parameter, text=text
        )
    )


def typed(parameter: str) -> str:
    """What stands in the address for a free parameter, without spaces at its ends; empty when nothing does."""
    return request.args.get(parameter, "").strip()[:LONGEST]


def search_words() -> list[str]:
    """The words searched for, folded: a row matches when its folded text holds every one of them."""
    return fold_search(typed(SEARCH)).split()


def matches(words: Sequence[str], *texts: str | None) -> bool:
    if not words:
        return True
    folded = fold_search(" ".join(text for text in texts if text))
    return all(word in folded for word in words)


@dataclass(frozen=True)
class Sorting:
    """By which column the list is sorted; ``descending`` is written as a minus before its name in the address."""

    column: str
    descending: bool

    @classmethod
    def from_address(cls, columns: Iterable[str], default: str) -> "Sorting":
        """What the address asks for among ``columns``, or ``default`` (which may begin with a minus)."""
        text = request.args.get(SORT, "")
        column = text.removeprefix("-")
        if column not in columns:
            text, column = default, default.removeprefix("-")
        return cls(column, text.startswith("-"))

    def apply(self, rows: Iterable[Row], keys: Mapping[str, Callable[[Row], Any] | None]) -> Sequence[Row]:
        """Rows in the order asked for; rows that are equal keep the order they came in. None comes last both ways.

        A column without a key is the order they come in, both ways.
        """
        key = keys[self.column]
        if key is None:
            return rows if isinstance(rows, Sequence) else list(rows)
        keyed = [(key(row), row) for row in rows]
        known = sorted((pair for pair in keyed if pair[0] is not None), key=lambda pair: pair[0], reverse=self.descending)
        return [row for _, row in known] + [row for value, row in keyed if value is None]

    def direction(self, column: str) -> str | None:
        """For ``aria-sort``: how the list is sorted by this column, if it is."""
        if column != self.column:
            return None
        return "descending" if self.descending else "ascending"

    def link(self, column: str) -> str:
        """The same list by ``column``; a second click turns the order round."""
        turned = column == self.column and not self.descending
        return same_list(**{SORT: f"-{column}" if turned else column})


def same_list(endpoint: str | None = None, **changed: Any) -> str:
    """The present address with some parameters changed (None removes one), at another view if ``endpoint`` names one.

    A changed list begins at its first page.
    """
    view = endpoint or request.endpoint
    if view is None:
        raise LookupError("no list outside a view")
    return url_for(view, **{**_kept_parameters(), **(request.view_args or {}), **changed})


def address_of_each(endpoint: str, *names: str) -> Callable[..., str]:
    """For the rows of a list: gives the address of a view for the values of ``names``, in the order in which its path has them.

    The view is looked up once, not for every row.
    """
    places: dict[str, Any] = {name: f"QMS-{place}-" for place, name in enumerate(names)}
    pattern = url_for(endpoint, **places)  # its own braces, if any, are escaped
    for place in places.values():
        pattern = pattern.replace(place, "{}")
    path = BaseConverter(current_app.url_map)
    return lambda *values: pattern.format(*map(path.to_url, values))


def _kept_parameters() -> dict[str, list[str]]:
    """The parameters of the address, but for those that are carried otherwise and those that would steer ``url_for`` itself."""
    others = {pagination.PARAMETER, languages.PARAMETER, days.PARAMETER, "endpoint"}
    return {name: request.args.getlist(name) for name in request.args if name not in others and not name.startswith("_")}


def active_filters(parameters: Iterable[str]) -> list[str]:
    """Those of ``parameters`` that the address sets."""
    return [parameter for parameter in parameters if request.args.get(parameter, "").strip()]
