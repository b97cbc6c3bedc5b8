"""Lists in pages of fifty, with the true total."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from flask import request

from qms.web.numbers import read_number

PAGE_SIZE = 50
PARAMETER = "trang"
Row = TypeVar("Row")


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Page ``number`` (from 1) of ``total`` rows; ``rows`` are those of this page alone."""

    rows: Sequence[Row]
    number: int
    total: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE_SIZE))

    @property
    def first(self) -> int:
        """The position of the first row shown, counted from 1; 0 in an empty list."""
        return min(self.total, (self.number - 1) * PAGE_SIZE + 1)

    @property
    def last(self) -> int:
        return min(self.total, self.number * PAGE_SIZE)

    def numbers(self) -> Iterator[int | None]:
        """The page numbers to offer, None standing for a gap: the ends and the neighbours of this page."""
        near = {1, self.pages, *range(self.number - 1, self.number + 2)}
        before = 0
        for number in sorted(number for number in near if 1 <= number <= self.pages):
            if number > before + 1:
                yield None
            yield number
            before = number


def asked_number(total: int) -> int:
    """The page the address asks for, brought into the range of ``total`` rows."""
    number = read_number(request.args.get(PARAMETER)) or 1
    return max(1, min(number, -(-total // PAGE_SIZE)))


def paginate(rows: Sequence[Row]) -> Page[Row]:
    """The page of ``rows`` that the address asks for."""
    number = asked_number(len(rows))
    return Page(rows[(number - 1) * PAGE_SIZE : number * PAGE_SIZE], number, len(rows))
