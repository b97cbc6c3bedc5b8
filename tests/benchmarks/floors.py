"""Floors: the least that any program must do for the same answer, written with nothing in between."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from sqlalchemy import Table, insert
from sqlalchemy.orm import Session

# The rows from which a board of one day can be derived, aggregated where aggregation is enough.
FACTS = (
    "SELECT id, key FROM agency",
    "SELECT agency_id, valid_from, valid_to, name, short_name, tier, kind, parent_id, obligation FROM agency_slice",
    "SELECT agency_id, procedure_id, valid_from, valid_to FROM authority",
    """SELECT d.agency_id, r.id, d.code, r.title, r.issue_no, r.revision_no, r.slot, r.edition, r.recorded_on, r.issued_on,
       r.effective_on, r.ended_on FROM document d JOIN revision r ON r.document_id = d.id""",
    "SELECT revision_id, procedure_id FROM revision_procedure",
    "SELECT agency_id, max(ended_on) FROM audit WHERE kind = 'internal' GROUP BY agency_id",
    "SELECT agency_id, max(held_on) FROM management_review GROUP BY agency_id",
    "SELECT agency_id, number, grade, raised_on, due_on, closed_on FROM nonconformity",
    """SELECT agency_id, id, covers_all, number, signed_on, effective_on, edition, posted_on, notified_on, cancelled_on
       FROM declaration""",
    "SELECT declaration_id, procedure_id FROM declaration_procedure",
    "SELECT id, code, name, valid_from, valid_to FROM administrative_procedure",
)


def read_facts(session: Session) -> int:
    """Every row of FACTS through the bare driver; how many there were."""
    cursor = session.connection().connection.cursor()
    count = 0
    for statement in FACTS:
        cursor.execute(statement)
        count += len(cursor.fetchall())
    return count


def insert_in_bulk(session: Session, table: Table, rows: list[dict[str, Any]]) -> None:
    session.execute(insert(table), rows)


def write_cells(path: Path, sheets: Mapping[str, Sequence[Sequence[Any]]]) -> Path:
    """A workbook with these cells through openpyxl's write-only mode."""
    book = Workbook(write_only=True)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path
