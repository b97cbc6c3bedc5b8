"""Finding what two sequences have in common, within a bounded amount of work.

Paragraphs that occur once in each text are its landmarks: the longest run of them in order divides both texts, and only what
lies between is compared closely.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

MOST_AT_ONCE = 200_000  # pairs of equal items in one close comparison
MOST_LIKENESSES = 400  # pairs of paragraphs whose likeness is weighed for one gap
ALIKE = 0.5  # of the words of two paragraphs, for one to be a version of the other

Block = tuple[int, int, int]  # where it begins in either sequence, and how long it is


class Span(NamedTuple):
    """A stretch of both texts: the same in both, or different."""

    same: bool
    before: range
    after: range


class Budget:
    """How many pairs of equal items may still be looked at, in all."""

    def __init__(self, left: int = 5_000_000) -> None:
        self.left = left

    def allows(self, before: Sequence[str], after: Sequence[str]) -> bool:
        """Whether a close comparison may be made; if so, its pairs are used up."""
        few, many = Counter(before), Counter(after)
        pairs = sum(count * many[item] for item, count in few.items()) + len(before) + len(after)
        if pairs > min(self.left, MOST_AT_ONCE):
            return False
        self.left -= pairs
        return True


def match(before: Sequence[str], after: Sequence[str], budget: Budget) -> list[Block]:
    """What both have in common, in order; the equal ends only, when a close comparison would take too long."""
    start = _equal_start(before, after)
    end = _equal_start(before[start:][::-1], after[start:][::-1])
    old, new = before[start : len(before) - end], after[start : len(after) - end]
    middle = list[Block]()
    if budget.allows(old, new):
        found = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
        middle = [(start + left, start + right, size) for left, right, size in found]
    blocks = [(0, 0, start), *middle, (len(before) - end, len(after) - end, end)]
    return [block for block in blocks if block[2]]


def _equal_start(before: Sequence[str], after: Sequence[str]) -> int:
    pairs = enumerate(zip(before, after, strict=False))
    return next((index for index, (old, new) in pairs if old != new), min(len(before), len(after)))


def align(before: Sequence[str], after: Sequence[str], budget: Budget) -> Iterator[Span]:
    """Both sequences from end to end as spans that are the same and spans that differ."""
    old = new = 0
    for left, right, size in _blocks(before, after, budget):
        if left > old or right > new:
            yield Span(False, range(old, left), range(new, right))
        if size:
            yield Span(True, range(left, left + size), range(right, right + size))
        old, new = left + size, right + size


def _blocks(before: Sequence[str], after: Sequence[str], budget: Budget) -> Iterator[Block]:
    """The common blocks between landmarks, the landmarks themselves, and an empty block at the very end."""
    old = new = 0
    for left, right in [*_landmarks(before, after), (len(before), len(after))]:
        for start, other, size in match(before[old:left], after[new:right], budget):
            yield old + start, new + other, size
        yield left, right, int(left < len(before))
        old, new = left + 1, right + 1


def _landmarks(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """The longest ascending run of places of items that each side has exactly once."""
    once_before, once_after = ({item for item, count in Counter(side).items() if count == 1 and item} for side in (before, after))
    places = {item: index for index, item in enumerate(after) if item in once_after}
    pairs = [(index, places[item]) for index, item in enumerate(before) if item in once_before and item in places]
    return _longest_ascent(pairs)


def _longest_ascent(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest subsequence whose second places ascend, as the first ones do (patience sorting)."""
    ends, last, previous = list[int](), list[int](), list[int]()
    for index, (_left, right) in enumerate(pairs):
        pile = bisect_left(ends, right)
        ends[pile : pile + 1] = [right]
        last[pile : pile + 1] = [index]
        previous.append(last[pile - 1] if pile else -1)
    run, index = list[tuple[int, int]](), last[-1] if last else -1
    while index >= 0:
        run.append(pairs[index])
        index = previous[index]
    return run[::-1]


def pair(before: Sequence[str], after: Sequence[str]) -> list[tuple[str | None, str | None]]:
    """The paragraphs of a gap, those that are versions of one another together; first what is removed, then what is added."""
    partners = _partners(before, after)
    pairs, old, new = list[tuple[str | None, str | None]](), 0, 0
    for left, right in [*partners, (len(before), len(after))]:
        pairs += [(paragraph, None) for paragraph in before[old:left]]
        pairs += [(None, paragraph) for paragraph in after[new:right]]
        if left < len(before):
            pairs.append((before[left], after[right]))
        old, new = left + 1, right + 1
    return pairs


def _partners(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """The pairs, in the order of both sides, whose likenesses add up to the most."""
    if not before or not after:
        return []
    old_words, new_words = ([Counter(paragraph.split()) for paragraph in side] for side in (before, after))
    if len(before) * len(after) > MOST_LIKENESSES:  # only those at the same place
        places = enumerate(zip(old_words, new_words, strict=False))
        return [(place, place) for place, (old, new) in places if _likeness(old, new)]
    return _best_path([[_likeness(old, new) for new in new_words] for old in old_words])


def _likeness(old: Counter[str], new: Counter[str]) -> float:
    """The share of words two paragraphs have in common; nought when they are no versions of one another."""
    total = old.total() + new.total()
    share = 2 * (old & new).total() / total if total else 0.0
    return share if share >= ALIKE else 0.0


def _best_path(likeness: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    rows, columns = len(likeness), len(likeness[0])
    best = [[0.0] * (columns + 1) for _row in range(rows + 1)]  # from a place to the end
    for row in reversed(range(rows)):
        for column in reversed(range(columns)):
            together = likeness[row][column] + best[row + 1][column + 1] if likeness[row][column] else 0.0
            best[row][column] = max(together, best[row + 1][column], best[row][column + 1])
    path, row, column = list[tuple[int, int]](), 0, 0
    while row < rows and column < columns and best[row][column]:
        if likeness[row][column] and best[row][column] == likeness[row][column] + best[row + 1][column + 1]:
            path.append((row, column))
            row, column = row + 1, column + 1
        elif best[row][column] == best[row + 1][column]:
            row += 1
        else:
            column += 1
    return path
