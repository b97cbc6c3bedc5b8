"""What is kept on pages: one book for each sheet of the workbook that the lead unit keeps by hand."""

from dataclasses import dataclass

from qms.agencies.sheet import AGENCIES, LINEAGE
from qms.catalogue.sheet import AUTHORITIES, PROCEDURES
from qms.exchange.sheet import Sheet
from qms.language import Phrase, mark, pmark


@dataclass(frozen=True)
class Book:
    """``slug`` is its part of the address; ``things`` is how many first parts of a key name the thing that the list shows.

    ``slices``: a thing changes from a day on by a new row that ends the former one. ``ends``: a row may end from a day on.
    """

    slug: str
    sheet: Sheet
    title: Phrase
    sentence: Phrase
    add: Phrase
    icon: str
    things: int
    slices: bool = False
    ends: bool = True


BOOKS = {
    book.slug: book
    for book in (
        Book(
            "co-quan",
            AGENCIES,
            Phrase(pmark("many", "Cơ quan")),
            Phrase(mark("Mỗi cơ quan với các giai đoạn của nó: tên, cấp trên, nghĩa vụ áp dụng trong từng khoảng thời gian.")),
            Phrase(mark("Thêm cơ quan")),
            "building",
            things=1,
            slices=True,
        ),
        Book(
            "bien-dong",
            LINEAGE,
            Phrase(pmark("many", "Biến động")),
            Phrase(mark("Các lần thành lập, đổi tên, chia tách, hợp nhất, giải thể và cơ quan trước, sau mỗi lần.")),
            Phrase(mark("Thêm biến động")),
            "diagram-3",
            things=4,
            ends=False,
        ),
        Book(
            "tthc",
            PROCEDURES,
            Phrase(mark("Thủ tục hành chính")),
            Phrase(mark("Danh mục thủ tục hành chính (TTHC) với thời gian có hiệu lực.")),
            Phrase(mark("Thêm TTHC")),
            "card-checklist",
            things=1,
        ),
        Book(
            "tham-quyen",
            AUTHORITIES,
            Phrase(mark("Thẩm quyền")),
            Phrase(mark("Cơ quan nào giải quyết TTHC nào, từ ngày nào đến ngày nào.")),
            Phrase(mark("Thêm thẩm quyền")),
            "person-check",
            things=3,
        ),
    )
}


_CLEARER = {
    "Từ mã": mark("Cơ quan trước biến động"),
    "Đến mã": mark("Cơ quan sau biến động"),
    "Trực thuộc": mark("Trực thuộc cơ quan"),
}


def label(header: str) -> Phrase:
    """A header or a listed word of the workbook, to be said in the reader's language; on a page some can be clearer."""
    return Phrase(_CLEARER.get(header, header))
