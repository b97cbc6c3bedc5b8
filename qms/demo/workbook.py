"""The demonstration as an XLSX file: the same bytes each time."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

from qms.demo.register import demonstration_rows
from qms.exchange.exporting import SAME_EVERY_TIME, writing_whole
from qms.rendering.xlsx import SteadyZip


def write_workbook(path: Path, sheets: Mapping[str, Sequence[Mapping[str, Any]]] | None = None) -> None:
    """Write ``sheets`` (rows by column header) to ``path``; when None, the register workbook of the demonstration."""
    workbook = Workbook(write_only=True)
    workbook.properties.created = workbook.properties.modified = SAME_EVERY_TIME
    for name, rows in (demonstration_rows() if sheets is None else sheets).items():
        sheet = workbook.create_sheet(name)
        sheet.append(list(rows[0]))
        for row in rows:
            sheet.append(list(row.values()))
    with writing_whole(path) as file:
        ExcelWriter(workbook, SteadyZip(file, "w", ZIP_DEFLATED)).save()
