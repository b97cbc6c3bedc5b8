"""Counting the SQL statements of a page, so that no list grows a query per row."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event

GUARD = 4  # what is asked before every page: the snapshot, the session with its person, the posts, the agencies below


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """Inside the block, collects every statement that is sent to the database."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)
