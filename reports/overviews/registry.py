"""The registry behind the pages: read once for each state of the trail, since every change of a fact is on the trail.

When the trail has grown by a few changes of single agencies, only these agencies are read again; changes of what no rule looks
at, such as people and their posts, are passed over.
"""

from collections.abc import Mapping
from itertools import accumulate
from threading import Lock
from typing import NamedTuple

from flask import Flask, current_app, g
from sqlalchemy import select
from sqlalchemy.orm import Session

from qms.exchange.sheet import KEY_SEPARATOR
from qms.text import fold_key
from qms.trail.models import TrailEntry, TrailHead
from qms.web.database import reading_session
from reports.publication.engine import Registry
from reports.publication.queries import load_registry, reload_agencies

MOST_ENTRIES = 100  # after more changes the whole registry is read: looking up whom they concern would cost more
OF_ONE_AGENCY = frozenset(
    {
        "agency_slice",
        "authority",
        "revision",
        "audit",
        "nonconformity",
        "corrective_action",
        "management_review",
        "declaration",
        "annex",
        "override",
    }
)  # nouns of the trail whose object key begins with the key of the one agency they concern
WITHOUT_EFFECT = frozenset(
    {
        "person",
        "post",
        "post_holding",
        "organisation_unit",
        "unit_slice",
        "password",
        "second_factor",
        "external_identity",
        "login_session",
        "reset_token",
        "signature",
        "stored_file",
        "dossier",
        "document_profile",
        "document_assignment",
        "document_comment",
        "issue_batch",
        "code_pattern",
        "change_request",
        "adoption",
        "distribution",
        "acknowledgement",
        "sign_sheet",
        "controlled_copy",
        "periodic_review",
        "record_series",
        "upkeep_notice",
    }
)  # nouns of the trail that no rule of publication looks at
_EXTENSION = "qms_registry"


class State(NamedTuple):
    """A state of the trail: the number and the hash of its last entry."""

    number: int
    hash: str


class Shelf:
    """Holds the registry of the newest state of the trail that was asked for; an older one is never given out."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: tuple[State, Registry] | None = None

    def registry(self, session: Session) -> Registry:
        """The registry as the session sees it."""
        state = State._make(session.execute(select(TrailHead.number, TrailHead.hash)).one())
        with self._lock:
            if self._kept is None or self._kept[0] != state:
                self._kept = state, self._read(session)
            return self._kept[1]

    def _read(self, session: Session) -> Registry:
        concerned = None if self._kept is None else _concerned(session, *self._kept)
        if self._kept is None or concerned is None:
            return load_registry(session)
        return reload_agencies(session, self._kept[1], concerned) if concerned else self._kept[1]


def _concerned(session: Session, known: State, registry: Registry) -> set[str] | None:
    """The agencies changed since a state of the trail; None when more than single agencies may have changed."""
    since = select(TrailEntry.number, TrailEntry.hash, TrailEntry.verb, TrailEntry.object_key)
    entries = session.execute(
        since.where(TrailEntry.number >= known.number).order_by(TrailEntry.number).limit(MOST_ENTRIES + 2)
    ).all()
    if len(entries) > MOST_ENTRIES + 1 or not entries or (entries[0].number, entries[0].hash) != known:
        return None
    folded = {fold_key(key) + KEY_SEPARATOR: key for key in registry.agencies}
    concerned: set[str] = set()
    for entry in entries[1:]:
        if entry.verb.partition(":")[0] in WITHOUT_EFFECT:
            continue
        agencies = _agencies_of(entry.verb, entry.object_key, folded)
        if not agencies:
            return None
        concerned |= agencies
    return concerned


def _agencies_of(verb: str, object_key: str, folded: Mapping[str, str]) -> set[str]:
    """Whom a change concerns: every agency with whose key the object's key may begin; none where that cannot be told."""
    if verb.partition(":")[0] not in OF_ONE_AGENCY:
        return set()
    parts = fold_key(object_key).split(KEY_SEPARATOR)
    beginnings = accumulate(part + KEY_SEPARATOR for part in parts[:-1])  # the key of an agency may itself hold a separator
    return {folded[beginning] for beginning in beginnings if beginning in folded}


def current_registry() -> Registry:
    """The registry as the present request sees it: the same object throughout the request."""
    if "registry" not in g:
        g.registry = _shelf(current_app).registry(reading_session())
    registry: Registry = g.registry
    return registry


def _shelf(app: Flask) -> Shelf:
    shelf: Shelf = app.extensions.setdefault(_EXTENSION, Shelf())
    return shelf
