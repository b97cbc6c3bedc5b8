"""The list of records as a table: every fact for a workbook, fewer columns on paper."""

from collections.abc import Iterable
from datetime import date

from documents.records.models import RecordSeries
from qms.language import Phrase, gettext, mark
from qms.rendering.table import Cell, Column, Kind, Table

Line = tuple[RecordSeries, str | None]  # with who holds its keeper's post


def term_of(series: RecordSeries) -> str:
    """``5 năm``, or for good."""
    if series.retention_years is None:
        return gettext("vĩnh viễn")
    return str(Phrase(mark("{count} năm"), count=series.retention_years))


def sheet_table(agency_name: str, lines: Iterable[Line], day: date) -> Table:
    columns = [
        Column(gettext("Mã hồ sơ"), Kind.CODE),
        Column(gettext("Tên hồ sơ"), weight=3),
        Column(gettext("Tài liệu quy định"), Kind.CODE),
        Column(gettext("Vị trí giữ"), weight=2),
        Column(gettext("Người giữ"), weight=2),
        Column(gettext("Nơi lưu"), weight=2),
        Column(gettext("Dạng hồ sơ")),
        Column(gettext("Thời hạn lưu")),
        Column(gettext("Căn cứ"), weight=2),
        Column(gettext("Xử lý khi hết hạn"), weight=2),
    ]
    title = str(Phrase(mark("Danh mục hồ sơ của {agency}"), agency=agency_name))
    note = str(Phrase(mark("Tại ngày {day}"), day=day))
    return Table(title, columns, [_facts(line) for line in lines], note=note, sheet=gettext("Danh mục hồ sơ"))


def _facts(line: Line) -> list[Cell]:
    series, holder = line
    return [
        series.code,
        series.name,
        series.document.code if series.document else None,
        series.keeper.title if series.keeper else None,
        holder,
        series.place,
        str(series.medium.label),
        term_of(series),
        series.retention_basis,
        series.disposal,
    ]


def paper_table(lines: Iterable[Line]) -> Table:
    columns = [
        Column(gettext("Mã hồ sơ"), Kind.CODE),
        Column(gettext("Tên hồ sơ"), weight=3),
        Column(gettext("Người giữ"), weight=1.5),
        Column(gettext("Nơi lưu"), weight=1.5),
        Column(gettext("Thời hạn lưu"), weight=2.5),
        Column(gettext("Xử lý khi hết hạn"), weight=1.5),
    ]
    return Table("", columns, [_in_short(line) for line in lines])


def _in_short(line: Line) -> list[Cell]:
    series, holder = line
    name = series.name
    if series.document:
        name = str(Phrase(mark("{name} (theo {code})"), name=name, code=series.document.code))
    keeper = " – ".join(filter(None, (series.keeper.title if series.keeper else None, holder)))
    return [
        series.code,
        name,
        keeper,
        f"{series.place}; {series.medium.label}",
        "; ".join(filter(None, (term_of(series), series.retention_basis))),
        series.disposal,
    ]
