"""Acknowledgements: what a minor correction keeps, what a material change asks again, and the shares."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from documents.distribution.reading import Duty, Step, Tally, asked_by, readings, tally

START = date(2026, 1, 1)
WEEK = timedelta(days=7)

chains = st.lists(st.booleans(), min_size=1, max_size=8).map(
    lambda kinds: [Step(number, START + timedelta(number), material) for number, material in enumerate(kinds)]
)
posts = st.integers(1, 4)
people = st.integers(1, 3)


def counts(chain: list[Step], read: int, shown: int) -> bool:
    """The rule said once more: an earlier reading counts unless something material came after it, up to the one shown."""
    return read <= shown and not any(step.material for step in chain[read + 1 : shown + 1])


@given(chains)
def test_an_acknowledgement_counts_until_the_next_material_change(chain: list[Step]) -> None:
    asked = asked_by(chain)
    assert set(asked) == {step.revision_id for step in chain}
    for shown in range(len(chain)):
        assert asked[shown].counting == {read for read in range(len(chain)) if counts(chain, read, shown)}
        assert asked[shown].since == chain[min(asked[shown].counting)].effective_on


@given(chains, st.data())
def test_the_share_is_of_posts_that_somebody_holds(chain: list[Step], data: st.DataObject) -> None:
    shown = data.draw(st.integers(0, len(chain) - 1))
    held = data.draw(st.dictionaries(posts, st.one_of(st.none(), people)))
    duties = [Duty(post, START, person, START if person else None) for post, person in held.items()]
    read = data.draw(st.dictionaries(st.integers(0, len(chain) - 1), st.sets(st.tuples(posts, people))))
    found = tally(readings(asked_by(chain)[shown], duties, read, WEEK))
    expected = [
        post
        for post, person in held.items()
        if any((post, person) in pairs and counts(chain, number, shown) for number, pairs in read.items())
    ]
    assert found == Tally(len(expected), sum(1 for person in held.values() if person), sum(1 for one in held.values() if not one))
    assert 0 <= found.read <= found.asked and found.asked + found.vacant == len(held)


def test_late_after_the_time_that_is_given_and_not_on_its_last_day() -> None:
    asked = asked_by([Step(1, START, True), Step(2, START + timedelta(30), False)])[2]
    (reading,) = readings(asked, [Duty(1, START - timedelta(5), 9, START - timedelta(400))], {}, WEEK)
    assert reading.asked_on == START
    assert not reading.overdue_on(START + timedelta(7))
    assert reading.overdue_on(START + timedelta(8))
    (free,) = readings(asked, [Duty(1, START, 9, START)], {}, None)
    assert free.open and not free.overdue_on(date.max), "no time is given"


def test_a_new_holder_is_asked_from_taking_over_and_nobody_is_asked_for_an_empty_post() -> None:
    asked = asked_by([Step(1, START, True)])[1]
    taken = START + timedelta(90)
    new, empty = readings(asked, [Duty(1, START, 8, taken), Duty(2, START)], {1: {(1, 7)}}, WEEK)
    assert (new.open, new.asked_on) == (True, taken)
    assert empty.vacant and not empty.open and not empty.overdue_on(date.max)


def test_who_comes_to_the_post_or_to_the_list_later_is_asked_later() -> None:
    asked = asked_by([Step(1, START, True)])[1]
    (listed,) = readings(asked, [Duty(1, START + timedelta(20), 8, START)], {}, WEEK)
    assert listed.asked_on == START + timedelta(20)
