"""Whether a DOCX, XLSX or ODT is what it says and does nothing but show itself: macros, programs and fetching are refused.

Parts are looked at while they are unpacked, within an allowance; only small ones are held whole.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath
from typing import BinaryIO
from zipfile import ZipFile, ZipInfo

from qms.files import opendocument, openxml
from qms.files.archive import DAMAGE, Allowance, Archive, BeyondAllowance, Excess, declares_type
from qms.files.kinds import MEGABYTE, Kind, is_old_office
from qms.files.refusals import Reason, Refusal

ALLOWANCE = Allowance(parts=3000, unpacked=200 * MEGABYTE, ratio=200, small=20 * MEGABYTE)
_LARGEST_DESCRIPTION = 5 * MEGABYTE  # of a part that says what the others are
_LARGEST_OBJECT = 25 * MEGABYTE
_END = b"PK\x05\x06"
_END_LENGTH = 22
_DESCRIBING = re.compile(r"(^|/)\[Content_Types\]\.xml$|\.rels$|^mimetype$|^META-INF/manifest\.xml$")
_COMPRESSED_PICTURES = (".emz", ".wmz")  # Office's own metafiles, packed with gzip
_ARCHIVES = (b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"MSCF")
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!")
_EMBEDDED = re.compile(r"(^|/)embeddings/[^/]+\.(docx|xlsx)$", re.IGNORECASE)
_NATIVE = "Ole10Native".encode("utf-16-le")  # the stream of an OLE object that holds any file
_VBA = "_VBA_PROJECT".encode("utf-16-le")
_OVERLAP = 64  # bytes of the last piece that are looked at again with the next

Descriptions = dict[str, bytes]


def examine(file: BinaryIO, claimed: Kind) -> None:
    """Raise Refusal unless the archive is a harmless document of the kind that it is claimed to be."""
    _examine(file, claimed, ALLOWANCE, inner=False)


def _examine(file: BinaryIO, claimed: Kind, allowance: Allowance, inner: bool) -> int:
    """Bytes that were unpacked."""
    try:
        with ZipFile(file) as directory:
            _check_ends(file, directory)
            archive = Archive(file, directory, allowance)
            _check_names(archive.parts)
            descriptions = _look_through(archive, inner)
            _check_kind(descriptions, {part.filename for part in archive.parts}, claimed)
            if claimed is Kind.ODT:
                _check_contents(archive)
    except BeyondAllowance as beyond:
        reason = Reason.LOCKED if beyond.excess is Excess.PACKING else Reason.UNPACKS_TOO_LARGE
        raise Refusal(reason) from beyond
    except DAMAGE as error:
        raise Refusal(Reason.DAMAGED) from error
    return archive.unpacked


def _check_ends(file: BinaryIO, directory: ZipFile) -> None:
    """Nothing before the first part and nothing behind the directory: a file can be read in one way only."""
    file.seek(-_END_LENGTH, 2)
    if not file.read(4) == _END or min((part.header_offset for part in directory.infolist()), default=0):
        raise Refusal(Reason.STRANGE_PARTS)


def _check_names(parts: list[ZipInfo]) -> None:
    names = [part.orig_filename for part in parts]
    if len(set(names)) < len(names) or not all(map(_is_inside, names)):
        raise Refusal(Reason.STRANGE_PARTS)


def _is_inside(name: str) -> bool:
    """Whether the name can mean only a place below the folder it is unpacked in, on every system."""
    return not (set("\\:\0") & set(name) or name.startswith("/") or ".." in PurePosixPath(name).parts)


def _look_through(archive: Archive, inner: bool) -> Descriptions:
    """Count and look at every part; return those that describe the others."""
    descriptions = {}
    for part in archive.parts:
        pieces = archive.counted(part)
        if _DESCRIBING.search(part.filename):
            content = _whole(pieces, _LARGEST_DESCRIPTION)
            pieces = iter([content])
            descriptions[part.filename] = content
        _look_at(archive, part.filename, pieces, inner)
    return descriptions


def _whole(pieces: Iterator[bytes], most: int) -> bytes:
    content = b""
    for piece in pieces:
        content += piece
        if len(content) > most:
            raise Refusal(Reason.UNPACKS_TOO_LARGE)
    return content


def _look_at(archive: Archive, name: str, pieces: Iterator[bytes], inner: bool) -> None:
    """Take a part's pieces one by one; raise Refusal for what it must not be or hold."""
    first = next(pieces, b"")
    if first.startswith(_PROGRAMS):
        raise Refusal(Reason.PROGRAM_INSIDE, part=name)
    if first.startswith(_ARCHIVES) and not name.lower().endswith(_COMPRESSED_PICTURES):
        _look_into(archive, name, first + _whole(pieces, _LARGEST_OBJECT), inner)
        return
    signs = _of_objects if is_old_office(first) else _of_markup
    rest = b""
    signs(name, first)
    for piece in pieces:
        rest = (rest or first)[-_OVERLAP:]
        signs(name, rest + piece)
        rest = piece


def _of_objects(name: str, seen: bytes) -> None:
    if _VBA in seen:
        raise Refusal(Reason.MACROS)
    if _NATIVE in seen:
        raise Refusal(Reason.PROGRAM_INSIDE, part=name)


def _of_markup(_name: str, seen: bytes) -> None:
    if declares_type(seen):
        raise Refusal(Reason.DOCTYPE)


def _look_into(archive: Archive, name: str, content: bytes, inner: bool) -> None:
    """An archive inside may only be the document behind a chart or a table, and none is inside that."""
    found = _EMBEDDED.search(name)
    if inner or found is None or not content.startswith(b"PK"):
        raise Refusal(Reason.ARCHIVE_INSIDE, part=name)
    left = Allowance(ALLOWANCE.parts, ALLOWANCE.unpacked - archive.unpacked, ALLOWANCE.ratio, ALLOWANCE.small)
    archive.unpacked += _examine(BytesIO(content), Kind(found[2].lower()), left, inner=True)


def _check_contents(archive: Archive) -> None:
    for part in filter(lambda part: opendocument.holds_content(part.filename), archive.parts):
        opendocument.check_content(archive.pieces(part))


def _check_kind(descriptions: Descriptions, names: set[str], claimed: Kind) -> None:
    judge = opendocument if "mimetype" in descriptions else openxml
    found = judge.examine(descriptions, names)
    if found is None:
        raise Refusal(Reason.NOT_THIS_KIND, kind=claimed.upper())
    if found is not claimed:
        raise Refusal(Reason.OTHER_CONTENT, found=found.value)
