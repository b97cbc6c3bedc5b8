"""The sheet of what is done about nonconformities."""

from datetime import date
from typing import Any

from sqlalchemy import select

from audits.corrective_actions.models import ActionKind, CorrectiveAction
from audits.nonconformities.models import Nonconformity
from qms.agencies.models import Agency
from qms.exchange.columns import Choice, Day, Integer, Reference, Text
from qms.exchange.sheet import Fact, Ids, Sheet, table_of
from qms.exchange.sheet import Reference as Refers
from qms.language import mark

KINDS = {
    mark("khắc phục tức thời"): ActionKind.CORRECTION,
    mark("khắc phục"): ActionKind.CORRECTIVE,
    mark("phòng ngừa"): ActionKind.PREVENTIVE,
}


def _values(fact: Fact, ids: Ids) -> dict[str, Any]:
    return {
        "nonconformity_id": ids["nonconformity"][fact.agency, fact.nonconformity],
        "ordinal": fact.ordinal,
        "kind": fact.kind,
        "description": fact.description,
        "responsible": fact.responsible,
        "due_on": fact.due_on,
        "done_on": fact.done_on,
        "verified_on": fact.verified_on,
    }


def _first(fact: Fact) -> tuple[str, date] | None:
    """The earliest of its dates; without any it goes with its nonconformity."""
    dated = [(day, name) for name in ("due_on", "done_on", "verified_on") if (day := getattr(fact, name)) is not None]
    if not dated:
        return None
    day, name = min(dated)
    return name, day


ACTIONS = Sheet(
    name=mark("Hành động"),
    noun="corrective_action",
    columns=(
        Reference(header=mark("Mã cơ quan"), field="agency", key=True),
        Reference(header=mark("Số KPH"), field="nonconformity", key=True, note=mark("Số của sự không phù hợp.")),
        Integer(header=mark("Thứ tự"), field="ordinal", key=True),
        Choice(header=mark("Loại"), field="kind", required=True, words=KINDS, width=22),
        Text(header=mark("Nội dung"), field="description", required=True, width=60),
        Text(header=mark("Người thực hiện"), field="responsible", width=28),
        Day(header=mark("Hạn"), field="due_on"),
        Day(header=mark("Ngày xong"), field="done_on"),
        Day(header=mark("Ngày xác nhận"), field="verified_on"),
    ),
    query=select(
        CorrectiveAction.id,
        CorrectiveAction.sealed,
        Agency.key,
        Nonconformity.number,
        CorrectiveAction.ordinal,
        CorrectiveAction.kind,
        CorrectiveAction.description,
        CorrectiveAction.responsible,
        CorrectiveAction.due_on,
        CorrectiveAction.done_on,
        CorrectiveAction.verified_on,
    )
    .join(Nonconformity, CorrectiveAction.nonconformity_id == Nonconformity.id)
    .join(Agency, Nonconformity.agency_id == Agency.id)
    .order_by(Agency.key_folded, Nonconformity.number_folded, CorrectiveAction.ordinal),
    table=table_of(CorrectiveAction),
    values=_values,
    references=(Refers("nonconformity", ("agency", "nonconformity")),),
    follows=True,
    first=_first,
    example={
        "agency": "vi-du",
        "nonconformity": "KPH-01",
        "ordinal": 1,
        "kind": "khắc phục",
        "description": "Bổ sung biểu mẫu vào danh mục và rà soát toàn bộ biểu mẫu của phòng.",
        "responsible": "Trần Thị Bình",
        "due_on": date(2018, 10, 20),
        "done_on": date(2018, 10, 18),
        "verified_on": date(2018, 10, 20),
    },
)

SHEETS: tuple[Sheet, ...] = (ACTIONS,)
