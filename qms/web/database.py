"""One reading session per request, opened when the first page asks for it."""

from contextlib import ExitStack

from flask import Flask, current_app, g
from sqlalchemy.orm import Session

from qms.installation import Installation

EXTENSION = "qms"


def reading_session() -> Session:
    """The request's session; it never writes and is closed with the request."""
    if "reading" not in g:
        installation: Installation = current_app.extensions[EXTENSION]
        g.open_session = ExitStack()
        g.reading = g.open_session.enter_context(installation.database.reading())
    session: Session = g.reading
    return session


def init_app(app: Flask, installation: Installation) -> None:
    app.extensions[EXTENSION] = installation

    @app.teardown_request
    def close_session(_error: BaseException | None) -> None:
        stack: ExitStack | None = g.pop("open_session", None)
        if stack is not None:
            g.pop("reading", None)
            stack.close()
