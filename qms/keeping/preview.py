"""What a workbook would do to the registry: counts by sheet, the first changes of each kind, faults and warnings."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from qms.exchange.importing import ImportResult, import_workbook
from qms.exchange.sheet import Sheet
from qms.exchange.telling import changes
from qms.language import Phrase, mark
from qms.security.acting import Acting
from qms.security.permissions import Permission
from qms.storage.conflicts import Conflict
from qms.trail.entries import Change
from qms.trail.models import TrailHead

MOST_SHOWN = 200  # changes of each kind, and faults
VERBS = ("created", "changed", "withdrawn")
MOVED = Phrase(mark("Từ lúc xem trước, dữ liệu đã thay đổi; chưa ghi gì. Dưới đây là kết quả xem trước mới, hãy xem lại."))


@dataclass
class Preview:
    """``head`` is the number of the last entry of the trail when the file was compared; ``changes`` are the first by verb."""

    result: ImportResult
    head: int
    changes: dict[str, list[Change]] = field(default_factory=dict)
    totals: Counter[str] = field(default_factory=Counter)

    @property
    def changed(self) -> int:
        return self.totals.total()


def preview(session: Session, acting: Acting, permission: Permission, path: Path, sheets: Sequence[Sheet]) -> Preview:
    """Compare a workbook with the registry; nothing is written. Raises UnreadableWorkbook."""
    actor = acting.under(permission)
    head = session.scalar(select(TrailHead.number)) or 0
    result = import_workbook(session, path, actor=actor, moment=acting.moment, sheets=sheets, dry_run=True)
    found = Preview(result, head)
    if not result.faults:
        for change in changes(result.comparisons):
            verb = change.verb.partition(":")[2]
            found.totals[verb] += 1
            shown = found.changes.setdefault(verb, [])
            if len(shown) < MOST_SHOWN:
                shown.append(change)
    return found


def confirm(
    session: Session,
    acting: Acting,
    permission: Permission,
    path: Path,
    sheets: Sequence[Sheet],
    head: int,
    reason: str | None,
) -> ImportResult:
    """Write what was previewed; raise Conflict when the trail has moved since it stood at ``head``."""
    actor = acting.under(permission)
    if session.scalar(select(TrailHead.number).with_for_update()) != head:
        raise Conflict(MOVED, None, None)
    return import_workbook(session, path, actor=actor, moment=acting.moment, sheets=sheets, reason=reason)
