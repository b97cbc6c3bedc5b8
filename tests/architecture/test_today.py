"""Only the clock knows what time it is."""

import ast
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, modules

CLOCK = ROOT / "qms" / "clock.py"
ASKING = {"now", "utcnow", "today"}
OWNERS = {"date", "datetime", "time"}


def questions(path: Path) -> list[str]:
    """Where the module asks the machine for the time by itself."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and node.attr in ASKING and _name(node.value) in OWNERS:
            found.append(f"{path.name}:{node.lineno}: {ast.unparse(node)}")
        if (
            isinstance(node, ast.Attribute)
            and node.attr in {"time", "time_ns", "localtime", "gmtime"}
            and _name(node.value) == "time"
        ):
            found.append(f"{path.name}:{node.lineno}: {ast.unparse(node)}")
        if (
            isinstance(node, ast.ImportFrom)
            and node.module == "time"
            and {name.name for name in node.names} & {"time", "localtime"}
        ):
            found.append(f"{path.name}:{node.lineno}: {ast.unparse(node)}")
    return found


def _name(node: ast.expr) -> str | None:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else None


def test_nobody_but_the_clock_asks_for_the_time():
    assert [question for path in modules() if path != CLOCK for question in questions(path)] == []


def test_the_clock_is_seen_asking():
    assert questions(CLOCK)


@pytest.mark.parametrize(
    "source", ["date.today()", "datetime.datetime.now(UTC)", "import time\ntime.time()", "from time import time"]
)
def test_every_way_of_asking_is_seen(tmp_path, source):
    path = tmp_path / "module.py"
    path.write_text(source)
    assert questions(path)
