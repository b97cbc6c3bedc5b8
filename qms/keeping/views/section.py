"""The section of the site on which the registry is kept, and what its views share."""

import json
from collections.abc import Sequence

from flask import abort, redirect, request, url_for

from qms.exchange.sheet import Sheet
from qms.exchange.written import Typed, Written, find_written, key_texts
from qms.keeping.books import BOOKS, Book
from qms.language import Phrase, mark
from qms.web.database import reading_session
from qms.web.errors import PageNotFound
from qms.web.sections import Section

keeping = Section("keeping", __name__, url_prefix="/so-dang-ky", label=mark("Sổ đăng ký"))

KEY = "khoa"  # as in address(): the parts of a fact's key, in the order of the sheet's columns
_SLUGS = f"<any({', '.join(map(json.dumps, BOOKS))}):slug>"


def route(rest: str = "") -> str:
    """The rule of an address below that of a book."""
    return f"/{_SLUGS}/{rest}"


def asked_key(sheet: Sheet) -> Typed:
    """The cells of the key that the address names. An address without one leads to the list; raise PageNotFound for any other."""
    texts = request.args.getlist(KEY)
    if not texts:
        abort(redirect(url_for("keeping.index"), 303))
    if len(texts) > len(sheet.key_positions):
        raise missing()
    return {sheet.columns[position].field: text for position, text in zip(sheet.key_positions, texts, strict=False)}


def asked_fact(sheet: Sheet) -> Written:
    """The fact that the address names; raise PageNotFound when there is none."""
    found = find_written(reading_session(), sheet, asked_key(sheet))
    if found is None:
        raise missing()
    return found


def missing() -> PageNotFound:
    return PageNotFound(Phrase(mark("Dữ kiện này không có trong sổ đăng ký, hoặc đã được rút. Hãy tìm lại trong danh sách.")))


def thing_address(book: Book, cells: Typed) -> str:
    """The page of the thing that a row with these cells is about."""
    return address(book, "thing", key_texts(book.sheet, cells)[: book.things])


def address(book: Book, view: str, texts: Sequence[str]) -> str:
    """The address of a view of a fact or a thing."""
    return url_for(f"keeping.{view}", slug=book.slug, khoa=list(texts))
