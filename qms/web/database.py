"""The request's database sessions: one for reading, opened when first asked for; one for each thing that is written."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from flask import Flask, current_app, g
from sqlalchemy.orm import Session

from qms.installation import Installation
from qms.mail.use_cases import wrote_letters
from qms.web.letters import postman

EXTENSION = "qms"


def installation() -> Installation:
    """The installation that the pages stand on."""
    found: Installation = current_app.extensions[EXTENSION]
    return found


def reading_session() -> Session:
    """The request's session; it never writes and is closed with the request."""
    if "reading" not in g:
        g.open_session = ExitStack()
        g.reading = g.open_session.enter_context(installation().database.reading())
    session: Session = g.reading
    return session


@contextmanager
def writing() -> Iterator[Session]:
    """One transaction, committed at the end of the block or not at all; what is read afterwards sees it.

    Letters written in it leave after the commit, beside the request.
    """
    with installation().database.writing() as session:
        yield session
    _close()
    if wrote_letters(session):
        postman(installation()).call()


def _close() -> None:
    stack: ExitStack | None = g.pop("open_session", None)
    if stack is not None:
        g.pop("reading", None)
        stack.close()


def init_app(app: Flask, installed: Installation) -> None:
    app.extensions[EXTENSION] = installed

    @app.teardown_request
    def close_session(_error: BaseException | None) -> None:
        _close()
