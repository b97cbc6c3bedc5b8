"""A random world of the oracle as the rows of a register workbook."""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any

from audits.nonconformities.sheet import GRADES
from qms.agencies.models import AgencyKind, Obligation, Tier
from qms.agencies.sheet import KINDS, LINEAGE_KINDS, OBLIGATIONS
from reports.publication.facts import AgencyFacts, DeclarationFact, RevisionFact, Slice
from reports.publication.sheet import OVERRIDE_KINDS
from tests.oracle.worlds import LONG_AGO, World

Row = dict[str, Any]
OTHER = "x"  # the body that lineage events of a world name beside its own
SLOTS = {"audit": "internal-audit"}  # what the shipped framework calls the slots of a world
_OTHERS = Slice(LONG_AGO, None, "Sở Khác", None, Tier.PROVINCE, AgencyKind.SPECIALISED_AGENCY, None, Obligation.NONE)


def storable(world: World, knows_slot: Callable[[str, str], bool]) -> World:
    """The world without what a workbook cannot tell, or must not.

    An agency without slices, a declaration of nothing (it becomes one of everything), an end on or before the issue of what
    never took effect, and a slot that the shipped edition does not know, as ``knows_slot`` tells.
    """

    def revision(row: RevisionFact) -> RevisionFact:
        slot = SLOTS.get(row.slot or "", row.slot)
        slot = slot if slot is not None and knows_slot(row.edition, slot) else None
        begun = row.effective_on or row.issued_on
        return row._replace(slot=slot, ended_on=row.ended_on if begun and row.ended_on and row.ended_on > begun else None)

    agencies = {
        facts.key: AgencyFacts(
            facts.key, facts.slices, facts.lineage, facts.authorities, tuple(map(revision, facts.revisions)),
            facts.internal_audits, facts.nonconformities, facts.reviews,
            tuple(row if row.scope or row.scope is None else row._replace(scope=None) for row in facts.declarations),
            facts.overrides)
        for facts in world.agencies.values() if facts.slices
    }  # fmt: skip
    return World(world.common, agencies)


def world_rows(world: World) -> dict[str, list[Row]]:
    """``{sheet: [{header: cell}, …]}`` of the facts of a storable world; its policy and framework are no part of a workbook."""
    codes = {number: procedure.code for number, procedure in world.common.procedures.items()}
    sheets: dict[str, list[Row]] = {
        "Cơ quan": [_slice(OTHER, _OTHERS)],
        "TTHC": [{"Mã TTHC": row.code, "Tên": row.name, **_span(row)} for row in world.common.procedures.values()],
    }
    for facts in world.agencies.values():
        for sheet, rows in _sheets_of(facts, codes).items():
            sheets.setdefault(sheet, []).extend({"Mã cơ quan": facts.key, **row} for row in rows)
    for row in sheets["Cơ quan"]:
        row.setdefault("Mã", row.pop("Mã cơ quan", OTHER))
    for row in sheets.get("Biến động", []):
        del row["Mã cơ quan"]
    return {name: rows for name, rows in sheets.items() if rows}


def _sheets_of(facts: AgencyFacts, codes: Mapping[int, str]) -> dict[str, list[Row]]:
    return {
        "Cơ quan": [_slice(facts.key, row) for row in facts.slices],
        "Biến động": [
            {"Ngày": row.happened_on, "Loại": _word(LINEAGE_KINDS, row.kind), "Từ mã": "; ".join(row.from_keys),
             "Đến mã": "; ".join(row.to_keys)} for row in facts.lineage],
        "Thẩm quyền": [{"Mã TTHC": codes[row.procedure], **_span(row)} for row in facts.authorities],
        "Tài liệu": [_revision(row, codes) for row in facts.revisions],
        "Đánh giá": [
            {"Số": row.number, "Loại": "nội bộ", "Phiên bản ISO": "2015", "Ngày bắt đầu": row.closed_on,
             "Ngày kết thúc": row.closed_on} for row in facts.internal_audits],
        "Không phù hợp": [
            {"Số": row.number, "Điều khoản": "8.2.2", "Mức độ": _word(GRADES, row.grade), "Mô tả": "–",
             "Ngày phát hiện": row.raised_on, "Hạn": row.due_on, "Ngày đóng": row.closed_on} for row in facts.nonconformities],
        "Xem xét": [{"Ngày họp": row.held_on, "Số biên bản": row.minutes_number} for row in facts.reviews],
        "Công bố": [_declaration(row, codes) for row in facts.declarations],
        "Phụ lục công bố": [
            {"Số công bố": signed.number, "Ngày ký công bố": signed.signed_on, "Số": row.number, "Ngày ký": row.signed_on,
             "Thêm": _list(row.added, codes), "Bớt": _list(row.removed, codes)}
            for signed in facts.declarations for row in signed.annexes],
        "Quyết định riêng": [
            {"Số": row.number, "Ngày ký": row.signed_on, "Loại": _word(OVERRIDE_KINDS, row.kind), "Lý do": row.reason,
             "Người ký": row.signer, **_span(row)} for row in facts.overrides],
    }  # fmt: skip


def _slice(key: str, row: Slice) -> Row:
    return {"Mã": key, "Tên": row.name, "Cấp": "tỉnh", "Loại": _word(KINDS, row.kind), "Trực thuộc": row.parent,
            "Nghĩa vụ": _word(OBLIGATIONS, row.obligation), **_span(row)}  # fmt: skip


def _revision(row: RevisionFact, codes: Mapping[int, str]) -> Row:
    return {"Mã tài liệu": row.code, "Tên": row.title, "Loại": "quy trình", "Mục khung": row.slot, "Phiên bản ISO": row.edition,
            "Lần ban hành": row.issue_no, "Lần sửa đổi": row.revision_no, "Ngày ghi nhận": row.recorded_on,
            "Ngày ban hành": row.issued_on, "Ngày hiệu lực": row.effective_on, "Ngày hết hiệu lực": row.ended_on,
            "Mã TTHC": _list(row.procedures, codes)}  # fmt: skip


def _declaration(row: DeclarationFact, codes: Mapping[int, str]) -> Row:
    return {"Số": row.number, "Ngày ký": row.signed_on, "Ngày hiệu lực": row.effective_on, "Phiên bản ISO": row.edition,
            "Phạm vi": "*" if row.scope is None else _list(row.scope, codes), "Ngày niêm yết": row.posted_on,
            "Ngày gửi": row.notified_on, "Ngày hủy": row.cancelled_on}  # fmt: skip


def _span(row: Any) -> dict[str, date | None]:
    return {"Từ ngày": row.valid_from, "Đến ngày": row.valid_to}


def _list(numbers: Collection[int], codes: Mapping[int, str]) -> str:
    return "; ".join(codes[number] for number in sorted(numbers))


def _word(words: Mapping[str, Any], value: object) -> str:
    return next(word for word, meaning in words.items() if meaning == value)
