"""Tables in CSV files: found by their header, read as Excel and other programs write them, every fault with its place."""

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import TypeVar

from qms.failures import explain
from qms.language import Phrase, UserError, mark
from qms.text import tidy

LARGEST_FILE = 5_000_000  # bytes
_HEADER_WITHIN = 10  # rows
_T = TypeVar("_T")


class UnreadableFile(UserError):
    """The file is missing, too large, no CSV, or has none of the headers asked for."""


@dataclass(frozen=True)
class Fault:
    """What is wrong at one place: ``line`` counts from 1 as an editor does; ``value`` is what stands there."""

    file: str
    line: int
    column: str
    value: str
    message: Phrase


class FaultyFiles(UserError):
    """Files that can be read but say something wrong: nothing was stored. ``faults`` are all of them."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(Phrase(mark("Có {count} lỗi, chưa ghi gì."), count=len(faults)))
        self.faults = sorted(faults, key=lambda fault: (fault.file, fault.line))


@dataclass
class Row:
    """One row by folded header; reading a cell badly is noted in ``faults`` and gives None."""

    file: str
    line: int
    cells: dict[str, str]
    faults: list[Fault]

    def text(self, column: str) -> str | None:
        """The cell, or None when it is empty or absent."""
        return self.cells.get(column) or None

    def required(self, column: str) -> str | None:
        if not self.text(column):
            self.fault(column, Phrase(mark("Ô này không được để trống.")))
        return self.text(column)

    def read(self, column: str, reader: Callable[[str], _T], *, optional: bool = False) -> _T | None:
        """The cell as ``reader`` understands it; its UserError becomes a fault of the cell."""
        text = self.text(column) if optional else self.required(column)
        if text is None:
            return None
        try:
            return reader(text)
        except UserError as error:
            self.fault(column, error.message)
            return None

    def fault(self, column: str, message: Phrase) -> None:
        self.faults.append(Fault(self.file, self.line, column, self.cells.get(column, ""), message))


@dataclass
class Table:
    """The rows below the header of one file; ``faults`` gathers what their reading finds."""

    file: str
    columns: list[str]
    rows: list[Row]
    faults: list[Fault] = field(default_factory=list)


def read_text(path: Path) -> str:
    """The file's text; raise UnreadableFile in words when there is none to have."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise UnreadableFile(
                Phrase(mark("Tệp {file} quá lớn: tối đa {limit} MB."), file=path.name, limit=LARGEST_FILE // 1_000_000)
            )
        return decode(path.name, path.read_bytes())
    except OSError as error:
        raise UnreadableFile(explain(error) or Phrase(mark("Không đọc được tệp {file}."), file=str(path))) from error


def decode(file: str, content: bytes) -> str:
    """UTF-8 with or without BOM, or UTF-16 with one (Excel's “Unicode text”)."""
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            Phrase(mark("Tệp {file} không phải là CSV mã UTF-8; trong Excel hãy lưu dạng “CSV UTF-8”."), file=file)
        ) from error
    if "\0" in text:
        raise UnreadableFile(Phrase(mark("Tệp {file} không phải là tệp CSV."), file=file))
    return text


def parse_table(file: str, text: str, is_header: Callable[[frozenset[str]], bool]) -> Table | None:
    """The rows below the first of the top ten rows that ``is_header``; None when none is."""
    for delimiter in ",;\t":
        lines = _split(file, text, delimiter)
        for index, (_, cells) in enumerate(lines[:_HEADER_WITHIN]):
            columns = [tidy(cell).casefold() for cell in cells]
            if is_header(frozenset(columns)):
                return _table(file, columns, lines[index + 1 :])
    return None


def _split(file: str, text: str, delimiter: str) -> list[tuple[int, list[str]]]:
    """Each row with the line it begins in."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=False)
    rows, line = [], 1
    try:
        for cells in reader:
            rows.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableFile(Phrase(mark("Tệp {file} không phải là tệp CSV."), file=file)) from error
    return rows


def _table(file: str, columns: list[str], lines: list[tuple[int, list[str]]]) -> Table:
    table = Table(file, [column for column in columns if column], [])
    for line, raw in lines:
        cells = [_plain(cell) for cell in raw]
        if any(cells):
            row = Row(file, line, dict(zip(columns, cells, strict=False)), table.faults)
            table.rows.append(row)
            for extra in filter(None, cells[len(columns) :]):
                table.faults.append(
                    Fault(
                        file,
                        line,
                        "",
                        extra,
                        Phrase(mark("Thừa ô so với dòng tiêu đề; văn bản có dấu phân cách phải đặt trong ngoặc kép.")),
                    )
                )
    return table


def _plain(cell: str) -> str:
    """The cell's text; the ``'`` that keeps a spreadsheet from running a text is not part of it."""
    text = tidy(cell)
    return text[1:] if text.startswith("'") and text[1:2] in ("=", "+", "-", "@") else text
