"""What the workbook may name but does not hold: editions, their clauses and framework slots."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from qms.standards.models import Clause, Edition, FrameworkSlot
from qms.text import fold_key


@dataclass(frozen=True)
class Standards:
    """``slots`` and ``clauses`` by edition; editions are their years, oldest first."""

    editions: tuple[str, ...]
    slots: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    clauses: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @cached_property
    def _spellings(self) -> dict[str, str]:
        return {fold_key(slot): slot for slots in self.slots.values() for slot in slots}

    def spell_slot(self, text: str) -> str:
        """The slot as the standards spell it; the text itself when no edition knows it."""
        return self._spellings.get(fold_key(text), text)

    def knows_slot(self, edition: str, slot: str) -> bool:
        return slot in self.slots.get(edition, ())

    def knows_clause(self, edition: str | None, clause: str) -> bool:
        """Whether the edition has the clause; without an edition, whether any has it."""
        editions = self.editions if edition is None else (edition,)
        return any(clause in self.clauses.get(year, ()) for year in editions)


def load_standards(session: Session) -> Standards:
    """All editions with their slots and clauses, in three statements."""
    editions = tuple(session.scalars(select(Edition.year).order_by(Edition.year)))
    slots: dict[str, list[str]] = {}
    for edition, slot in session.execute(select(FrameworkSlot.edition, FrameworkSlot.slot).order_by(FrameworkSlot.position)):
        slots.setdefault(edition, []).append(slot)
    clauses: dict[str, set[str]] = {}
    for edition, number in session.execute(select(Clause.edition, Clause.number)):
        clauses.setdefault(edition, set()).add(number)
    return Standards(
        editions,
        {edition: tuple(named) for edition, named in slots.items()},
        {edition: frozenset(numbers) for edition, numbers in clauses.items()},
    )
