"""Common procedures of the lead unit, and what the bodies answer: nobody is moved to a new revision silently."""

from documents.adoption.models import AdoptionMode
from documents.demonstration.papers import Paper, Plan, draft
from documents.demonstration.telling import Chapter, Telling
from documents.demonstration.texts import ANNEX, AUDIT, AUDIT_CHANGED, CORRECTION, SURVEY
from documents.library.models import DocumentKind
from documents.library.procedure_text import ProcedureText

LEAD = "so-khcn"
_AUDIT = Plan(
    "Quy trình đánh giá nội bộ dùng chung cho các cơ quan",
    DocumentKind.PROCEDURE,
    "chu-tri",
    ("9.2",),
    common=True,
    review_months=24,
    code="QT-C-01",
)
_SURVEY = Plan(
    "Quy trình khảo sát mức độ hài lòng của tổ chức, công dân",
    DocumentKind.PROCEDURE,
    "chu-tri",
    ("9.1.2",),
    common=True,
    code="QT-C-02",
)
_CORRECTION = Plan(
    "Quy trình xử lý sự không phù hợp và hành động khắc phục dùng chung",
    DocumentKind.PROCEDURE,
    "chu-tri",
    ("10.2",),
    common=True,
    code="QT-C-03",
)
_ANNEX = Plan(
    "Phụ lục áp dụng quy trình đánh giá nội bộ tại Sở và các chi cục",
    DocumentKind.WORK_INSTRUCTION,
    "thu-ky-nnmt",
    ("9.2",),
    code="PL-C-01",
)


def tell_audit(telling: Telling) -> Chapter:
    """Adopted as it is, with an annex, and not at all; the second revision only some have moved to."""
    yield 124
    first = draft(telling, LEAD, "chu-tri", _AUDIT)
    yield from _carry(first, (122, 118, 116, 112), AUDIT)
    yield from _first_answers(telling, first)
    yield 40
    summary = "Rút thời hạn báo cáo từ 10 xuống 05 ngày làm việc; ghi kết quả vào hệ thống thông tin quản lý."
    second = first.follow("chu-tri", summary)
    yield from _carry(second, (38, 34, 32, 27), AUDIT_CHANGED)
    yield 20
    second.answered_by("so-tai-chinh", "thu-ky-tai-chinh", AdoptionMode.ADOPTED)
    yield 12
    second.answered_by("phuong-thuan-hoa", "thu-ky-thuan-hoa", AdoptionMode.ADOPTED)


def tell_survey(telling: Telling) -> Chapter:
    yield 58
    paper = draft(telling, LEAD, "chu-tri", _SURVEY)
    yield from _carry(paper, (57, 53, 51, 45), SURVEY)
    yield 41
    paper.answered_by("so-noi-vu", "thu-ky", AdoptionMode.ADOPTED)
    yield 36
    paper.answered_by("so-cong-thuong", "thu-ky-cong-thuong", AdoptionMode.ADOPTED)
    yield 33
    reason = "Chi cục không có Bộ phận Tiếp nhận và Trả kết quả riêng; việc khảo sát do Sở thực hiện."
    paper.answered_by("cc-kiem-lam", "thu-ky-kiem-lam", AdoptionMode.NOT_APPLICABLE, reason=reason)
    yield 5
    paper.distribute("thu-ky", "thu-ky danh-gia truong-phong chuyen-vien", "so-noi-vu")
    yield 3
    paper.read("danh-gia")


def tell_correction(telling: Telling) -> Chapter:
    """A third common procedure is in review."""
    yield 6
    paper = draft(telling, LEAD, "chu-tri", _CORRECTION)
    paper.write("chu-tri", CORRECTION)
    yield 4
    paper.submit("chu-tri", "thu-ky-khcn", "giam-doc-khcn")


def _carry(paper: Paper, days: tuple[int, int, int, int], text: ProcedureText) -> Chapter:
    """On these days before today it is written, has passed, is approved, and takes effect."""
    written, passed, approved, effective = days
    yield written
    paper.write("chu-tri", text)
    paper.submit("chu-tri", "thu-ky-khcn", "giam-doc-khcn")
    yield passed
    paper.passes("thu-ky-khcn")
    yield approved
    paper.approve("giam-doc-khcn", effective)


def _first_answers(telling: Telling, paper: Paper) -> Chapter:
    yield 108
    paper.answered_by("so-noi-vu", "thu-ky", AdoptionMode.ADOPTED)
    paper.distribute("thu-ky", "danh-gia truong-phong thu-ky", "so-noi-vu")
    yield 106
    paper.read("danh-gia", "thu-ky")
    paper.answered_by("so-tu-phap", "thu-ky-tu-phap", AdoptionMode.ADOPTED)
    yield 104
    paper.read("truong-phong")
    paper.answered_by("so-tai-chinh", "thu-ky-tai-chinh", AdoptionMode.ADOPTED)
    annex = draft(telling, "so-nnmt", "thu-ky-nnmt", _ANNEX)
    annex.write("thu-ky-nnmt", ANNEX)
    annex.submit("thu-ky-nnmt", "mot-cua-nnmt", "giam-doc-nnmt")
    yield 101
    annex.passes("mot-cua-nnmt")
    yield 100
    annex.approve("giam-doc-nnmt", effective=99)
    yield 98
    paper.answered_by("so-nnmt", "thu-ky-nnmt", AdoptionMode.WITH_ANNEX, annex=annex.code)
    paper.distribute("thu-ky-nnmt", "giam-doc-nnmt mot-cua-nnmt", "so-nnmt")
    yield 96
    paper.read("mot-cua-nnmt")
    yield 94
    reason = "Sở đã có quy trình đánh giá nội bộ tích hợp với tiêu chí chất lượng bệnh viện, đang áp dụng cho toàn ngành."
    paper.answered_by("so-y-te", "thu-ky-y-te", AdoptionMode.NOT_APPLICABLE, reason=reason)
