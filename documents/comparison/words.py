"""The words of a paragraph that differ from another version of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from documents.comparison.alignment import Budget, match

_NUMBER = r"\d+(?:[.,/:]\d+)+"  # 0,5 ngày; 1.500.000 đồng; 15/09/2026; 08:30: whole, for half a number says nothing
_TOKEN = re.compile(rf"(^|{_NUMBER}|\w+|[^\w\s])(\s*)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a paragraph, and whether the other side lacks it."""

    text: str
    changed: bool


Pieces = tuple[Piece, ...]


def mark_words(before: str, after: str, budget: Budget) -> tuple[Pieces, Pieces]:
    """Both paragraphs in pieces, those that differ marked; all of both when the comparison would take too long."""
    old, new = _words(before), _words(after)
    marked_old, marked_new = _all_changed(old), _all_changed(new)
    for left, right, size in match([word for word, _space in old], [word for word, _space in new], budget):
        for one, other in zip(range(left, left + size), range(right, right + size), strict=True):
            spaces_differ = old[one][1] != new[other][1]
            marked_old[one] = [Piece(old[one][0], False), Piece(old[one][1], spaces_differ)]
            marked_new[other] = [Piece(new[other][0], False), Piece(new[other][1], spaces_differ)]
    return _joined(marked_old), _joined(marked_new)


def _words(text: str) -> list[tuple[str, str]]:
    """Words and signs, each with the white space that follows; the first may be no word but the space before all."""
    return [(word, space) for word, space in _TOKEN.findall(text) if word or space]


def _all_changed(words: Sequence[tuple[str, str]]) -> list[list[Piece]]:
    return [[Piece(word + space, True)] for word, space in words]


def _joined(words: Sequence[Sequence[Piece]]) -> Pieces:
    """Neighbours of one mark become one piece."""
    pieces = [piece for word in words for piece in word if piece.text]
    runs = groupby(pieces, key=lambda piece: piece.changed)
    return tuple(Piece("".join(piece.text for piece in run), changed) for changed, run in runs) or (Piece("", False),)
