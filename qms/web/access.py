"""Who may open a route: every view carries exactly one mark, and the application refuses to start without it."""

from collections.abc import Callable
from enum import Enum
from typing import Any, TypeVar

from flask import Flask

STATIC_ENDPOINTS = frozenset({"static", "bootstrap.static"})  # files of the installation, the same for everyone

_MARK = "qms_access"
View = TypeVar("View", bound=Callable[..., Any])


class Access(Enum):
    PUBLIC = "public"


def access(mark: Access) -> Callable[[View], View]:
    """Mark a view; stands below the route decorator, next to the function."""

    def marked(view: View) -> View:
        setattr(view, _MARK, mark)
        return view

    return marked


def unmarked_endpoints(app: Flask) -> list[str]:
    """Endpoints whose view says nothing about who may open it; empty in a sound application."""
    return sorted(
        endpoint
        for endpoint, view in app.view_functions.items()
        if endpoint not in STATIC_ENDPOINTS and not isinstance(getattr(view, _MARK, None), Access)
    )
