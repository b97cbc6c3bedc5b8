"""What a printed copy is worth: each window on its last good day and the day after."""

from datetime import date, timedelta

import pytest

from documents.copies.validity import Validity, must_be_recalled, validity

START, END = date(2026, 1, 10), date(2026, 3, 1)
EVE = timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "until", "replaced_on", "returned_on", "expected"),
    [
        (START - EVE, None, None, None, Validity.NOT_YET),
        (START, None, None, None, Validity.IN_FORCE),
        (END - EVE, END, END, None, Validity.IN_FORCE),
        (END, END, END, None, Validity.REPLACED),
        (END, END, None, None, Validity.WITHDRAWN),
        (END, END, END + EVE, None, Validity.WITHDRAWN),  # withdrawn first; what came later did not replace it
        (END - EVE, None, None, END, Validity.IN_FORCE),
        (END, None, None, END, Validity.RETURNED),
        (START - EVE, None, None, START - EVE, Validity.RETURNED),
    ],
)
def test_validity_on_each_side_of_its_days(
    day: date, until: date | None, replaced_on: date | None, returned_on: date | None, expected: Validity
) -> None:
    assert validity(START, until, replaced_on, returned_on, day) is expected


def test_a_draft_is_never_in_force() -> None:
    assert validity(None, None, None, None, END) is Validity.NOT_YET


def test_only_what_lost_force_and_is_still_out_there_is_recalled() -> None:
    assert {one for one in Validity if must_be_recalled(one)} == {Validity.REPLACED, Validity.WITHDRAWN}
