"""What commands print: tables that fit the terminal for people, JSON and CSV for machines."""

import csv
import json
import re
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from io import StringIO
from typing import Any

import click

from qms.language import show
from qms.rendering.csv import disarmed
from qms.text import tidy

PIPED_WIDTH = 100  # columns when the output is no terminal and COLUMNS says nothing
_GAP = "  "
_BREAKS = re.compile(r"(?<=[_/-])")
_UNBROKEN = 16  # columns: words up to this long (dates, codes) are only broken when nothing else helps
_NARROWEST = 4


def print_table(headers: Sequence[object], rows: Iterable[Sequence[object]], width: int | None = None) -> None:
    """Print the rows below their headers, no line wider than ``width`` (the terminal's by default).

    A column of nothing but numbers is aligned right and never wrapped; long texts go on in the next line of their cell.
    """
    click.echo(format_table(headers, rows, width or shutil.get_terminal_size((PIPED_WIDTH, 24)).columns))


def format_table(headers: Sequence[object], rows: Iterable[Sequence[object]], width: int) -> str:
    raw = [list(row) for row in rows]
    texts = [[cell_text(cell) for cell in row] for row in [headers, *raw]]
    numeric = [_all_numbers([row[column] for row in raw]) for column in range(len(headers))]
    natural = [max(display_width(row[column]) for row in texts) for column in range(len(headers))]
    widths = natural
    for unbroken in (_UNBROKEN, _NARROWEST):
        widths = _fit(widths, _smallest(texts, numeric, unbroken), width - len(_GAP) * (len(headers) - 1))
    rule = _GAP.join("─" * column for column in widths)
    lines = [_lines(row, widths, numeric) for row in texts]
    return "\n".join([*lines[0], rule, *(line for row in lines[1:] for line in row)])


def cell_text(value: object) -> str:
    """A value as one line of printable text in the current language; None is empty."""
    return "" if value is None else "".join(letter for letter in tidy(show(value)) if letter.isprintable())


def display_width(text: str) -> int:
    """The columns that a terminal needs for ``text``: combining marks none, wide letters two."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def wrap(text: str, width: int) -> list[str]:
    """``text`` in lines of at most ``width`` columns, broken at spaces where there are any; at least one line."""
    lines, line = [], ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if display_width(longer) <= width:
            line = longer
            continue
        *full, line = ([line] if line else []) + _pieces(word, width)
        lines += full
    return [*lines, line]


def _pieces(word: str, width: int) -> list[str]:
    """``word`` cut into pieces of at most ``width`` columns, after ``_ / -`` if possible; a mark stays with its letter."""
    pieces = [""]
    for part in _BREAKS.split(word):
        for letters in [part] if display_width(part) <= width else part:
            if pieces[-1] and display_width(pieces[-1] + letters) > width:
                pieces.append("")
            pieces[-1] += letters
    return pieces


def _all_numbers(cells: Sequence[object]) -> bool:
    known = [cell for cell in cells if cell is not None]
    return bool(known) and all(isinstance(cell, (int, float)) and not isinstance(cell, bool) for cell in known)


def _smallest(texts: list[list[str]], numeric: list[bool], unbroken: int) -> list[int]:
    """How far each column may shrink: numbers to the longest value, texts to their longest word if within ``unbroken``."""
    floors = []
    for column, is_number in enumerate(numeric):
        words = [word for row in texts for word in row[column].split(" ")]
        values = [row[column] for row in texts[1:]]
        floors.append(max(map(display_width, values)) if is_number else min(unbroken, max(map(display_width, words))))
    return floors


def _fit(natural: list[int], smallest: list[int], room: int) -> list[int]:
    """Take columns from the widest first until the table fits, as far as ``smallest`` allows."""
    widths = list(natural)
    while sum(widths) > room:
        shrinkable = [column for column in range(len(widths)) if widths[column] > smallest[column]]
        if not shrinkable:
            break
        widths[max(shrinkable, key=lambda column: widths[column])] -= 1
    return widths


def _lines(row: Sequence[str], widths: Sequence[int], numeric: Sequence[bool]) -> list[str]:
    cells = [wrap(text, width) for text, width in zip(row, widths, strict=True)]
    lines = []
    for number in range(max(len(cell) for cell in cells)):
        parts = [cell[number] if number < len(cell) else "" for cell in cells]
        lines.append(
            _GAP.join(_pad(part, width, right) for part, width, right in zip(parts, widths, numeric, strict=True)).rstrip()
        )
    return lines


def _pad(text: str, width: int, right: bool) -> str:
    spaces = " " * (width - display_width(text))
    return spaces + text if right else text + spaces


def print_json(data: Any) -> None:
    """Print ``data`` as JSON: dates as ``yyyy-mm-dd``, phrases in the current language."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2, default=_json_value))


def _json_value(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def print_csv(headers: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print comma-separated values: dates as ``yyyy-mm-dd``; a text that a spreadsheet would run gets a ``'`` in front."""
    buffer = StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(headers)
    writer.writerows([_csv_value(cell) for cell in row] for row in rows)
    sys.stdout.write(buffer.getvalue())


def _csv_value(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return value if value is None or isinstance(value, (int, float)) else disarmed(str(value))
