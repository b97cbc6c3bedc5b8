"""The charts of the house: stacked bars, bars of shares, strips over time, and a progress bar.

Every bar carries its number where it fits, and every colour is named in a legend; the same numbers stand in a table
beside the chart, which is the caller's to add.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from qms.language import show_date
from qms.rendering.charts import WIDTH, Chart, Line, Rectangle, Sign, Words, broken, estimated_width
from qms.rendering.palette import ACCENT, BACKGROUND, INK, MUTED, RULE, WHITE, shade
from qms.rendering.table import Share, show_number

LABELS = 175  # the column of names at the left
TEXT, SMALL = 11, 10
BAR, ROW = 20, 32


class Part(NamedTuple):
    """A piece of a stacked bar: ``code`` is a key of the palette, ``label`` its words."""

    code: str
    label: str
    number: int


class Span(NamedTuple):
    """A stretch of days with one status or outcome; ``end`` is exclusive, None means open. ``code`` None: did not exist."""

    start: date
    end: date | None
    code: str | None
    label: str


def stacked_bars(title: str, description: str, bars: Sequence[tuple[str, Sequence[Part]]], *, as_shares: bool = True) -> Chart:
    """One bar per row with its parts in the given order and the total at its end.

    With ``as_shares`` every bar is as long as the others; otherwise its length is its total.
    """
    known = list(dict.fromkeys((part.code, part.label) for _, parts in bars for part in parts if part.number))
    signs, top = _legend(known)
    longest = max((_total(parts) for _, parts in bars), default=0)
    room = WIDTH - LABELS - 60
    for label, parts in bars:
        total = _total(parts)
        signs += _row_label(label, top)
        signs += _stack(parts, top, room * (1 if as_shares else total / longest) if total else 0)
        signs.append(Words(LABELS + (room * (1 if as_shares else total / longest) if total else 0) + 8, top + BAR - 6,
                           show_number(total), TEXT, bold=True))
        top += ROW
    return Chart(title, description, top + 4, signs)


def _total(parts: Sequence[Part]) -> int:
    return sum(part.number for part in parts)


def _stack(parts: Sequence[Part], top: float, length: float) -> Iterator[Sign]:
    left, total = float(LABELS), _total(parts)
    for part in parts:
        if part.number:
            colours, width = shade(part.code), length * part.number / total
            number = show_number(part.number)
            yield Rectangle(left, top, width, BAR, colours.fill, WHITE, f"{part.label}: {number}")
            if estimated_width(number, TEXT) + 4 <= width:
                yield Words(left + width / 2, top + BAR - 6, number, TEXT, "middle", colours.ink, bold=True)
            left += width


def share_bars(title: str, description: str, bars: Sequence[tuple[str, Share]]) -> Chart:
    """One bar per share on a scale of 0 to 100 %, with "part / whole" and the percentage at its end."""
    room, signs, top = WIDTH - LABELS - 130, list[Sign](), 8.0
    for label, share in bars:
        length = room * share.part / share.whole if share.whole else 0
        signs += _row_label(label, top)
        signs.append(Rectangle(LABELS, top, room, BAR, BACKGROUND))
        signs.append(Rectangle(LABELS, top, length, BAR, ACCENT, tip=f"{label}: {share}"))
        signs.append(Words(LABELS + room + 8, top + BAR - 6, str(share), TEXT, bold=True))
        counts = f"{show_number(share.part)} / {show_number(share.whole)}"
        signs.append(Words(WIDTH - 2, top + BAR - 6, counts, SMALL, "end", MUTED))
        top += ROW
    return Chart(title, description, top, signs)


def timeline(title: str, description: str, spans: Sequence[Span], start: date, end: date, day: date) -> Chart:
    """One strip of statuses from ``start`` to ``end`` (exclusive), with a line at ``day`` and a legend."""
    known = list(dict.fromkeys((span.code, span.label) for span in spans))
    signs, top = _legend(known)
    scale = _Scale(start, end, 8, WIDTH - 16)
    signs += _strip(spans, scale, top + 14, 26, 26)
    signs += _axis(scale, top + 40)
    signs += _day_line(scale, day, top, top + 18)
    return Chart(title, description, top + 60, signs)


def gate_strips(title: str, description: str, rows: Sequence[tuple[str, Sequence[Span]]],
                start: date, end: date, day: date) -> Chart:
    """A strip per gate; the worse the outcome the taller the bar, so that it can be read without colours."""
    tall = {"fail": 20, "warn": 14, "pass": 8, "not_applicable": 3, None: 0}
    known = sorted({(span.code, span.label) for _, spans in rows for span in spans}, key=lambda pair: -tall[pair[0]])
    signs, top = _legend(known)
    scale, first = _Scale(start, end, LABELS, WIDTH - LABELS - 8), top
    top += 14
    for label, spans in rows:
        signs += _row_label(label, top)
        for span in spans:
            signs += _strip([span], scale, top + BAR, BAR, tall[span.code], from_below=True)
        signs.append(Line(LABELS, top + BAR, WIDTH - 8, top + BAR, RULE, 0.5))
        top += 28
    signs += _axis(scale, top - 4)
    signs += _day_line(scale, day, first, top)
    return Chart(title, description, top + 16, signs)


def progress_bar(title: str, share: Share, width: float = 160) -> Chart:
    """A small bar for a cell of a page, with no words in it."""
    done = width * share.part / share.whole if share.whole else 0
    return Chart(title, str(share), 10, [Rectangle(0, 1, width, 8, "#d5dbe2"), Rectangle(0, 1, done, 8, ACCENT)], width)


class _Scale(NamedTuple):
    start: date
    end: date
    left: float
    room: float

    def at(self, day: date) -> float:
        clipped = min(max(day, self.start), self.end)
        return self.left + self.room * (clipped - self.start).days / max((self.end - self.start).days, 1)


def _strip(spans: Sequence[Span], scale: _Scale, top: float, room: float, height: float,
           from_below: bool = False) -> Iterator[Sign]:
    for span in spans:
        left, right = scale.at(span.start), scale.at(span.end or scale.end)
        if right <= left or not height:
            continue
        until = f" – {show_date(span.end)}" if span.end else ""
        colours = shade(span.code)
        yield Rectangle(left, top - height if from_below else top, right - left, height, colours.fill,
                        WHITE if span.code else RULE, f"{span.label}: {show_date(span.start)}{until}")
        if height == room and estimated_width(span.label, SMALL) + 8 <= right - left:
            yield Words((left + right) / 2, top + height / 2 + 4, span.label, SMALL, "middle", colours.ink)


def _axis(scale: _Scale, top: float) -> Iterator[Sign]:
    years = [date(year, 1, 1) for year in range(scale.start.year, scale.end.year + 1)]
    every = next(step for step in (1, 2, 5, 10, 20, 50, 100, 1000) if len(years) / step * 34 <= scale.room)
    for day in years:
        if scale.start <= day <= scale.end and day.year % every == 0:
            yield Line(scale.at(day), top, scale.at(day), top + 5, MUTED, 0.75)
            yield Words(scale.at(day), top + 15, str(day.year), 9, "middle", MUTED)


def _day_line(scale: _Scale, day: date, top: float, bottom: float) -> Iterator[Sign]:
    if scale.start <= day <= scale.end:
        x = scale.at(day)
        half = estimated_width(show_date(day), 9) / 2
        yield Line(x, top + 10, x, bottom, WHITE, 3)
        yield Line(x, top + 10, x, bottom, INK, 1.25, (3, 2))
        yield Words(min(max(x, half), WIDTH - half), top + 7, show_date(day), 9, "middle", INK, bold=True)


def _row_label(label: str, top: float) -> Iterator[Sign]:
    lines = broken(label, TEXT, LABELS - 12)[:2]
    for number, line in enumerate(lines):
        yield Words(LABELS - 10, top + BAR - 6 + 12 * (number - (len(lines) - 1) / 2), line, TEXT, "end")


def _legend(known: Sequence[tuple[str | None, str]]) -> tuple[list[Sign], float]:
    """The signs of the legend and the height below it."""
    widths = [estimated_width(label, SMALL) + 30 for _, label in known]
    signs, left, top = list[Sign](), 4.0, 4.0
    for (code, label), width in zip(known, widths, strict=True):
        if left + width > WIDTH and left > 4:
            left, top = 4.0, top + 18
        signs.append(Rectangle(left, top, 12, 12, shade(code).fill, "" if code else RULE))
        signs.append(Words(left + 17, top + 10, label, SMALL))
        left += width
    return signs, top + 26


