"""The list of documents that a body hands out, as a table."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from documents.adoption.queries import Working
from documents.distribution.queries import Circulation
from documents.distribution.reading import Tally
from qms.language import Phrase, gettext, mark
from qms.rendering.table import Column, Kind, Share, Table


class State(StrEnum):
    """How far the distribution of a document has come."""

    NOBODY = "chua-phan-phoi"
    UNREAD = "chua-doc-het"
    LATE = "qua-han"
    DONE = "da-doc-het"

    @property
    def label(self) -> str:
        return gettext(_STATES[self])


_STATES = {
    State.NOBODY: mark("Chưa phân phối"),
    State.UNREAD: mark("Còn người chưa đọc"),
    State.LATE: mark("Có người quá hạn đọc"),
    State.DONE: mark("Đã đọc hết"),
}


class Line:
    """A document by which a body works, with its distribution on ``day``."""

    def __init__(self, working: Working, circulation: Circulation | None, day: date) -> None:
        self.working = working
        self.tally = circulation.tally if circulation else Tally()
        self.late = len(circulation.overdue(day)) if circulation else 0
        self.sent = len(circulation.recipients) if circulation else 0

    def holds(self, state: State) -> bool:
        if state is State.NOBODY:
            return self.sent == 0
        if state is State.LATE:
            return self.late > 0
        return self.sent > 0 and (self.tally.unread == 0) is (state is State.DONE)


def distribution_table(lines: Sequence[Line], agency_name: str, day: date) -> Table:
    """Exactly what the list shows, on all its pages."""
    return Table(
        title=str(Phrase(mark("Phân phối tài liệu của {agency}"), agency=agency_name)),
        columns=[
            Column(gettext("Mã tài liệu"), Kind.CODE),
            Column(gettext("Tên tài liệu"), weight=3),
            Column(gettext("Lần ban hành"), Kind.NUMBER),
            Column(gettext("Lần sửa đổi"), Kind.NUMBER),
            Column(gettext("Vị trí nhận"), Kind.NUMBER),
            Column(gettext("Đã đọc"), Kind.NUMBER),
            Column(gettext("Tỷ lệ đã đọc"), Kind.PERCENT),
            Column(gettext("Quá hạn đọc"), Kind.NUMBER),
            Column(gettext("Vị trí chưa có người giữ"), Kind.NUMBER),
        ],
        rows=[
            [
                line.working.code,
                line.working.title,
                line.working.issue_no,
                line.working.revision_no,
                line.sent,
                line.tally.read,
                Share(line.tally.read, line.tally.asked),
                line.late,
                line.tally.vacant,
            ]
            for line in lines
        ],
        note=str(Phrase(mark("Tại ngày {day}"), day=day)),
        sheet=gettext("Phân phối tài liệu"),
    )
