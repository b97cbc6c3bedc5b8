"""The colours and signs of statuses and gate outcomes, once for pages, charts, workbooks and paper.

Every pair of colours that carries text has a contrast of at least 4.5 : 1 (WCAG 2.2 AA). A colour never stands alone:
it comes with the ``icon`` (a name of Bootstrap Icons) and with words.
"""

from typing import NamedTuple


class Shade(NamedTuple):
    """``ink`` is legible on ``fill``, ``deep`` on ``soft`` and on white."""

    fill: str
    ink: str
    soft: str
    deep: str
    icon: str


INK = "#1f2933"
MUTED = "#5a6472"
RULE = "#c7ced6"
BACKGROUND = "#eef1f5"
ACCENT = "#0b3d70"
WHITE = "#ffffff"

STATUSES = {
    "maintained": Shade("#146c43", WHITE, "#d9eee2", "#0f5132", "check-circle-fill"),
    "not_maintained": Shade("#b45309", WHITE, "#fdebd3", "#7c3a05", "clock-fill"),
    "must_redeclare": Shade("#6b3fb8", WHITE, "#e9e1f7", "#4a2a86", "arrow-repeat"),
    "lapsed": Shade("#b02a37", WHITE, "#f8dfe1", "#842029", "x-circle-fill"),
    "applying": Shade("#1d5fbf", WHITE, "#dbe8fa", "#0b3f86", "play-circle-fill"),
    "building": Shade("#9ccbea", "#0b3350", "#e4f2fb", "#0e4a73", "hammer"),
    "not_started": Shade("#68717b", WHITE, "#e6e9ec", "#434b54", "circle"),
    "not_subject": Shade("#dde1e6", "#343c45", "#f3f4f6", "#4b545e", "dash-circle"),
}
ABSENT = Shade(WHITE, INK, WHITE, MUTED, "slash-circle")

OUTCOMES = {
    "pass": Shade("#146c43", WHITE, "#d9eee2", "#0f5132", "check-lg"),
    "warn": Shade("#f0ad2b", "#3d2b00", "#fdf0d3", "#6b4900", "exclamation-triangle-fill"),
    "fail": Shade("#b02a37", WHITE, "#f8dfe1", "#842029", "x-lg"),
    "not_applicable": Shade("#dde1e6", "#343c45", "#f3f4f6", "#4b545e", "dash-lg"),
}


def shade(code: str | None) -> Shade:
    """The shade of a status or a gate outcome; of nothing when the agency does not exist (None)."""
    return ABSENT if code is None else STATUSES.get(code) or OUTCOMES[code]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two ``#rrggbb`` colours, 1 to 21, as WCAG 2.2 defines it."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[at:at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
