"""How text is cut into words and folded for search, so that both databases and the highlighting see the same words.

A word is a run of letters and digits; everything else parts words. It is searched without case and diacritics, đ as d.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from qms.text import fold_search

MOST_WORDS = 150_000  # of one text; with the next two limits, what PostgreSQL can hold of one row
MOST_DIFFERENT = 15_000
LONGEST_WORD = 40  # bytes
_WORD = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+")


def spans(text: str) -> Iterator[tuple[int, int, str]]:
    """Where each word begins and ends in the text, and the word folded."""
    for found in _WORD.finditer(text):
        folded = _fold(found.group())
        if folded:
            yield found.start(), found.end(), folded


def words(text: str) -> list[str]:
    """The folded words of a text, in their order."""
    return [folded for _start, _end, folded in spans(text)]


@lru_cache(maxsize=65536)
def _fold(word: str) -> str:
    """One word stays one: what folding would make several of is joined."""
    folded = "".join(re.findall(r"[^\W_]+", fold_search(word)))
    return folded.encode()[:LONGEST_WORD].decode(errors="ignore")


def folded_lines(text: str) -> str:
    """The folded words of each line, parted by single spaces; as many lines as the text has, up to the limits."""
    lines, different, left = list[str](), set[str](), MOST_WORDS
    for line in text.split("\n"):
        found = words(line)[:left]
        different.update(found[: MOST_DIFFERENT - len(different)])
        lines.append(" ".join(word for word in found if word in different))
        left -= len(found)
        if left <= 0:
            break
    return "\n".join(lines)


def padded(text: str) -> str:
    """The folded words with a space around each, for finding whole words and phrases."""
    return f" {' '.join(words(text))} "
