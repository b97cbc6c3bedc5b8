"""The parts of document control beyond the library."""

from collections.abc import Mapping

from tests.web.routes import adoption, copies, search
from tests.web.routes.rows import Page, Public, Send

PAGES: Mapping[str, Page | Public] = {**adoption.PAGES, **copies.PAGES, **search.PAGES}
SENDS: Mapping[str, Send] = {**adoption.SENDS, **copies.SENDS}
