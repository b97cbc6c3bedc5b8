"""The sheet of organisational units: slices in time that form a tree inside one agency."""

from datetime import date
from typing import Any

from sqlalchemy import false, select
from sqlalchemy.orm import aliased

from qms.agencies.models import Agency
from qms.exchange.checking import FinalState
from qms.exchange.circles import refuse_circles, slices_of
from qms.exchange.columns import Choice, Day, Key, Reference, Text
from qms.exchange.comparing import Comparison
from qms.exchange.sheet import Fact, FactKey, Ids, Order, Owner, Sheet, begins, table_of
from qms.exchange.sheet import Reference as Refers
from qms.exchange.whole import final_facts
from qms.language import Phrase, mark
from qms.text import fold_key
from qms.units.models import OrganisationUnit, UnitKind, UnitSlice

KINDS = {
    mark("phòng"): UnitKind.DIVISION,
    mark("ban"): UnitKind.BOARD,
    mark("trung tâm"): UnitKind.CENTRE,
    mark("văn phòng"): UnitKind.OFFICE,
    mark("khác"): UnitKind.OTHER,
}
END_AFTER_START = Phrase(mark("Đến ngày phải sau Từ ngày; để trống nếu còn hiệu lực."))
CIRCLE = Phrase(mark("Đơn vị này nằm trong chính nó, trực tiếp hoặc qua các đơn vị cấp trên; hãy chọn đơn vị cấp trên khác."))

STILL_POSTS = mark("Sau ngày này đơn vị vẫn còn vị trí {post}; hãy chuyển vị trí sang đơn vị khác hoặc đóng vị trí trước.")


def _values(fact: Fact, ids: Ids) -> dict[str, Any]:
    return {
        "unit_id": ids["organisation_unit"][fact.agency, fold_key(fact.unit)],
        "valid_from": fact.valid_from,
        "valid_to": fact.valid_to,
        "name": fact.name,
        "kind": fact.kind,
        "parent_id": ids["organisation_unit"][fact.agency, fact.parent] if fact.parent else None,
    }


def _unit_values(fact: Fact, ids: Ids) -> dict[str, Any]:
    return {"agency_id": ids["agency"][fact.agency,], "code": fact.unit, "code_folded": fold_key(fact.unit)}


def _check_circles(state: FinalState, comparison: Comparison) -> None:
    agencies = {key[0] for key in comparison.wanted}
    facts = final_facts(state, comparison.sheet, Agency.key_folded.in_(agencies))
    refuse_circles(comparison, slices_of(facts, 2), CIRCLE)


def _check_whole(state: FinalState, comparison: Comparison) -> None:
    _check_circles(state, comparison)
    _check_posts(state, comparison)


def _check_posts(state: FinalState, comparison: Comparison) -> None:
    """Refuse to end a unit that still has posts after its last day."""
    codes = {key[1] for key in comparison.wanted}
    units = final_facts(state, comparison.sheet, OrganisationUnit.code_folded.in_(codes))
    last: dict[FactKey, tuple[date, FactKey]] = {}
    for key, fact in units.items():
        end = fact.valid_to if isinstance(fact.valid_to, date) else date.max
        last[key[:2]] = max(last.get(key[:2], (date.min, key)), (end, key))
    ended = {unit: found for unit, found in last.items() if found[0] != date.max and found[1] in comparison.wanted}
    if not ended:
        return
    posts, _length = state.registry.sheet_of("post")
    for post in final_facts(state, posts, OrganisationUnit.code_folded.in_(codes)).values():
        found = ended.get((post.agency, post.unit))
        if found is not None and not _ended(post.valid_to, found[0]):
            comparison.parsed.refuse(comparison.wanted[found[1]][0], "valid_to", Phrase(STILL_POSTS, post=post.title))


def _ended(valid_to: Any, day: date) -> bool:
    return isinstance(valid_to, date) and valid_to <= day


_parent = aliased(OrganisationUnit)

UNITS = Sheet(
    name=mark("Đơn vị"),
    noun="unit_slice",
    columns=(
        Reference(header=mark("Mã cơ quan"), field="agency", key=True),
        Key(
            header=mark("Mã đơn vị"),
            field="unit",
            key=True,
            note=mark("Mã của phòng, ban, trung tâm trong cơ quan. Nhiều dòng cùng một mã là các giai đoạn của đơn vị đó."),
        ),
        Day(header=mark("Từ ngày"), field="valid_from", key=True),
        Day(header=mark("Đến ngày"), field="valid_to", note=mark("Ngày đầu tiên không còn hiệu lực; để trống nếu còn hiệu lực.")),
        Text(header=mark("Tên"), field="name", required=True, width=48),
        Choice(header=mark("Loại"), field="kind", required=True, words=KINDS),
        Reference(header=mark("Thuộc đơn vị"), field="parent", note=mark("Mã của đơn vị cấp trên trong cùng cơ quan, nếu có.")),
    ),
    query=select(
        UnitSlice.id,
        false(),
        Agency.key,
        OrganisationUnit.code,
        UnitSlice.valid_from,
        UnitSlice.valid_to,
        UnitSlice.name,
        UnitSlice.kind,
        _parent.code,
    )
    .join(OrganisationUnit, UnitSlice.unit_id == OrganisationUnit.id)
    .join(Agency, OrganisationUnit.agency_id == Agency.id)
    .outerjoin(_parent, UnitSlice.parent_id == _parent.id)
    .order_by(Agency.key_folded, OrganisationUnit.code_folded, UnitSlice.valid_from),
    table=table_of(UnitSlice),
    values=_values,
    owner=Owner(
        noun="organisation_unit",
        table=table_of(OrganisationUnit),
        key_length=2,
        query=select(OrganisationUnit.id, Agency.key_folded, OrganisationUnit.code_folded).join(
            Agency, OrganisationUnit.agency_id == Agency.id
        ),
        values=_unit_values,
    ),
    references=(Refers("agency", ("agency",)), Refers("organisation_unit", ("agency", "parent"))),
    orders=(Order("valid_to", "valid_from", True, END_AFTER_START),),
    check_whole=_check_whole,
    life="agency",
    alone=("agency", "unit"),
    overlap=Phrase(mark("Các giai đoạn của một đơn vị không được chồng lên nhau.")),
    first=begins("valid_from"),
    example={
        "agency": "vi-du",
        "unit": "VP",
        "valid_from": date(2011, 1, 1),
        "name": "(Ví dụ) Văn phòng Sở",
        "kind": "văn phòng",
    },
)

SHEETS: tuple[Sheet, ...] = (UNITS,)
