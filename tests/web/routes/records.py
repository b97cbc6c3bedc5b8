"""Lists of records."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents.records.models import Medium, RecordSeries
from qms.agencies.models import Agency
from tests.web.cast import AUDITOR, COORDINATOR, DEPARTMENT, ELSEWHERE, OTHER_DEPARTMENT, UNIT_HEAD
from tests.web.routes.rows import INSIDERS, Page, Send

HERE, OUTSIDE = {"co-quan": DEPARTMENT}, {"co-quan": OTHER_DEPARTMENT}
KEEPERS = frozenset({COORDINATOR, UNIT_HEAD})
FIELDS = {
    "code": "HS-01",
    "name": "Hồ sơ đánh giá nội bộ",
    "place": "Tủ 2",
    "medium": "paper",
    "retention_years": "5",
    "retention_basis": "TT 10/2022/TT-BNV",
    "disposal": "Tiêu hủy",
    "valid_from": "2026-01-01",
}


def a_series(session: Session) -> None:
    session.add(
        RecordSeries(
            agency=session.scalars(select(Agency).where(Agency.key == DEPARTMENT)).one(),
            code="HS-01",
            code_folded="hs-01",
            name="Hồ sơ cũ",
            place="Tủ 1",
            medium=Medium.PAPER,
            retention_years=None,
            retention_basis="QĐ 1",
            disposal="Không",
            valid_from=date(2020, 1, 1),
        )
    )


def series(session: Session) -> int:
    return session.scalars(select(RecordSeries.id)).first() or 0


PAGES = {
    "records.index": Page(INSIDERS, HERE, outside=OUTSIDE),
    "records.export": Page(INSIDERS, {"form": "csv", **HERE}, outside={"form": "csv", **OUTSIDE}),
    "records.enter": Page(KEEPERS, HERE, outside=OUTSIDE),
    "records.change": Page(KEEPERS, {"series_id": 0}, answer=404),  # the list of the small province is empty
}
SENDS = {
    "records.enter": Send(COORDINATOR, FIELDS, HERE, refused=AUDITOR, outside=OUTSIDE),
    "records.change": Send(COORDINATOR, {**FIELDS, "version": "1"}, {"series_id": series}, refused=ELSEWHERE, first=a_series),
}
