"""The sheet of management reviews."""

from datetime import date

from sqlalchemy import select

from audits.reviews.models import ManagementReview
from qms.agencies.models import Agency
from qms.exchange.columns import Day, Reference, Text
from qms.exchange.sheet import Reference as Refers
from qms.exchange.sheet import Sheet, begins, table_of
from qms.language import mark

REVIEWS = Sheet(
    name=mark("Xem xét"),
    noun="management_review",
    columns=(
        Reference(header=mark("Mã cơ quan"), field="agency", key=True),
        Day(header=mark("Ngày họp"), field="held_on", key=True),
        Text(header=mark("Số biên bản"), field="minutes_number"),
        Text(header=mark("Chủ trì"), field="chair", width=28),
    ),
    query=select(
        ManagementReview.id,
        ManagementReview.sealed,
        Agency.key,
        ManagementReview.held_on,
        ManagementReview.minutes_number,
        ManagementReview.chair,
    )
    .join(Agency, ManagementReview.agency_id == Agency.id)
    .order_by(Agency.key_folded, ManagementReview.held_on),
    table=table_of(ManagementReview),
    values=lambda fact, ids: {
        "agency_id": ids["agency"][fact.agency,],
        "held_on": fact.held_on,
        "minutes_number": fact.minutes_number,
        "chair": fact.chair,
    },
    references=(Refers("agency", ("agency",)),),
    first=begins("held_on"),
    life="agency",
    example={"agency": "vi-du", "held_on": date(2018, 12, 20), "minutes_number": "12/BB-SKHCN", "chair": "Giám đốc Sở"},
)

SHEETS: tuple[Sheet, ...] = (REVIEWS,)
