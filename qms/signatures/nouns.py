"""What signatures are called on the trail. They are told under the key of what was signed."""

from qms.language import mark
from qms.trail.words import Circle, Field, Noun, show_code

NOUNS = (
    Noun(
        "signature",
        mark("Chữ ký"),
        {
            "meaning": Field(mark("Ý nghĩa"), show_code),
            "content_hash": Field(mark("Mã băm nội dung"), show_code),
            "seal": Field(mark("Dấu niêm phong"), show_code),
        },
        Circle.AGENCY,
        {"created": mark("Ký")},
        frozenset({"revision", "document"}),
    ),
)
