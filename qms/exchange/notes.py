"""What the template explains to whoever fills it."""

from collections.abc import Iterator

from qms.exchange import limits
from qms.exchange.standards import Standards
from qms.language import Phrase, mark
from qms.rendering.table import show_number

NOTES_SHEET = "Hướng dẫn"  # import passes over it: there are no facts in it
FAULTS_SHEET = "Lỗi"  # nor here: what was wrong with the file when it was last tried


def rules() -> list[tuple[Phrase, Phrase]]:
    """Subject and rule, in the order in which they are met."""
    return [
        (
            Phrase(mark("Cột")),
            Phrase(
                mark(
                    "Ô tiêu đề đậm màu là cột bắt buộc. Thứ tự cột tùy ý; cột lạ bị bỏ qua và được nêu tên. Có thể bỏ cả cột "
                    "không bắt buộc: dữ liệu cũ của cột đó được giữ. Ô trống trong một cột có mặt thì xóa dữ liệu cũ."
                )
            ),
        ),
        (
            Phrase(mark("Dòng ví dụ")),
            Phrase(mark("Dòng chữ nghiêng dưới tiêu đề là ví dụ. Để nguyên thì nó không được nhập; có thể ghi đè hoặc xóa.")),
        ),
        (
            Phrase(mark("Khóa")),
            Phrase(
                mark(
                    "Dòng có khóa đã có trong sổ đăng ký thì cập nhật dữ kiện ấy, khóa mới thì tạo dữ kiện mới. Dữ kiện không có "
                    "trong tệp được giữ nguyên. Mã dài từ 1 đến 60 ký tự, không phân biệt chữ hoa và chữ thường."
                )
            ),
        ),
        (
            Phrase(mark("Mã là văn bản")),
            Phrase(mark("Định dạng cột mã là Văn bản (Text) trước khi gõ; nếu không, Excel đổi 1.000050 thành số 1.00005.")),
        ),
        (
            Phrase(mark("Ngày")),
            Phrase(
                mark(
                    "Ngày của Excel, hoặc chữ dạng 31/12/2015 hay 2015-12-31. Đến ngày là ngày đầu tiên không còn hiệu lực; "
                    "để trống nghĩa là còn hiệu lực."
                )
            ),
        ),
        (Phrase(mark("Danh sách trong một ô")), Phrase(mark("Các mã cách nhau bằng dấu chấm phẩy (;)."))),
        (
            Phrase(mark("Xóa")),
            Phrase(
                mark(
                    "Ghi x để rút dữ kiện của dòng khỏi sổ đăng ký; chỉ cần các cột khóa. Không rút được khi còn dòng khác "
                    "nhắc đến. Gõ nhầm khóa thì rút dòng sai và thêm dòng đúng trong cùng một tệp."
                )
            ),
        ),
        (
            Phrase(mark("Lỗi")),
            Phrase(mark("Còn một lỗi thì không ghi gì; mọi lỗi được nêu cùng lúc với trang tính, dòng, cột và cách sửa.")),
        ),
        (
            Phrase(mark("Giới hạn")),
            Phrase(
                mark(
                    "Tệp: {file} MB, mở ra {unpacked} MB; mỗi trang tính {rows} dòng, cả tệp {cells} ô, mỗi ô {characters} ký tự."
                ),
                file=limits.LARGEST_FILE // limits.MEGABYTE,
                unpacked=limits.LARGEST_UNPACKED // limits.MEGABYTE,
                rows=show_number(limits.MOST_ROWS),
                cells=show_number(limits.MOST_CELLS),
                characters=show_number(limits.LONGEST_CELL),
            ),
        ),
    ]


def slot_rows(standards: Standards) -> Iterator[tuple[str, str]]:
    """Each framework slot once, with the editions that know it."""
    editions: dict[str, list[str]] = {}
    for edition in standards.editions:
        for slot in standards.slots.get(edition, ()):
            editions.setdefault(slot, []).append(edition)
    for slot, known in editions.items():
        yield slot, ", ".join(known)
