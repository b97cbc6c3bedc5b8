"""The registry behind the pages: read once for each state of the trail, since every change of a fact is on the trail."""

from threading import Lock

from flask import Flask, current_app, g
from sqlalchemy import select

from qms.trail.models import TrailHead
from qms.web.database import reading_session
from reports.publication.engine import Registry
from reports.publication.queries import load_registry

_EXTENSION = "qms_registry"


class Shelf:
    """Holds the registry of the newest state of the trail that was asked for; an older one is never given out."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._state: str | None = None
        self._registry: Registry | None = None

    def registry(self) -> Registry:
        session = reading_session()
        state = session.scalars(select(TrailHead.hash)).one()
        with self._lock:
            if self._registry is None or self._state != state:
                self._registry, self._state = load_registry(session), state
            return self._registry


def current_registry() -> Registry:
    """The registry as the present request sees it: the same object throughout the request."""
    if "registry" not in g:
        g.registry = _shelf(current_app).registry()
    registry: Registry = g.registry
    return registry


def _shelf(app: Flask) -> Shelf:
    shelf: Shelf = app.extensions.setdefault(_EXTENSION, Shelf())
    return shelf
