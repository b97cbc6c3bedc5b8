"""Declarations of conformity of the demonstration and the annexes that keep their scope up to date."""

from collections.abc import Iterator, Sequence
from datetime import date

from qms.demo.almanac import LAST_DAY, Row, days_after, listed, pick, row, within, working_day
from qms.demo.authority import Mandate
from qms.demo.lives import Life

_DECLARATION = "Mã cơ quan|Số|Ngày ký|Ngày hiệu lực|Phiên bản ISO|Phạm vi|Ngày niêm yết|Ngày gửi|Ngày hủy|Căn cứ hủy"
_ANNEX = "Mã cơ quan|Số công bố|Ngày ký công bố|Số|Ngày ký|Thêm|Bớt"


def declaration_rows(life: Life, mandates: Sequence[Mandate]) -> tuple[list[Row], list[Row]]:
    """The declarations of one body and their annexes."""
    declarations: list[Row] = []
    annexes: list[Row] = []
    for place, signed in enumerate(life.declared):
        following = life.declared[place + 1] if place + 1 < len(life.declared) else None
        number = _number(life, signed)
        declarations.append(_declaration(life, mandates, number, signed, following))
        if not life.whole_scope:
            annexes += _annexes(life, mandates, number, signed, following)
    return declarations, annexes


def _declaration(life: Life, mandates: Sequence[Mandate], number: str, signed: date, following: date | None) -> Row:
    """Posted and sent to the lead unit within days."""
    key = life.body.key
    scope = "*" if life.whole_scope else listed(_authority(mandates, signed))
    posted = days_after(signed, pick(8, key, signed, "posted"))
    sent = days_after(signed, 2 + pick(12, key, signed, "sent"))
    cancelled = life.cancelled if following is None else None
    effective = (life.effective if following is None else None) or signed
    basis = "Quyết định hủy bỏ công bố sau kiểm tra: hệ thống không được duy trì" if cancelled else None
    return row(
        _DECLARATION, key, number, signed, effective, life.edition_on(signed), scope, posted if posted <= LAST_DAY else None,
        sent if sent <= LAST_DAY else None, cancelled, basis)  # fmt: skip


def _number(life: Life, signed: date) -> str:
    first, count = (300, 3000) if life.body.kind == "UBND" else (20, 500)
    return f"{first + pick(count, life.body.key, signed)}/QĐ-{life.body.symbol}"


def _authority(mandates: Sequence[Mandate], day: date) -> set[str]:
    return {held.procedure.code for held in mandates if within(day, held.start, held.end)}


def _annexes(life: Life, mandates: Sequence[Mandate], number: str, signed: date, following: date | None) -> Iterator[Row]:
    """One annex for each day of change, signed within the window unless the story says later or never."""
    changes = {day for held in mandates for day in (held.start, held.end) if day and signed < day <= LAST_DAY}
    scope = _authority(mandates, signed)
    ordinal = 0
    for change in sorted(changes):
        day = _signing(life, change)
        if day is None or day > LAST_DAY or not within(day, signed, following) or (life.body.end and day >= life.body.end):
            continue
        now = _authority(mandates, change)
        if now == scope:
            continue
        ordinal += 1
        added, removed = listed(now - scope) or None, listed(scope - now) or None
        yield row(_ANNEX, life.body.key, number, signed, f"PL-{ordinal:02}", day, added, removed)
        scope = now


def _signing(life: Life, change: date) -> date | None:
    late = next((late for late in life.late_annexes if late.change == change), None)
    return late.until if late else working_day(days_after(change, 8 + pick(16, life.body.key, change, "annex")))
