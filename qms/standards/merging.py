"""Bringing stored rows to what they should be, and saying exactly what that changed."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from qms.storage.base import Base
from qms.trail.entries import Change

Values = Mapping[str, Any]
M = TypeVar("M", bound=Base)


@dataclass
class Outcome:
    """What an import did: the changes for the trail, and counts by noun for the reader."""

    changes: list[Change] = field(default_factory=list)
    created: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    unchanged: Counter[str] = field(default_factory=Counter)
    withdrawn: Counter[str] = field(default_factory=Counter)

    def merge(self, session: Session, noun: str, model: type[M], desired: Values, stored: M | None, key: str) -> M:
        """Create ``model(**desired)``, or bring ``stored`` to ``desired``; return the row."""
        diff = {name: (_plain(getattr(stored, name, None)), _plain(value)) for name, value in desired.items()}
        diff = {name: pair for name, pair in diff.items() if pair[0] != pair[1]}
        row = stored or model()
        for name, value in desired.items():
            setattr(row, name, value)
        if stored is None:
            session.add(row)
            self._note(self.created, noun, "created", key, diff)
        elif diff:
            self._note(self.changed, noun, "changed", key, diff)
        else:
            self.unchanged[noun] += 1
        return row

    def withdraw(self, session: Session, noun: str, stored: Base, names: Iterable[str], key: str) -> None:
        """Delete ``stored``; the trail keeps the values of ``names``."""
        session.delete(stored)
        diff = {name: (_plain(getattr(stored, name)), None) for name in names if getattr(stored, name) is not None}
        self._note(self.withdrawn, noun, "withdrawn", key, diff)

    def _note(self, counts: Counter[str], noun: str, verb: str, key: str, diff: dict[str, tuple[Any, Any]]) -> None:
        counts[noun] += 1
        self.changes.append(Change(f"{noun}:{verb}", key, diff))


def _plain(value: Any) -> Any:
    """A value as the trail keeps it."""
    return value.isoformat() if isinstance(value, date) else value
