"""A workbook built from plain rows, and imported in one call."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from openpyxl import Workbook

from qms.app import sheets as all_sheets
from qms.exchange.importing import ImportResult, import_workbook
from qms.installation import Installation
from qms.storage.database import Database
from qms.trail.entries import Actor

Rows = Sequence[Mapping[str, Any]]
MOMENT = datetime(2026, 11, 23, 4, tzinfo=UTC)  # 11:00 in Việt Nam
ACTOR = Actor("an.nguyen", "cli:hue")


def workbook(path: Path, sheets: Mapping[str, Rows]) -> Path:
    """Write ``{sheet: [{header: cell}, …]}`` as XLSX; the header of a sheet is all names its rows use, in order."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        headers = list(dict.fromkeys(header for row in rows for header in row))
        lines: list[list[Any]] = [headers, *([row.get(header) for header in headers] for row in rows)]
        for number, values in enumerate(lines, 1):
            for place, value in enumerate(values, 1):  # by its place: openpyxl looks for the last row in all cells
                cell = sheet.cell(number, place, value)
                if isinstance(value, str):
                    cell.data_type = "s"  # also "=1" and "#N/A", as Excel keeps them when typed with an apostrophe
    book.save(path)
    return path


def import_rows(
    installation: Installation | Database, sheets: Mapping[str, Rows], *, dry_run: bool = False, moment: datetime = MOMENT
) -> ImportResult:
    """Import ``{sheet: [{header: cell}, …]}`` as a workbook, in a transaction of its own."""
    with TemporaryDirectory() as folder:
        return import_file(installation, workbook(Path(folder) / "sổ.xlsx", sheets), dry_run=dry_run, moment=moment)


def import_file(
    installation: Installation | Database, path: Path, *, dry_run: bool = False, moment: datetime = MOMENT
) -> ImportResult:
    """Import a workbook file, in a transaction of its own."""
    database = installation.database if isinstance(installation, Installation) else installation
    with database.writing() as session:
        return import_workbook(session, path, actor=ACTOR, moment=moment, sheets=all_sheets(), dry_run=dry_run)
