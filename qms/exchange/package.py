"""Whether a file is an XLSX package within the limits, found out without unpacking it: pieces are looked at and let go.

Besides, the cells that hold an error value or a formula without a result: the reader would give them as empty.
"""

import re
import struct
import zlib
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from qms.exchange.limits import (
    LARGEST_FILE,
    LARGEST_RATIO,
    LARGEST_UNPACKED,
    MEGABYTE,
    MOST_CELLS,
    MOST_PARTS,
    SMALL_UNPACKED,
)
from qms.language import Phrase, UserError, mark

Broken = dict[tuple[int, int], str]  # by row number and column, both as Excel counts from 1 and 0: what stands in the cell

_PIECE = MEGABYTE
_LOCAL_HEADER = 30
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"  # also of workbooks with a password
_WORKBOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_DOCTYPE = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_FAR = re.compile(rb"""r\s*=\s*["'](?:[A-Za-z]{2,}\d|[A-Za-z]\d{6})""")  # beyond column Z or row 99,999
_BEYOND = re.compile(rb"""\br\s*=\s*["'](?:[A-Za-z]{4,}\d|[A-Za-z]{1,3}0*[1-9]\d{7,})""")  # where no sheet has cells
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{1,9})(\d{1,9})["']""")
_ERROR = re.compile(rb"""<c\b[^<>]*\bt="e"[^<>]*>(?:<f\b[^<]*(?:</f>)?)?<v>([^<]*)</v>""")
_UNSOLVED = re.compile(rb"""<c\b(?:(?!\bt=)[^<>])*>\s*<f\b[^<]*(?:</f>)?\s*(?:<v\s*/>|<v></v>)?\s*</c>""")
_SHARED = re.compile(rb"""\bt\s*=\s*["']s["'][^<>]*>\s*<(?:\w+:)?v[^<>]*>\s*(\d{1,9})""")  # the number of a cell's shared text
_ITEM = re.compile(rb"<(?:\w+:)?si[\s/>]")


class UnreadableWorkbook(UserError):
    """The file is no XLSX workbook, or one beyond the limits."""


@dataclass
class _Tally:
    """What has been seen of the package so far."""

    unpacked: int = 0
    cells: int = 0
    broken: dict[str, Broken] = field(default_factory=dict)  # by part
    texts: "array[int]" = field(default_factory=lambda: array("L"))  # lengths of the texts that cells share
    uses: int = 0  # of these texts, at most


def inspect(path: Path) -> dict[str, Broken]:
    """Raise UnreadableWorkbook unless the file can be read safely; return its broken cells by the name of the sheet."""
    _check_file(path)
    try:
        with path.open("rb") as file, ZipFile(file) as archive:
            return _inspect(file, archive, path)
    except (BadZipFile, zlib.error, struct.error, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableWorkbook(Phrase(mark("Tệp {name} bị hỏng; hãy mở bằng Excel và lưu lại."), name=path.name)) from error


def _check_file(path: Path) -> None:
    if path.is_dir():
        raise UnreadableWorkbook(Phrase(mark("{path} là một thư mục, cần một tệp .xlsx."), path=str(path)))
    if not path.is_file():
        raise UnreadableWorkbook(Phrase(mark("Không tìm thấy tệp {path}."), path=str(path)))
    if path.stat().st_size > LARGEST_FILE:
        raise _too_large(path, mark("Tệp {name} lớn hơn {limit} MB, giới hạn của một sổ."), LARGEST_FILE // MEGABYTE)
    with path.open("rb") as file:
        start = file.read(4)
    if start == _OLD_EXCEL:
        message = mark("Tệp {name} được đặt mật khẩu hoặc ở dạng .xls cũ; hãy bỏ mật khẩu và lưu lại dạng .xlsx.")
        raise UnreadableWorkbook(Phrase(message, name=path.name))
    if not start.startswith(b"PK"):
        raise _not_xlsx(path)


def _not_xlsx(path: Path) -> UnreadableWorkbook:
    message = mark("Tệp {name} không phải là sổ Excel (.xlsx); hãy mở bằng Excel hoặc LibreOffice và lưu lại dạng .xlsx.")
    return UnreadableWorkbook(Phrase(message, name=path.name))


def _too_large(path: Path, template: str, limit: int) -> UnreadableWorkbook:
    return UnreadableWorkbook(Phrase(template, name=path.name, limit=limit))


def _inspect(file: BinaryIO, archive: ZipFile, path: Path) -> dict[str, Broken]:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS:
        raise _too_large(path, mark("Tệp {name} gồm hơn {limit} phần; đây không phải là một sổ thông thường."), MOST_PARTS)
    if _WORKBOOK not in archive.NameToInfo:
        raise _not_xlsx(path)
    tally = _Tally()
    for part in parts:
        if part.flag_bits & 1 or part.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise _not_xlsx(path)
        _scan(part, _pieces(file, part), tally, path)
    if tally.uses * max(tally.texts, default=0) > LARGEST_UNPACKED:
        _check_shared(file, parts, tally.texts, path)
    return _by_sheet(archive, tally)


def _check_shared(file: BinaryIO, parts: list[ZipInfo], texts: "array[int]", path: Path) -> None:
    """A text that many cells share is unpacked for each of them."""
    size = 0
    for part in parts:
        rest = b""
        for piece in _pieces(file, part):
            seen = rest + piece
            cut = max(seen.rfind(b"<c"), len(seen) - _PIECE, 0)
            size += sum(texts[int(number)] for number in _SHARED.findall(seen[:cut]) if int(number) < len(texts))
            rest = seen[cut:]
            if size > LARGEST_UNPACKED:
                raise _too_large_unpacked(path)


def _too_large_unpacked(path: Path) -> UnreadableWorkbook:
    message = mark("Tệp {name} khi mở ra lớn hơn {limit} MB, giới hạn của một sổ.")
    return _too_large(path, message, LARGEST_UNPACKED // MEGABYTE)


def _pieces(file: BinaryIO, part: ZipInfo) -> Iterator[bytes]:
    """The unpacked content as it really is, whatever the archive says of its size."""
    file.seek(part.header_offset)
    name_length, extra_length = struct.unpack("<26xHH", file.read(_LOCAL_HEADER))
    file.seek(name_length + extra_length, 1)
    left = part.compress_size
    if part.compress_type == ZIP_STORED:
        while left > 0 and (piece := file.read(min(_PIECE, left))):
            left -= len(piece)
            yield piece
        return
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    while not inflate.eof and (packed := inflate.unconsumed_tail or file.read(min(_PIECE, left))):
        left -= 0 if inflate.unconsumed_tail else len(packed)
        yield inflate.decompress(packed, _PIECE)


def _scan(part: ZipInfo, pieces: Iterator[bytes], tally: _Tally, path: Path) -> None:
    rest, rows, columns, cells = b"", 0, 0, 0
    before = tally.unpacked
    for piece in pieces:
        tally.unpacked += len(piece)
        if tally.unpacked > LARGEST_UNPACKED:
            raise _too_large_unpacked(path)
        if tally.unpacked - before > max(SMALL_UNPACKED, LARGEST_RATIO * part.compress_size):
            message = mark("Tệp {name} được nén hơn {limit} lần; đây không phải là một sổ thông thường.")
            raise _too_large(path, message, LARGEST_RATIO)
        seen = rest + piece
        if any(sign in seen for sign in _DOCTYPE):
            raise UnreadableWorkbook(
                Phrase(mark("Tệp {name} chứa khai báo DOCTYPE, không được phép trong một sổ."), name=path.name)
            )
        cut = max(seen.rfind(b"<c"), seen.rfind(b"<si"), len(seen) - _PIECE, 0)
        seen, rest = seen[:cut], seen[cut:]
        cells += _count_cells(seen)
        rows, columns = _extent(seen, rows, columns)
        _find_broken(part.filename, seen, tally)
        _measure_texts(seen, tally)
        _check_cells(tally.cells + max(cells, rows * columns), path)
    rows, columns = _extent(rest, rows, columns)
    _find_broken(part.filename, rest, tally)
    _measure_texts(rest, tally)
    tally.cells += max(cells + _count_cells(rest), rows * columns)
    _check_cells(tally.cells, path)


def _measure_texts(seen: bytes, tally: _Tally) -> None:
    """The lengths of shared texts, markup included, and how many cells may show one; pieces begin where a text does."""
    tally.uses += seen.count(b'"s"') + seen.count(b"'s'")
    starts = [found.start() for found in _ITEM.finditer(seen)] if b"si" in seen else []
    if starts:
        tally.texts.extend(end - start for start, end in pairwise([*starts, len(seen)]))


def _count_cells(seen: bytes) -> int:
    """The cells in a piece; slowly only where there are many more elements than cells as programs usually write them."""
    usual = seen.count(b"<c ")
    elements = seen.count(b"<") - seen.count(b"</")
    return usual if elements <= 3 * usual + 1000 else len(_CELL.findall(seen))


def _check_cells(cells: int, path: Path) -> None:
    """The reader lays out the whole used area, empty cells too."""
    if cells > MOST_CELLS:
        message = mark(
            "Tệp {name} có hơn {limit} ô, kể cả ô trống trong vùng đã dùng; hãy xóa dòng, cột thừa hoặc chia thành nhiều tệp."
        )
        raise _too_large(path, message, MOST_CELLS)


def _extent(seen: bytes, rows: int, columns: int) -> tuple[int, int]:
    """How far the cells of a part reach; only counted for those that reach far."""
    if _FAR.search(seen):
        if _BEYOND.search(seen):
            return MOST_CELLS + 1, 1
        for letters, digits in set(_PLACE.findall(seen)):
            rows, columns = max(rows, int(digits)), max(columns, _column(letters) + 1)
    return rows, columns


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number - 1


def _find_broken(name: str, seen: bytes, tally: _Tally) -> None:
    if b't="e"' in seen:
        for found in _ERROR.finditer(seen):
            _note(name, found.group(), found[1].decode(errors="replace"), tally)
    if b"<f" in seen:
        for found in _UNSOLVED.finditer(seen):
            _note(name, found.group(), "=", tally)


def _note(name: str, cell: bytes, text: str, tally: _Tally) -> None:
    place = _PLACE.search(cell)
    if place is not None:
        tally.broken.setdefault(name, {})[int(place[2]), _column(place[1])] = text


def _by_sheet(archive: ZipFile, tally: _Tally) -> dict[str, Broken]:
    """The broken cells by the name of their sheet, as the workbook relates names and parts."""
    if not tally.broken:
        return {}
    try:
        relations = {relation.get("Id"): relation.get("Target", "") for relation in fromstring(archive.read(_RELATIONS))}
        sheets = [element for element in fromstring(archive.read(_WORKBOOK)).iter() if element.tag.endswith("}sheet")]
    except (KeyError, ParseError, DefusedXmlException) as error:
        raise BadZipFile from error
    found = {}
    for sheet in sheets:
        target = next((relations.get(value, "") for name, value in sheet.items() if name.endswith("}id")), "")
        part = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        if part in tally.broken:
            found[sheet.get("name", "")] = tally.broken[part]
    return found
