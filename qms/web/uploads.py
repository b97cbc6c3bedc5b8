"""How much a request may hold: little, unless its view takes files and says how much."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, request

_LIMIT = "qms_largest_request"
View = TypeVar("View", bound=Callable[..., Any])


def takes_files(largest: int) -> Callable[[View], View]:
    """Let a view take requests of up to ``largest`` bytes; stands next to the function, as the access mark does."""

    def marked(view: View) -> View:
        setattr(view, _LIMIT, largest)
        return view

    return marked


def init_app(app: Flask) -> None:
    """Called after the guard, before the protection against forgery, which reads the request: strangers send nothing large."""

    @app.before_request
    def allow() -> None:
        view = current_app.view_functions.get(request.endpoint or "")
        largest = getattr(view, _LIMIT, None)
        if largest is not None:
            request.max_content_length = largest
