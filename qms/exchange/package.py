"""Whether a file is an XLSX package within the limits, found out without unpacking it: pieces are looked at and let go.

Besides, the cells that hold an error value or a formula without a result: the reader would give them as empty.
"""

import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import BadZipFile, ZipFile

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from qms.exchange.limits import (
    FURTHEST_COLUMN,
    FURTHEST_ROW,
    LARGEST_FILE,
    LARGEST_RATIO,
    LARGEST_UNPACKED,
    MEGABYTE,
    MOST_CELLS,
    MOST_PARTS,
    SMALL_UNPACKED,
)
from qms.files.archive import DAMAGE, PIECE, Allowance, Archive, BeyondAllowance, Excess, declares_type
from qms.language import Phrase, UserError, mark

Broken = dict[tuple[int, int], str]  # by row number and column, both as Excel counts from 1 and 0: what stands in the cell

_ALLOWANCE = Allowance(MOST_PARTS, LARGEST_UNPACKED, LARGEST_RATIO, SMALL_UNPACKED)
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"  # also of workbooks with a password
_WORKBOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_SHEET = b"sheetData"  # the reader finds no cells without this element
_FEW_CELLS = 1000  # that are measured at once
_NEAR_ROWS = 99_999  # in what _further does not find
_CELL = re.compile(rb"[<:]c[\s/>]")
_PLACED = re.compile(rb"[<:]c[ \t\r\n]+r[ \t\r\n]*=")
_BEYOND = re.compile(rb"""\br\s*=\s*["'](?:[A-Za-z]{4,}\d|[A-Za-z]{1,3}0*[1-9]\d{7,})""")  # where no sheet has cells
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{1,3})0*(\d{1,7})["']""")
_NAMED = re.compile(r"([A-Za-z]{0,3})0*(\d{1,7})", re.ASCII)
_ERROR = re.compile(rb"""<c\b[^<>]*\bt="e"[^<>]*>(?:<f\b[^<]*(?:</f>)?)?<v>([^<]*)</v>""")
_UNSOLVED = re.compile(rb"""<c\b(?:(?!\bt=)[^<>])*>\s*<f\b[^<]*(?:</f>)?\s*(?:<v\s*/>|<v></v>)?\s*</c>""")
_SHARED = re.compile(rb"""\bt\s*=\s*["']s["'][^<>]*>\s*<(?:\w+:)?v[^<>]*>\s*(\d{1,9})""")  # the number of a cell's shared text
_ITEM = re.compile(rb"<(?:\w+:)?si[\s/>]")


class UnreadableWorkbook(UserError):
    """The file is no XLSX workbook, or one beyond the limits."""


@dataclass
class _Tally:
    """What has been seen of the package so far."""

    cells: int = 0
    broken: dict[str, Broken] = field(default_factory=dict)  # by part
    texts: "array[int]" = field(default_factory=lambda: array("L"))  # lengths of the texts that cells share
    uses: int = 0  # of these texts, at most


@dataclass
class _Extent:
    """How far the cells of a part reach, if they all begin with their place; ``doubtful`` when others may be there.

    ``rough`` when it may be less.
    """

    sheet: bool = False
    cells: int = 0
    rows: int = 0
    columns: int = 0
    doubtful: bool = False
    rough: bool = False

    def take(self, seen: bytes) -> None:
        """Count in whole elements of the part."""
        cells, placed = _count_cells(seen)
        self.cells += cells
        self.doubtful |= cells != placed
        if cells <= _FEW_CELLS or _further(min(self.columns, 26)).search(seen):
            self._measure(seen)
        else:
            self.rough = True
            self.rows = max(self.rows, _NEAR_ROWS)

    def _measure(self, seen: bytes) -> None:
        if _BEYOND.search(seen):
            self.rows, self.columns = MOST_CELLS + 1, max(self.columns, 1)
        places = _PLACE.findall(seen)
        self.rows = max(self.rows, *(int(digits) for digits in {digits for _letters, digits in places}), 0)
        self.columns = max(self.columns, *(_column(letters) + 1 for letters in {letters for letters, _digits in places}), 0)
        if self.rows > FURTHEST_ROW or self.columns > FURTHEST_COLUMN:
            self.rows = MOST_CELLS + 1

    @property
    def area(self) -> int:
        """The cells the reader lays out, at most, unless doubtful."""
        return self.rows * self.columns if self.sheet else 0


class _Walk:
    """Puts each cell of a sheet where the reader will put it, those that name no place too; slow but exact.

    Raises ExpatError or ValueError where the reader might see other elements or places than are seen here.
    """

    def __init__(self) -> None:
        self.rows = self.columns = 0
        self._row = self._column = self._fed = 0
        self._inside = False
        self._parser = ParserCreate("utf-8")  # whatever the part says: the reader goes by bytes
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def feed(self, piece: bytes) -> None:
        """Take the next piece; an empty one is the last."""
        self._parser.Parse(piece, not piece)
        self._fed += len(piece)
        if self._fed - self._parser.CurrentByteIndex > 2 * PIECE:
            raise ValueError("an element too long")  # would be looked at anew with every piece

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        kind = name.partition(":")[2] or name
        if kind not in ("c", "row"):
            return
        if self._inside:
            raise ValueError("a cell within a cell")
        self._inside = kind == "c"
        row = self._row
        if "r" in attributes:
            row, column = _named(attributes["r"])
            if kind == "row":
                self._row = row
            else:
                self._column = column
        if kind == "c":
            self._column += 1
            self.rows, self.columns = max(self.rows, row + 1), max(self.columns, self._column)

    def _end(self, name: str) -> None:
        kind = name.partition(":")[2] or name
        if kind == "c":
            self._inside = False
        elif kind == "row":
            self._row += 1
            self._column = 0


def inspect(path: Path) -> dict[str, Broken]:
    """Raise UnreadableWorkbook unless the file can be read safely; return its broken cells by the name of the sheet."""
    _check_file(path)
    try:
        with path.open("rb") as file, ZipFile(file) as archive:
            return _inspect(file, archive, path)
    except BeyondAllowance as beyond:
        raise _beyond(path, beyond.excess) from beyond
    except (*DAMAGE, ExpatError) as error:
        raise UnreadableWorkbook(Phrase(mark("Tệp {name} bị hỏng; hãy mở bằng Excel và lưu lại."), name=path.name)) from error


def _check_file(path: Path) -> None:
    if path.is_dir():
        raise UnreadableWorkbook(Phrase(mark("{path} là một thư mục, cần một tệp .xlsx."), path=str(path)))
    if not path.is_file():
        raise UnreadableWorkbook(Phrase(mark("Không tìm thấy tệp {path}."), path=str(path)))
    if path.stat().st_size > LARGEST_FILE:
        raise _too_large(path, mark("Tệp {name} lớn hơn {limit} MB, giới hạn của một tệp Excel."), LARGEST_FILE // MEGABYTE)
    with path.open("rb") as file:
        start = file.read(4)
    if start == _OLD_EXCEL:
        message = mark("Tệp {name} được đặt mật khẩu hoặc ở dạng .xls cũ; hãy bỏ mật khẩu và lưu lại dạng .xlsx.")
        raise UnreadableWorkbook(Phrase(message, name=path.name))
    if not start.startswith(b"PK"):
        raise _not_xlsx(path)


def _not_xlsx(path: Path) -> UnreadableWorkbook:
    message = mark("Tệp {name} không phải là tệp Excel (.xlsx); hãy mở bằng Excel hoặc LibreOffice và lưu lại dạng .xlsx.")
    return UnreadableWorkbook(Phrase(message, name=path.name))


def _too_large(path: Path, template: str, limit: int) -> UnreadableWorkbook:
    return UnreadableWorkbook(Phrase(template, name=path.name, limit=limit))


def _beyond(path: Path, excess: Excess) -> UnreadableWorkbook:
    if excess is Excess.PARTS:
        return _too_large(path, mark("Tệp {name} gồm hơn {limit} phần; đây không phải là tệp Excel thông thường."), MOST_PARTS)
    if excess is Excess.UNPACKED:
        return _too_large_unpacked(path)
    if excess is Excess.RATIO:
        message = mark("Tệp {name} được nén hơn {limit} lần; đây không phải là tệp Excel thông thường.")
        return _too_large(path, message, LARGEST_RATIO)
    return _not_xlsx(path)


def _inspect(file: BinaryIO, directory: ZipFile, path: Path) -> dict[str, Broken]:
    if _WORKBOOK not in directory.NameToInfo:
        raise _not_xlsx(path)
    archive, tally = Archive(file, directory, _ALLOWANCE), _Tally()
    extents = [_scan(part.filename, archive.counted(part), tally, path) for part in archive.parts]
    _check_area(archive, extents, path)
    if tally.uses * max(tally.texts, default=0) > LARGEST_UNPACKED:
        _check_shared(archive, tally.texts, path)
    return _by_sheet(directory, tally)


def _check_area(archive: Archive, extents: list[_Extent], path: Path) -> None:
    """The area of all sheets; those of which too little is known are walked through."""
    most = sum(max(extent.cells, extent.area) for extent in extents)
    unsure = most > MOST_CELLS or any(extent.sheet and extent.doubtful for extent in extents)
    cells = 0
    for part, extent in zip(archive.parts, extents, strict=True):
        area = extent.area
        if extent.sheet and (extent.doubtful or (unsure and extent.rough)):
            area = _walk(archive.pieces(part), cells, path)
        cells += max(extent.cells, area)
        _check_cells(cells, path)


def _check_shared(archive: Archive, texts: "array[int]", path: Path) -> None:
    """A text that many cells share is unpacked for each of them."""
    size = 0
    for part in archive.parts:
        rest = b""
        for piece in archive.pieces(part):
            seen = rest + piece
            cut = max(seen.rfind(b"<c"), len(seen) - PIECE, 0)
            size += sum(texts[int(number)] for number in _SHARED.findall(seen[:cut]) if int(number) < len(texts))
            rest = seen[cut:]
            if size > LARGEST_UNPACKED:
                raise _too_large_unpacked(path)


def _too_large_unpacked(path: Path) -> UnreadableWorkbook:
    message = mark("Tệp {name} khi mở ra lớn hơn {limit} MB, giới hạn của một tệp Excel.")
    return _too_large(path, message, LARGEST_UNPACKED // MEGABYTE)


def _scan(name: str, pieces: Iterator[bytes], tally: _Tally, path: Path) -> _Extent:
    rest, extent = b"", _Extent()
    for piece in pieces:
        seen = rest + piece
        if declares_type(seen):
            raise UnreadableWorkbook(
                Phrase(mark("Tệp {name} chứa khai báo DOCTYPE, không được phép trong tệp Excel."), name=path.name)
            )
        extent.sheet = extent.sheet or _SHEET in seen
        cut = _cut(seen)
        extent.doubtful |= seen[cut : cut + 1] != b"<"
        seen, rest = seen[:cut], seen[cut:]
        _take(name, seen, extent, tally)
        _check_cells(tally.cells + extent.cells, path)
    _take(name, rest, extent, tally)
    tally.cells += extent.cells
    return extent


def _take(name: str, seen: bytes, extent: _Extent, tally: _Tally) -> None:
    extent.take(seen)
    _find_broken(name, seen, tally)
    _measure_texts(seen, tally)


def _cut(seen: bytes) -> int:
    """Where to part what has been seen: before a cell or text, else before an element, and where there is none, anywhere."""
    furthest = len(seen) - PIECE
    cut = max(seen.rfind(b"<c"), seen.rfind(b"<si"), 0)
    return cut if cut >= furthest else max(cut, seen.rfind(b"<", 0, furthest + 1)) or furthest


def _walk(pieces: Iterator[bytes], before: int, path: Path) -> int:
    """The cells the reader lays out for a sheet, after those before it."""
    walk = _Walk()
    for piece in pieces:
        if piece:
            walk.feed(piece)
            _check_cells(before + walk.rows * walk.columns, path)
    walk.feed(b"")
    return walk.rows * walk.columns


def _measure_texts(seen: bytes, tally: _Tally) -> None:
    """The lengths of shared texts, markup included, and how many cells may show one; pieces begin where a text does."""
    tally.uses += seen.count(b'"s"') + seen.count(b"'s'")
    starts = [found.start() for found in _ITEM.finditer(seen)] if b"si" in seen else []
    if starts:
        tally.texts.extend(end - start for start, end in pairwise([*starts, len(seen)]))


def _count_cells(seen: bytes) -> tuple[int, int]:
    """The cells in a piece, and those that begin with their place; quickly where these are all, as programs usually write."""
    usual = seen.count(b'<c r="')
    if usual == seen.count(b"<c") and b":c" not in seen:
        return usual, usual
    return len(_CELL.findall(seen)), len(_PLACED.findall(seen))


def _check_cells(cells: int, path: Path) -> None:
    """The reader lays out the whole used area, empty cells too."""
    if cells > MOST_CELLS:
        message = mark(
            "Tệp {name} có hơn {limit} ô, kể cả ô trống trong vùng đã dùng; hãy xóa dòng, cột thừa hoặc chia thành nhiều tệp."
        )
        raise _too_large(path, message, MOST_CELLS)


@cache
def _further(columns: int) -> re.Pattern[bytes]:
    """Finds a place beyond so many columns, at most 26, or beyond row 99,999; also any beyond column Z."""
    single = rf"|[{chr(65 + columns)}-Z{chr(97 + columns)}-z]\d" if columns < 26 else ""
    return re.compile(rf"""r\s*=\s*["'](?:[A-Za-z]{{2,}}\d|[A-Za-z]\d{{6}}{single})""".encode())


def _named(place: str) -> tuple[int, int]:
    """Row and column, from 0, of a place in a sheet; the column is -1 where only a row is named."""
    found = _NAMED.fullmatch(place)
    if found is None:
        raise ValueError("no place")
    row, column = int(found[2]) - 1, _column(found[1].encode())
    if row >= FURTHEST_ROW or column >= FURTHEST_COLUMN:
        raise ValueError("no place in a sheet")
    return row, column


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
