"""What can be wrong with the trail, said in sentences that name the entries."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

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


def in_runs(kind: FaultKind, numbers: Iterable[int], spans: Iterable[range] = ()) -> list[Fault]:
    """One fault for each run of consecutive numbers; ``spans`` are numbers that need not be counted one by one."""
    runs = _ranges([*map(_alone, numbers), *spans])
    return [Fault(first, last, kind, Phrase(SENTENCES[kind], entries=_entries(first, last))) for first, last in runs]


def without(spans: Iterable[range], numbers: Iterable[int]) -> list[range]:
    """What is left of spans when some numbers are taken out: at most one piece more for each number."""
    taken, left = sorted(set(numbers)), []
    for span in spans:
        inside = taken[bisect_left(taken, span.start) : bisect_left(taken, span.stop)]
        left += [range(first + 1, last) for first, last in pairwise([span.start - 1, *inside, span.stop]) if first + 1 < last]
    return left


def outside(span: range, gaps: Iterable[range]) -> Iterator[range]:
    """The pieces of a span that lie in none of the gaps, which come in their order."""
    start = span.start
    for gap in gaps:
        if piece := range(start, min(gap.start, span.stop)):
            yield piece
        start = max(start, gap.stop)
    if piece := range(start, span.stop):
        yield piece


def reordered(originals: dict[int, int]) -> list[Fault]:
    """One fault for each run of entries that were moved by the same distance."""
    faults = []
    for shift in sorted({original - present for present, original in originals.items()}):
        moved = {present for present, original in originals.items() if original - present == shift}
        for first, last in _ranges(map(_alone, moved)):
            values = {"entries": _entries(first, last), "original": first + shift}
            faults.append(Fault(first, last, FaultKind.REORDERED, Phrase(SENTENCES[FaultKind.REORDERED], **values)))
    return faults


def _alone(number: int) -> range:
    return range(number, number + 1)


def _ranges(spans: Iterable[range]) -> list[tuple[int, int]]:
    ranges: list[tuple[int, int]] = []
    for span in sorted(spans, key=lambda span: span.start):
        if ranges and ranges[-1][1] == span.start - 1:
            ranges[-1] = (ranges[-1][0], span.stop - 1)
        else:
            ranges.append((span.start, span.stop - 1))
    return ranges


def _entries(first: int, last: int) -> Phrase:
    if first == last:
        return Phrase(mark("Mục số {number}"), number=first)
    return Phrase(mark("Các mục từ số {first} đến số {last}"), first=first, last=last)
