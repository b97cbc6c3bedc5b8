"""What is said to the trail: who acts from where, and what was changed."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts and from where (``cli:hostname``).

    ``name`` is the key a person signs in with, at the command line the operating-system user. ``person`` is the full name of
    the day and ``post`` the post held at the moment, as one readable text (``Thư ký ISO, Sở Nội vụ``); neither is known of an
    operating-system user.
    """

    name: str
    origin: str
    person: str | None = None
    post: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one object.

    ``verb`` follows the grammar ``noun:verb`` (``declaration:created``, ``:changed``, ``:withdrawn``); ``diff`` maps each
    field to its old and new value, both JSON values (dates as ISO text, null where there was or is none).
    """

    verb: str
    object_key: str
    diff: dict[str, tuple[Any, Any]]


def stamp(moment: datetime) -> str:
    """A moment, which needs a time zone, as batches write it: ISO in UTC, whose binary order is the order in time."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
