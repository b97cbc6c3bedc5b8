"""From a sheet's cells to facts: the header is found, each column read by its kind, each fault kept with its place."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from qms.exchange.columns import Column, Text, fold_label
from qms.exchange.faults import Bad, Fault, Unreadable, shown
from qms.exchange.limits import HEADER_ROWS, LONGEST_CELL
from qms.exchange.package import UnreadableWorkbook
from qms.exchange.reading import RawSheet
from qms.exchange.sheet import Fact, Sheet
from qms.exchange.standards import Standards
from qms.language import Phrase, mark
from qms.text import fold_name

WITHDRAW = Text(header="Xóa", field="withdrawn", note=mark("Ghi x để rút dòng này khỏi sổ đăng ký; chỉ cần các cột khóa."))
EMPTY: tuple[Any, ...] = (None, ())

_ABSENT = object()


@dataclass
class Parsed:
    """The facts of one sheet, row by row. Cells that could not be read are Bad; ``present`` are the columns of the file.

    ``lost``: the sheet has rows, but which they are could not be read. ``withdrawn`` are the rows marked to be
    withdrawn, of which only the key counts. All row numbers are indexes into ``facts``; ``numbers`` gives the numbers
    that Excel shows.
    """

    sheet: Sheet
    present: tuple[int, ...]
    numbers: list[int]
    facts: list[Fact]
    cells: Sequence[Sequence[Any]]  # by column of the sheet's description; empty for absent ones
    lost: bool = False
    withdrawn: set[int] = field(default_factory=set)
    faulty: set[int] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, row: int, name: str | None, message: Phrase) -> Fault:
        """A fault at a cell of a row, at its key when the column is not in the file."""
        if name == WITHDRAW.field:
            return Fault(self.sheet.name, self.numbers[row], WITHDRAW.header, "x", message)
        position = self.sheet.key_positions[0] if name is None else self.sheet.positions[name]
        if position not in self.present:
            position = self.sheet.key_positions[0]
        value = self.facts[row][position]
        cell = value.cell if isinstance(value, Bad) else self.cells[position][row]
        return Fault(
            self.sheet.name, self.numbers[row], self.sheet.columns[position].header, None if cell == "" else shown(cell), message
        )

    def refuse(self, row: int, name: str | None, message: Phrase) -> None:
        self.faulty.add(row)
        self.faults.append(self.fault(row, name, message))


@dataclass(frozen=True)
class Header:
    """Where the columns are: by position in the sheet's description, the place in the file."""

    index: int
    places: dict[int, int]
    withdraw: int | None
    ignored: tuple[str, ...]


def parse(raw: RawSheet, sheet: Sheet, standards: Standards) -> tuple[Parsed, tuple[str, ...]]:
    """The facts of one sheet with its faults, and the headers of the columns that nobody asked for."""
    parsed = Parsed(sheet, (), [], [], [()] * len(sheet.columns))
    if not any(cell != "" for row in raw.rows for cell in row):
        return parsed, ()
    header = _find_header(raw, sheet, parsed.faults)
    if header is None:
        parsed.lost = True
        return parsed, ()
    _read_rows(raw, header, standards, parsed)
    find_empty(parsed, raw.first_row + header.index)
    return parsed, header.ignored


def _find_header(raw: RawSheet, sheet: Sheet, faults: list[Fault]) -> Header | None:
    """The first row that holds the required columns, or the key and the mark of withdrawal; else a fault, and None."""
    wanted = {fold_name(column.header): position for position, column in enumerate(sheet.columns)}
    required = {position for position, column in enumerate(sheet.columns) if column.required or column.key}
    found = []
    for index, row in enumerate(raw.rows[: max(0, HEADER_ROWS + 1 - raw.first_row)]):
        labels = [fold_label(shown(cell) or "") for cell in row]
        found.append((index, labels, {wanted[label] for label in labels if label in wanted}))
    chosen = next((entry for entry in found if entry[2] >= required), None)
    if chosen is None:
        mark_label = fold_name(WITHDRAW.header)
        keys = set(sheet.key_positions)
        chosen = next((entry for entry in found if entry[2] >= keys and mark_label in entry[1]), None)
    if chosen is None:
        best: set[int] = max((entry[2] for entry in found), key=len, default=set())
        missing = [sheet.columns[position].header for position in sorted(required - best)]
        message = Phrase(
            mark("Không tìm thấy dòng tiêu đề trong {rows} dòng đầu: thiếu cột {columns}."), rows=HEADER_ROWS, columns=missing
        )
        faults.append(Fault(sheet.name, None, None, None, message))
        return None
    return _lay_out(raw, sheet, chosen[0], chosen[1], wanted, faults)


def _lay_out(
    raw: RawSheet, sheet: Sheet, index: int, labels: list[str], wanted: dict[str, int], faults: list[Fault]
) -> Header | None:
    withdraw = fold_name(WITHDRAW.header)
    known = wanted.keys() | {withdraw}
    twice = [label for label, count in Counter(labels).items() if count > 1 and label in known]
    for label in twice:
        header = WITHDRAW.header if label == withdraw else sheet.columns[wanted[label]].header
        message = Phrase(mark("Có hai cột “{column}” trong một trang tính; hãy bỏ bớt hoặc đổi tên một cột."), column=header)
        faults.append(Fault(sheet.name, raw.first_row + index, header, None, message))
    if twice:
        return None
    return Header(
        index,
        {wanted[label]: place for place, label in enumerate(labels) if label in wanted},
        labels.index(withdraw) if withdraw in labels else None,
        tuple(str(raw.rows[index][place]).strip() for place, label in enumerate(labels) if label and label not in known),
    )


def _read_rows(raw: RawSheet, header: Header, standards: Standards, parsed: Parsed) -> None:
    body = raw.rows[header.index + 1 :]
    first = raw.first_row + header.index + 1
    columns = list(zip(*body, strict=True)) if body else [()] * len(raw.rows[header.index])
    broken: dict[int, dict[int, str]] = {}
    for (number, place), text in raw.unreadable.items():
        if number >= first:
            broken.setdefault(place, {})[number - first] = text
    values: list[Sequence[Any]] = []
    for position, column in enumerate(parsed.sheet.columns):
        found = header.places.get(position)
        if found is None:
            values.append([column.nothing] * len(body))
        else:
            values.append(read_column(column, columns[found], standards, broken.get(found, {})))
    marks = None if header.withdraw is None else read_column(WITHDRAW, columns[header.withdraw], standards, {})
    facts = list(map(parsed.sheet.fact._make, zip(*values, strict=True)))
    blank = {index for index, fact in enumerate(facts) if fact[0] in EMPTY and all(value in EMPTY for value in fact)}
    if marks is not None:
        blank = {index for index in blank if marks[index] is None}
    example = parsed.sheet.example_fact(standards)
    blank.update(index for index, fact in enumerate(facts) if fact == example)
    kept = [index for index in range(len(facts)) if index not in blank]
    parsed.present = tuple(sorted(header.places))
    parsed.numbers = [first + index for index in kept]
    parsed.facts = [facts[index] for index in kept] if blank else facts
    for position, place in header.places.items():
        cells = columns[place]
        parsed.cells[position] = [cells[index] for index in kept] if blank else cells  # type: ignore[index]
    if marks is not None:
        _read_marks(parsed, [marks[index] for index in kept])


def read_column(column: Column, cells: Sequence[Any], standards: Standards, broken: dict[int, str]) -> list[Any]:
    """The values of one column; equal cells are read once."""
    values: list[Any] = []
    known: dict[Any, Any] = {}
    for cell in cells:
        if cell.__class__ is bool:  # equal to a number, and yet something else
            values.append(_read(column, cell, standards))
            continue
        value = known.get(cell, _ABSENT)
        if value is _ABSENT:
            value = known[cell] = _read(column, cell, standards)
        values.append(value)
    longest = max((len(cell) for cell in known if cell.__class__ is str), default=0)
    if longest > LONGEST_CELL:
        message = mark("Cột “{column}”: một ô có {length} ký tự; mỗi ô có nhiều nhất {limit} ký tự.")
        raise UnreadableWorkbook(Phrase(message, column=column.header, length=longest, limit=LONGEST_CELL))
    for index, text in broken.items():
        values[index] = Bad(text, _broken(text))
    return values


def _read(column: Column, cell: Any, standards: Standards) -> Any:
    try:
        return column.read(cell, standards)
    except Unreadable as unreadable:
        return Bad(cell, unreadable.message)


def _broken(text: str) -> Phrase:
    if text.startswith("="):
        return Phrase(mark("Công thức chưa có kết quả; hãy dán giá trị thay cho công thức."))
    return Phrase(mark("Ô chứa lỗi {error} của Excel; hãy sửa hoặc xóa nội dung ô."), error=text)


def _read_marks(parsed: Parsed, marks: list[Any]) -> None:
    for row, value in enumerate(marks):
        if isinstance(value, str) and fold_name(value) == "x":
            parsed.withdrawn.add(row)
        elif value is not None:
            parsed.faulty.add(row)
            message = Phrase(mark("Cột Xóa chỉ nhận x, hoặc để trống."))
            text = shown(value.cell) if isinstance(value, Bad) else value
            parsed.faults.append(Fault(parsed.sheet.name, parsed.numbers[row], WITHDRAW.header, text, message))


def find_empty(parsed: Parsed, header_number: int) -> None:
    """Faults of cells that could not be read, and of required ones that are empty or absent."""
    sheet = parsed.sheet
    missing = [
        column.header for position, column in enumerate(sheet.columns) if column.required and position not in parsed.present
    ]
    if missing and len(parsed.withdrawn) < len(parsed.facts):
        message = Phrase(mark("Thiếu cột {columns}; chỉ các dòng ghi x ở cột Xóa mới không cần."), columns=missing)
        parsed.faults.append(Fault(sheet.name, header_number, None, None, message))
    for position, column in enumerate(sheet.columns):
        if position not in parsed.present:
            continue
        for row, fact in enumerate(parsed.facts):
            value = fact[position]
            if value.__class__ is Bad:
                if column.key or row not in parsed.withdrawn:
                    parsed.refuse(row, column.field, value.message)
            elif value is None and column.must_be_filled and (column.key or row not in parsed.withdrawn):
                parsed.refuse(row, column.field, Phrase(mark("Thiếu {column}: ô này không được để trống."), column=column.header))
