"""The data files of the demonstration."""

import csv
from datetime import date
from functools import cache
from importlib.resources import files


@cache
def read(name: str) -> list[dict[str, str]]:
    """The rows of a data file by column header."""
    text = (files("qms.demo") / "data" / f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
