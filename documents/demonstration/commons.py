"""Common procedures of the lead unit, and what the bodies answer: nobody is moved to a new revision silently."""

from documents.adoption.models import AdoptionMode
from documents.demonstration.papers import Paper, Plan, draft
from documents.demonstration.telling import Telling
from documents.demonstration.texts import ANNEX, AUDIT, AUDIT_CHANGED, SURVEY
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
_ANNEX = Plan(
    "Phụ lục áp dụng quy trình đánh giá nội bộ tại Sở và các chi cục",
    DocumentKind.WORK_INSTRUCTION,
    "thu-ky-nnmt",
    ("9.2",),
    code="PL-C-01",
)


def tell_commons(telling: Telling) -> None:
    first = draft(telling, LEAD, "chu-tri", 124, _AUDIT)
    _carry(first, 122, AUDIT, effective=112)
    _first_answers(telling, first)
    summary = "Rút thời hạn báo cáo từ 10 xuống 05 ngày làm việc; ghi kết quả vào hệ thống thông tin quản lý."
    second = first.follow("chu-tri", 40, summary)
    _carry(second, 38, AUDIT_CHANGED, effective=27)
    second.answered_by("so-noi-vu", "thu-ky", 22, AdoptionMode.ADOPTED)
    second.answered_by("so-tai-chinh", "thu-ky-tai-chinh", 20, AdoptionMode.ADOPTED)
    second.answered_by("phuong-thuan-hoa", "thu-ky-thuan-hoa", 12, AdoptionMode.ADOPTED)
    second.read(21, "thu-ky")
    survey = draft(telling, LEAD, "chu-tri", 58, _SURVEY)
    _carry(survey, 57, SURVEY, effective=45)
    _answers_to_the_survey(survey)


def _carry(paper: Paper, ago: int, text: ProcedureText, effective: int) -> None:
    paper.write("chu-tri", ago, text)
    paper.submit("chu-tri", ago - 1, "thu-ky-khcn", "giam-doc-khcn")
    paper.passes("thu-ky-khcn", ago - 4)
    paper.approve("giam-doc-khcn", ago - 6, effective)


def _first_answers(telling: Telling, paper: Paper) -> None:
    """Adopted as it is, with an annex, and not at all."""
    paper.answered_by("so-noi-vu", "thu-ky", 108, AdoptionMode.ADOPTED)
    paper.distribute("thu-ky", 107, "danh-gia truong-phong thu-ky", "so-noi-vu")
    paper.read(106, "danh-gia", "thu-ky")
    paper.answered_by("so-tu-phap", "thu-ky-tu-phap", 105, AdoptionMode.ADOPTED)
    paper.answered_by("so-tai-chinh", "thu-ky-tai-chinh", 104, AdoptionMode.ADOPTED)
    annex = draft(telling, "so-nnmt", "thu-ky-nnmt", 103, _ANNEX)
    annex.write("thu-ky-nnmt", 103, ANNEX)
    annex.submit("thu-ky-nnmt", 102, "mot-cua-nnmt", "giam-doc-nnmt")
    annex.passes("mot-cua-nnmt", 101)
    annex.approve("giam-doc-nnmt", 100, effective=99)
    paper.answered_by("so-nnmt", "thu-ky-nnmt", 98, AdoptionMode.WITH_ANNEX, annex=annex.code)
    paper.distribute("thu-ky-nnmt", 98, "giam-doc-nnmt mot-cua-nnmt", "so-nnmt")
    paper.read(96, "mot-cua-nnmt")
    paper.answered_by(
        "so-y-te",
        "thu-ky-y-te",
        94,
        AdoptionMode.NOT_APPLICABLE,
        reason="Sở đã có quy trình đánh giá nội bộ tích hợp với tiêu chí chất lượng bệnh viện, đang áp dụng cho toàn ngành.",
    )


def _answers_to_the_survey(paper: Paper) -> None:
    paper.answered_by("so-noi-vu", "thu-ky", 41, AdoptionMode.ADOPTED)
    paper.answered_by("so-cong-thuong", "thu-ky-cong-thuong", 36, AdoptionMode.ADOPTED)
    paper.answered_by(
        "cc-kiem-lam",
        "thu-ky-kiem-lam",
        33,
        AdoptionMode.NOT_APPLICABLE,
        reason="Chi cục không có Bộ phận Tiếp nhận và Trả kết quả riêng; việc khảo sát do Sở thực hiện.",
    )
