"""Rows of a workbook as somebody would type them into a form."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from qms.app import sheets as all_sheets
from qms.exchange.sheet import Sheet


def sheet_named(name: str) -> Sheet:
    return next(sheet for sheet in all_sheets() if sheet.name == name)


def typed_row(sheet: Sheet, row: Mapping[str, Any]) -> dict[str, str]:
    """``{header: cell}`` as ``{field: text}``; columns that the row does not name stay out."""
    return {column.field: typed_cell(row[column.header]) for column in sheet.columns if column.header in row}


def typed_cell(cell: Any) -> str:
    if cell is None:
        return ""
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else str(cell)
