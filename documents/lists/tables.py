"""The lists as tables, for the page, for a workbook and on paper."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from documents.library.kinds import kind_label
from documents.lists import queries
from documents.lists.queries import Listed
from qms.language import Phrase, gettext, mark
from qms.rendering.table import Cell, Column, Kind, Table


@dataclass(frozen=True)
class MasterList:
    """``rows`` reads the list of a body as of a day; ``sentence`` says what is on it, ``empty`` what to do when nothing is."""

    title: str
    sentence: str
    empty: str
    rows: Callable[[Session, int, date], list[Listed]]
    columns: Callable[[], list[Column]]
    cells: Callable[[Listed], list[Cell]]


def _internal_columns() -> list[Column]:
    return [
        Column(gettext("Mã tài liệu"), Kind.CODE),
        Column(gettext("Tên tài liệu"), weight=4),
        Column(gettext("Loại"), weight=1.2),
        Column(gettext("Lần ban hành"), Kind.NUMBER),
        Column(gettext("Lần sửa đổi"), Kind.NUMBER),
        Column(gettext("Ngày ban hành"), Kind.DATE),
        Column(gettext("Ngày hiệu lực"), Kind.DATE),
    ]


def _internal_cells(row: Listed) -> list[Cell]:
    numbers: list[Cell] = [row.issue_no, row.revision_no]
    return [row.code, row.title, kind_label(row.kind), *numbers, row.issued_on, row.effective_on]


def _external_columns() -> list[Column]:
    return [
        Column(gettext("Số, ký hiệu"), Kind.CODE),
        Column(gettext("Tên tài liệu"), weight=4),
        Column(gettext("Cơ quan ban hành"), weight=2),
        Column(gettext("Ngày ký"), Kind.DATE),
        Column(gettext("Áp dụng từ"), Kind.DATE),
        Column(gettext("Thay thế"), Kind.CODE),
    ]


def _external_cells(row: Listed) -> list[Cell]:
    return [row.code, row.title, row.issuer, row.signed_on, row.effective_on, row.replaces]


def _obsolete_columns() -> list[Column]:
    return [
        *_internal_columns()[:5],
        Column(gettext("Ngày hiệu lực"), Kind.DATE),
        Column(gettext("Ngày hết hiệu lực"), Kind.DATE),
        Column(gettext("Vì sao"), weight=1.4),
    ]


def _obsolete_cells(row: Listed) -> list[Cell]:
    why = mark("Đã thay thế") if row.replaced else mark("Đã thu hồi")
    return [*_internal_cells(row)[:5], row.effective_on, row.until, Phrase(why)]


LISTS = {
    "noi-bo": MasterList(
        mark("Danh mục tài liệu nội bộ"),
        mark("Tài liệu do cơ quan ban hành, còn hiệu lực tại ngày {day}."),
        mark("Cơ quan chưa có tài liệu nội bộ nào còn hiệu lực tại ngày này."),
        queries.internal,
        _internal_columns,
        _internal_cells,
    ),
    "ben-ngoai": MasterList(
        mark("Danh mục tài liệu bên ngoài"),
        mark("Văn bản, tiêu chuẩn từ bên ngoài mà cơ quan áp dụng tại ngày {day}."),
        mark("Cơ quan chưa ghi tài liệu bên ngoài nào đang áp dụng tại ngày này."),
        queries.external,
        _external_columns,
        _external_cells,
    ),
    "het-hieu-luc": MasterList(
        mark("Danh mục tài liệu hết hiệu lực"),
        mark("Bản tài liệu đã được thay thế hoặc thu hồi tính đến ngày {day}."),
        mark("Chưa có bản tài liệu nào hết hiệu lực tính đến ngày này."),
        queries.obsolete,
        _obsolete_columns,
        _obsolete_cells,
    ),
}


def table_of(one: MasterList, rows: Sequence[Listed], agency_name: str, day: date) -> Table:
    """The list with its lines numbered from 1, under the name of the body; its note says of which day it is."""
    columns = [Column(gettext("TT"), Kind.NUMBER), *one.columns()]
    cells = [[number, *one.cells(row)] for number, row in enumerate(rows, 1)]
    sentence = str(Phrase(one.sentence, day=day))
    title = gettext(one.title)
    return Table(f"{title} – {agency_name}", columns, cells, note=sentence, sheet=title)
