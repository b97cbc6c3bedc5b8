"""Walking the routes of the product: their addresses, and what the database holds before and after."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qms.installation import Installation
from qms.storage.base import Base
from qms.trail.models import TrailBatch, TrailHead
from qms.web.access import STATIC_ENDPOINTS
from tests.web.cast import Member
from tests.web.client import CheckingClient, checking
from tests.web.routes.rows import Value, endpoint_of, resolve

LOGS = frozenset({"security_event", "login_attempt", "login_session"})  # what is noted of who came, also of who only looks
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def endpoints(app: Flask, *, sending: bool) -> set[str]:
    """Those that can be looked at, or those that take what is sent."""
    return {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.endpoint not in STATIC_ENDPOINTS
        and (bool((rule.methods or set()) - SAFE) if sending else "GET" in (rule.methods or ()))
    }


def installation_of(app: Flask) -> Installation:
    found: Installation = app.extensions["qms"]
    return found


def address(app: Flask, name: str, values: Mapping[str, Value]) -> str:
    """The address of the view of a row with what the database holds for ``values``."""
    with installation_of(app).database.reading() as session:
        found = resolve(values, session)
    return app.url_map.bind("localhost").build(endpoint_of(name), found)


def as_member(app: Flask, member: Member | None) -> CheckingClient:
    client = checking(app)
    return client if member is None else client.sign_in(member)


def counts(session: Session) -> dict[str, int]:
    """How many rows each table has, but for the logs."""
    tables = [table for table in Base.metadata.sorted_tables if table.name not in LOGS]
    return {table.name: session.execute(select(func.count()).select_from(table)).scalar_one() for table in tables}


def head(session: Session) -> str:
    return session.execute(select(TrailHead.hash)).scalar_one()


@contextmanager
def unchanged(app: Flask) -> Iterator[None]:
    """What is done within leaves every table and the trail as they are, but for the logs."""
    database = installation_of(app).database
    with database.reading() as session:
        before = head(session), counts(session)
    yield
    with database.reading() as session:
        assert (head(session), counts(session)) == before


def batches(session: Session) -> int:
    return session.execute(select(func.count()).select_from(TrailBatch)).scalar_one()
