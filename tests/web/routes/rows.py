"""What a row of the tables of routes says."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from qms.people.models import Person
from tests.web.cast import (
    ADMINISTRATOR,
    COORDINATOR,
    LEAD_OFFICER,
    LEADER,
    ROLES,
    Member,
)
from tests.web.client import CheckingClient

Value = Any  # what stands in the address or the form, or a function that looks it up
ALL = frozenset(ROLES)
KEEPERS = frozenset({LEAD_OFFICER})
ADMINISTRATORS = frozenset({ADMINISTRATOR})
INSIDERS = ALL - {ADMINISTRATOR}  # who may see the records of the department: its people, the lead unit, the leaders
MEMBERS = INSIDERS - {LEADER, LEAD_OFFICER}  # the people of the department


@dataclass(frozen=True)
class Page:
    """A page to look at. ``opens`` are those of ROLES who may; anybody else who has signed in is refused with 403 or 404.

    ``at`` fills the address. ``outside``, when given, fills it with something of an agency that ``outsider`` must not know
    of: the answer is 404. ``answer`` is what who may gets; ``quotes`` says that it shows English data of the installation.
    """

    opens: frozenset[Member]
    at: Mapping[str, Value] = field(default_factory=dict)
    outside: Mapping[str, Value] | None = None
    outsider: Member = COORDINATOR
    answer: int = 200
    quotes: bool = False


@dataclass(frozen=True)
class Public:
    """A page that needs no sign-in."""

    at: Mapping[str, Value] = field(default_factory=dict)
    answer: int = 200


@dataclass(frozen=True)
class Send:
    """A post that changes something: ``sender`` may send ``fields``, and that is one batch of the trail; ``refused`` may not.

    ``sender`` is None for what is sent before one has signed in. ``outside`` as for a page, for ``sender``. ``silent`` says
    why nothing is on the trail. ``first`` writes what the sample needs into the database; ``then`` is what the sender's
    client does before; what it returns goes into the address.
    """

    sender: Member | None
    fields: Mapping[str, Value] | Callable[[Session], Mapping[str, Value]] = field(default_factory=dict)
    at: Mapping[str, Value] = field(default_factory=dict)
    refused: Member | None = None
    outside: Mapping[str, Value] | None = None
    silent: str = ""
    first: Callable[[Session], object] | None = None
    then: Callable[[CheckingClient], Mapping[str, Value] | None] | None = None
    answer: int = 303

    @property
    def batches(self) -> int:
        return 0 if self.silent else 1


def endpoint_of(name: str) -> str:
    """The endpoint of a row: a second row of the same one has a name behind a ``#``."""
    return name.partition("#")[0]


def resolve(values: Mapping[str, Value] | Callable[[Session], Mapping[str, Value]], session: Session) -> dict[str, Any]:
    """``values`` with every function replaced by what it finds in the database."""
    if callable(values):
        return dict(values(session))
    return {name: value(session) if callable(value) else value for name, value in values.items()}


def person(member: Member) -> Callable[[Session], int]:
    return lambda session: session.scalars(select(Person.id).where(Person.key == member.key)).one()
