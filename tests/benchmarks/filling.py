"""A registry of any size, written straight into the tables: bodies alike in shape, different in dates."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import Table, insert
from sqlalchemy.orm import Session

from audits.nonconformities.models import Nonconformity
from audits.programme.models import Audit
from audits.reviews.models import ManagementReview
from documents.library.models import Document, Revision, revision_procedure
from qms.agencies.models import Agency, AgencySlice
from qms.catalogue.models import AdministrativeProcedure, Authority
from qms.storage.base import Base
from reports.publication.models import Declaration, declaration_procedure

PROCEDURES_PER_BODY = 10
YEARS = range(2016, 2026)
SLOTS = (
    "policy",
    "objectives",
    "context",
    "documented-information",
    "internal-audit",
    "management-review",
    "nonconformity",
    "risk",
    "satisfaction",
    "one-stop",
)
DAY = date(2025, 11, 23)  # the day on which the benchmarks ask


class _Rows:
    """Rows for each table, numbered as they come."""

    def __init__(self) -> None:
        self.tables: dict[str, list[dict[str, Any]]] = {}

    def add(self, model: type[Base] | Table, **values: Any) -> int:
        table = model if isinstance(model, Table) else model.__table__
        rows = self.tables.setdefault(table.name, [])
        identity = len(rows) + 1
        rows.append({"id": identity, **values} if "id" in table.columns else values)
        return identity


def fill(session: Session, bodies: int) -> None:
    """``bodies`` agencies with documents, procedures, ten years of audits and reviews, and a declaration each."""
    rows = _Rows()
    procedures = [_procedure(rows, number) for number in range(max(PROCEDURES_PER_BODY, bodies))]
    for number in range(bodies):
        _body(rows, number, [procedures[(number + step) % len(procedures)] for step in range(PROCEDURES_PER_BODY)])
    for table in Base.metadata.sorted_tables:
        if table.name in rows.tables:
            session.execute(insert(table), rows.tables[table.name])


def _procedure(rows: _Rows, number: int) -> int:
    code = f"1.{number:06d}"
    return rows.add(
        AdministrativeProcedure,
        code=code,
        code_folded=code,
        name=f"Cấp giấy phép hoạt động, trường hợp {number}",
        field="Đo lường",
        online_level="4",
        valid_from=date(2014, 1, 1),
        valid_to=None,
    )


def _body(rows: _Rows, number: int, procedures: list[int]) -> None:
    key = f"co-quan-{number:06d}"
    agency = rows.add(Agency, key=key, key_folded=key)
    start = date(2015, 1, 1) + timedelta(days=number % 300)
    rows.add(
        AgencySlice,
        agency_id=agency,
        valid_from=start,
        valid_to=None,
        name=f"Sở số {number}",
        short_name=None,
        tier="province",
        kind="specialised_agency",
        parent_id=None,
        symbol=None,
        obligation="mandatory",
    )
    for procedure in procedures:
        rows.add(Authority, agency_id=agency, procedure_id=procedure, valid_from=start, valid_to=None)
    for place, slot in enumerate(SLOTS):
        _document(rows, agency, f"QT-HT-{place:02d}", slot, start + timedelta(days=400), [])
    for procedure in procedures:
        _document(rows, agency, f"QT-NV-{procedure:06d}", None, start + timedelta(days=410), [procedure])
    for year in YEARS:
        held = date(year, 1 + number % 11, 1 + number % 27)
        rows.add(
            Audit,
            agency_id=agency,
            number=f"ĐG-{year}",
            number_folded=f"đg-{year}",
            kind="internal",
            edition="2015",
            started_on=held,
            ended_on=held,
            lead_auditor=None,
            conclusion=None,
            sealed=False,
        )
        rows.add(
            ManagementReview, agency_id=agency, held_on=held + timedelta(days=20), minutes_number=None, chair=None, sealed=False
        )
    rows.add(
        Nonconformity,
        agency_id=agency,
        number="KPH-1",
        number_folded="kph-1",
        audit_id=None,
        clause="8.5.1",
        grade="major",
        description="Không lưu hồ sơ",
        raised_on=date(2025, 6, 1),
        due_on=None,
        closed_on=None if number % 7 == 0 else date(2025, 6, 20),
        sealed=False,
    )
    declaration = rows.add(
        Declaration,
        agency_id=agency,
        number="01/CB",
        number_folded="01/cb",
        signed_on=date(2017, 3, 1),
        effective_on=date(2017, 3, 1),
        edition="2015",
        covers_all=False,
        posted_on=date(2017, 3, 2),
        notified_on=date(2017, 3, 3),
        cancelled_on=None,
        cancellation_basis=None,
        sealed=False,
    )
    for procedure in procedures:
        rows.add(declaration_procedure, declaration_id=declaration, procedure_id=procedure)


def _document(rows: _Rows, agency: int, code: str, slot: str | None, effective: date, procedures: list[int]) -> None:
    document = rows.add(Document, agency_id=agency, code=code, code_folded=code.casefold())
    revision = rows.add(
        Revision,
        document_id=document,
        issue_no=1,
        revision_no=0,
        title=f"Quy trình {code}",
        kind="procedure",
        slot=slot,
        edition="2015",
        recorded_on=effective,
        issued_on=effective,
        effective_on=effective,
        ended_on=None,
        sealed=False,
    )
    for procedure in procedures:
        rows.add(revision_procedure, revision_id=revision, procedure_id=procedure)
