"""The colours of the pages are those of charts, workbooks and paper."""

import re
from importlib.resources import files

import pytest

from qms.rendering.palette import OUTCOMES, STATUSES, Shade

CSS = files("qms.web").joinpath("static/theme.css").read_text("utf-8")
MARKS = [
    *((f"status-{code}", shade) for code, shade in STATUSES.items()),
    *((f"outcome-{code}", shade) for code, shade in OUTCOMES.items()),
]


@pytest.mark.parametrize(("name", "shade"), MARKS)
def test_a_mark_has_the_colours_of_the_palette(name: str, shade: Shade) -> None:
    rule = re.search(rf"^\.{name.replace('_', '-')} {{ background: (#\w+); color: (#\w+)", CSS, re.MULTILINE)
    assert rule, name
    assert rule.groups() == (shade.fill, shade.ink)
