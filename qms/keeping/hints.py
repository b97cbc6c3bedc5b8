"""What stands under a field of a form: the note of the workbook's column, unless that speaks of rows and cells."""

from qms.exchange.columns import Column, References
from qms.language import Phrase, mark

ONE_PER_LINE = Phrase(mark("Mỗi dòng một mã."))
_CHOOSE = mark("Gõ một phần tên hoặc mã rồi chọn trong danh sách gợi ý.")
_ON_PAGES = {
    ("agency_slice", "agency"): mark("Chữ thường không dấu, nối bằng gạch ngang, ví dụ so-noi-vu. Về sau mã không đổi được."),
    ("agency_slice", "valid_from"): mark("Ngày đầu tiên có hiệu lực, theo văn bản."),
    ("agency_slice", "short_name"): mark("Tên gọi trong bảng và biểu đồ, ví dụ Sở Nội vụ."),
    ("agency_slice", "parent"): mark("Cơ quan cấp trên trực tiếp: gõ một phần tên hoặc mã rồi chọn trong danh sách gợi ý."),
    ("agency_slice", "symbol"): mark("Như trong số, ký hiệu văn bản của cơ quan, ví dụ SNV."),
    ("lineage_event", "happened_on"): mark("Ngày biến động có hiệu lực, theo văn bản."),
    ("lineage_event", "basis"): mark("Văn bản làm căn cứ, ví dụ Nghị quyết 1675/NQ-UBTVQH15."),
    ("procedure", "code"): mark("Mã trên Cổng Dịch vụ công quốc gia, ví dụ 1.000050."),
    ("authority", "agency"): _CHOOSE,
    ("authority", "procedure"): _CHOOSE,
    ("authority", "valid_from"): mark("Ngày đầu tiên cơ quan giải quyết thủ tục này."),
    ("unit_slice", "unit"): mark("Mã ngắn trong cơ quan, ví dụ VP. Về sau mã không đổi được."),
    ("unit_slice", "valid_from"): mark("Ngày đầu tiên có hiệu lực, theo văn bản."),
    ("post", "valid_from"): mark("Ngày đầu tiên có vị trí này."),
    ("post", "title"): mark("Như trong quyết định, ví dụ Phó Chánh Văn phòng."),
}  # by noun of the sheet and field of the column


def hint_of(noun: str, column: Column) -> Phrase | str:
    """``noun`` is that of the sheet."""
    if isinstance(column, References):
        return ONE_PER_LINE
    text = _ON_PAGES.get((noun, column.field), column.note)
    return Phrase(text) if text else ""
