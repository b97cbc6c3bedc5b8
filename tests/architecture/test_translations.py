"""Two languages, both complete: every Vietnamese text of the sources has its English one, and nothing is left over."""

import ast
import re
import string
from collections.abc import Iterator
from gettext import GNUTranslations
from pathlib import Path

import click
import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from qms.language import pmark
from qms.standards.use_cases import shipped_tables
from tests.architecture.sources import PACKAGES, ROOT, modules

TRANSLATIONS = ROOT / "qms" / "translations"
_WITH_CONTEXT = ((1, "c"), 2)
TEXT_KEYWORDS = {"gettext": None, "mark": None, "_": None, "pgettext": _WITH_CONTEXT, "pmark": _WITH_CONTEXT}
CLICK_KEYWORDS = {"_": None, "ngettext": (1, 2)}


def source_texts() -> dict[str, str]:
    """Every text that the product shows, as a catalogue names it (:func:`named`), with one place where it stands."""
    found: dict[str, str] = {}
    for folder in (*PACKAGES, "templates"):
        methods = [("**.py", "python"), ("**.html", "jinja2")]
        for file, line, text, _comments, context in extract_from_dir(ROOT / folder, methods, keywords=TEXT_KEYWORDS):
            found.setdefault(named(str(text), context), f"{folder}/{file}:{line}")
    for table in shipped_tables():
        for row in table.rows:
            for text in filter(None, (row.cells.get("source"), row.cells.get("note"))):
                if re.search(r"[^\W\d_]{2,}", re.sub(r"QĐ \S+|TCVN|ISO", "", text)):
                    found.setdefault(text, f"{table.file}:{row.line}")
    return found


def named(text: str, context: str | None) -> str:
    return pmark(context, text) if context else text


def catalogue(path: Path, language: str) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=language)


def english() -> dict[str, str]:
    path = TRANSLATIONS / "en" / "LC_MESSAGES" / "qms.po"
    return {named(str(message.id), message.context): str(message.string) for message in catalogue(path, "en") if message.id}


def placeholders(text: str) -> set[str]:
    return {name for _literal, name, _spec, _conversion in string.Formatter().parse(text) if name is not None}


def test_every_text_of_the_sources_is_translated():
    translated = english()
    assert {text: place for text, place in source_texts().items() if not translated.get(text)} == {}


def test_no_text_hides_where_extraction_does_not_look():
    """Up to Python 3.11 an f-string is one token: a text to be translated inside it is not found."""
    hidden = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in modules()
        for whole in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(whole, ast.JoinedStr)
        for call in ast.walk(whole)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in TEXT_KEYWORDS
    ]
    assert hidden == []


def test_no_translation_is_left_over():
    assert set(english()) - set(source_texts()) == set()


def test_translations_hold_the_same_placeholders():
    broken = {text: said for text, said in english().items() if placeholders(text) != placeholders(said)}
    assert broken == {}


def test_words_follow_their_numbers():
    """“1 documents” and “1 document(s)” do not occur: what is counted is said for one and for many."""
    forms = [(name, spec) for said in english().values() for _, name, spec, _ in string.Formatter().parse(said) if spec]
    assert [spec for _name, spec in forms if not re.fullmatch(r"[^|]+\|[^|]+", spec)] == []
    counting = "|".join(sorted({str(name) for name, _spec in forms}))
    plural = re.compile(rf"{{(?:{counting})}} (?:\w+ )?\w+s\b|\(s\)")
    assert counting
    assert [said for said in english().values() if plural.search(said)] == []


def test_no_translation_is_still_vietnamese():
    marks = re.compile("[ăâđêôơưĂÂĐÊÔƠƯ\u1ea0-\u1ef9]")
    quoted = re.compile(r"“[^”]*”|QĐ|Việt Nam|Thừa Thiên Huế")
    assert [said for text, said in english().items() if marks.search(quoted.sub("", said)) and said != text] == []


def click_texts() -> Iterator[str | tuple[str, ...]]:
    folder = Path(click.__file__).parent
    for _file, _line, text, _comments, _context in extract_from_dir(folder, [("**.py", "python")], keywords=CLICK_KEYWORDS):
        yield text


@pytest.fixture(scope="module")
def vietnamese() -> Catalog:
    return catalogue(TRANSLATIONS / "vi" / "LC_MESSAGES" / "messages.po", "vi")


def test_every_word_of_click_is_translated(vietnamese):
    assert [text for text in click_texts() if not (found := vietnamese.get(text)) or not any(found.string)] == []


def test_no_word_of_an_older_click_is_left_over(vietnamese):
    assert {message.id for message in vietnamese if message.id} - set(click_texts()) == set()


def test_words_of_click_hold_the_same_placeholders(vietnamese):
    for message in vietnamese:
        originals = message.id if isinstance(message.id, tuple) else (message.id,)
        said = message.string[0] if isinstance(message.string, tuple) else message.string
        known = set().union(*(placeholders(original) for original in originals)) if message.id else set()
        assert placeholders(said if message.id else "") <= known, message.id


@pytest.mark.parametrize(("language", "domain"), [("en", "qms"), ("vi", "messages")])
def test_the_compiled_catalogue_says_what_its_source_says(language, domain):
    """The build compiles it; a stale one says yesterday's words."""
    folder = TRANSLATIONS / language / "LC_MESSAGES"
    with (folder / f"{domain}.mo").open("rb") as file:
        compiled = GNUTranslations(file)
    for message in catalogue(folder / f"{domain}.po", language):
        if isinstance(message.id, str) and message.id:
            assert compiled.gettext(named(message.id, message.context)) == message.string
