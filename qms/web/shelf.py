"""What pages keep between requests: read once for each state of the trail, since everything that changes is on the trail.

When the trail has grown by a few changes of single agencies, only these agencies are read again; changes that do not concern
what is kept are passed over.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from itertools import accumulate
from threading import Lock
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from qms.exchange.sheet import KEY_SEPARATOR
from qms.text import fold_key
from qms.trail.models import TrailEntry, TrailHead

MOST_ENTRIES = 100  # after more changes everything is read: looking up whom they concern would cost more
MOST_MADE = 1000  # things between two changes: about as many as there are people who look on
ABOUT_PEOPLE = frozenset(
    {
        "person",
        "post",
        "post_holding",
        "organisation_unit",
        "unit_slice",
        "password",
        "second_factor",
        "recovery_code",
        "external_identity",
        "login_session",
        "reset_token",
        "signature",
        "stored_file",
    }
)  # nouns of the trail about who acts and with what proof
_HEAD = select(TrailHead.number, TrailHead.hash)
_SINCE = (
    select(TrailEntry.number, TrailEntry.hash, TrailEntry.verb, TrailEntry.object_key)
    .where(TrailEntry.number >= bindparam("number"))
    .order_by(TrailEntry.number)
    .limit(MOST_ENTRIES + 2)
)
Value = TypeVar("Value")


class State(NamedTuple):
    """A state of the trail: the number and the hash of its last entry."""

    number: int
    hash: str


def state_of(session: Session) -> State:
    """The state of the trail as the session sees it."""
    return State._make(session.execute(_HEAD).one())


class Few:
    """At most ``most`` things by name, for requests that run beside each other; those made first are given up first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = Lock()
        self._made: dict[Hashable, Any] = {}

    def made(self, name: Hashable, make: Callable[[], Value]) -> Value:
        """What ``make`` gives or once gave; two that ask at the same time may both make it."""
        with self._lock:
            if name in self._made:
                known: Value = self._made[name]
                return known
        found = make()
        with self._lock:
            while len(self._made) >= self._most:
                del self._made[next(iter(self._made))]
            self._made[name] = found
        return found

    def changed(self, change: Callable[[Any], Any]) -> "Few":
        """The same names with what ``change`` makes of each thing."""
        with self._lock:
            kept = dict(self._made)
        new = Few(self._most)
        new._made = {name: change(thing) for name, thing in kept.items()}
        return new


class UntilChange:
    """What pages have made of whatever is on the trail, by name; the next change of anything makes it forget all."""

    def __init__(self) -> None:
        self._made: tuple[State | None, Few] = (None, Few(MOST_MADE))

    def made(self, session: Session, name: Hashable, make: Callable[[], Value]) -> Value:
        """What ``make`` gives; it must follow from ``name`` and from what the session sees of things that are on the trail."""
        state = state_of(session)
        of_state, made = self._made
        if of_state != state:
            made = Few(MOST_MADE)
            self._made = state, made
        return made.made(name, make)


class Shelf(ABC, Generic[Value]):
    """Holds what was read at the newest state of the trail that was asked for; an older one is never given out.

    ``of_one_agency`` are the nouns of the trail whose object key begins with the key of the one agency they concern,
    ``without_effect`` those that do not concern what is kept; a change of any other noun may concern everything.
    """

    of_one_agency: ClassVar[frozenset[str]]
    without_effect: ClassVar[frozenset[str]]

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: tuple[State, Value] | None = None

    @abstractmethod
    def read(self, session: Session) -> Value:
        """All of it."""

    @abstractmethod
    def renew(self, session: Session, kept: Value, agencies: Collection[str]) -> Value:
        """What is kept, with these agencies read again; ``kept`` itself stays as it is, for others may be using it."""

    @abstractmethod
    def agencies(self, kept: Value) -> Iterable[str]:
        """The keys of all agencies."""

    def value(self, session: Session) -> Value:
        """What is kept, as the session sees it."""
        state = state_of(session)
        with self._lock:
            if self._kept is None or self._kept[0] != state:
                self._kept = state, self._newest(session)
            return self._kept[1]

    def _newest(self, session: Session) -> Value:
        if self._kept is None:
            return self.read(session)
        concerned = self._concerned(session, *self._kept)
        if concerned is None:
            return self.read(session)
        return self.renew(session, self._kept[1], concerned) if concerned else self._kept[1]

    def _concerned(self, session: Session, known: State, kept: Value) -> set[str] | None:
        """The agencies changed since a state of the trail; None when more than single agencies may have changed."""
        entries = session.execute(_SINCE, {"number": known.number}).all()
        if len(entries) > MOST_ENTRIES + 1 or not entries or (entries[0].number, entries[0].hash) != known:
            return None
        folded = {fold_key(key) + KEY_SEPARATOR: key for key in self.agencies(kept)}
        concerned: set[str] = set()
        for entry in entries[1:]:
            noun = entry.verb.partition(":")[0]
            if noun in self.without_effect:
                continue
            agencies = _named_by(entry.object_key, folded) if noun in self.of_one_agency else set()
            if not agencies:
                return None
            concerned |= agencies
        return concerned


def _named_by(object_key: str, folded: Mapping[str, str]) -> set[str]:
    """Whom a change concerns: every agency with whose key the object's key may begin; none where that cannot be told."""
    parts = fold_key(object_key).split(KEY_SEPARATOR)
    beginnings = accumulate(part + KEY_SEPARATOR for part in parts[:-1])  # the key of an agency may itself hold a separator
    return {folded[beginning] for beginning in beginnings if beginning in folded}
