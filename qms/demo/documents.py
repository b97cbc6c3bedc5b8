"""The documents of the demonstration: the framework's set of each edition, yearly objectives, and procedures for the TTHC."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from qms.demo.almanac import LAST_DAY, Row, days_after, listed, pick, row, within, working_day
from qms.demo.authority import Mandate
from qms.demo.lives import Life
from qms.demo.tables import read

_HEADERS = (
    "Mã cơ quan|Mã tài liệu|Tên|Loại|Mục khung|Phiên bản ISO|Lần ban hành|Lần sửa đổi|Ngày ghi nhận|Ngày ban hành"
    "|Ngày hiệu lực|Ngày hết hiệu lực|Mã TTHC"
)


@dataclass(frozen=True)
class Document:
    """What the revisions of one document share."""

    life: Life
    code: str
    title: str
    kind: str
    slot: str | None = None

    def revision(
        self, edition: str, issue: int, revision: int, effective: date, end: date | None, codes: Sequence[str] = ()
    ) -> Row:
        """Signed a few days before it takes effect."""
        body = self.life.body
        issued = max(body.start, working_day(days_after(effective, -pick(8, body.key, self.code, effective))))
        return row(
            _HEADERS, body.key, self.code, self.title, self.kind, self.slot, edition, issue, revision, issued, issued, effective,
            end, listed(codes) or None)  # fmt: skip


def document_rows(life: Life, mandates: Sequence[Mandate]) -> list[Row]:
    """Every revision of every document of one body; none when it never began."""
    if life.built is None:
        return []
    rows = [*_framework(life, life.built), *_objectives(life, life.built), *_procedures(life, life.built, mandates)]
    last = {row["Mã tài liệu"]: row for row in rows}  # the revisions of a document come in their order
    for revision in last.values():
        revision["Ngày hết hiệu lực"] = _with_the_body(life, revision["Ngày hết hiệu lực"])
    return rows


def _with_the_body(life: Life, end: date | int | str | None) -> date | int | str | None:
    """What is still in force when the body ends, ends with it."""
    still = life.body.end and (end is None or (isinstance(end, date) and end > life.body.end))
    return life.body.end if still else end


def _framework(life: Life, built: date) -> Iterator[Row]:
    """The set of the first edition, issued before the procedures; and that of :2015 on the day of conversion."""
    first = max(life.body.start, working_day(days_after(built, -95)))
    for line in read("framework"):
        if line["slot"] in life.lacking or (line["slot"] == "one-stop" and not life.body.has_one_stop_desk):
            continue
        document = Document(life, line["code"], line["title"], line["kind"], line["slot"])
        if line["edition"] == life.edition:
            yield document.revision(life.edition, 1, 0, first, _replaced(life, line))
            yield from _reviewed(document, life.edition, 1, first, life.converted)
        elif line["edition"] == "2015" and life.converted:
            yield document.revision("2015", 1 if line["new"] else 2, 0, life.converted, None)
            yield from _reviewed(document, "2015", 1 if line["new"] else 2, life.converted, None)


def _replaced(life: Life, line: dict[str, str]) -> date | None:
    """The manual is given up at the conversion; every other document has a new issue then."""
    return life.converted if line["slot"] == "manual" else None


def _reviewed(document: Document, edition: str, issue: int, first: date, until: date | None) -> Iterator[Row]:
    """One revision of some documents, two to four years on."""
    body = document.life.body
    day = working_day(days_after(first, 700 + pick(800, body.key, document.code, "reviewed")))
    if pick(4, body.key, document.code, edition) == 0 and day < min(until or LAST_DAY, body.end or LAST_DAY):
        yield document.revision(edition, issue, 1, day, None)


def _objectives(life: Life, built: date) -> Iterator[Row]:
    """The objectives of each year; anew for :2015 in the year of the conversion."""
    if "objectives" in life.lacking:
        return
    last_year = min((life.body.end or LAST_DAY).year, LAST_DAY.year, life.objectives_until)
    first = max(life.body.start, working_day(days_after(built, -95)))
    starts = [first, *(_new_year(life, year) for year in range(first.year + 1, last_year + 1))]
    over = _new_year(life, last_year + 1) if last_year == life.objectives_until else None
    for start, end in zip(starts, [*starts[1:], over], strict=True):
        if life.body.end and start >= life.body.end:
            return
        title = f"Mục tiêu chất lượng năm {start.year} và kế hoạch thực hiện"
        document = Document(life, f"MTCL-{start.year}", title, "mục tiêu", "objectives")
        yield document.revision(life.edition_on(start), 1, 0, start, end)
        if life.converted and start < life.converted and within(life.converted, start, end):
            yield document.revision("2015", 2, 0, life.converted, end)


def _new_year(life: Life, year: int) -> date:
    return working_day(date(year, 1, 8 + pick(20, life.body.key, year, "objectives")))


def _procedures(life: Life, built: date, mandates: Sequence[Mandate]) -> Iterator[Row]:
    """One document for the procedures of each topic."""
    topics: dict[tuple[str, str], list[Mandate]] = {}
    for mandate in mandates:
        topics.setdefault((mandate.procedure.field, mandate.procedure.topic), []).append(mandate)
    ordered = sorted(topics.items(), key=lambda item: min(held.start for held in item[1]))
    for number, ((field, topic), held) in enumerate(ordered, 1):
        if life.share == 100 or pick(100, life.body.key, field, topic) < life.share:
            document = Document(life, f"QT-NV-{number:02}", _title(field, topic), "quy trình")
            yield from _revisions(document, max(life.body.start, working_day(days_after(built, -30 * (number % 4)))), held)


def _title(field: str, topic: str) -> str:
    about = "" if topic.casefold() == field.casefold() else f" ({topic})"
    return f"Quy trình giải quyết thủ tục hành chính lĩnh vực {field}{about}"


def _revisions(document: Document, first: date, held: Sequence[Mandate]) -> Iterator[Row]:
    """Anew whenever the list of procedures changes, at the conversion, and now and then after a review of its text."""
    life, issue, revision, before = document.life, 0, 0, ""
    days = _days_of_change(document, first, held)
    for place, day in enumerate(days):
        codes = [one.procedure.code for one in held if within(day, one.start, one.end)]
        edition = life.edition_on(day)
        if not codes:
            before = ""
            continue
        issue, revision = (issue + 1, 0) if edition != before else (issue, revision + 1)
        before = edition
        gone = next((later for later in days[place + 1 :]), None)
        ends = gone if gone and not any(within(gone, one.start, one.end) for one in held) else None
        yield document.revision(edition, issue, revision, day, ends, codes)


def _days_of_change(document: Document, first: date, held: Sequence[Mandate]) -> list[date]:
    life, key = document.life, document.life.body.key
    days = {first}
    for one in held:
        for change in (one.start, one.end):
            if change and change > first:
                days.add(days_after(change, _delay(life, change)) if change == one.start else change)
    if life.converted:
        days.add(life.converted)
    start = life.converted or first
    if pick(3, key, document.code, "text") == 0:
        days.add(working_day(days_after(start, 500 + pick(900, key, document.code, "text"))))
    return sorted(day for day in days if day >= first and day < (life.body.end or LAST_DAY))


def _delay(life: Life, change: date) -> int:
    """A body that has declared takes up to twenty days to follow a change; others follow at once."""
    return 3 + pick(17, life.body.key, change, "delay") if life.declaration_before(change) else 0
