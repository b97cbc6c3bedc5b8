"""What somebody still has to do. Each noun with work to be done offers a provider; a hand-over moves what lies with a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from sqlalchemy.orm import Session

from qms.exchange.sheet import KEY_SEPARATOR
from qms.language import Phrase
from qms.trail.entries import Change


@dataclass(frozen=True)
class OpenItem:
    """One thing to be done. ``task`` says what, ``title`` on which thing, ``endpoint`` and ``arguments`` where it is shown.

    ``key`` is the human key of the thing, which names it on the trail too.
    """

    noun: str
    key: str
    task: Phrase
    title: str
    due: date | None = None
    endpoint: str | None = None
    arguments: Mapping[str, Any] = field(default_factory=dict)

    @property
    def key_within(self) -> str:
        """The key without that of its agency: two things may have one title."""
        return self.key.partition(KEY_SEPARATOR)[2] or self.key


class Provider(Protocol):
    """The open items of one noun. What lies with a post stays with it, whoever holds it; what lies with a person is moved."""

    def of_post(self, session: Session, post_id: int) -> Sequence[OpenItem]: ...

    def of_person(self, session: Session, person_id: int, agency: str | None) -> Sequence[OpenItem]:
        """What lies with the person in one agency, in all of them when None."""

    def move(self, session: Session, items: Sequence[OpenItem], from_person: int, to_person: int) -> Sequence[Change]:
        """Give these items, which it has just offered for ``from_person``, to another; the changes go to the caller's batch."""


def items_of_post(session: Session, providers: Sequence[Provider], post_id: int) -> list[OpenItem]:
    return _by_due(item for provider in providers for item in provider.of_post(session, post_id))


def items_of_person(session: Session, providers: Sequence[Provider], person_id: int, agency: str | None = None) -> list[OpenItem]:
    return _by_due(item for provider in providers for item in provider.of_person(session, person_id, agency))


def move_all(
    session: Session, providers: Sequence[Provider], from_person: int, to_person: int, agency: str | None
) -> list[Change]:
    """Move every open item of a person in one agency; the changes say which."""
    changes: list[Change] = []
    for provider in providers:
        items = provider.of_person(session, from_person, agency)
        if items:
            changes += provider.move(session, items, from_person, to_person)
    return changes


def _by_due(items: Any) -> list[OpenItem]:
    return sorted(items, key=lambda item: (item.due or date.max, item.key))
