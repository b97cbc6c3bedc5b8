"""The sheet of audits."""

from datetime import date
from typing import Any

from sqlalchemy import select

from audits.programme.models import Audit, AuditKind
from qms.agencies.models import Agency
from qms.exchange.columns import Choice, Day, EditionColumn, Key, Reference, Text
from qms.exchange.sheet import Fact, Ids, Order, Sheet, begins, table_of
from qms.exchange.sheet import Reference as Refers
from qms.language import Phrase, mark
from qms.text import fold_key

KINDS = {mark("nội bộ"): AuditKind.INTERNAL, mark("bên ngoài"): AuditKind.EXTERNAL}


def _values(fact: Fact, ids: Ids) -> dict[str, Any]:
    return {
        "agency_id": ids["agency"][fact.agency,],
        "number": fact.number,
        "number_folded": fold_key(fact.number),
        "kind": fact.kind,
        "edition": fact.edition,
        "started_on": fact.started_on,
        "ended_on": fact.ended_on,
        "lead_auditor": fact.lead_auditor,
        "conclusion": fact.conclusion,
    }


AUDITS = Sheet(
    name=mark("Đánh giá"),
    noun="audit",
    columns=(
        Reference(header=mark("Mã cơ quan"), field="agency", key=True),
        Key(header=mark("Số"), field="number", key=True, note=mark("Số của cuộc đánh giá, định dạng Văn bản (Text).")),
        Choice(header=mark("Loại"), field="kind", required=True, words=KINDS),
        EditionColumn(
            header=mark("Phiên bản ISO"), field="edition", required=True, note=mark("Năm của phiên bản ISO 9001, ví dụ 2015.")
        ),
        Day(header=mark("Ngày bắt đầu"), field="started_on", required=True),
        Day(header=mark("Ngày kết thúc"), field="ended_on", note=mark("Ngày kết thúc cuộc đánh giá; có thể là ngày bắt đầu.")),
        Text(header=mark("Trưởng đoàn"), field="lead_auditor", width=28),
        Text(header=mark("Kết luận"), field="conclusion", width=48),
    ),
    query=select(
        Audit.id,
        Audit.sealed,
        Agency.key,
        Audit.number,
        Audit.kind,
        Audit.edition,
        Audit.started_on,
        Audit.ended_on,
        Audit.lead_auditor,
        Audit.conclusion,
    )
    .join(Agency, Audit.agency_id == Agency.id)
    .order_by(Agency.key_folded, Audit.number_folded),
    table=table_of(Audit),
    values=_values,
    references=(Refers("agency", ("agency",)),),
    orders=(Order("ended_on", "started_on", False, Phrase(mark("Ngày kết thúc không được trước Ngày bắt đầu."))),),
    first=begins("started_on"),
    life="agency",
    example={
        "agency": "vi-du",
        "number": "ĐGNB-2018",
        "kind": "nội bộ",
        "edition": "2015",
        "started_on": date(2018, 10, 1),
        "ended_on": date(2018, 10, 3),
        "lead_auditor": "Nguyễn Văn An",
        "conclusion": "Hệ thống được duy trì.",
    },
)

SHEETS: tuple[Sheet, ...] = (AUDITS,)
