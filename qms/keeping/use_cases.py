"""Keeping facts of the registry: each act is permitted, checked as an import would check it, and one batch on the trail."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from qms.exchange.columns import read_day
from qms.exchange.editing import TAKEN, Edit, Edited, FieldFault, save_fact, withdraw_fact, write
from qms.exchange.faults import Unreadable
from qms.exchange.sheet import Sheet
from qms.exchange.written import Typed, Written, facts_below, find_written
from qms.language import Phrase, mark
from qms.security.acting import Acting
from qms.security.permissions import Permission
from qms.storage.conflicts import GONE, Conflict
from qms.trail.entries import Actor

SAME = Phrase(mark("Chưa có mục nào khác với giai đoạn hiện có; hãy sửa mục sẽ đổi từ ngày này."))

NOTHING_TO_END = Phrase(mark("Trong lúc đang nhập, người khác đã rút nội dung này; không còn gì để kết thúc."))
NO_DAY = Phrase(mark("Hãy ghi ngày đầu tiên không còn hiệu lực."))


@dataclass(frozen=True)
class Kept:
    """The fact that somebody works on: ``cells`` with at least its key as it was seen, and the ``version`` that was seen."""

    cells: Typed
    version: str | None


def add(session: Session, acting: Acting, sheets: Sequence[Sheet], sheet: Sheet, cells: Typed, reason: str | None) -> Edited:
    """Write a new fact; where the sheet's rows are slices of something, that must be new, too."""
    actor = _permit(acting)
    owner = sheet.owner
    if owner is not None and facts_below(session, sheet, cells, owner.key_length):
        return Edited(faults=[FieldFault(0, sheet.columns[sheet.key_positions[owner.key_length - 1]].field, TAKEN)])
    return save_fact(session, sheets, sheet, cells, actor=actor, moment=acting.moment, reason=reason)


def correct(
    session: Session, acting: Acting, sheets: Sequence[Sheet], sheet: Sheet, former: Kept, cells: Typed, reason: str | None
) -> Edited:
    """Put right what was written wrongly, the key too; without a version the fact is written as a new one."""
    return save_fact(
        session,
        sheets,
        sheet,
        cells,
        actor=_permit(acting),
        moment=acting.moment,
        reason=reason,
        expected=former.version,
        former=former.cells if former.version else None,
    )


def end(
    session: Session, acting: Acting, sheets: Sequence[Sheet], sheet: Sheet, former: Kept, day: str, reason: str | None
) -> Edited:
    """Let a fact end: ``day`` is the first on which it is no longer so. Raise Conflict when it is gone or another."""
    stored = _stored(session, sheet, former, NOTHING_TO_END)
    if not day.strip():
        return Edited(faults=[FieldFault(0, "valid_to", NO_DAY)])
    return save_fact(
        session,
        sheets,
        sheet,
        {**stored.cells, "valid_to": day},
        actor=_permit(acting),
        moment=acting.moment,
        reason=reason,
        expected=former.version,
    )


def change_from(
    session: Session, acting: Acting, sheets: Sequence[Sheet], sheet: Sheet, former: Kept, cells: Typed, reason: str | None
) -> Edited:
    """From the day ``valid_from`` of ``cells`` on it is as they say: a new slice, which ends the former one.

    Without a version, the former one being gone, the new slice stands alone.
    """
    actor = _permit(acting)
    if former.version is None:
        alone = {**former.cells, **cells}
        return save_fact(session, sheets, sheet, alone, actor=actor, moment=acting.moment, reason=reason)
    stored = _stored(session, sheet, former, GONE)
    day = cells["valid_from"]
    following = {**stored.cells, **cells, "valid_to": stored.cells["valid_to"]}
    faults = list(_misplaced(stored, day))
    if not faults and {**following, "valid_from": stored.cells["valid_from"]} == stored.cells:
        faults = [FieldFault(1, None, SAME)]
    if faults:
        return Edited(faults=faults)
    edits = [Edit(sheet, {**stored.cells, "valid_to": day}, former.version), Edit(sheet, following)]
    return write(session, sheets, edits, actor=actor, moment=acting.moment, reason=reason)


def withdraw(
    session: Session,
    acting: Acting,
    sheets: Sequence[Sheet],
    sheet: Sheet,
    former: Kept,
    reason: str | None,
    *,
    dry_run: bool = False,
) -> Edited:
    """Take a fact that should never have been there out of the registry; the trail keeps it."""
    return withdraw_fact(
        session,
        sheets,
        sheet,
        former.cells,
        actor=_permit(acting),
        moment=acting.moment,
        reason=reason,
        expected=former.version or "",
        dry_run=dry_run,
    )


def _permit(acting: Acting) -> Actor:
    return acting.under(Permission.KEEP_REGISTRY)


def _stored(session: Session, sheet: Sheet, former: Kept, gone: Phrase) -> Written:
    stored = find_written(session, sheet, former.cells)
    if stored is None:
        raise Conflict(gone, None, None)
    return stored


def _misplaced(stored: Written, day: str) -> list[FieldFault]:
    """A day on which the slice does not change, because it has not begun or has ended."""
    try:
        chosen = read_day(day)
    except Unreadable:
        return []  # said by the check of the row
    start, end_day = (read_day(stored.cells[name]) for name in ("valid_from", "valid_to"))
    if chosen is None or start is None:
        return []
    if chosen <= start:
        return [FieldFault(1, "valid_from", Phrase(mark("Phải sau {start}, ngày đầu của giai đoạn hiện có."), start=start))]
    if end_day is not None and chosen >= end_day:
        return [FieldFault(1, "valid_from", Phrase(mark("Phải trước {end}, ngày giai đoạn hiện có kết thúc."), end=end_day))]
    return []
