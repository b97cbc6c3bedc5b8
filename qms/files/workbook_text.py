"""The text of an XLSX that the guard has let pass: a line for each row that holds something, sheet by sheet."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, load_workbook

from qms.files.refusals import Reason, Refusal


def rows(path: Path) -> Iterator[str]:
    """The name of each sheet, then its rows with their cells side by side; raises Refusal."""
    try:
        with load_workbook(path) as workbook:
            for name in workbook.sheet_names:
                yield name
                for row in workbook.get_sheet_by_name(name).iter_rows():
                    yield " ".join(_said(cell) for cell in row if cell != "")
    except (CalamineError, OSError, ValueError) as error:
        raise Refusal(Reason.DAMAGED) from error


def _said(cell: Any) -> str:
    """A cell as a Vietnamese workbook shows it, near enough to be found."""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else str(cell)
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y %H:%M}"
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return str(cell)
