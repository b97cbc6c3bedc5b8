"""Batches in words, for pages and files; the application holds the words of all nouns."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from flask import Flask, current_app, url_for
from sqlalchemy.orm import Session

from qms.language import Phrase, mark
from qms.trail import queries
from qms.trail.queries import Batch
from qms.trail.words import Noun, Told, Words, show_moment

_EXTENSION = "qms_words"


class Readable(NamedTuple):
    """A batch in words; ``told`` are those of its entries that were asked for."""

    batch: Batch
    told: tuple[Told, ...]

    @property
    def moment(self) -> str:
        return show_moment(self.batch.moment)

    @property
    def who(self) -> str:
        return self.batch.person or self.batch.actor

    @property
    def origin(self) -> Phrase | str:
        return show_origin(self.batch.origin)


class History(NamedTuple):
    """The newest changes of an object: ``total`` counts all of them, ``address`` leads to the page that shows all."""

    batches: Sequence[Readable]
    total: int
    address: str


_ORIGINS = {"web": mark("trang web, địa chỉ {place}"), "cli": mark("dòng lệnh, máy {place}")}


def show_origin(origin: str) -> Phrase | str:
    """``web:10.0.0.7`` in words; what is written otherwise stays as it is."""
    kind, _, place = origin.partition(":")
    return Phrase(_ORIGINS[kind], place=place) if place and kind in _ORIGINS else origin


def init_app(app: Flask, nouns: Iterable[Noun]) -> None:
    """Let the pages of ``app`` say the trail in the words of ``nouns``."""
    known = app.extensions[_EXTENSION] = Words(nouns)
    app.jinja_env.globals["known_nouns"] = known.nouns


def words() -> Words:
    found: Words = current_app.extensions[_EXTENSION]
    return found


def readable(batches: Iterable[Batch]) -> list[Readable]:
    return [Readable(batch, tuple(words().tell(line) for line in batch.lines)) for batch in batches]


def recent_history(session: Session, noun: str, key: str, limit: int = 10) -> History:
    """The last ``limit`` changes of an object and its parts, for ``history_list`` of trail/history.html on any page.

    The caller has made sure that the reader may see the object.
    """
    things = [words().about(noun, key)]
    found = readable(queries.history(session, things, limit=limit))
    return History(found, queries.count_history(session, things), url_for("history.show", noun=noun, key=key))
