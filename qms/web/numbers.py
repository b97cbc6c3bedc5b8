"""Numbers that come from a browser: in addresses, in hidden fields, in lists of what was ticked."""

import re

LARGEST = 2**31 - 1  # of an INTEGER column; what is larger names nothing
_DIGITS = re.compile(r"[0-9]{1,10}")


def read_number(text: str | None) -> int | None:
    """The number that plain digits say; None for anything else, and for what no column can hold."""
    found = _DIGITS.fullmatch(text or "")
    number = int(found.group()) if found else None
    return number if number is not None and number <= LARGEST else None


def read_numbers(text: str | None) -> tuple[int, int] | None:
    """Two numbers with a point between them, as ``3.0``."""
    first, _, second = (text or "").partition(".")
    found = read_number(first), read_number(second)
    return None if found[0] is None or found[1] is None else (found[0], found[1])
