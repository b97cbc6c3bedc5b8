"""The trail as a table to take away."""

from collections.abc import Iterable, Iterator

from qms.language import Phrase, UserError, gettext, mark
from qms.rendering.table import Cell, Column, Kind, Table, show_number
from qms.trail.queries import Batch, Line
from qms.trail.readable import Readable
from qms.trail.words import Words

MOST = 20_000  # entries in one workbook
_LONGEST = 4_000  # characters of one field of one entry


class TooMany(UserError):
    """More entries than one workbook may hold."""

    def __init__(self) -> None:
        limit = show_number(MOST)
        super().__init__(
            Phrase(
                mark("Tệp Excel chứa tối đa {limit} mục nhật ký. Hãy thu hẹp bộ lọc, hoặc xuất CSV: tệp CSV chứa mọi mục."),
                limit=limit,
            )
        )


def table(found: Iterable[tuple[Batch, Line]], words: Words) -> Table:
    """A row for each entry, in the order of ``found``."""
    columns = [
        Column(gettext("Mục số"), Kind.NUMBER),
        Column(gettext("Thời điểm")),
        Column(gettext("Người")),
        Column(gettext("Tài khoản"), Kind.CODE),
        Column(gettext("Vị trí")),
        Column(gettext("Từ đâu")),
        Column(gettext("Lý do"), weight=2),
        Column(gettext("Việc")),
        Column(gettext("Loại")),
        Column(gettext("Đối tượng"), Kind.CODE, weight=2),
        Column(gettext("Thay đổi"), weight=4),
        Column(gettext("Đợt"), Kind.CODE),
    ]
    return Table(gettext("Nhật ký"), columns, _rows(found, words))


def _rows(found: Iterable[tuple[Batch, Line]], words: Words) -> Iterator[list[Cell]]:
    for batch, line in found:
        shown, told = Readable(batch, ()), words.tell(line)
        changed = "; ".join(map(_clipped, told.lines()))
        who: list[Cell] = [batch.person, batch.actor, batch.post, str(shown.origin), batch.reason]
        yield [line.number, shown.moment, *who, told.verb.text, told.noun.text, told.object_key, changed, batch.id]


def _clipped(said: str) -> str:
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"
