"""Everything that WTForms and Flask-WTF can say to a person is said in our words, and nothing is left over."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import flask_wtf
import wtforms

from qms.web.form_words import WORDS

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%s|\{\w+\}")


def calls() -> Iterator[ast.Call]:
    """The calls in both packages, but for flask_wtf.recaptcha, which no form of the product uses."""
    for package in (wtforms, flask_wtf):
        for path in Path(str(package.__file__)).parent.rglob("*.py"):
            if "recaptcha" not in path.parts:
                tree = ast.parse(path.read_text(encoding="utf-8"))
                yield from (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def asked_for() -> set[str]:
    """The texts that are handed to ``gettext``, and the plural ones of ``ngettext``: ours need no singular."""
    place = {"gettext": 0, "ngettext": 1}
    texts = [
        call.args[place[call.func.attr]]
        for call in calls()
        if isinstance(call.func, ast.Attribute) and call.func.attr in place and len(call.args) > place[call.func.attr]
    ]
    return {text.value for text in texts if isinstance(text, ast.Constant) and isinstance(text.value, str)}


def test_everything_that_can_be_said_has_our_words_and_nothing_is_left_over() -> None:
    assert asked_for() == set(WORDS)


def test_our_words_hold_the_same_placeholders() -> None:
    lost = {text: said for text, said in WORDS.items() if set(PLACEHOLDER.findall(said)) - set(PLACEHOLDER.findall(text))}
    assert lost == {}
