"""The list of controlled copies as a table."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from documents.copies.queries import CopyLine
from documents.copies.validity import Validity
from qms.language import Phrase, gettext, mark, pmark
from qms.rendering.table import Column, Kind, Table


class Where(StrEnum):
    """Which copies the list shows."""

    OUT = "dang-giu"
    RECALL = "can-thu-hoi"
    BACK = "da-thu-hoi"

    @property
    def label(self) -> str:
        return gettext(_WHERE[self])

    def holds(self, line: CopyLine) -> bool:
        if self is Where.RECALL:
            return line.to_recall
        return (line.validity is Validity.RETURNED) is (self is Where.BACK)


_WHERE = {Where.OUT: mark("Đang được giữ"), Where.RECALL: mark("Cần thu hồi"), Where.BACK: pmark("copy", "Đã thu hồi")}


def copies_table(lines: Sequence[CopyLine], agency_name: str, day: date) -> Table:
    """Exactly what the list shows, on all its pages."""
    return Table(
        title=str(Phrase(mark("Bản kiểm soát của {agency}"), agency=agency_name)),
        columns=[
            Column(gettext("Mã tài liệu"), Kind.CODE),
            Column(gettext("Tên tài liệu"), weight=3),
            Column(gettext("Lần ban hành"), Kind.NUMBER),
            Column(gettext("Lần sửa đổi"), Kind.NUMBER),
            Column(gettext("Bản số"), Kind.NUMBER),
            Column(gettext("Người hoặc nơi giữ"), weight=2),
            Column(gettext("Ngày cấp"), Kind.DATE),
            Column(gettext("Tình trạng")),
            Column(gettext("Ngày thu hồi"), Kind.DATE),
            Column(gettext("Kết quả"), weight=2),
        ],
        rows=[
            [
                line.code,
                line.title,
                line.issue_no,
                line.revision_no,
                line.number,
                line.holder,
                line.issued_on,
                str(Where.RECALL.label if line.to_recall else line.validity.label),
                line.returned_on,
                line.return_note,
            ]
            for line in lines
        ],
        note=str(Phrase(mark("Tại ngày {day}"), day=day)),
        sheet=gettext("Bản kiểm soát"),
    )
