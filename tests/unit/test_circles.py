"""Nothing lies in itself on any day, however many slices it takes to come round."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from qms.exchange.circles import Slice, circles

FIRST = date(2020, 1, 1)
LETTERS = "abcd"


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def piece(node: str, above: str, start: int, end: int | None) -> Slice:
    return Slice((node, day(start)), (node,), (above,), day(start), None if end is None else day(end))


def names(found: set[frozenset[tuple[object, ...]]]) -> set[str]:
    return {"".join(sorted(str(key[0]) for key in circle)) for circle in found}


def test_a_circle_counts_on_the_last_day_that_its_parts_share_and_not_on_the_day_after() -> None:
    below = piece("b", "a", 4, None)
    assert names(circles([piece("a", "b", 0, 5), below])) == {"ab"}
    assert circles([piece("a", "b", 0, 4), below]) == set()


def test_whoever_hangs_on_a_circle_is_not_part_of_it() -> None:
    found = circles([piece("a", "b", 0, None), piece("b", "a", 0, None), piece("c", "a", 0, None), piece("d", "d", 1, None)])
    assert names(found) == {"ab", "d"}


@st.composite
def lives(draw: st.DrawFn) -> list[Slice]:
    """Slices of four nodes, those of one node one after the other."""
    slices = []
    for node in LETTERS:
        days = sorted(draw(st.sets(st.integers(0, 6), max_size=3)))
        for start, end in zip(days, [*days[1:], None], strict=False):
            slices.append(piece(node, draw(st.sampled_from(LETTERS)), start, end))
    return slices


@given(lives())
def test_every_day_is_as_if_it_had_been_looked_at(slices: list[Slice]) -> None:
    expected = set()
    for number in range(8):
        above = {
            one.node[0]: one.above[0] for one in slices if one.start <= day(number) and (one.end is None or day(number) < one.end)
        }
        for node in above:
            steps, at = [node], above[node]
            while at in above and at != node and len(steps) <= len(LETTERS):
                steps.append(at)
                at = above[at]
            if at == node:
                expected.add("".join(sorted(map(str, steps))))
    assert names(circles(slices)) == expected
