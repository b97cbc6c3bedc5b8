"""Whether a printed copy may be relied upon on a day: the one rule behind the recall list and the public answer."""

from datetime import date
from enum import StrEnum

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


def validity(
    effective_on: date | None, until: date | None, replaced_on: date | None, returned_on: date | None, day: date
) -> Validity:
    """``until`` is the first day on which the revision is not in force, ``replaced_on`` the day on which its successor takes
    effect, ``returned_on`` the day from which this copy counts as given back (null for a paper that is no controlled copy).

    A copy that was given back is void whatever its revision is worth.
    """
    if returned_on is not None and returned_on <= day:
        return Validity.RETURNED
    if effective_on is None or day < effective_on:
        return Validity.NOT_YET
    if until is None or day < until:
        return Validity.IN_FORCE
    return Validity.REPLACED if replaced_on is not None and replaced_on <= until else Validity.WITHDRAWN


def must_be_recalled(found: Validity) -> bool:
    """Whether a copy that is still out there has to come back."""
    return found in (Validity.REPLACED, Validity.WITHDRAWN)
