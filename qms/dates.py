"""Reading a date that a person typed, and giving it back to be typed over; every door of the product does it the same way."""

import re
from datetime import date

from qms.language import Phrase, UserError, mark
from qms.text import tidy

_YEAR_FIRST = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)


class DateError(UserError):
    """Text that is no date, or a day that no calendar has."""


def read_date(text: str) -> date:
    """``yyyy-mm-dd`` or ``d/m/yyyy`` as a date; raise DateError otherwise."""
    typed = tidy(text)
    if found := _YEAR_FIRST.fullmatch(typed):
        year, month, day = found.groups()
    elif found := _DAY_FIRST.fullmatch(typed):
        day, month, year = found.groups()
    else:
        raise DateError(Phrase(mark("“{text}” không phải là một ngày; hãy viết như 31/12/2015 hoặc 2015-12-31."), text=typed))
    try:
        return date(int(year), int(month), int(day))
    except ValueError as error:
        raise DateError(
            Phrase(mark("“{text}” không có trong lịch; hãy viết như 31/12/2015 hoặc 2015-12-31."), text=typed)
        ) from error


def typed_date(day: date) -> str:
    """``dd/mm/yyyy``, as a person types it in either language; :func:`read_date` reads it back."""
    return f"{day:%d/%m/%Y}"
