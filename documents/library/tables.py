"""The list of documents as a table."""

from collections.abc import Sequence
from datetime import date

from documents.approval.listing import Line
from documents.library.kinds import kind_label
from qms.language import Phrase, gettext, mark
from qms.rendering.table import Column, Kind, Table


def document_table(lines: Sequence[Line], day: date) -> Table:
    """Exactly what the list shows, on all its pages."""
    return Table(
        title=str(Phrase(mark("Tài liệu tại ngày {day}"), day=day)),
        columns=[
            Column(gettext("Cơ quan"), Kind.CODE),
            Column(gettext("Mã tài liệu"), Kind.CODE),
            Column(gettext("Tên tài liệu"), weight=3),
            Column(gettext("Loại")),
            Column(gettext("Lần ban hành"), Kind.NUMBER),
            Column(gettext("Lần sửa đổi"), Kind.NUMBER),
            Column(gettext("Ngày hiệu lực"), Kind.DATE),
            Column(gettext("Tình trạng")),
            Column(gettext("Đang soạn thảo")),
        ],
        rows=[
            [
                line.agency,
                line.code,
                line.title,
                str(kind_label(line.kind)),
                line.issue_no,
                line.revision_no,
                line.effective_on,
                str(line.state.label),
                str(line.in_work.label) if line.in_work else None,
            ]
            for line in lines
        ],
    )
