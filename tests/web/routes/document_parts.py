"""The parts of document control beyond the library."""

from collections.abc import Mapping

from tests.web.routes import adoption, copies, distribution, records, search, upkeep
from tests.web.routes.rows import Page, Public, Send

PAGES: Mapping[str, Page | Public] = {
    **adoption.PAGES,
    **copies.PAGES,
    **distribution.PAGES,
    **records.PAGES,
    **search.PAGES,
    **upkeep.PAGES,
}
SENDS: Mapping[str, Send] = {**adoption.SENDS, **copies.SENDS, **distribution.SENDS, **records.SENDS, **upkeep.SENDS}
