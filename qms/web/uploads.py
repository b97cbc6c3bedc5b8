"""How much a request may hold: little, unless its view takes files and says how much; and what it held goes with it."""

from collections.abc import Callable
from contextlib import suppress
from typing import IO, Any, TypeVar

from flask import Flask, Request, current_app, request

_LIMIT = "qms_largest_request"
View = TypeVar("View", bound=Callable[..., Any])


class ClosingRequest(Request):
    """Closes the files that were being received also when receiving them failed, so that they hold no room on a full disk."""

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self._received: list[IO[bytes]] = []

    def _get_file_stream(self, *args: Any, **rest: Any) -> IO[bytes]:
        stream = super()._get_file_stream(*args, **rest)
        self._received.append(stream)
        return stream

    def close(self) -> None:
        super().close()
        for stream in self._received:
            with suppress(OSError):  # what found no room is not missed
                stream.close()


def takes_files(largest: int) -> Callable[[View], View]:
    """Let a view take requests of up to ``largest`` bytes; stands next to the function, as the access mark does."""

    def marked(view: View) -> View:
        setattr(view, _LIMIT, largest)
        return view

    return marked


def init_app(app: Flask) -> None:
    """Called after the guard, before the protection against forgery, which reads the request: strangers send nothing large."""
    app.request_class = ClosingRequest

    @app.before_request
    def allow() -> None:
        view = current_app.view_functions.get(request.endpoint or "")
        largest = getattr(view, _LIMIT, None)
        if largest is not None:
            request.max_content_length = largest
