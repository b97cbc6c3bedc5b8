"""The parts of document control beyond the library."""

from collections.abc import Mapping

from tests.web.routes import copies
from tests.web.routes.rows import Page, Public, Send

PAGES: Mapping[str, Page | Public] = {**copies.PAGES}
SENDS: Mapping[str, Send] = {**copies.SENDS}
