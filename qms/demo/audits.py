"""Internal audits, inspections by the lead unit, findings, actions and management reviews of the demonstration."""

from collections.abc import Iterator, Sequence
from datetime import date

from qms.demo.almanac import LAST_DAY, Row, a_year_after, days_after, pick, row, within, working_day
from qms.demo.lives import Life
from qms.demo.tables import read

_AUDIT = "Mã cơ quan|Số|Loại|Phiên bản ISO|Ngày bắt đầu|Ngày kết thúc|Trưởng đoàn|Kết luận"
_FINDING = "Mã cơ quan|Số|Số đánh giá|Điều khoản|Mức độ|Mô tả|Ngày phát hiện|Hạn|Ngày đóng"
_ACTION = "Mã cơ quan|Số KPH|Thứ tự|Loại|Nội dung|Người thực hiện|Hạn|Ngày xong|Ngày xác nhận"
_REVIEW = "Mã cơ quan|Ngày họp|Số biên bản|Chủ trì"
_CONCLUSIONS = (
    "Hệ thống phù hợp, duy trì tốt; các điểm không phù hợp đã được khắc phục theo kế hoạch",
    "Hệ thống cơ bản phù hợp tiêu chuẩn, cần khắc phục các điểm không phù hợp trong thời hạn",
    "Hệ thống được duy trì và có cải tiến so với lần đánh giá trước",
    "Hệ thống phù hợp; kiến nghị tiếp tục rà soát căn cứ pháp lý của các quy trình",
)
_LEADERS = ("Thư ký Ban Chỉ đạo ISO", "Phó Trưởng ban Chỉ đạo ISO", "Trưởng đoàn đánh giá nội bộ")
_RESPONSIBLE = ("Trưởng phòng chuyên môn", "Thư ký ISO", "Phó Chánh Văn phòng", "Công chức Bộ phận tiếp nhận và trả kết quả")
_PERMITTED_DAYS = {"nặng": 30, "nhẹ": 60}


def audit_dates(life: Life) -> list[date]:
    """The days on which internal audits were closed, never more than twelve months apart but for the pauses."""
    if life.audited is None:
        return []
    return list(_yearly(life, life.audited, "audit", 6))


def review_dates(life: Life) -> list[date]:
    """The days of the management reviews, two or three weeks after the audits."""
    if life.audited is None:
        return []
    return list(_yearly(life, working_day(days_after(life.audited, 14 + pick(9, life.body.key, "review"))), "review", 4))


def _yearly(life: Life, first: date, what: str, drift: int) -> Iterator[date]:
    """About once a year, a little earlier each time; and once more some eleven weeks after the conversion."""
    shift = 78 if what == "audit" else 96
    extra = working_day(days_after(life.converted, shift)) if life.converted else None
    day = first
    while day <= min(LAST_DAY, life.audits_until) and (life.body.end is None or day < life.body.end):
        yield day
        following = working_day(days_after(a_year_after(day), -pick(drift, life.body.key, what, day)))
        day = extra if extra and days_after(day, 60) < extra < following else following
        day = next((end for start, end in life.pauses if start <= day < end), day)


def review_rows(life: Life) -> list[Row]:
    return [
        row(_REVIEW, life.body.key, day, f"{3 + pick(40, life.body.key, day):02}/BB-{life.body.symbol}", life.body.head)
        for day in review_dates(life)
    ]


def inspection_dates(life: Life) -> list[date]:
    """Inspections by the lead unit: every second or third year while the body works with its system."""
    if life.audited is None:
        return []
    key = life.body.key
    years = [year for year in range(2014, LAST_DAY.year + 1) if pick(5, key, year, "inspected") < 2]
    days = [working_day(date(year, 4 + pick(6, key, year), 5 + pick(20, key, year, "day"))) for year in years]
    return [day for day in days if life.audited < day <= LAST_DAY and within(day, life.body.start, life.body.end)]


def audit_rows(life: Life) -> list[Row]:
    """Internal audits and inspections."""
    key = life.body.key
    rows = []
    for number, day in _numbered(life):
        begun = max(life.body.start, working_day(days_after(day, -1 - pick(3, key, day))))
        leader = _LEADERS[pick(3, key, day, "leader")]
        conclusion = _CONCLUSIONS[pick(4, key, day, "conclusion")]
        rows.append(row(_AUDIT, key, number, "nội bộ", life.edition_on(day), begun, day, leader, conclusion))
    for day in inspection_dates(life):
        leader = "Trưởng đoàn kiểm tra, Chi cục Tiêu chuẩn Đo lường Chất lượng"
        conclusion = _CONCLUSIONS[pick(4, key, day, "inspection")]
        rows.append(row(_AUDIT, key, f"KT-{day.year}", "bên ngoài", life.edition_on(day), day, day, leader, conclusion))
    return rows


def _numbered(life: Life) -> list[tuple[str, date]]:
    """The audits with their numbers, which begin anew each year."""
    counts: dict[int, int] = {}
    numbered = []
    for day in audit_dates(life):
        counts[day.year] = counts.get(day.year, 0) + 1
        numbered.append((f"ĐGNB-{day.year}-{counts[day.year]:02}", day))
    return numbered


def finding_rows(life: Life, documents: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """Nonconformities found by audits and inspections in the work with ``documents``, and the actions that answer them."""
    findings: list[Row] = []
    actions: list[Row] = []
    found = [(number, day, pick(7, life.body.key, number) // 2) for number, day in _numbered(life)]
    found += [(f"KT-{day.year}", day, pick(5, life.body.key, day) // 2) for day in inspection_dates(life)]
    for audit, day, count in found:
        for place in range(count):
            _add_finding(life, audit, day, place, _document(life, documents, day, place), findings, actions)
    return findings, actions


def _document(life: Life, documents: Sequence[Row], day: date, place: int) -> str:
    """The code of a procedure in use on that day."""
    known = {
        str(row["Mã tài liệu"]) for row in documents if isinstance(row["Ngày hiệu lực"], date) and row["Ngày hiệu lực"] <= day
    }
    used = sorted(code for code in known if code.startswith("QT-NV-")) or ["QT-HT-01"]
    return used[pick(len(used), life.body.key, day, place, "document")]


def _add_finding(life: Life, audit: str, day: date, place: int, document: str, findings: list[Row], actions: list[Row]) -> None:
    """Closed in time; open when its day of closing is still to come."""
    key, edition = life.body.key, life.edition_on(day)
    texts = _findings(edition)
    text = texts[(pick(len(texts), key, audit) + 5 * place) % len(texts)]
    grade = "nặng" if pick(14, key, audit, place) == 0 else "nhẹ"
    permitted = _PERMITTED_DAYS[grade]
    due = days_after(day, permitted) if pick(5, key, audit, place, "due") else None
    closed = working_day(days_after(day, 10 + pick(permitted - 12, key, audit, place, "closed")))
    number = f"KPH-{audit}-{place + 1}"
    verified = closed if closed <= LAST_DAY else None
    description = text["description"].replace("{document}", document)
    findings.append(row(_FINDING, key, number, audit, text["clause"], grade, description, day, due, verified))
    responsible = _RESPONSIBLE[pick(4, key, number, "responsible")]
    done = working_day(days_after(day, 7))
    actions.append(row(_ACTION, key, number, 1, "khắc phục tức thời", text["correction"], responsible, done, done, verified))
    if pick(4, key, number, "corrective"):
        actions.append(row(_ACTION, key, number, 2, "khắc phục", text["corrective"], responsible, due, verified, verified))


def _findings(edition: str) -> list[dict[str, str]]:
    return [text for text in read("findings") if text["edition"] == edition]
