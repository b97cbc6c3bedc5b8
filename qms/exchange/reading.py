"""From a file to sheets of cells, after the file has been found harmless."""

from pathlib import Path
from typing import Any, NamedTuple

from python_calamine import CalamineError, PasswordError, SheetTypeEnum, load_workbook

from qms.exchange.limits import MOST_ROWS
from qms.exchange.package import UnreadableWorkbook, inspect
from qms.language import Phrase, mark

_PANIC = "PanicException"  # how the reader's own faults arrive; a BaseException of a class that cannot be imported

Cell = Any  # "" when empty, else str, float, bool, date, datetime, time, timedelta


class RawSheet(NamedTuple):
    """The used area of a worksheet: ``rows`` are of equal length, the first is number ``first_row`` of the sheet.

    ``unreadable`` are cells that hold an error value or a formula without a result, by row number and column of the area.
    """

    name: str
    first_row: int
    rows: list[list[Cell]]
    unreadable: dict[tuple[int, int], str]


def read_workbook(path: Path) -> list[RawSheet]:
    """All worksheets, hidden ones too, in their order; raise UnreadableWorkbook for what is no workbook within the limits."""
    broken = inspect(path)
    try:
        with load_workbook(path) as workbook:
            sheets = []
            for about in workbook.sheets_metadata:
                if about.typ is not SheetTypeEnum.WorkSheet:
                    continue
                sheet = workbook.get_sheet_by_name(about.name)
                row, column = sheet.start or (0, 0)
                cells = {(number, place - column): text for (number, place), text in broken.get(about.name, {}).items()}
                sheets.append(RawSheet(about.name, row + 1, sheet.to_python(skip_empty_area=True), cells))
    except PasswordError as error:
        raise UnreadableWorkbook(
            Phrase(mark("Tệp {name} được đặt mật khẩu; hãy bỏ mật khẩu rồi lưu lại."), name=path.name)
        ) from error
    except (CalamineError, OSError, ValueError) as error:
        raise _unreadable(path) from error
    except BaseException as error:
        if type(error).__name__ != _PANIC:
            raise
        raise _unreadable(path) from error
    for raw in sheets:
        _check_size(raw)
    return sheets


def _unreadable(path: Path) -> UnreadableWorkbook:
    message = mark("Tệp {name} không phải là tệp Excel (.xlsx) đọc được; hãy mở bằng Excel và lưu lại dạng .xlsx.")
    return UnreadableWorkbook(Phrase(message, name=path.name))


def _check_size(raw: RawSheet) -> None:
    if len(raw.rows) > MOST_ROWS:
        raise UnreadableWorkbook(
            Phrase(
                mark("Trang tính “{sheet}” có {rows} dòng; mỗi trang tính có nhiều nhất {limit} dòng."),
                sheet=raw.name,
                rows=len(raw.rows),
                limit=MOST_ROWS,
            )
        )
