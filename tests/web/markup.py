"""What the checks need to know of a page: its elements in order, with their attributes and the text a reader sees."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
UNSEEN = frozenset({"script", "style", "code"})


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    line: int
    text: str = ""


@dataclass
class Markup:
    """``unbalanced`` names end tags that close nothing and elements that are never closed."""

    elements: list[Element] = field(default_factory=list)
    unbalanced: list[str] = field(default_factory=list)
    text: str = ""

    def all(self, *tags: str) -> list[Element]:
        return [element for element in self.elements if element.tag in tags]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.markup = Markup()
        self._open: list[tuple[Element, int]] = []  # with how much had been said before it
        self._said: list[str] = []
        self._unseen = 0  # open elements whose text nobody reads

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, self.getpos()[0])
        self.markup.elements.append(element)
        if tag not in VOID:
            self._unseen += self._hides(element)
            self._open.append((element, len(self._said)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._pop()

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1][0].tag != tag:
            self.markup.unbalanced.append(f"</{tag}> in line {self.getpos()[0]}")
            return
        self._pop()

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._said.append(data)

    def close(self) -> None:
        super().close()
        self.markup.unbalanced += [f"<{element.tag}> of line {element.line}" for element, _ in self._open]
        while self._open:
            self._pop()
        self.markup.text = "".join(self._said)

    def _pop(self) -> None:
        element, before = self._open.pop()
        element.text = "".join(self._said[before:])
        self._unseen -= self._hides(element)

    def _hides(self, element: Element) -> bool:
        """Whether nobody reads what an element within the open ones says as the page's own; the page itself may be English."""
        return bool(self._open) and (element.tag in UNSEEN or element.attributes.get("lang") == "en")


def read(html: str) -> Markup:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.markup
