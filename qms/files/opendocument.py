"""What an ODT says of itself: that it is one, that it is not locked, runs nothing and fetches nothing."""

import re
from collections.abc import Iterable, Mapping, Set

from qms.files.kinds import MEDIA_TYPES, Kind
from qms.files.markup import feed, local
from qms.files.openxml import check_target
from qms.files.refusals import Reason, Refusal

_MANIFEST = "META-INF/manifest.xml"
_RUNNING = ("Basic/", "Scripts/")
_LOCKED = b"encryption-data"
_CALLING = ("vnd.sun.star.script:", "macro:", "vnd.sun.star.expand:")
_SHOWN_ONLY = {"a", "bookmark", "note-ref"}  # links that somebody must choose to follow
_TEMPLATE = "template"
_CONNECTIONS = {"dde-source", "dde-connection-decl", "dde-connection"}
_OUTSIDE = re.compile(r"([a-z][a-z0-9+.-]*:|[\\/]{2})", re.IGNORECASE)
_CONTENT = re.compile(r"(^|/)(content|styles|meta|settings)\.xml$")


def examine(descriptions: Mapping[str, bytes], names: Set[str]) -> Kind | None:
    """Kind.ODT, or None for what is no text document; raises Refusal. ``names`` are all parts."""
    if descriptions["mimetype"].decode("ascii", "replace").strip() != MEDIA_TYPES[Kind.ODT]:
        return None
    if _MANIFEST not in descriptions or "content.xml" not in names:
        raise Refusal(Reason.DAMAGED)
    if _LOCKED in descriptions[_MANIFEST]:
        raise Refusal(Reason.LOCKED)
    if any(name.startswith(_RUNNING) for name in names):
        raise Refusal(Reason.MACROS)
    return Kind.ODT


def holds_content(name: str) -> bool:
    """Whether the part is one that :func:`check_content` is for."""
    return bool(_CONTENT.search(name))


def check_content(pieces: Iterable[bytes]) -> None:
    """Raise Refusal when the part calls macros or takes something from elsewhere without being asked."""
    for _pause in feed(pieces, _Links()):
        pass


class _Links:
    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = local(tag)
        if name in _CONNECTIONS:
            raise Refusal(Reason.FETCHES, target="DDE")
        for key, value in attributes.items():
            if value.startswith(_CALLING):
                raise Refusal(Reason.MACROS)
            if local(key) == "href" and _OUTSIDE.match(value):
                check_target("attachedtemplate" if name == _TEMPLATE else "hyperlink" if name in _SHOWN_ONLY else name, value)

    def end(self, tag: str) -> None:
        """Only starts carry links."""

    def data(self, text: str) -> None:
        """Text leads nowhere."""

    def close(self) -> None:
        """Nothing is left to do at the end of the markup."""
