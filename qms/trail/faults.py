"""What can be wrong with the trail, said in sentences that name the entries."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from qms.language import Phrase, mark


class FaultKind(StrEnum):
    EDITED = "edited"
    DELETED = "deleted"
    TAIL_MISSING = "tail_missing"
    INSERTED = "inserted"
    REPLACED = "replaced"
    REORDERED = "reordered"
    REWRITTEN = "rewritten"
    HEAD_MISSING = "head_missing"
    BATCH_CHANGED = "batch_changed"


SENTENCES = {
    FaultKind.EDITED: mark("{entries} đã bị sửa: nội dung không khớp với mã băm."),
    FaultKind.DELETED: mark("{entries} đã bị xóa."),
    FaultKind.TAIL_MISSING: mark("{entries} ở cuối nhật ký đã bị xóa."),
    FaultKind.INSERTED: mark("{entries} đã bị chèn thêm: không thuộc chuỗi đã ghi."),
    FaultKind.REPLACED: mark("{entries} đã bị thay thế: mã băm không còn là mã mà mục kế tiếp hoặc điểm cuối đã ghi."),
    FaultKind.REORDERED: mark("{entries} đã bị đổi thứ tự: khi ghi, mang số bắt đầu từ {original}."),
    FaultKind.REWRITTEN: mark("{entries} không còn mã băm đã ghi lại trước đây: nhật ký đã bị viết lại."),
    FaultKind.HEAD_MISSING: mark("Dòng ghi điểm cuối của nhật ký không còn."),
    FaultKind.BATCH_CHANGED: mark("Đợt ghi bắt đầu từ mục số {number} (ai, khi nào, từ đâu) đã bị sửa, thêm hoặc xóa."),
}


@dataclass(frozen=True)
class Fault:
    """What was done to the entries ``number`` to ``last`` (inclusive)."""

    number: int
    last: int
    kind: FaultKind
    message: Phrase


def head_missing() -> Fault:
    return Fault(0, 0, FaultKind.HEAD_MISSING, Phrase(SENTENCES[FaultKind.HEAD_MISSING]))


def batch_changed(number: int) -> Fault:
    return Fault(number, number, FaultKind.BATCH_CHANGED, Phrase(SENTENCES[FaultKind.BATCH_CHANGED], number=number))


def in_runs(kind: FaultKind, numbers: Iterable[int]) -> list[Fault]:
    """One fault for each run of consecutive numbers."""
    return [Fault(first, last, kind, Phrase(SENTENCES[kind], entries=_entries(first, last))) for first, last in _ranges(numbers)]


def reordered(originals: dict[int, int]) -> list[Fault]:
    """One fault for each run of entries that were moved by the same distance."""
    faults = []
    for shift in sorted({original - present for present, original in originals.items()}):
        moved = {present for present, original in originals.items() if original - present == shift}
        for first, last in _ranges(moved):
            values = {"entries": _entries(first, last), "original": first + shift}
            faults.append(Fault(first, last, FaultKind.REORDERED, Phrase(SENTENCES[FaultKind.REORDERED], **values)))
    return faults


def _ranges(numbers: Iterable[int]) -> list[tuple[int, int]]:
    ranges: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if ranges and ranges[-1][1] == number - 1:
            ranges[-1] = (ranges[-1][0], number)
        else:
            ranges.append((number, number))
    return ranges


def _entries(first: int, last: int) -> Phrase:
    if first == last:
        return Phrase(mark("Mục số {number}"), number=first)
    return Phrase(mark("Các mục từ số {first} đến số {last}"), first=first, last=last)
