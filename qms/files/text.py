"""What a document says, as plain text for search and comparison: one paragraph a line, in reading order, NFC, no blank lines.

Only for files that the guard has let pass. A very long text is cut off, not refused.
"""

import unicodedata
from collections.abc import Iterable, Iterator

LONGEST_TEXT = 2_000_000  # characters


def plain_text(paragraphs: Iterable[str]) -> str:
    """The paragraphs as they are stored: tidy lines, at most LONGEST_TEXT characters of them."""
    lines, left = [], LONGEST_TEXT
    for line in filter(None, map(_tidy, _lines(paragraphs))):
        if len(line) > left:
            lines.append(line[:left].rstrip())
            break
        lines.append(line)
        left -= len(line) + 1
    return "\n".join(lines)


def _lines(paragraphs: Iterable[str]) -> Iterator[str]:
    for paragraph in paragraphs:
        yield from paragraph.splitlines()


def _tidy(line: str) -> str:
    """Single spaces, NFC, and no characters that a database or a page could not show."""
    shown = "".join(" " if letter.isspace() else letter for letter in line if letter.isspace() or _is_shown(letter))
    return unicodedata.normalize("NFC", " ".join(shown.split()))


def _is_shown(letter: str) -> bool:
    return unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Cn")
