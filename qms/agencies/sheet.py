"""The sheets of public bodies: their slices in time, and the reorganisations between them."""

import hashlib
from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import ScalarSelect, false, func, select
from sqlalchemy.orm import aliased

from qms.agencies.models import (
    Agency,
    AgencyKind,
    AgencySlice,
    LineageEvent,
    LineageKind,
    LineageParty,
    LineageSide,
    Obligation,
    Tier,
)
from qms.exchange.checking import FinalState
from qms.exchange.circles import refuse_circles, slices_of
from qms.exchange.columns import Choice, Day, Key, Reference, References, Text
from qms.exchange.comparing import Comparison
from qms.exchange.sheet import Fact, Ids, Links, Misfit, Order, Owner, Sheet, Surroundings, begins, table_of
from qms.exchange.sheet import Reference as Refers
from qms.language import Phrase, mark
from qms.text import fold_key

TIERS = {mark("tỉnh"): Tier.PROVINCE, mark("huyện"): Tier.DISTRICT, mark("xã"): Tier.COMMUNE}
KINDS = {
    mark("cơ quan chuyên môn"): AgencyKind.SPECIALISED_AGENCY,
    mark("UBND"): AgencyKind.PEOPLES_COMMITTEE,
    mark("ban quản lý"): AgencyKind.MANAGEMENT_BOARD,
    mark("chi cục"): AgencyKind.SUB_DEPARTMENT,
    mark("đơn vị sự nghiệp"): AgencyKind.PUBLIC_SERVICE_UNIT,
}
OBLIGATIONS = {
    mark("bắt buộc"): Obligation.MANDATORY,
    mark("kế hoạch"): Obligation.PLAN,
    mark("khuyến khích"): Obligation.ENCOURAGED,
    mark("không"): Obligation.NONE,
}
LINEAGE_KINDS = {
    mark("thành lập"): LineageKind.ESTABLISH,
    mark("đổi tên"): LineageKind.RENAME,
    mark("đổi tên theo cấp trên"): LineageKind.RENAME_WITH_SUPERIOR,
    mark("chia tách"): LineageKind.SPLIT,
    mark("hợp nhất"): LineageKind.MERGE,
    mark("sáp nhập"): LineageKind.ABSORB,
    mark("chuyển đi"): LineageKind.TRANSFER_OUT,
    mark("giải thể"): LineageKind.ABOLISH,
}
END_AFTER_START = Phrase(mark("Đến ngày phải sau Từ ngày; để trống nếu còn hiệu lực."))
CIRCLE = Phrase(mark("Cơ quan này trực thuộc chính nó, trực tiếp hoặc qua các cơ quan cấp trên; hãy chọn cơ quan cấp trên khác."))


def _check_circles(state: FinalState, comparison: Comparison) -> None:
    refuse_circles(comparison, slices_of(dict(state.facts(comparison.sheet)), 1), CIRCLE)


def _slice_values(fact: Fact, ids: Ids) -> dict[str, Any]:
    return {
        "agency_id": ids["agency"][fold_key(fact.agency),],
        "valid_from": fact.valid_from,
        "valid_to": fact.valid_to,
        "name": fact.name,
        "short_name": fact.short_name,
        "tier": fact.tier,
        "kind": fact.kind,
        "parent_id": ids["agency"][fact.parent,] if fact.parent else None,
        "symbol": fact.symbol,
        "obligation": fact.obligation,
    }


_parent = aliased(Agency)

AGENCIES = Sheet(
    name=mark("Cơ quan"),
    noun="agency_slice",
    columns=(
        Key(
            header=mark("Mã"),
            field="agency",
            key=True,
            note=mark("Mã cơ quan. Nhiều dòng cùng một mã là các giai đoạn của cơ quan đó."),
        ),
        Day(header=mark("Từ ngày"), field="valid_from", key=True),
        Day(header=mark("Đến ngày"), field="valid_to", note=mark("Ngày đầu tiên không còn hiệu lực; để trống nếu còn hiệu lực.")),
        Text(header=mark("Tên"), field="name", required=True, width=48),
        Text(header=mark("Tên ngắn"), field="short_name", width=28),
        Choice(header=mark("Cấp"), field="tier", required=True, words=TIERS),
        Choice(header=mark("Loại"), field="kind", required=True, words=KINDS, width=22),
        Reference(header=mark("Trực thuộc"), field="parent", note=mark("Mã của cơ quan cấp trên trực tiếp.")),
        Text(header=mark("Ký hiệu"), field="symbol"),
        Choice(
            header=mark("Nghĩa vụ"),
            field="obligation",
            required=True,
            words=OBLIGATIONS,
            note=mark("Nghĩa vụ áp dụng ISO 9001 (Điều 2 QĐ 19/2014/QĐ-TTg và kế hoạch của tỉnh)."),
        ),
    ),
    query=select(
        AgencySlice.id,
        false(),
        Agency.key,
        AgencySlice.valid_from,
        AgencySlice.valid_to,
        AgencySlice.name,
        AgencySlice.short_name,
        AgencySlice.tier,
        AgencySlice.kind,
        _parent.key,
        AgencySlice.symbol,
        AgencySlice.obligation,
    )
    .join(Agency, AgencySlice.agency_id == Agency.id)
    .outerjoin(_parent, AgencySlice.parent_id == _parent.id)
    .order_by(Agency.key_folded, AgencySlice.valid_from),
    table=table_of(AgencySlice),
    values=_slice_values,
    owner=Owner(
        noun="agency",
        table=table_of(Agency),
        key_length=1,
        query=select(Agency.id, Agency.key_folded),
        values=lambda fact, ids: {"key": fact.agency, "key_folded": fold_key(fact.agency)},
    ),
    references=(Refers("agency", ("parent",)),),
    orders=(Order("valid_to", "valid_from", True, END_AFTER_START),),
    alone=("agency",),
    overlap=Phrase(mark("Các giai đoạn của một cơ quan không được chồng lên nhau.")),
    check_whole=_check_circles,
    first=begins("valid_from"),
    example={
        "agency": "vi-du",
        "valid_from": date(2011, 1, 1),
        "name": "(Ví dụ) Sở Khoa học và Công nghệ",
        "short_name": "Sở KH&CN",
        "tier": "tỉnh",
        "kind": "cơ quan chuyên môn",
        "symbol": "SKHCN",
        "obligation": "bắt buộc",
    },
)


def _side(side: LineageSide) -> ScalarSelect[Any]:
    """The keys of the agencies on one side of an event, one a line."""
    return (
        select(func.aggregate_strings(Agency.key, "\n"))
        .join(LineageParty, LineageParty.agency_id == Agency.id)
        .where(LineageParty.event_id == LineageEvent.id, LineageParty.side == side)
        .scalar_subquery()
    )


def fingerprint(happened_on: date, kind: LineageKind, from_keys: tuple[str, ...], to_keys: tuple[str, ...]) -> str:
    """The identity of a lineage event: SHA-256 over its day, kind and the sets of agencies (folded keys) on both sides."""
    sides = (";".join(sorted(set(keys))) for keys in (from_keys, to_keys))
    return hashlib.sha256("|".join((happened_on.isoformat(), kind.value, *sides)).encode()).hexdigest()


def _event_values(fact: Fact, ids: Ids) -> dict[str, Any]:
    return {
        "happened_on": fact.happened_on,
        "kind": fact.kind,
        "basis": fact.basis,
        "fingerprint": fingerprint(fact.happened_on, fact.kind, fact.from_keys, fact.to_keys),
    }


def _party_rows(fact: Fact, ids: Ids) -> Iterator[dict[str, Any]]:
    for side, keys in ((LineageSide.FROM, fact.from_keys), (LineageSide.TO, fact.to_keys)):
        for position, key in enumerate(keys):
            yield {"side": side, "agency_id": ids["agency"][key,], "position": position}


def _check_event(fact: Fact, around: Surroundings) -> Iterator[Misfit]:
    if fact.from_keys == () and fact.to_keys == ():
        yield Misfit("from_keys", Phrase(mark("Ghi mã cơ quan ở Từ mã hoặc Đến mã; chỉ một trong hai được để trống.")))


LINEAGE = Sheet(
    name=mark("Biến động"),
    noun="lineage_event",
    columns=(
        Day(header=mark("Ngày"), field="happened_on", key=True),
        Choice(header=mark("Loại"), field="kind", key=True, words=LINEAGE_KINDS, width=24),
        References(
            header=mark("Từ mã"),
            field="from_keys",
            key=True,
            either=True,
            width=30,
            note=mark("Mã các cơ quan trước biến động, cách nhau bằng dấu ;"),
        ),
        References(
            header=mark("Đến mã"),
            field="to_keys",
            key=True,
            either=True,
            width=30,
            note=mark("Mã các cơ quan sau biến động, cách nhau bằng dấu ;"),
        ),
        Text(header=mark("Căn cứ"), field="basis", width=48),
    ),
    query=select(
        LineageEvent.id,
        false(),
        LineageEvent.happened_on,
        LineageEvent.kind,
        _side(LineageSide.FROM),
        _side(LineageSide.TO),
        LineageEvent.basis,
    ).order_by(LineageEvent.happened_on, LineageEvent.kind, LineageEvent.fingerprint),
    table=table_of(LineageEvent),
    values=_event_values,
    links=Links(table_of(LineageParty), "event_id", _party_rows),
    references=(Refers("agency", ("from_keys",), many=True), Refers("agency", ("to_keys",), many=True)),
    check=_check_event,
    first=begins("happened_on"),
    example={
        "happened_on": date(2016, 7, 1),
        "kind": "chia tách",
        "from_keys": "vi-du",
        "to_keys": "vi-du-1; vi-du-2",
        "basis": "Quyết định số 01/2016/QĐ-UBND",
    },
)

SHEETS: tuple[Sheet, ...] = (AGENCIES, LINEAGE)
