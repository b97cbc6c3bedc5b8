"""Whether a printed copy may be relied upon on a day: the one rule behind the recall list and the public answer."""

from datetime import date
from enum import StrEnum

from documents.approval.workflow import State, state_of
from qms.language import Phrase, mark


class Validity(StrEnum):
    """What a paper in somebody's hand is worth."""

    NOT_YET = "not_yet"
    IN_FORCE = "in_force"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    RETURNED = "returned"

    @property
    def label(self) -> Phrase:
        return Phrase(_LABELS[self])


_LABELS = {
    Validity.NOT_YET: mark("Chưa có hiệu lực"),
    Validity.IN_FORCE: mark("Còn hiệu lực"),
    Validity.REPLACED: mark("Đã thay thế"),
    Validity.WITHDRAWN: mark("Đã thu hồi"),
    Validity.RETURNED: mark("Bản đã thu hồi"),
}


_BY_STATE = {State.IN_FORCE: Validity.IN_FORCE, State.SUPERSEDED: Validity.REPLACED, State.WITHDRAWN: Validity.WITHDRAWN}


def validity(
    effective_on: date | None, ended_on: date | None, replaced_on: date | None, returned_on: date | None, day: date
) -> Validity:
    """``ended_on`` and ``replaced_on`` are when the revision ends by itself and by its successor, ``returned_on`` the day from
    which this copy counts as given back (null for a paper that is no controlled copy).

    A copy that was given back is void whatever its revision is worth.
    """
    if returned_on is not None and returned_on <= day:
        return Validity.RETURNED
    return _BY_STATE.get(state_of(None, effective_on, ended_on, replaced_on, day), Validity.NOT_YET)


def must_be_recalled(found: Validity) -> bool:
    """Whether a copy that is still out there has to come back."""
    return found in (Validity.REPLACED, Validity.WITHDRAWN)
