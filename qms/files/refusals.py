"""Why a file is not taken in, said so that whoever sent it knows what to do."""

from enum import StrEnum
from typing import Any

from qms.language import Phrase, UserError, mark


class Reason(StrEnum):
    UNKNOWN_ENDING = "unknown_ending"
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    OTHER_CONTENT = "other_content"
    NOT_THIS_KIND = "not_this_kind"
    OLD_OFFICE = "old_office"
    DAMAGED = "damaged"
    LOCKED = "locked"
    UNPACKS_TOO_LARGE = "unpacks_too_large"
    TOO_COMPLEX = "too_complex"
    MACROS = "macros"
    DOCTYPE = "doctype"
    FETCHES = "fetches"
    ARCHIVE_INSIDE = "archive_inside"
    PROGRAM_INSIDE = "program_inside"
    STRANGE_PARTS = "strange_parts"
    STRANGE_BYTES = "strange_bytes"
    PDF_SCRIPT = "pdf_script"
    PDF_LAUNCH = "pdf_launch"
    PDF_ATTACHMENT = "pdf_attachment"
    PDF_FORM = "pdf_form"
    TOO_MANY_PIXELS = "too_many_pixels"


_SENTENCES = {
    Reason.UNKNOWN_ENDING: mark("Tệp {name} không thuộc loại được nhận; hãy gửi tệp DOCX, PDF, XLSX, ODT, PNG hoặc JPG."),
    Reason.EMPTY: mark("Tệp {name} trống; hãy kiểm tra rồi gửi lại."),
    Reason.TOO_LARGE: mark("Tệp {name} lớn hơn {limit} MB; hãy giảm dung lượng ảnh bên trong hoặc chia thành nhiều tệp."),
    Reason.OTHER_CONTENT: mark("Tệp {name} có nội dung là {found}, không đúng với đuôi tên; hãy đặt lại đuôi tên là .{found}."),
    Reason.NOT_THIS_KIND: mark("Nội dung tệp {name} không phải là {kind}; hãy mở bằng chương trình đã tạo ra nó và lưu lại."),
    Reason.OLD_OFFICE: mark(
        "Tệp {name} được đặt mật khẩu hoặc ở dạng .doc, .xls cũ; hãy bỏ mật khẩu và lưu lại dạng .docx hoặc .xlsx."
    ),
    Reason.DAMAGED: mark("Tệp {name} bị hỏng, không mở được; hãy mở bằng chương trình đã tạo ra nó và lưu lại."),
    Reason.LOCKED: mark("Tệp {name} được đặt mật khẩu hoặc hạn chế quyền; hãy bỏ bảo vệ rồi gửi lại."),
    Reason.UNPACKS_TOO_LARGE: mark("Tệp {name} khi mở ra quá lớn so với dung lượng của nó; hãy lưu lại và bỏ phần thừa."),
    Reason.TOO_COMPLEX: mark("Tệp {name} quá phức tạp, không kiểm tra được; hãy chia thành nhiều tệp hoặc lưu lại đơn giản hơn."),
    Reason.MACROS: mark("Tệp {name} chứa macro hoặc điều khiển ActiveX; hãy lưu lại dạng không có macro rồi gửi."),
    Reason.DOCTYPE: mark("Tệp {name} chứa khai báo DOCTYPE, không được phép; hãy mở bằng Word hoặc LibreOffice và lưu lại."),
    Reason.FETCHES: mark(
        "Tệp {name} lấy nội dung từ nơi khác khi mở ({target}); hãy chèn hẳn nội dung đó vào tệp hoặc bỏ liên kết rồi gửi lại."
    ),
    Reason.ARCHIVE_INSIDE: mark("Tệp {name} chứa một tệp nén bên trong ({part}); hãy bỏ nó ra và gửi riêng tài liệu cần thiết."),
    Reason.PROGRAM_INSIDE: mark("Tệp {name} nhúng một tệp khác ({part}) không kiểm tra được; hãy bỏ nó ra rồi gửi lại."),
    Reason.STRANGE_PARTS: mark("Tệp {name} có cấu trúc lạ bên trong; hãy mở bằng Word, Excel hoặc LibreOffice và lưu lại."),
    Reason.STRANGE_BYTES: mark("Tệp {name} chứa thêm dữ liệu lạ ngoài nội dung {kind}; hãy xuất lại tệp từ bản gốc."),
    Reason.PDF_SCRIPT: mark("Tệp {name} chứa mã JavaScript; hãy in hoặc xuất lại thành PDF thường từ bản gốc."),
    Reason.PDF_LAUNCH: mark(
        "Tệp {name} có lệnh mở chương trình, tệp khác hoặc gửi dữ liệu đi; hãy in hoặc xuất lại thành PDF thường từ bản gốc."
    ),
    Reason.PDF_ATTACHMENT: mark("Tệp {name} có tệp khác đính kèm bên trong; hãy bỏ tệp đính kèm và gửi riêng."),
    Reason.PDF_FORM: mark("Tệp {name} chứa biểu mẫu động (XFA) hoặc nội dung đa phương tiện; hãy in lại thành PDF thường."),
    Reason.TOO_MANY_PIXELS: mark("Ảnh {name} có quá nhiều điểm ảnh ({width} × {height}); hãy thu nhỏ ảnh rồi gửi lại."),
}


class Refusal(Exception):
    """A reason without the name of the file: what the examiners raise. ``values`` are those its sentence needs."""

    def __init__(self, reason: Reason, **values: Any) -> None:
        super().__init__(reason)
        self.reason = reason
        self.values = values


class RefusedFile(UserError):
    """The file called ``name`` is not taken in."""

    def __init__(self, reason: Reason, name: str, **values: Any) -> None:
        super().__init__(Phrase(_SENTENCES[reason], name=name, **values))
        self.reason = reason
