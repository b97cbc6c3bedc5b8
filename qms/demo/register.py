"""The demonstration as a register workbook: rows by sheet, by column header."""

from typing import Any

from qms.demo import audits, stories
from qms.demo.agencies import bodies, lineage_rows
from qms.demo.almanac import Row
from qms.demo.authority import authority_rows, mandates
from qms.demo.declarations import declaration_rows
from qms.demo.documents import document_rows
from qms.demo.lives import lives
from qms.demo.procedures import procedures


def demonstration_rows() -> dict[str, list[dict[str, Any]]]:
    """Sheet name -> rows by column header, in the order of the sheets; the same rows each time."""
    every_body, every_procedure = bodies(), procedures()
    held = mandates(every_procedure, every_body)
    sheets: dict[str, list[Row]] = {
        "Cơ quan": [row for body in every_body.values() for row in body.rows],
        "Biến động": lineage_rows(),
        "TTHC": [procedure.row for procedure in every_procedure],
        "Thẩm quyền": authority_rows(held),
        **{name: [] for name in ("Tài liệu", "Đánh giá", "Không phù hợp", "Hành động", "Xem xét", "Công bố", "Phụ lục công bố")},
        "Quyết định riêng": stories.override_rows(),
    }
    for key, life in lives(every_body, stories.TOLD).items():
        documents = document_rows(life, held[key])
        findings, actions = audits.finding_rows(life, documents)
        declarations, annexes = declaration_rows(life, held[key])
        sheets["Tài liệu"] += documents
        sheets["Đánh giá"] += audits.audit_rows(life)
        sheets["Không phù hợp"] += findings
        sheets["Hành động"] += actions
        sheets["Xem xét"] += audits.review_rows(life)
        sheets["Công bố"] += declarations
        sheets["Phụ lục công bố"] += annexes
    sheets["Không phù hợp"] += stories.finding_rows()
    sheets["Hành động"] += stories.action_rows()
    return {name: [dict(row) for row in rows] for name, rows in sheets.items()}
