"""What can be done to the units of a body: every verb asks for leave and leaves one batch; faults are given back by field."""

from sqlalchemy.orm import Session

from qms.exchange.columns import read_day
from qms.exchange.editing import Edit, Edited, FieldFault, Typed, find_written, write
from qms.exchange.faults import Unreadable
from qms.language import Phrase, mark
from qms.people.sheet import SHEETS
from qms.security.acting import Acting
from qms.security.permissions import Permission
from qms.storage.conflicts import GONE, Conflict
from qms.units.sheet import UNITS

NO_DAY = Phrase(mark("Hãy ghi ngày bắt đầu giai đoạn mới."))


def add_unit(session: Session, acting: Acting, agency: str, cells: Typed, reason: str | None) -> Edited:
    """A new unit; ``agency`` is the key as stored, ``cells`` those of the sheet of units."""
    return _write(session, acting, agency, reason, Edit(UNITS, {**cells, "agency": agency}))


def correct_unit(session: Session, acting: Acting, agency: str, cells: Typed, expected: str, reason: str | None) -> Edited:
    """Another content for one slice, its end too; its first day is part of its key and stays."""
    return _write(session, acting, agency, reason, Edit(UNITS, {**cells, "agency": agency}, expected))


def change_unit(
    session: Session, acting: Acting, agency: str, former: Typed, cells: Typed, expected: str, reason: str | None
) -> Edited:
    """From ``valid_from`` of ``cells`` on the unit is otherwise: the former slice ends that day and a new one begins."""
    seen = find_written(session, UNITS, {**former, "agency": agency})
    if seen is None:
        raise Conflict(GONE, None, None)
    try:
        day = read_day(cells.get("valid_from", ""))
    except Unreadable as unreadable:
        return Edited(faults=[FieldFault(0, "valid_from", unreadable.message)])
    if day is None:
        return Edited(faults=[FieldFault(0, "valid_from", NO_DAY)])
    ending = Edit(UNITS, {**seen.cells, "valid_to": day.isoformat()}, expected)
    new = Edit(UNITS, {**cells, "agency": agency, "unit": seen.cells["unit"], "valid_to": seen.cells["valid_to"]})
    return _write(session, acting, agency, reason, ending, new)


def withdraw_unit(session: Session, acting: Acting, agency: str, key: Typed, expected: str, reason: str | None) -> Edited:
    """Take back a slice that should never have been there; refused while posts or other units need it."""
    return _write(session, acting, agency, reason, Edit(UNITS, {**key, "agency": agency}, expected, withdraw=True))


def _write(session: Session, acting: Acting, agency: str, reason: str | None, *edits: Edit) -> Edited:
    actor = acting.under(Permission.KEEP_UNITS, agency)
    return write(session, SHEETS, edits, actor=actor, moment=acting.moment, reason=reason)
