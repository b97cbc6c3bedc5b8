"""Two languages, never mixed: sentences are written in Vietnamese and translated when they are shown.

A sentence that outlives the moment (a reason, a fault) is a :class:`Phrase`: the Vietnamese template and its values.
It becomes text only at the edge, in the language of whoever reads it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import cache
from gettext import NullTranslations, translation
from importlib.resources import as_file, files
from typing import Any

LANGUAGES = ("vi", "en")
DOMAIN = "qms"

_CONTEXT = "\x04"  # between a context and its text, as compiled catalogues have it

_language: ContextVar[str] = ContextVar("language", default="vi")


def mark(text: str) -> str:
    """Return the text as it is; tells the message extractor to collect it."""
    return text


def pmark(context: str, text: str) -> str:
    """Like :func:`mark`, for a text that English says otherwise here: ``pmark("many", "Vị trí")`` is “Posts”, not “Post”.

    Contexts: ``many`` and ``one``, where the word alone names one thing or many; ``done``, what has happened, and ``noun``,
    where the word alone is a button's; ``copy``, said of paper, not of a document. Vietnamese shows the text alone.
    """
    return f"{context}{_CONTEXT}{text}"


def current_language() -> str:
    return _language.get()


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Show everything inside the block in ``language``, one of LANGUAGES."""
    if language not in LANGUAGES:
        raise ValueError(f"unknown language {language!r}")
    token = _language.set(language)
    try:
        yield
    finally:
        _language.reset(token)


@cache
def _catalogue(language: str) -> NullTranslations:
    if language == "vi":  # the source language
        return NullTranslations()
    with as_file(files("qms") / "translations") as folder:
        return translation(DOMAIN, folder, [language])


def gettext(text: str) -> str:
    """The Vietnamese ``text``, with or without a context, in the current language."""
    return _catalogue(current_language()).gettext(text).rpartition(_CONTEXT)[2]


def pgettext(context: str, text: str) -> str:
    """The Vietnamese ``text`` in the current language, as it is said in this context (see :func:`pmark`)."""
    return gettext(pmark(context, text))


def show_date(day: date) -> str:
    """``31/12/2015`` in Vietnamese, ``31 Dec 2015`` in English."""
    if current_language() == "vi":
        return f"{day:%d/%m/%Y}"
    months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
    return f"{day.day} {months[day.month - 1]} {day.year}"


def show(value: Any) -> str:
    """Any value a sentence may hold, in the current language: dates, phrases, words with a label, lists of them, plain text."""
    if isinstance(value, date):
        return show_date(value)
    if isinstance(value, (list, tuple)):
        return ", ".join(show(item) for item in value)
    return str(getattr(value, "label", value))


class Value(str):
    """A value as a sentence shows it. In English a word follows its number: ``{count} {count:post|posts}``, the first for 1."""

    __slots__ = ()

    def __format__(self, words: str) -> str:
        if not words:
            return str(self)
        one, many = words.split("|")
        return one if self == "1" else many


class Phrase:
    """A sentence with its values, in no language yet; ``str()`` says it in the current one."""

    __slots__ = ("template", "values")

    def __init__(self, template: str, /, **values: Any) -> None:
        self.template = template
        self.values = values

    def __str__(self) -> str:
        said = gettext(self.template)
        return said.format(**{name: Value(show(value)) for name, value in self.values.items()}) if self.values else said

    def __repr__(self) -> str:
        return f"Phrase({self.template!r}, {self.values!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Phrase) and (self.template, self.values) == (other.template, other.values)

    def __hash__(self) -> int:
        return hash(self.template)


class Bilingual:
    """A title that is data in both languages, such as a clause or a framework slot."""

    __slots__ = ("english", "vietnamese")

    def __init__(self, vietnamese: str, english: str) -> None:
        self.vietnamese = vietnamese
        self.english = english

    def __str__(self) -> str:
        return self.english if current_language() == "en" else self.vietnamese


class UserError(Exception):
    """Something the user can put right: the message says what is wrong and what would be right.

    Raised with a Phrase or with text that is already in the user's language.
    """

    def __init__(self, message: Phrase) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)
