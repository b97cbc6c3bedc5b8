"""What document control is called on the trail; documents and revisions themselves speak as their sheet does."""

from documents.adoption.models import AdoptionMode
from documents.approval.models import Stage, Verdict
from documents.requests.models import RequestDecision, RequestKind
from qms.language import mark, pmark
from qms.trail.words import Circle, Field, Noun, show_code, show_text, show_word

_OF_A_DOCUMENT, _OF_A_REVISION = frozenset({"document"}), frozenset({"document", "revision"})
_STAGES = {
    Stage.DRAFT.value: mark("dự thảo"),
    Stage.IN_REVIEW.value: mark("chờ soát xét"),
    Stage.IN_APPROVAL.value: mark("chờ phê duyệt"),
    Stage.APPROVED.value: mark("đã phê duyệt"),
}
_MODES = {
    AdoptionMode.ADOPTED.value: mark("Áp dụng nguyên văn"),
    AdoptionMode.WITH_ANNEX.value: mark("Áp dụng kèm phụ lục riêng"),
    AdoptionMode.NOT_APPLICABLE.value: mark("Không áp dụng"),
}
_REQUESTS = {
    RequestKind.ISSUE.value: mark("ban hành tài liệu mới"),
    RequestKind.CHANGE.value: mark("sửa đổi tài liệu"),
    RequestKind.WITHDRAW.value: mark("thu hồi tài liệu"),
}
_DECISIONS = {
    RequestDecision.ACCEPTED.value: mark("chấp nhận"),
    RequestDecision.REFUSED.value: mark("từ chối"),
    RequestDecision.CLOSED.value: mark("đóng phiếu"),
}

NOUNS = (
    Noun(
        "dossier",
        mark("Hồ sơ phê duyệt tài liệu"),
        {
            "stage": Field(mark("Giai đoạn"), show_word(_STAGES)),
            "round": Field(mark("Vòng")),
            "author": Field(mark("Người soạn thảo"), show_code),
            "reviewer": Field(mark("Người soát xét"), show_code),
            "approver": Field(mark("Người phê duyệt"), show_code),
            "verdict": Field(mark("Kết quả"), show_word({Verdict.PASSED.value: mark("đạt")})),
            "summary": Field(mark("Nội dung sửa đổi"), show_text),
            "material": Field(mark("Thay đổi thực chất")),
            "clauses": Field(pmark("many", "Điều khoản"), show_code),
            "file_name": Field(mark("Tệp"), show_text),
            "digest": Field(mark("Mã băm của tệp"), show_code),
            "body": Field(mark("Mã băm nội dung"), show_code),
            "request": Field(mark("Phiếu yêu cầu"), show_code),
            "batch": Field(mark("Đợt ban hành"), show_code),
            "comment": Field(mark("Góp ý số")),
            "place": Field(mark("Vị trí trong tài liệu"), show_text),
            "text": Field(mark("Nội dung"), show_text),
            "answer": Field(mark("Trả lời"), show_text),
        },
        Circle.AGENCY,
        {
            "submitted": pmark("done", "Gửi soát xét"),
            "recalled": pmark("done", "Rút về để sửa"),
            "commented": pmark("done", "Góp ý"),
            "answered": pmark("done", "Trả lời góp ý"),
            "passed": pmark("done", "Đạt soát xét"),
            "returned": pmark("done", "Trả lại người soạn thảo"),
            "approved": pmark("done", "Phê duyệt"),
        },
        _OF_A_REVISION,
    ),
    Noun(
        "document_profile",
        mark("Thông tin quản lý tài liệu"),
        {
            "owner": Field(mark("Vị trí chủ quản"), show_code),
            "common": Field(mark("Dùng chung")),
            "review_months": Field(mark("Chu kỳ xem xét (tháng)")),
            "issuer": Field(mark("Cơ quan ban hành"), show_text),
            "signed_on": Field(mark("Ngày ký")),
            "replaces": Field(mark("Thay thế"), show_code),
        },
        Circle.AGENCY,
        part_of=_OF_A_DOCUMENT,
    ),
    Noun("code_pattern", mark("Mẫu mã tài liệu"), {"pattern": Field(mark("Mẫu mã"), show_code)}, Circle.AGENCY),
    Noun(
        "controlled_copy",
        mark("Bản kiểm soát"),
        {
            "holder": Field(mark("Người hoặc nơi giữ"), show_text),
            "issued_on": Field(mark("Ngày cấp")),
            "returned_on": Field(mark("Ngày thu hồi")),
            "return_note": Field(mark("Ghi chú"), show_text),
        },
        Circle.AGENCY,
        {"created": mark("Cấp bản"), "returned": mark("Thu hồi")},
        _OF_A_REVISION,
    ),
    Noun(
        "adoption",
        mark("Áp dụng quy trình chung"),
        {
            "mode": Field(mark("Cách áp dụng"), show_word(_MODES)),
            "revision": Field(mark("Lần ban hành, sửa đổi"), show_code),
            "annex": Field(mark("Phụ lục riêng"), show_code),
            "reason": Field(mark("Lý do"), show_text),
        },
        Circle.AGENCY,
    ),
    Noun(
        "change_request",
        mark("Phiếu yêu cầu sửa đổi/ban hành tài liệu"),
        {
            "kind": Field(mark("Loại"), show_word(_REQUESTS)),
            "document": Field(mark("Tài liệu"), show_code),
            "title": Field(mark("Tên"), show_text),
            "reason": Field(mark("Lý do"), show_text),
            "occasion": Field(mark("Xuất phát từ"), show_text),
            "asked_by": Field(mark("Người đề nghị"), show_code),
            "decision": Field(mark("Quyết định"), show_word(_DECISIONS)),
            "decided_by": Field(mark("Người quyết định"), show_code),
            "decision_reason": Field(mark("Lý do của quyết định"), show_text),
        },
        Circle.AGENCY,
    ),
    Noun(
        "issue_batch",
        mark("Đợt ban hành"),
        {
            "title": Field(mark("Tên"), show_text),
            "decided_on": Field(mark("Ngày quyết định")),
            "revisions": Field(mark("Các tài liệu"), show_code),
        },
        Circle.AGENCY,
    ),
)
