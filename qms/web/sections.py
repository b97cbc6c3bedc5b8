"""A section of the site: a blueprint that may have a place in the bar."""

from typing import Any

from flask import Blueprint, request

from qms.language import Phrase


class Section(Blueprint):
    """``label`` (a marked text) puts the section's ``home`` view into the bar, in the order of registration.

    ``secondary`` puts it into the bar's menu instead: what is looked up now and then.
    ``searches`` names the view that answers ``?tim=…`` typed into the bar.
    """

    def __init__(
        self,
        name: str,
        import_name: str,
        *,
        label: str | None = None,
        home: str = "index",
        searches: str | None = None,
        secondary: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(name, import_name, **options)
        self.label = Phrase(label) if label else None
        self.home = f"{name}.{home}"
        self.secondary = secondary
        self.searches = f"{name}.{searches}" if searches else None

    @property
    def is_here(self) -> bool:
        """Whether the present page is one of the section, or of those that stand below its address."""
        below = self.url_prefix is not None and request.path.startswith(f"{self.url_prefix}/")
        return below or request.blueprint == self.name
