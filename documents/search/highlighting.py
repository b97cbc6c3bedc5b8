"""The words that were found, marked in the text as it was written."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from documents.search.words import spans

AROUND = 12  # words that are shown before the first and after the last word found
WIDEST = 60  # words of a passage


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text, and whether it is what was looked for."""

    text: str
    hit: bool


def highlight(text: str, sought: Collection[str]) -> tuple[Piece, ...]:
    """The whole text in pieces; ``sought`` are folded words. Words side by side make one piece."""
    return tuple(_pieces(text, [(start, end) for start, end, word in spans(text) if word in sought]))


def passage(body: str, body_folded: str, sought: Sequence[str]) -> tuple[Piece, ...]:
    """The line that shows best why the text was found, cut to what lies around; empty when the text holds none of the words.

    The lines of ``body_folded`` are those of ``body``, folded.
    """
    number = _best_line(body_folded, sought)
    return () if number is None else highlight(_cut(body.split("\n")[number], set(sought)), set(sought))


def _best_line(body_folded: str, sought: Sequence[str]) -> int | None:
    """The first line with the words as they were typed; without one, the first line with the most of them."""
    phrase = re.search(rf"(?<!\S){' '.join(map(re.escape, sought))}(?!\S)", body_folded)
    if phrase is not None:
        return body_folded.count("\n", 0, phrase.start())
    wanted = set(sought)
    scores = [len(wanted.intersection(line.split())) for line in body_folded.split("\n")]
    best = max(scores)
    return scores.index(best) if best else None


def _cut(line: str, sought: Collection[str]) -> str:
    """The line around the first word found, with dots where it goes on."""
    found = list(spans(line))
    first = next((place for place, (_start, _end, word) in enumerate(found) if word in sought), 0)
    begin = max(0, first - AROUND)
    end = min(len(found), begin + WIDEST)
    start = found[begin][0] if begin else 0
    stop = found[end - 1][1] if end < len(found) else len(line)
    return ("… " if begin else "") + line[start:stop] + (" …" if end < len(found) else "")


def _pieces(text: str, hits: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    place = 0
    for start, end in _joined(text, hits):
        if start > place:
            yield Piece(text[place:start], False)
        yield Piece(text[start:end], True)
        place = end
    if place < len(text):
        yield Piece(text[place:], False)


def _joined(text: str, hits: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Hits with nothing but one space between them are one."""
    open_start: int | None = None
    for index, (start, end) in enumerate(hits):
        open_start = start if open_start is None else open_start
        if index + 1 < len(hits) and text[end : hits[index + 1][0]] == " ":
            continue
        yield open_start, end
        open_start = None
