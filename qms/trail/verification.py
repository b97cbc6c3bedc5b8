"""Whether the trail is still what was written, and if not, where and how it was changed.

Three marks are compared: each entry with its own hash, each entry with the hash that the next one is bound to, and the last
entry with the head. What an attacker who rewrites everything after an entry cannot forge is a head that was noted elsewhere.
"""

import re
from contextlib import closing
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from qms.language import Phrase, UserError, mark
from qms.trail.chain import GENESIS
from qms.trail.faults import Fault, FaultKind, batch_changed, head_missing, in_runs, outside, reordered, without
from qms.trail.moves import Moves, find_moves
from qms.trail.reading import Head, StoredEntry, read_batches, read_entries, read_head


def parse_head(text: str) -> Head:
    """Read ``number:hash`` as ``qms verify`` prints it; raise UserError when it is something else."""
    number, _, hash_ = text.strip().partition(":")
    if not re.fullmatch(r"[0-9]{1,18}", number) or not re.fullmatch(r"[0-9a-f]{64}", hash_):
        raise UserError(
            Phrase(
                mark("“{text}” không phải là điểm cuối của nhật ký. Hãy ghi đúng như qms verify đã in: số mục:mã băm."),
                text=text,
            )
        )
    return Head(int(number), hash_)


def verify(session: Session, known_head: str | None = None) -> list[Fault]:
    """All faults by their positions, an empty list when the trail is whole.

    ``known_head`` is a head noted earlier, ``"number:hash"``: the trail must still hold that entry, unchanged.
    """
    noted = None if known_head is None else parse_head(known_head)
    scan = _scan(session, noted)
    head = read_head(session)
    shortfall = max(head.number - scan.entries, 0) if head else 0
    moves = find_moves(session, scan.broken, shortfall) if scan.broken else Moves()
    faults = _entry_faults(scan, head, noted, moves)
    if head is None:
        faults.append(head_missing())
    if noted:
        faults += _noted_faults(scan, noted)
    return sorted(faults or _batch_faults(session, scan.last.number), key=lambda fault: (fault.number, fault.kind))


@dataclass
class _Scan:
    """What one walk through the chain finds: ``unbound`` entries are followed by one that is bound to something else."""

    broken: dict[int, StoredEntry] = field(default_factory=dict)
    unbound: list[int] = field(default_factory=list)
    missing: list[range] = field(default_factory=list)
    before_the_first: list[int] = field(default_factory=list)
    entries: int = 0
    last: Head = field(default=Head(0, GENESIS))
    last_is_sound: bool = True
    hash_at_noted: str | None = None


def _scan(session: Session, noted: Head | None) -> _Scan:
    scan = _Scan(hash_at_noted=GENESIS if noted and noted.number == 0 else None)
    for entry in read_entries(session):
        if entry.number < 1:
            scan.before_the_first.append(entry.number)
            continue
        scan.entries += 1
        sound = entry.fits(entry.number, entry.seal)
        if entry.number > scan.last.number + 1:
            scan.missing.append(range(scan.last.number + 1, entry.number))
        elif sound and scan.last_is_sound and entry.previous_hash != scan.last.hash:
            scan.unbound.append(max(scan.last.number, 1))
        if not sound:
            scan.broken[entry.number] = entry
        if noted and entry.number == noted.number:
            scan.hash_at_noted = entry.hash
        scan.last, scan.last_is_sound = Head(entry.number, entry.hash), sound
    return scan


def _entry_faults(scan: _Scan, head: Head | None, noted: Head | None, moves: Moves) -> list[Fault]:
    """Numbers are counted one by one only where an entry stands: a forged number may be as large as one likes."""
    last, originals = scan.last, moves.originals
    end = max(_written_end(scan, head, moves), noted.number if noted else 0)
    beyond = range(head.number + 1, last.number + 1) if head else range(0)
    intruders = {number for number in moves.intruders.union(scan.before_the_first) if number not in beyond}
    replaced = set(scan.unbound)
    if head and head.number == last.number and head.hash != last.hash and scan.last_is_sound:
        replaced.add(last.number)
    foreign = intruders.union(number for number in scan.broken.keys() | replaced if number in beyond and number not in originals)
    vacated = [*scan.missing, *(range(number, number + 1) for number in originals)]
    gone = without((range(span.start, min(span.stop, end + 1)) for span in vacated), originals.values())
    return [
        *in_runs(FaultKind.EDITED, scan.broken.keys() - originals.keys() - foreign),
        *in_runs(FaultKind.INSERTED, intruders, without(outside(beyond, scan.missing), originals)),
        *in_runs(FaultKind.REPLACED, replaced - foreign),
        *in_runs(FaultKind.DELETED, (), gone),
        *in_runs(FaultKind.TAIL_MISSING, (), without([range(last.number + 1, end + 1)], originals.values())),
        *reordered(originals),
    ]


def _written_end(scan: _Scan, head: Head | None, moves: Moves) -> int:
    """The number of the last entry that was ever written, as far as the trail itself can tell."""
    if head is None:
        return scan.last.number
    if head.hash == scan.last.hash:
        return moves.originals.get(scan.last.number, head.number)
    return head.number


def _noted_faults(scan: _Scan, noted: Head) -> list[Fault]:
    if scan.hash_at_noted in (None, noted.hash):  # a missing entry has been named already
        return []
    return in_runs(FaultKind.REWRITTEN, {noted.number})


def _batch_faults(session: Session, last: int) -> list[Fault]:
    """Batches that do not follow each other without gaps from entry 1 to ``last``."""
    expected = 1
    with closing(read_batches(session)) as batches:
        for batch in batches:
            if batch.first != expected:
                return [batch_changed(min(batch.first, expected))]
            expected = batch.last + 1
    return [] if expected == last + 1 else [batch_changed(min(expected, last + 1))]
