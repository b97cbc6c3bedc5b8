"""Who acts when in the demonstration: people of the registry on working days before today, each act a transaction of its own.

Whoever signs types the password of the account, as on the pages.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from qms.clock import CIVIL_TIME, day_of, today
from qms.demo.almanac import days_after, working_day
from qms.demo.people import SINCE
from qms.files.store import Store
from qms.installation import Installation
from qms.people.models import Person, Post
from qms.people.queries import load_viewer
from qms.security.acting import SignedIn
from qms.signatures.proof import Proof
from qms.signatures.proving import prove_by_password
from qms.signing_in.use_cases import Visitor
from qms.text import fold_key

ORIGIN = "demo"
_VISITOR = Visitor("127.0.0.1", ORIGIN)
_OPENING = time(7, 40)
_PACE = timedelta(minutes=9)  # between two acts of one day


@dataclass(frozen=True)
class Scene:
    """One person, one moment, one transaction."""

    session: Session
    acting: SignedIn
    store: Store


@dataclass(frozen=True)
class Signing(Scene):
    proof: Proof


class Telling:
    """Opens the scenes of a demonstration; ``ago`` is always a number of days before today, at least one."""

    def __init__(self, installation: Installation, passwords: Mapping[str, str]) -> None:
        self._database = installation.database
        self._store = installation.files
        self._passwords = passwords
        self._today = today(installation.clock)
        self._acts: Counter[date] = Counter()
        self.acts = 0

    def day(self, ago: int) -> date:
        """The last working day up to then, but none before the people hold their posts; a negative number is a day to come."""
        day = days_after(self._today, -ago)
        return day if ago < 1 else max(working_day(day), SINCE)

    @contextmanager
    def act(self, who: str, ago: int) -> Iterator[Scene]:
        """The person acts on the day; the acts of one day follow each other as they are told."""
        moment = self._moment(ago)
        with self._database.writing() as session:
            yield Scene(session, self._signed_in(session, who, moment), self._store)

    @contextmanager
    def sign(self, who: str, ago: int) -> Iterator[Signing]:
        """Like :meth:`act`, for what ends in a signature."""
        moment = self._moment(ago)
        proof = prove_by_password(self._database.writing, self.person(who), self._passwords[who], _VISITOR, moment)
        with self._database.writing() as session:
            yield Signing(session, self._signed_in(session, who, moment), self._store, proof)

    def person(self, key: str) -> int:
        with self._database.reading() as session:
            return session.scalars(select(Person.id).where(Person.key == key)).one()

    def people(self, keys: str) -> list[int]:
        """``keys`` are separated by blanks."""
        return [self.person(key) for key in keys.split()]

    def post(self, key: str) -> int:
        """In the demonstration a post is called like the person who holds it."""
        with self._database.reading() as session:
            return session.scalars(select(Post.id).where(Post.code_folded == fold_key(key))).one()

    def posts(self, keys: str) -> list[int]:
        return [self.post(key) for key in keys.split()]

    def _signed_in(self, session: Session, who: str, moment: datetime) -> SignedIn:
        viewer = load_viewer(session, self.person(who), day_of(moment))
        assert viewer is not None
        return SignedIn(viewer, moment, ORIGIN)

    def _moment(self, ago: int) -> datetime:
        day = self.day(ago)
        self._acts[day] += 1
        self.acts += 1
        return datetime.combine(day, _OPENING, CIVIL_TIME) + self._acts[day] * _PACE
