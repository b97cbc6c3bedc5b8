"""All sheets of the register workbook, as the application has collected them, for pages that write facts."""

from collections.abc import Callable, Sequence

from flask import Flask, current_app

from qms.exchange.sheet import Sheet

_EXTENSION = "qms_sheets"


def init_app(app: Flask, sheets: Callable[[], Sequence[Sheet]]) -> None:
    app.extensions[_EXTENSION] = sheets


def all_sheets() -> Sequence[Sheet]:
    """The sheets in the order of the workbook: a sheet stands after those that it refers to."""
    collected: Callable[[], Sequence[Sheet]] = current_app.extensions[_EXTENSION]
    return collected()
