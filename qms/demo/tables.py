"""The data files of the demonstration."""

import csv
from datetime import date
from importlib.resources import files


def read(name: str) -> list[dict[str, str]]:
    """The rows of a data file by column header."""
    with (files("qms.demo") / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
