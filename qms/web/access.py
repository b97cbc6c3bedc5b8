"""Who may open a route: every view carries exactly one mark, and the application refuses to start without it."""

from collections.abc import Callable
from enum import Enum
from typing import Any, TypeVar

from flask import Flask

from qms.security.permissions import Permission

STATIC_ENDPOINTS = frozenset({"static", "bootstrap.static"})  # files of the installation, the same for everyone

_MARK = "qms_access"
View = TypeVar("View", bound=Callable[..., Any])


class Access(Enum):
    """Marks that are no permission: open to everybody, or to everybody who has signed in."""

    PUBLIC = "public"
    SIGNED_IN = "signed_in"


Mark = Access | Permission


def access(mark: Mark) -> Callable[[View], View]:
    """Mark a view; stands below the route decorator, next to the function.

    A permission as mark means: held for some agency. Which agency it must be, the view or its use case asks.
    """

    def marked(view: View) -> View:
        setattr(view, _MARK, mark)
        return view

    return marked


def mark_of(app: Flask, endpoint: str) -> Mark | None:
    """The mark of an endpoint; None when it carries none."""
    found = getattr(app.view_functions.get(endpoint), _MARK, None)
    return found if isinstance(found, (Access, Permission)) else None


def unmarked_endpoints(app: Flask) -> list[str]:
    """Endpoints whose view says nothing about who may open it; empty in a sound application."""
    return sorted(
        endpoint for endpoint in app.view_functions if endpoint not in STATIC_ENDPOINTS and mark_of(app, endpoint) is None
    )
