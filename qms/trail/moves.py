"""Telling a moved entry from an edited one: a moved entry fits the number it had, which the chain still shows."""

from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from qms.trail.chain import GENESIS
from qms.trail.models import TrailEntry
from qms.trail.reading import StoredEntry, numbers_of, seal_at

_FAR = 1000  # entries deleted together, beyond which the following ones are called edited instead of moved


@dataclass(frozen=True)
class Moves:
    """``originals``: the present number of each moved entry and the one it was written under; ``intruders``: numbers of
    entries that stand in another's place or repeat another."""

    originals: dict[int, int] = field(default_factory=dict)
    intruders: set[int] = field(default_factory=set)


def find_moves(session: Session, broken: dict[int, StoredEntry], shortfall: int) -> Moves:
    """Which of the entries that do not fit their own hash would fit it under another number.

    An entry belongs after the one it is bound to; when that one is gone, too, it was at most ``shortfall`` further back.
    """
    before = {GENESIS: 0, **numbers_of(session, {entry.previous_hash for entry in broken.values()})}
    settled: dict[int, int] = {}
    for start in broken:
        path, number = _unsettled(start, broken, before, settled)
        follows = settled.get(number, number) if number is not None else None
        for present in reversed(path):
            candidates = range(present + 1, present + min(shortfall, _FAR) + 1) if follows is None else [follows + 1]
            entry = broken[present]
            fitting = (number for number in candidates if entry.fits(number, seal_at(session, number)))
            follows = settled[present] = next(fitting, present)
    moves = Moves({present: original for present, original in settled.items() if present != original})
    _find_intruders(session, broken, moves)
    return moves


def _unsettled(
    start: int, broken: dict[int, StoredEntry], before: dict[str, int], settled: dict[int, int]
) -> tuple[list[int], int | None]:
    """From ``start`` back through the entries that each is bound to, and the first one that is sound or settled, if any."""
    path: dict[int, None] = {}
    number: int | None = start
    while number in broken and number not in settled and number not in path:
        path[number] = None
        number = before.get(broken[number].previous_hash)
    return list(path), None if number in path else number


def _find_intruders(session: Session, broken: dict[int, StoredEntry], moves: Moves) -> None:
    for present, original in list(moves.originals.items()):
        if original in moves.originals:
            continue
        there = session.scalar(select(TrailEntry.hash).where(TrailEntry.number == original))
        if there == broken[present].hash:
            del moves.originals[present]
            moves.intruders.add(present)
        elif there is not None:
            moves.intruders.add(original)
