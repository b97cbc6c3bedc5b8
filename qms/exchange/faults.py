"""What is wrong in a workbook, and where."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from qms.language import Phrase

SHOWN_LENGTH = 200  # characters of a faulty cell that a message repeats


@dataclass(frozen=True, slots=True)
class Fault:
    """One cause of refusal, or one warning. ``row`` is the number Excel shows; what does not apply is None."""

    sheet: str | None
    row: int | None
    column: str | None
    value: str | None
    message: Phrase


class Unreadable(Exception):
    """A cell that does not hold what its column asks for; the message says what would be right."""

    def __init__(self, message: Phrase) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True, slots=True)
class Bad:
    """Stands in a row for a cell that could not be read."""

    cell: Any
    message: Phrase


def shown(cell: Any) -> str | None:
    """A cell as a message repeats it; None when it is empty."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y %H:%M}"
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    text = str(cell)
    return text if len(text) <= SHOWN_LENGTH else text[:SHOWN_LENGTH] + "…"
