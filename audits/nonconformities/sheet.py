"""The sheet of nonconformities."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import select

from audits.nonconformities.models import Grade, Nonconformity
from audits.programme.models import Audit
from qms.agencies.models import Agency
from qms.exchange.columns import Choice, Day, Key, Reference, Text
from qms.exchange.faults import Bad
from qms.exchange.sheet import Fact, Glance, Ids, Misfit, Order, Sheet, Surroundings, begins, table_of
from qms.exchange.sheet import Reference as Refers
from qms.language import Phrase, mark
from qms.text import fold_key

GRADES = {mark("nặng"): Grade.MAJOR, mark("nhẹ"): Grade.MINOR}
_AUDIT = Refers("audit", ("agency", "audit"))


def _values(fact: Fact, ids: Ids) -> dict[str, Any]:
    return {
        "agency_id": ids["agency"][fact.agency,],
        "number": fact.number,
        "number_folded": fold_key(fact.number),
        "audit_id": ids["audit"][fact.agency, fact.audit] if fact.audit else None,
        "clause": fact.clause,
        "grade": fact.grade,
        "description": fact.description,
        "raised_on": fact.raised_on,
        "due_on": fact.due_on,
        "closed_on": fact.closed_on,
    }


def _check(fact: Fact, around: Surroundings) -> Iterator[Misfit]:
    """The edition of its audit knows the clause; without an audit, any edition does."""
    if not isinstance(fact.clause, str) or isinstance(fact.audit, Bad) or isinstance(fact.agency, Bad):
        return
    edition = None
    if fact.audit is not None:
        audit = around.find("audit", (fact.agency, fact.audit))
        if audit is None or not isinstance(audit.edition, str):
            return  # the fault lies with the audit
        edition = audit.edition
    if not around.standards.knows_clause(edition, fact.clause):
        yield Misfit("clause", _unknown(edition))


def _unknown(edition: str | None) -> Phrase:
    if edition is None:
        return Phrase(mark("Không phiên bản ISO 9001 nào có điều khoản này; ghi số điều khoản như 8.2.2."))
    return Phrase(
        mark("ISO 9001:{edition}, phiên bản của cuộc đánh giá, không có điều khoản này; ghi số điều khoản của phiên bản đó."),
        edition=edition,
    )


NONCONFORMITIES = Sheet(
    name=mark("Không phù hợp"),
    noun="nonconformity",
    columns=(
        Reference(header=mark("Mã cơ quan"), field="agency", key=True),
        Key(header=mark("Số"), field="number", key=True, note=mark("Số của sự không phù hợp, định dạng Văn bản (Text).")),
        Reference(header=mark("Số đánh giá"), field="audit", note=mark("Số của cuộc đánh giá đã phát hiện, nếu có.")),
        Text(header=mark("Điều khoản"), field="clause", required=True, note=mark("Số điều khoản ISO 9001, ví dụ 8.2.2.")),
        Choice(header=mark("Mức độ"), field="grade", required=True, words=GRADES),
        Text(header=mark("Mô tả"), field="description", required=True, width=60),
        Day(header=mark("Ngày phát hiện"), field="raised_on", required=True),
        Day(header=mark("Hạn"), field="due_on", note=mark("Để trống: theo thời hạn mà tỉnh quy định.")),
        Day(header=mark("Ngày đóng"), field="closed_on"),
    ),
    query=select(
        Nonconformity.id,
        Nonconformity.sealed,
        Agency.key,
        Nonconformity.number,
        Audit.number,
        Nonconformity.clause,
        Nonconformity.grade,
        Nonconformity.description,
        Nonconformity.raised_on,
        Nonconformity.due_on,
        Nonconformity.closed_on,
    )
    .join(Agency, Nonconformity.agency_id == Agency.id)
    .outerjoin(Audit, Nonconformity.audit_id == Audit.id)
    .order_by(Agency.key_folded, Nonconformity.number_folded),
    table=table_of(Nonconformity),
    values=_values,
    references=(Refers("agency", ("agency",)), _AUDIT),
    orders=(
        Order("due_on", "raised_on", False, Phrase(mark("Hạn không được trước Ngày phát hiện."))),
        Order("closed_on", "raised_on", False, Phrase(mark("Ngày đóng không được trước Ngày phát hiện."))),
    ),
    check=_check,
    glance=Glance(_AUDIT, "edition"),
    first=begins("raised_on"),
    life="agency",
    example={
        "agency": "vi-du",
        "number": "KPH-01",
        "audit": "ĐGNB-2018",
        "clause": "7.5",
        "grade": "nhẹ",
        "description": "Một biểu mẫu đang dùng chưa có trong danh mục tài liệu.",
        "raised_on": date(2018, 10, 3),
        "due_on": date(2018, 11, 3),
        "closed_on": date(2018, 10, 20),
    },
)

SHEETS: tuple[Sheet, ...] = (NONCONFORMITIES,)
