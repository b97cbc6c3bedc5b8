"""Searching in documents."""

from tests.web.routes.rows import INSIDERS, Page

PAGES = {"search.index": Page(INSIDERS, {"tim": "quy trinh"})}
