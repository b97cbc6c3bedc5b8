"""What the standards and the province's policy are called on the trail."""

from qms.language import mark
from qms.standards.models import Parameter
from qms.standards.parameters import LABELS
from qms.trail.words import Circle, Field, Noun, show_code, show_text, show_word

_NOTE = Field(mark("Ghi chú"), show_text)
_VERIFIED = Field(mark("Đã kiểm chứng"))
_TITLES = {
    "title_vi": Field(mark("Tên tiếng Việt"), show_text),
    "title_en": Field(mark("Tên tiếng Anh"), show_text),
}

NOUNS = (
    Noun(
        "policy",
        mark("Tham số chính sách"),
        {
            "parameter": Field(mark("Tham số"), show_word({parameter.value: LABELS[parameter] for parameter in Parameter})),
            "value": Field(mark("Giá trị"), show_text),
            "valid_from": Field(mark("Từ ngày")),
            "valid_to": Field(mark("Đến ngày")),
            "source": Field(mark("Căn cứ"), show_text),
            "verified": _VERIFIED,
            "note": _NOTE,
        },
        Circle.EVERYBODY,
    ),
    Noun(
        "edition",
        mark("Phiên bản ISO"),
        {
            "year": Field(mark("Năm"), show_text),
            "title": Field(mark("Tên"), show_text),
            "national_standard": Field(mark("Tiêu chuẩn quốc gia"), show_text),
            "published_on": Field(mark("Ngày ban hành")),
            "verified": _VERIFIED,
            "note": _NOTE,
        },
        Circle.EVERYBODY,
    ),
    Noun(
        "clause",
        mark("Điều khoản"),
        {
            "edition": Field(mark("Phiên bản ISO"), show_text),
            "number": Field(mark("Số"), show_text),
            **_TITLES,
            "maintain_document": Field(mark("Phải duy trì tài liệu")),
            "retain_record": Field(mark("Phải lưu hồ sơ")),
            "asked_at": Field(mark("Hỏi tại"), show_code),
            "typical_exclusion": Field(mark("Thường được loại trừ")),
        },
        Circle.EVERYBODY,
    ),
    Noun(
        "correspondence",
        mark("Đối chiếu điều khoản"),
        {
            "old_edition": Field(mark("Phiên bản cũ"), show_text),
            "old_number": Field(mark("Điều khoản cũ"), show_text),
            "new_edition": Field(mark("Phiên bản mới"), show_text),
            "new_number": Field(mark("Điều khoản mới"), show_text),
        },
        Circle.EVERYBODY,
    ),
    Noun(
        "slot",
        mark("Mục khung"),
        {
            "edition": Field(mark("Phiên bản ISO"), show_text),
            "slot": Field(mark("Mục khung"), show_code),
            **_TITLES,
            "clauses": Field(mark("Các điều khoản"), show_text),
            "agency_kinds": Field(mark("Loại cơ quan"), show_code),
        },
        Circle.EVERYBODY,
    ),
)
