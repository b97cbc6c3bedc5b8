"""Import and export of a register workbook of 100,000 rows."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from python_calamine import CalamineWorkbook
from sqlalchemy import insert
from sqlalchemy.orm import Session

from qms.agencies.models import Agency
from qms.app import sheets
from qms.catalogue.models import AdministrativeProcedure, Authority
from qms.exchange.exporting import export_workbook
from qms.exchange.importing import import_workbook
from qms.storage.database import Database
from qms.trail.entries import Actor
from tests.benchmarks.floors import write_cells
from tests.benchmarks.pairing import Figure, pair

ROWS = 50_000  # of procedures, and as many of authorities
START = date(2015, 1, 1)
AGENCY = {
    "Mã": "so-khcn",
    "Từ ngày": START,
    "Tên": "Sở Khoa học và Công nghệ",
    "Cấp": "tỉnh",
    "Loại": "cơ quan chuyên môn",
    "Nghĩa vụ": "bắt buộc",
}


class Undone(Exception):
    """Raised at the end of a measured import, so that the next one finds the registry empty again."""


def figures(database: Database, where: str) -> Iterator[Figure]:
    with TemporaryDirectory() as folder:
        source = write_cells(Path(folder) / "register.xlsx", _sheets())
        yield pair(
            "import of 100,000 rows", where, lambda: _import(database, source), lambda: _insert(database, source), 3, rounds=3
        )
        _import(database, source, keep=True)
        names = count()
        cells = _cells(source)

        def export() -> None:
            with database.reading() as session:
                export_workbook(session, Path(folder) / f"out-{next(names)}.xlsx", sheets())

        def floor() -> None:
            write_cells(Path(folder) / f"out-{next(names)}.xlsx", cells)

        yield pair("export of 100,000 rows", where, export, floor, 1.18, rounds=3)


def _sheets() -> dict[str, list[list[Any]]]:
    codes = [f"1.{number:06d}.000.00.00.H57" for number in range(ROWS)]
    named = ([code, f"Cấp giấy chứng nhận đủ điều kiện, trường hợp {code}", "Đo lường", START] for code in codes)
    return {
        "Cơ quan": [list(AGENCY), list(AGENCY.values())],
        "TTHC": [["Mã TTHC", "Tên", "Lĩnh vực", "Từ ngày"], *named],
        "Thẩm quyền": [["Mã cơ quan", "Mã TTHC", "Từ ngày"], *(["so-khcn", code, START] for code in codes)],
    }


def _import(database: Database, source: Path, keep: bool = False) -> None:
    actor = Actor("bench", "cli:bench")
    try:
        with database.writing() as session:
            result = import_workbook(session, source, actor=actor, moment=datetime.now(UTC), sheets=sheets())
            assert result.stored, result.faults[:3]
            session.flush()
            if not keep:
                raise Undone
    except Undone:
        return


def _insert(database: Database, source: Path) -> None:
    """Read the cells, and insert the same rows as they are."""
    book = CalamineWorkbook.from_path(str(source))
    procedures, authorities = (book.get_sheet_by_name(name).to_python()[1:] for name in ("TTHC", "Thẩm quyền"))
    try:
        with database.writing() as session:
            _insert_rows(session, procedures, authorities)
            raise Undone
    except Undone:
        return


def _insert_rows(session: Session, procedures: list[list[Any]], authorities: list[list[Any]]) -> None:
    session.execute(insert(Agency), [{"id": 1, "key": "so-khcn", "key_folded": "so-khcn"}])
    session.execute(
        insert(AdministrativeProcedure.__table__),
        [{"id": n, "code": row[0], "code_folded": row[0], "name": row[1], "field": row[2], "valid_from": row[3]}
         for n, row in enumerate(procedures, 1)],
    )  # fmt: skip
    session.execute(
        insert(Authority.__table__),
        [{"agency_id": 1, "procedure_id": n, "valid_from": row[2]} for n, row in enumerate(authorities, 1)],
    )


def _cells(source: Path) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_path(str(source))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
