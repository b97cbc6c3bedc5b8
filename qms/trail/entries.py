"""What is said to the trail: who acts from where, and what was changed."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts (the operating-system user at the command line) and from where (``cli:hostname``)."""

    name: str
    origin: str


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one object.

    ``verb`` follows the grammar ``noun:verb`` (``declaration:created``, ``:changed``, ``:withdrawn``); ``diff`` maps each
    field to its old and new value, both JSON values (dates as ISO text, null where there was or is none).
    """

    verb: str
    object_key: str
    diff: dict[str, tuple[Any, Any]]
