"""Two texts side by side, for people who read documents: paragraphs aligned, and inside changed ones the words that differ.

A paragraph is a line. The passages together hold both texts exactly: joining each side's paragraphs by line breaks gives them
back. The work is bounded: where an exact comparison would take too long, more is called changed than need be, never less.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from documents.comparison.alignment import Budget, align, pair
from documents.comparison.words import Piece, mark_words

CONTEXT = 2  # unchanged paragraphs that are shown beside a changed one


class PassageKind(StrEnum):
    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph on either side, or on one: the side that does not have it is empty.

    The pieces of a side, joined, are its paragraph; an empty paragraph is one empty piece.
    """

    kind: PassageKind
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Skipped:
    """So many unchanged paragraphs that are not shown."""

    count: int


def compare(before: str, after: str) -> list[Passage]:
    """The passages in the order of both texts; what is removed stands before what is added in its place."""
    old, new = before.split("\n"), after.split("\n")
    budget, passages = Budget(), list[Passage]()
    for same, old_range, new_range in align(old, new, budget):
        if same:
            passages += [_same(old[index]) for index in old_range]
        else:
            passages += _replaced([old[index] for index in old_range], [new[index] for index in new_range], budget)
    return passages


def _replaced(old: Sequence[str], new: Sequence[str], budget: Budget) -> Iterator[Passage]:
    for left, right in pair(old, new):
        if left is None and right is not None:
            yield Passage(PassageKind.ADDED, (), (Piece(right, True),))
        elif right is None and left is not None:
            yield Passage(PassageKind.REMOVED, (Piece(left, True),), ())
        elif left == right and left is not None:
            yield _same(left)
        elif left is not None and right is not None:
            yield Passage(PassageKind.CHANGED, *mark_words(left, right, budget))


def _same(paragraph: str) -> Passage:
    return Passage(PassageKind.SAME, (Piece(paragraph, False),), (Piece(paragraph, False),))


def fold(passages: Sequence[Passage], context: int = CONTEXT) -> list[Passage | Skipped]:
    """The passages without long unchanged stretches: ``context`` paragraphs stay on each side of every change."""
    changes = [index for index, passage in enumerate(passages) if passage.kind is not PassageKind.SAME]
    shown = {near for index in changes for near in range(index - context, index + context + 1)}
    folded, skipped = list[Passage | Skipped](), 0
    for index, passage in enumerate(passages):
        if index in shown:
            folded += [Skipped(skipped)] * (skipped > 0)
            folded.append(passage)
            skipped = 0
        else:
            skipped += 1
    return [*folded, *[Skipped(skipped)] * (skipped > 0)]
