"""The text of a DOCX or ODT that the guard has let pass: with the insertions that are proposed, without the deletions."""

from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO
from zipfile import ZipFile, ZipInfo

from qms.files.archive import Archive
from qms.files.markup import Paragraphs, paragraphs_of
from qms.files.openxml import main_part
from qms.files.packages import ALLOWANCE
from qms.files.refusals import Reason, Refusal

_RELATIONS = "_rels/.rels"
_WORD = (
    frozenset({"p"}),
    frozenset({"t"}),
    frozenset({"tab", "br", "cr", "noBreakHyphen", "ptab"}),
    frozenset({"moveFrom", "Fallback", "tabs"}),
)  # Fallback repeats a text box for older programs; tabs are stops, not spaces
_ODF = (
    frozenset({"p", "h"}),
    frozenset[str](),
    frozenset({"tab", "s", "line-break"}),
    frozenset({"tracked-changes", "annotation", "automatic-styles"}),
)


def of_docx(file: BinaryIO) -> Iterator[str]:
    """The paragraphs of headers, body, notes and footers, in this order."""
    with ZipFile(file) as directory:
        archive = Archive(file, directory, ALLOWANCE)
        main = main_part(directory.read(_RELATIONS)) if _RELATIONS in directory.NameToInfo else ""
        if main not in directory.NameToInfo:
            raise Refusal(Reason.DAMAGED)
        folder = main.rpartition("/")[0]
        around = {kind: _starting(archive, f"{folder}/{kind}") for kind in ("header", "footnotes", "endnotes", "footer")}
        body = [directory.NameToInfo[main]]
        parts = chain(around["header"], body, around["footnotes"], around["endnotes"], around["footer"])
        yield from _without_repeated_blocks(list(paragraphs_of(archive.pieces(part), Paragraphs(*_WORD))) for part in parts)


def _starting(archive: Archive, start: str) -> list[ZipInfo]:
    found = [part for part in archive.parts if part.filename.startswith(start) and part.filename.endswith(".xml")]
    return sorted(found, key=lambda part: part.filename)


def _without_repeated_blocks(blocks: Iterator[list[str]]) -> Iterator[str]:
    """First, even and odd pages often have the same header."""
    seen = set[tuple[str, ...]]()
    for block in blocks:
        if tuple(block) not in seen:
            seen.add(tuple(block))
            yield from block


def of_odt(file: BinaryIO) -> Iterator[str]:
    """The paragraphs of headers and footers, then those of the body."""
    with ZipFile(file) as directory:
        archive = Archive(file, directory, ALLOWANCE)
        for name in ("styles.xml", "content.xml"):
            if name in directory.NameToInfo:
                yield from paragraphs_of(archive.pieces(directory.NameToInfo[name]), Paragraphs(*_ODF))
