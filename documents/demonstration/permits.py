"""The written procedure for work permits: asked for, issued, read, copied on paper, changed, and about to change again."""

from collections.abc import Generator

from documents.copies.use_cases import Holder, ReturnCopies, return_copies
from documents.demonstration.asking import HOME, accepted
from documents.demonstration.papers import Paper, Plan, draft
from documents.demonstration.permit_text import FIRST, SECOND, THIRD
from documents.demonstration.telling import Chapter, Telling
from documents.library.models import DocumentKind

CODE = "QT-NV-27"
PLAN = Plan(
    title="Quy trình cấp, cấp lại, gia hạn giấy phép lao động cho người lao động nước ngoài",
    kind=DocumentKind.PROCEDURE,
    owner="truong-phong",
    clauses=("8.1", "8.2.2", "8.5.1", "8.6"),
    procedures=("2.106265", "2.106272", "1.106279"),
    code=CODE,
)


def tell_permits(telling: Telling) -> Chapter:
    first = yield from _issued(telling)
    second = yield from _changed(telling, first)
    yield from _about_to_change(telling, second)


def _issued(telling: Telling) -> Generator[int, None, Paper]:
    yield 180
    request = yield from accepted(
        telling,
        "chuyen-vien",
        178,
        "Ban hành quy trình cấp giấy phép lao động theo quy định mới",
        "Thành phần hồ sơ, thời hạn và thẩm quyền đã thay đổi; quy trình hiện có gộp nhiều thủ tục, khó áp dụng tại quầy.",
        occasion="Nghị định số 219/2025/NĐ-CP",
    )
    yield 177
    paper = draft(telling, HOME, "chuyen-vien", PLAN, request)
    yield 175
    paper.write("chuyen-vien", FIRST)
    yield 174
    paper.submit("chuyen-vien", "truong-phong thu-ky", "giam-doc")
    yield 172
    remark = paper.remark(
        "truong-phong",
        "Bước 3, thời gian",
        "Sáu ngày thẩm định có bao gồm thời gian lấy ý kiến cơ quan liên quan không? Cần ghi rõ để tính hạn.",
    )
    yield 171
    paper.answer("chuyen-vien", remark, "Có. Cơ quan được lấy ý kiến trả lời trong ba ngày.")
    yield 170
    paper.passes("truong-phong")
    yield 168
    paper.passes("thu-ky", "Đúng thể thức, đủ các mục theo QT-HT-01.")
    yield 166
    paper.approve("giam-doc", effective=161)
    yield 161
    paper.distribute("thu-ky", "truong-phong chuyen-vien danh-gia pho-giam-doc thu-ky")
    yield 160
    paper.read("chuyen-vien", "thu-ky")
    yield 158
    paper.read("truong-phong", "danh-gia")
    return paper


def _changed(telling: Telling, first: Paper) -> Generator[int, None, Paper]:
    """The second revision takes effect; of the copies of the first one two are still out."""
    yield 157
    copies = first.hand_out(
        "thu-ky",
        Holder("Quầy số 5, Bộ phận Tiếp nhận và Trả kết quả"),
        Holder("Phòng Cải cách hành chính", telling.post("truong-phong")),
        Holder("Phòng Quản lý xuất nhập cảnh, Công an thành phố (để phối hợp)"),
    )
    yield 80
    request = yield from accepted(
        telling,
        "truong-phong",
        78,
        "Cho nộp hồ sơ không phụ thuộc địa giới hành chính",
        "Người sử dụng lao động được nộp hồ sơ tại bất kỳ Bộ phận Một cửa nào trong thành phố.",
        document=first.code,
        occasion="Nghị định số 118/2025/NĐ-CP",
    )
    summary = "Nhận hồ sơ không phụ thuộc địa giới; tra cứu cơ sở dữ liệu thay cho yêu cầu nộp giấy; giảm thời gian thẩm định."
    yield 77
    paper = first.follow("chuyen-vien", summary, request=request)
    yield 76
    paper.write("chuyen-vien", SECOND)
    yield 75
    paper.submit("chuyen-vien", "truong-phong thu-ky", "giam-doc")
    yield 73
    paper.passes("truong-phong")
    yield 71
    paper.passes("thu-ky")
    yield 69
    paper.approve("giam-doc", effective=63)
    yield 62
    with telling.act("thu-ky") as scene:
        command = ReturnCopies(HOME, copies[1:2], telling.present, "Đã thu hồi và hủy bằng máy hủy giấy.")
        return_copies(scene.session, scene.acting, command)
    paper.hand_out(
        "thu-ky",
        Holder("Quầy số 5, Bộ phận Tiếp nhận và Trả kết quả"),
        Holder("Phòng Cải cách hành chính", telling.post("truong-phong")),
    )
    yield 61
    paper.read("chuyen-vien", "thu-ky")
    yield 56
    paper.read("danh-gia")
    return paper


def _about_to_change(telling: Telling, second: Paper) -> Chapter:
    """A third revision waits for the director's signature."""
    yield 24
    request = yield from accepted(
        telling,
        "pho-giam-doc",
        22,
        "Cắt giảm hai ngày thời hạn giải quyết",
        "Thực hiện chỉ tiêu cắt giảm thời gian giải quyết TTHC năm 2026 của thành phố.",
        document=second.code,
        occasion="Mục tiêu chất lượng năm 2026",
    )
    summary = "Rút thời hạn cấp, gia hạn giấy phép từ 10 xuống 08 ngày làm việc; giảm thời gian ở bước thẩm định và trình ký."
    yield 20
    paper = second.follow("chuyen-vien", summary, request=request)
    yield 18
    paper.write("chuyen-vien", THIRD)
    yield 17
    paper.submit("chuyen-vien", "truong-phong thu-ky", "giam-doc")
    yield 14
    remark = paper.remark("thu-ky", "Thời hạn giải quyết", "Đề nghị dẫn số văn bản giao chỉ tiêu cắt giảm.")
    yield 13
    paper.answer("chuyen-vien", remark, "Đã nêu trong phiếu yêu cầu sửa đổi; quyết định công bố TTHC sẽ ghi thời hạn mới.")
    yield 11
    paper.passes("truong-phong")
    yield 8
    paper.passes("thu-ky")
