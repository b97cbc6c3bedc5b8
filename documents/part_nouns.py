"""What distribution, upkeep and record lists are called on the trail."""

from documents.records.models import Medium
from documents.upkeep.models import ReviewVerdict
from qms.language import mark, pmark
from qms.trail.words import Circle, Field, Noun, show_code, show_text, show_word

_OF_A_REVISION = frozenset({"document", "revision"})
_VERDICTS = {
    ReviewVerdict.STILL_RIGHT.value: mark("vẫn còn phù hợp"),
    ReviewVerdict.CHANGE.value: mark("cần sửa đổi"),
}
_MEDIA = {
    Medium.PAPER.value: mark("bản giấy"),
    Medium.ELECTRONIC.value: mark("bản điện tử"),
    Medium.BOTH.value: mark("bản giấy và bản điện tử"),
}

NOUNS = (
    Noun(
        "distribution",
        mark("Phân phối tài liệu"),
        {"valid_from": Field(mark("Từ ngày")), "valid_to": Field(mark("Đến ngày"))},
        Circle.AGENCY,
        {"created": pmark("done", "Phân phối"), "changed": pmark("done", "Dừng phân phối")},
        frozenset({"document"}),
    ),
    Noun(
        "acknowledgement",
        mark("Xác nhận đã đọc"),
        {"post": Field(mark("Vị trí"), show_text), "read_at": Field(mark("Đọc lúc"))},
        Circle.AGENCY,
        {"created": pmark("done", "Xác nhận")},
        _OF_A_REVISION,
    ),
    Noun(
        "sign_sheet",
        mark("Phiếu ký trên giấy"),
        {"file_name": Field(mark("Tệp"), show_text), "digest": Field(mark("Mã băm của tệp"), show_code)},
        Circle.AGENCY,
        {"created": pmark("done", "Đính kèm")},
    ),
    Noun(
        "periodic_review",
        mark("Xem xét định kỳ"),
        {
            "verdict": Field(mark("Kết luận"), show_word(_VERDICTS)),
            "reviewed_on": Field(mark("Ngày xem xét")),
            "reason": Field(mark("Lý do"), show_text),
        },
        Circle.AGENCY,
        part_of=_OF_A_REVISION,
    ),
    Noun(
        "upkeep_notice",
        mark("Thư điện tử về tài liệu cần soát lại"),
        {"mark": Field(mark("Việc được báo"), show_code)},
        Circle.AGENCY,
        {"created": mark("Viết")},
        frozenset({"document"}),
    ),
    Noun(
        "record_series",
        mark("Dòng trong danh mục hồ sơ"),
        {
            "name": Field(mark("Tên hồ sơ"), show_text),
            "document": Field(mark("Tài liệu quy định hồ sơ"), show_code),
            "keeper": Field(mark("Vị trí giữ hồ sơ"), show_code),
            "place": Field(mark("Nơi lưu"), show_text),
            "medium": Field(mark("Dạng hồ sơ"), show_word(_MEDIA)),
            "retention_years": Field(mark("Thời hạn lưu (năm)")),
            "retention_basis": Field(mark("Căn cứ thời hạn lưu"), show_text),
            "disposal": Field(mark("Xử lý khi hết hạn"), show_text),
            "valid_from": Field(mark("Từ ngày")),
            "valid_to": Field(mark("Đến ngày")),
        },
        Circle.AGENCY,
    ),
)
