"""What the descriptions inside a DOCX or XLSX say: which kind it is, whether it runs something or fetches something."""

import posixpath
import re
from collections.abc import Mapping, Set
from xml.etree.ElementTree import Element

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from qms.files.kinds import Kind
from qms.files.refusals import Reason, Refusal

_TYPES = "[Content_Types].xml"
_MAIN = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": Kind.DOCX,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": Kind.XLSX,
}
_RUNNING_TYPES = ("macro", "vba", "activex")  # within a content type
_RUNNING_PARTS = re.compile(r"vbaproject|vbadata|(^|/)(activex|macrosheets|customui)/", re.IGNORECASE)
_SHOWN_ONLY = {"hyperlink", "externallinkpath", "externallinklongpath", "xlpathmissing", "externallink"}  # not opened unasked
_TEMPLATE = "attachedtemplate"
_FOREIGN_MARKUP = "afchunk"
_OWN_DRIVE = re.compile(r"(file:///)?[a-z]:[\\/]", re.IGNORECASE)  # a path on the computer of whoever opens the file
_PLACE = re.compile(r"([a-z][a-z0-9+.-]*:|[\\/]{2})", re.IGNORECASE)
_SCRIPT = re.compile(r"\s*(javascript|vbscript|data):", re.IGNORECASE)
_SHOWN_TARGET = 80  # letters


def examine(descriptions: Mapping[str, bytes], names: Set[str]) -> Kind | None:
    """The kind by the type of the main part, None when it is none of ours; raises Refusal.

    ``descriptions`` are the types and relationships by the names of their parts, ``names`` all parts.
    """
    if _TYPES not in descriptions:
        return None
    types = {element.get("ContentType", "").lower() for element in _parse(descriptions[_TYPES])}
    if any(sign in found for found in types for sign in _RUNNING_TYPES) or any(map(_RUNNING_PARTS.search, names)):
        raise Refusal(Reason.MACROS)
    for name, content in descriptions.items():
        if name.endswith(".rels"):
            _check_relations(_parse(content))
    kinds = {_MAIN[found] for found in types if found in _MAIN}
    return kinds.pop() if len(kinds) == 1 else None


def main_part(content: bytes) -> str:
    """The name of the part that the package's own relationships call its document; raises Refusal."""
    for relation in _parse(content):
        if relation.get("Type", "").endswith("/officeDocument"):
            return posixpath.normpath(relation.get("Target", "").lstrip("/"))
    raise Refusal(Reason.DAMAGED)


def _parse(content: bytes) -> Element:
    try:
        element: Element = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise Refusal(Reason.DAMAGED) from error
    return element


def _check_relations(relations: Element) -> None:
    for relation in relations:
        kind = relation.get("Type", "").rpartition("/")[2].lower()
        target = relation.get("Target", "")
        if kind == _FOREIGN_MARKUP:
            raise Refusal(Reason.STRANGE_PARTS)
        if relation.get("TargetMode", "").lower() == "external" or _PLACE.match(target):
            check_target(kind, target)


def check_target(kind: str, target: str) -> None:
    """Raise Refusal for a relationship that leads outside and is followed without being asked, or runs a script."""
    if kind in _SHOWN_ONLY and not _SCRIPT.match(target):
        return
    if kind == _TEMPLATE and _OWN_DRIVE.match(target):
        return
    raise Refusal(Reason.FETCHES, target=target[:_SHOWN_TARGET])
