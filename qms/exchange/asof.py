"""Which facts an export as of a day holds: those that begin by then, and whatever these refer to.

Facts that begin later change no status on that or an earlier day. Nor does what is only there because another fact refers
to it, such as a procedure that comes into force later, or the first slice of an agency that a reorganisation names.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy.orm import Session

from qms.exchange.registry import canonical_facts
from qms.exchange.sheet import Fact, FactKey, Sheet

PARTITION = 1000  # rows held at a time


class AsOf:
    """The facts that begin on or before ``day``; ``keep`` must be asked in the order of the sheets."""

    def __init__(self, session: Session, sheets: Sequence[Sheet], day: date) -> None:
        self.day = day
        self._needed: dict[str, set[FactKey]] = defaultdict(set)  # by the noun referred to
        self._extra: dict[str, set[FactKey]] = defaultdict(set)  # by sheet: kept although they begin later
        self._followed = {sheet.references[0].to: set[FactKey]() for sheet in sheets if sheet.follows}
        named = {reference.to for sheet in sheets for reference in sheet.references}
        for sheet in reversed(sheets):
            self._look(session, sheet, named)

    def keep(self, sheet: Sheet, facts: Sequence[Fact]) -> list[bool]:
        """Which of the facts to write."""
        keys = sheet.keys(facts)
        kept = [self._is_kept(sheet, key, fact) for key, fact in zip(keys, facts, strict=True)]
        if sheet.noun in self._followed:
            self._followed[sheet.noun].update(key for key, keep in zip(keys, kept, strict=True) if keep)
        return kept

    def _is_kept(self, sheet: Sheet, key: FactKey, fact: Fact) -> bool:
        begun = sheet.first(fact)
        if begun is not None:
            return begun[1] <= self.day or key in self._extra[sheet.noun]
        followed = self._followed[sheet.references[0].to]
        return any(target in followed for target in sheet.referred(sheet.references[0], fact))

    def _look(self, session: Session, sheet: Sheet, named: set[str]) -> None:
        """Note what the kept facts of a sheet refer to, after all sheets that refer to it."""
        noun, length = (sheet.owner.noun, sheet.owner.key_length) if sheet.owner else (sheet.noun, len(sheet.key_positions))
        present: set[FactKey] = set()
        waiting: dict[FactKey, tuple[FactKey, Fact]] = {}
        for facts in partitions(session, sheet):
            for key, fact in zip(sheet.keys(facts), facts, strict=True):
                begun = sheet.first(fact)
                if begun is not None and begun[1] <= self.day:
                    self._note(sheet, fact)
                    present.add(key[:length])
                elif noun in named:
                    waiting.setdefault(key[:length], (key, fact))
        missing = self._needed[noun] - present
        while missing:
            for identity in missing:
                key, fact = waiting[identity]
                self._extra[sheet.noun].add(key)
                self._note(sheet, fact)
            present |= missing
            missing = self._needed[noun] - present

    def _note(self, sheet: Sheet, fact: Fact) -> None:
        for reference in sheet.references:
            self._needed[reference.to].update(sheet.referred(reference, fact))


def partitions(session: Session, sheet: Sheet) -> Iterator[list[Fact]]:
    """The facts of a sheet in the order of an export, some at a time."""
    for rows in session.execute(sheet.query.execution_options(yield_per=PARTITION)).partitions():
        yield canonical_facts(sheet, rows)
