"""Which nouns the sources put on the trail, read off the calls that make a change."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.sources import modules

_VERB = re.compile(r"([a-z_]+):[a-z_]*")
Function = ast.FunctionDef | ast.AsyncFunctionDef


def recorded_nouns() -> dict[str, str]:
    """Every noun that is written out in the sources, with one place where it stands.

    A noun is written in ``Change("noun:verb", …)``, or given as a word to a function that makes its change from a parameter,
    as ``Change(f"{noun}:created", …)`` does, itself or through another such function.
    """
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in modules()}
    makers: dict[str, int] = {}
    while new := {name: at for tree in trees.values() for name, at in _makers(tree, makers) if name not in makers}:
        makers |= new
    found: dict[str, str] = {}
    for path, tree in trees.items():
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            for noun in (*_said_in_change(call), *_given_to_maker(call, makers)):
                found.setdefault(noun, f"{path.name}:{call.lineno}")
    return found


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else call.func.attr if isinstance(call.func, ast.Attribute) else ""


def _verb_of(call: ast.Call) -> ast.expr | None:
    if _name(call) != "Change":
        return None
    return call.args[0] if call.args else next((each.value for each in call.keywords if each.arg == "verb"), None)


def _said_in_change(call: ast.Call) -> Iterator[str]:
    verb = _verb_of(call)
    for part in ast.walk(verb) if verb else ():
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and (said := _VERB.match(part.value)):
            yield said[1]


def _makers(tree: ast.AST, known: dict[str, int]) -> Iterator[tuple[str, int]]:
    """Functions that take the noun, and as which positional argument (``self`` does not count)."""
    for function in (node for node in ast.walk(tree) if isinstance(node, Function)):
        names = [argument.arg for argument in function.args.args if argument.arg != "self"]
        for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
            noun = _noun_passed(call, known)
            if isinstance(noun, ast.Name) and noun.id in names:
                yield function.name, names.index(noun.id)


def _noun_passed(call: ast.Call, known: dict[str, int]) -> ast.expr | None:
    """What stands for the noun in a call that makes a change."""
    verb = _verb_of(call)
    if isinstance(verb, ast.JoinedStr) and isinstance(verb.values[0], ast.FormattedValue):
        return verb.values[0].value
    place = known.get(_name(call))
    return call.args[place] if place is not None and place < len(call.args) else None


def _given_to_maker(call: ast.Call, makers: dict[str, int]) -> Iterator[str]:
    noun = _noun_passed(call, makers)
    if isinstance(noun, ast.Constant) and isinstance(noun.value, str) and re.fullmatch("[a-z_]+", noun.value):
        yield noun.value
