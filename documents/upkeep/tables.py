"""The list of periodic reviews as a table."""

from collections.abc import Sequence
from datetime import date

from documents.upkeep.queries import Upkept
from qms.language import Phrase, gettext, mark
from qms.rendering.table import Column, Kind, Table


def upkept_table(rows: Sequence[Upkept], day: date) -> Table:
    """Exactly what the list shows, on all its pages."""
    return Table(
        title=gettext("Hạn xem xét định kỳ tài liệu"),
        columns=[
            Column(gettext("Cơ quan"), weight=2),
            Column(gettext("Mã tài liệu"), Kind.CODE),
            Column(gettext("Tên tài liệu"), weight=3),
            Column(gettext("Lần ban hành"), Kind.NUMBER),
            Column(gettext("Lần sửa đổi"), Kind.NUMBER),
            Column(gettext("Vị trí chủ quản"), weight=2),
            Column(gettext("Ngày hiệu lực"), Kind.DATE),
            Column(gettext("Xem xét gần nhất"), Kind.DATE),
            Column(gettext("Hạn xem xét"), Kind.DATE),
        ],
        rows=[
            [
                one.agency_name,
                one.code,
                one.title,
                one.issue_no,
                one.revision_no,
                one.owner,
                one.effective_on,
                one.reviewed_on,
                one.due_on,
            ]
            for one in rows
        ],
        note=str(Phrase(mark("Tại ngày {day}"), day=day)),
        sheet=gettext("Xem xét định kỳ"),
    )
