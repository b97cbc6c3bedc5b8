"""The bar: which sections whoever looks at the page may open, and where home is."""

from collections.abc import Sequence

from flask import Flask, url_for

from qms.web.guard import SIGN_IN, may_open, viewer
from qms.web.sections import Section

ACCOUNT = "signing_in.account"


def init_app(app: Flask, sections: Sequence[Section]) -> None:
    """Templates get ``primary()`` and ``secondary()``, the open sections for the bar and for its menu, ``home()``, and
    ``search_endpoint()``, the view that the bar's search leads to, None for who may not open it."""
    labelled = [section for section in sections if section.label]
    searched = next((section.searches for section in sections if section.searches), None)

    def opened(*, secondary: bool) -> list[Section]:
        return [section for section in labelled if section.secondary is secondary and may_open(section.home)]

    def home() -> str:
        """The first section that may be opened; without one the own account, or the way in."""
        first = next((section.home for section in labelled if may_open(section.home)), None)
        return url_for(first or (ACCOUNT if viewer() else SIGN_IN))

    app.jinja_env.globals.update(
        primary=lambda: opened(secondary=False),
        secondary=lambda: opened(secondary=True),
        home=home,
        search_endpoint=lambda: searched if searched and viewer() and may_open(searched) else None,
    )
