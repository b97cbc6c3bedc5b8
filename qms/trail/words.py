"""How the trail is said to a reader: each noun registers what it, its verbs and its fields are called.

What no noun has registered is shown as the code that it is.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from json import dumps
from typing import Any, NamedTuple

from qms.clock import CIVIL_TIME
from qms.exchange.sheet import KEY_SEPARATOR
from qms.language import gettext, mark, pmark, show_date
from qms.rendering.table import NOTHING, show_number
from qms.trail.queries import Line, Thing

AGENCY = "agency"  # the noun whose objects own those of the circle of the same name

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?([+-]\d\d:\d\d|Z)", re.ASCII)


class Said(NamedTuple):
    """A word for the reader; ``code``: it stands as it is stored, in no language."""

    text: str
    code: bool = False


class Circle(StrEnum):
    """Who may read the history of an object: whoever sees the records of the agency whose key begins the object's key;
    everybody who sees the statuses; whoever may read the whole trail."""

    AGENCY = "agency"
    EVERYBODY = "everybody"
    KEEPERS = "keepers"


def show_value(value: Any) -> Said:
    """A stored value of no special kind: days, moments and numbers as one reads them."""
    if isinstance(value, bool):
        return Said(gettext("Có") if value else gettext("Không"))
    if isinstance(value, int):
        return Said(show_number(value))
    if isinstance(value, (list, tuple)):
        return Said("; ".join(show_value(item).text for item in value))
    if not isinstance(value, str):
        return Said(dumps(value, ensure_ascii=False), code=True)
    return Said(_show_text(value))


def show_moment(moment: datetime) -> str:
    """``23/11/2026 11:04:06``, in Việt Nam."""
    there = moment.astimezone(CIVIL_TIME)
    return f"{show_date(there.date())} {there:%H:%M:%S}"


def show_text(value: Any) -> Said:
    return Said(str(value))


def show_code(value: Any) -> Said:
    """A key or a list of keys."""
    return Said("; ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value), code=True)


def show_word(words: Mapping[str, str]) -> Callable[[Any], Said]:
    """Shows a value by its word; ``words`` maps stored values to marked texts."""

    def show(value: Any) -> Said:
        return Said(gettext(words[value])) if value in words else Said(str(value), code=True)

    return show


def _show_text(value: str) -> str:
    """Text that is a day or a moment as such, any other as it is."""
    try:
        if _DAY.fullmatch(value):
            return show_date(date.fromisoformat(value))
        return show_moment(datetime.fromisoformat(value)) if _MOMENT.fullmatch(value) else value
    except ValueError:  # no day of the calendar, no hour of the clock
        return value


@dataclass(frozen=True)
class Field:
    """``label`` is a marked text; ``show`` says a value that is not null."""

    label: str
    show: Callable[[Any], Said] = show_value


@dataclass(frozen=True)
class Noun:
    """What the trail records under ``code:verb``.

    ``label`` and the words of ``verbs`` are marked texts; the common verbs are
    known already. ``part_of``: nouns to whose objects one of this noun belongs: its key is theirs or begins with it.
    """

    code: str
    label: str
    fields: Mapping[str, Field] = field(default_factory=dict)
    circle: Circle = Circle.KEEPERS
    verbs: Mapping[str, str] = field(default_factory=dict)
    part_of: frozenset[str] = frozenset()


VERBS: Mapping[str, str] = {
    "created": mark("Ghi mới"),
    "changed": pmark("done", "Sửa"),
    "withdrawn": pmark("done", "Rút"),
}


class Detail(NamedTuple):
    """One field; ``old`` and ``new`` are None where there was or is nothing, or an empty list."""

    label: Said
    old: Said | None
    new: Said | None


class Told(NamedTuple):
    """An entry in words."""

    number: int
    verb: Said
    noun: Said
    noun_code: str
    object_key: str
    details: tuple[Detail, ...]

    @property
    def shown_key(self) -> str:
        """The key with its days as one reads them; the key itself is what links and files name."""
        return KEY_SEPARATOR.join(map(_show_text, self.object_key.split(KEY_SEPARATOR)))

    @property
    def one_sided(self) -> bool:
        """Whether the object was made or taken away: there is nothing to compare."""
        return all(detail.old is None for detail in self.details) or all(detail.new is None for detail in self.details)

    def lines(self) -> list[str]:
        """Each field in one line: ``Hạn: 01/01/2020 → –``; only the value when there is nothing to compare."""
        return [f"{detail.label.text}: {self._values(detail)}" for detail in self.details]

    def _values(self, detail: Detail) -> str:
        old, new = (value.text if value else NOTHING for value in (detail.old, detail.new))
        if self.one_sided:
            return new if detail.new else old
        return f"{old} → {new}"


class Words:
    """The words of all nouns that have registered."""

    def __init__(self, nouns: Iterable[Noun]) -> None:
        self.nouns = {noun.code: noun for noun in nouns}

    def noun(self, code: str) -> Said:
        known = self.nouns.get(code)
        return Said(gettext(known.label)) if known else Said(code, code=True)

    def circle(self, code: str) -> Circle:
        known = self.nouns.get(code)
        return known.circle if known else Circle.KEEPERS

    def recorded(self) -> list[str]:
        """The codes under which changes are recorded: a whole that is called like its own parts is recorded as these."""
        parts = {(whole, part.label) for part in self.nouns.values() for whole in part.part_of}
        return [code for code, noun in self.nouns.items() if (code, noun.label) not in parts]

    def about(self, noun: str, key: str) -> Thing:
        """What the history of an object is about: it and its parts; of an agency everything whose key begins with its key."""
        if noun == AGENCY:
            return Thing(frozenset(code for code, known in self.nouns.items() if known.circle is Circle.AGENCY), key)
        return Thing(frozenset({noun, *(code for code, known in self.nouns.items() if noun in known.part_of)}), key)

    def tell(self, line: Line) -> Told:
        noun, _, verb = line.verb.partition(":")
        known = self.nouns.get(noun)
        word = (known.verbs.get(verb) if known else None) or VERBS.get(verb)
        details = tuple(self._detail(known, name, old, new) for name, (old, new) in _in_order(known, line.pairs()))
        said = Said(gettext(word)) if word else Said(verb, code=True)
        return Told(line.number, said, self.noun(noun), noun, line.object_key, details)

    @staticmethod
    def _detail(noun: Noun | None, name: str, old: Any, new: Any) -> Detail:
        known = noun.fields.get(name) if noun else None
        label = Said(gettext(known.label)) if known else Said(name, code=True)
        show = known.show if known else show_value
        return Detail(label, *(None if value in (None, "", []) else show(value) for value in (old, new)))


def _in_order(noun: Noun | None, pairs: Mapping[str, tuple[Any, Any]]) -> list[tuple[str, tuple[Any, Any]]]:
    """The fields in the order in which the noun names them; those it does not name come last."""
    order = {name: place for place, name in enumerate(noun.fields if noun else ())}
    return sorted(pairs.items(), key=lambda pair: (order.get(pair[0], len(order)), pair[0]))
