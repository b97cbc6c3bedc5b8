"""Reading the XML of documents as it streams by: never a whole tree, no document types, no entities."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, ParseError

from qms.files.refusals import Reason, Refusal

Names = frozenset[str]


class Target(Protocol):
    """What is told of each element; tags and attributes are ``{namespace}name``."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None: ...

    def end(self, tag: str) -> None: ...

    def data(self, text: str) -> None: ...

    def close(self) -> None: ...


def local(tag: str) -> str:
    """The name without its namespace."""
    return tag.rpartition("}")[2]


def feed(pieces: Iterable[bytes], target: Target) -> Iterator[None]:
    """Tell the target of the XML, piece by piece, pausing after each; raises Refusal for what is no XML."""
    parser = DefusedXMLParser(target=target, forbid_dtd=True)
    try:
        for piece in pieces:
            parser.feed(piece)
            yield
        parser.close()
    except DefusedXmlException as error:
        raise Refusal(Reason.DOCTYPE) from error
    except (ParseError, ValueError) as error:
        raise Refusal(Reason.DAMAGED) from error
    yield


class Paragraphs:
    """Collects paragraphs, also those inside others (text boxes), in the order in which they end.

    ``breaks`` are the elements that stand for a space, ``left_out`` those whose content does not belong to the text.
    """

    def __init__(self, paragraphs: Names, texts: Names, breaks: Names, left_out: Names) -> None:
        """``texts`` are the elements that hold the letters; empty when the paragraphs do so themselves."""
        self._names, self._texts, self._breaks, self._left_out = paragraphs, texts, breaks, left_out
        self._open: list[list[str]] = []
        self._inside_text = self._inside_left_out = 0
        self._done: list[str] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = local(tag)
        self._inside_left_out += name in self._left_out
        self._inside_text += name in self._texts
        if name in self._names:
            self._open.append([])
        elif name in self._breaks:
            self._add(" ")

    def end(self, tag: str) -> None:
        name = local(tag)
        self._inside_left_out -= name in self._left_out
        self._inside_text -= name in self._texts
        if name in self._names:
            self._done.append("".join(self._open.pop()))

    def data(self, text: str) -> None:
        if self._inside_text or not self._texts:
            self._add(text)

    def close(self) -> None:
        """Nothing is left to do at the end of the markup."""

    def take(self) -> list[str]:
        """The paragraphs that have ended since the last time."""
        done, self._done = self._done, []
        return done

    def _add(self, text: str) -> None:
        if self._open and not self._inside_left_out:
            self._open[-1].append(text)


def paragraphs_of(pieces: Iterable[bytes], target: Paragraphs) -> Iterator[str]:
    """The paragraphs of a part, while it is read."""
    for _pause in feed(pieces, target):
        yield from target.take()
