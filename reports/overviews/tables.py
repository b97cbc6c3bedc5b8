"""The lists of the pages as tables for XLSX and CSV: the same rows in the same order."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from qms.language import Phrase, gettext, mark, pgettext
from qms.rendering.table import Cell, Column, Kind, Mark, Table
from reports.overviews.coverage import Duty
from reports.overviews.vocabulary import word
from reports.publication.standing import Standing
from reports.publication.totals import Measure

_YES, _NO = mark("có"), mark("chưa")


def agency_table(standings: Iterable[Standing], day: date) -> Table:
    return Table(
        title=str(Phrase(mark("Danh sách cơ quan tại ngày {day}"), day=day)),
        columns=[
            Column(gettext("Mã"), Kind.CODE),
            Column(gettext("Cơ quan"), weight=3),
            Column(gettext("Nhóm")),
            Column(gettext("Cấp")),
            Column(gettext("Nghĩa vụ")),
            Column(gettext("Trạng thái"), Kind.STATUS),
            Column(gettext("Đình chỉ, miễn")),
            *(Column(measure.label) for measure in Measure),
            Column(gettext("TTHC có quy trình"), Kind.NUMBER),
            Column(gettext("TTHC thuộc thẩm quyền"), Kind.NUMBER),
            Column(gettext("Phiên bản")),
            Column(gettext("Việc cần làm tiếp"), weight=3),
            Column(gettext("Ngày đổi trạng thái"), Kind.DATE),
            Column(gettext("Sang trạng thái"), Kind.STATUS),
        ],
        rows=_agency_rows(standings),
        sheet=pgettext("many", "Cơ quan"),
    )


def _agency_rows(standings: Iterable[Standing]) -> Iterator[list[Cell]]:
    for one in standings:
        override = one.override
        yield [
            one.key,
            one.name,
            one.group.label,
            word(one.slice.tier),
            word(one.slice.obligation),
            Mark(one.status.value, one.status.label),
            f"{word(override.kind)}: {override.number}" if override else None,
            *(gettext(_YES if measure.holds(one) else _NO) for measure in Measure),
            one.measures.procedures_covered,
            one.measures.procedures,
            one.edition,
            one.next_action,
            one.changes_on,
            Mark(one.changes_to.value, one.changes_to.label) if one.changes_to else None,
        ]


def duty_table(found: Iterable[Duty], day: date, sees_records: Callable[[str], bool]) -> Table:
    """``sees_records`` tells by a body's key whether its documents are named; of others it is only said that there is one."""
    return Table(
        title=str(Phrase(mark("Thủ tục hành chính theo cơ quan tại ngày {day}"), day=day)),
        columns=[
            Column(gettext("Mã TTHC"), Kind.CODE),
            Column(gettext("Tên thủ tục"), weight=3),
            Column(gettext("Mã cơ quan"), Kind.CODE),
            Column(gettext("Cơ quan"), weight=2),
            Column(gettext("Quy trình"), weight=2),
        ],
        rows=(
            [
                duty.procedure.code,
                duty.procedure.name,
                duty.standing.key,
                duty.standing.name,
                _documents(duty) if sees_records(duty.standing.key) else gettext(_YES) if duty.documents else None,
            ]
            for duty in found
        ),
        sheet=pgettext("many", "TTHC"),
    )


def _documents(duty: Duty) -> str | None:
    return "; ".join(document.code for document in duty.documents) or None
