"""Who acts when in the demonstration: people of the registry on working days before today, each act a transaction of its own.

The story has chapters that go on side by side. A chapter is a generator: it yields how many days before today it goes on, and
then tells what happens on that day. Whoever signs types the password of the account, as on the pages.
"""

from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from heapq import heapify, heappop, heappush

from sqlalchemy import select
from sqlalchemy.orm import Session

from qms.clock import CIVIL_TIME, day_of, today
from qms.demo.almanac import days_after, pick, working_day
from qms.demo.people import SINCE
from qms.files.store import Store
from qms.installation import Installation
from qms.people.models import Person, Post
from qms.people.queries import load_viewer
from qms.security.acting import SignedIn
from qms.security.viewer import Viewer
from qms.signatures.proof import Proof
from qms.signatures.proving import prove_by_password
from qms.signing_in.use_cases import Visitor

Chapter = Generator[int, None, None]
ORIGIN = "demo"
_VISITOR = Visitor("127.0.0.1", ORIGIN)
_OPENING = time(7, 40)
_PACE = timedelta(minutes=9)  # between two acts of one day
_OPENINGS = 16  # work on documents begins at one of so many times, by the day
_APART = timedelta(minutes=21)


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
    """Opens the scenes of a demonstration; ``ago`` is always a number of days before today, a negative one is to come."""

    def __init__(self, installation: Installation, passwords: Mapping[str, str]) -> None:
        self._database = installation.database
        self._store = installation.files
        self._passwords = passwords
        self._today = today(installation.clock)
        self.present = self._today  # the day that is told
        self._acts: Counter[date] = Counter()
        self._viewers: dict[tuple[str, date], Viewer] = {}
        with self._database.reading() as session:
            self._people: dict[str, int] = {row.key: row.id for row in session.execute(select(Person.key, Person.id))}
            self._posts: dict[str, int] = {row.code: row.id for row in session.execute(select(Post.code, Post.id))}

    @property
    def acts(self) -> int:
        """How many there were."""
        return self._acts.total()

    def play(self, chapters: Iterable[Chapter]) -> None:
        """All chapters to their ends, day by day; on one day in their order."""
        waiting = [(-next(chapter), place, chapter) for place, chapter in enumerate(chapters)]
        heapify(waiting)
        while waiting:
            before, place, chapter = heappop(waiting)
            self.present = self.day(-before)
            ago = next(chapter, None)
            if ago is not None:
                heappush(waiting, (-ago, place, chapter))

    def day(self, ago: int) -> date:
        """The last working day up to then, but none before the people hold their posts."""
        day = days_after(self._today, -ago)
        return day if ago < 1 else max(working_day(day), SINCE)

    @contextmanager
    def act(self, who: str) -> Iterator[Scene]:
        """The person acts; the acts of one day follow each other as they are told."""
        moment = self._moment()
        with self._database.writing() as session:
            yield Scene(session, self._signed_in(session, who, moment), self._store)

    @contextmanager
    def sign(self, who: str) -> Iterator[Signing]:
        """Like :meth:`act`, for what ends in a signature."""
        moment = self._moment()
        proof = prove_by_password(self._database.writing, self.person(who), self._passwords[who], _VISITOR, moment)
        with self._database.writing() as session:
            yield Signing(session, self._signed_in(session, who, moment), self._store, proof)

    def person(self, key: str) -> int:
        return self._people[key]

    def people(self, keys: str) -> list[int]:
        """``keys`` are separated by blanks."""
        return [self.person(key) for key in keys.split()]

    def post(self, key: str) -> int:
        """In the demonstration a post is called like the person who holds it."""
        return self._posts[key]

    def posts(self, keys: str) -> list[int]:
        return [self.post(key) for key in keys.split()]

    def _signed_in(self, session: Session, who: str, moment: datetime) -> SignedIn:
        day = day_of(moment)
        if (who, day) not in self._viewers:
            viewer = load_viewer(session, self.person(who), day)
            assert viewer is not None
            self._viewers[who, day] = viewer
        return SignedIn(self._viewers[who, day], moment, ORIGIN)

    def _moment(self) -> datetime:
        self._acts[self.present] += 1
        begun = datetime.combine(self.present, _OPENING, CIVIL_TIME) + pick(_OPENINGS, self.present) * _APART
        return begun + self._acts[self.present] * _PACE
