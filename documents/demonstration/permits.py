"""The written procedure for work permits: asked for, issued, read, copied on paper, changed, and about to change again."""

from documents.copies.use_cases import Holder, ReturnCopies, return_copies
from documents.demonstration.asking import HOME, accepted
from documents.demonstration.papers import Paper, Plan, draft
from documents.demonstration.permit_text import FIRST, SECOND, THIRD
from documents.demonstration.telling import Telling
from documents.library.models import DocumentKind

PLAN = Plan(
    title="Quy trình cấp, cấp lại, gia hạn giấy phép lao động cho người lao động nước ngoài",
    kind=DocumentKind.PROCEDURE,
    owner="truong-phong",
    clauses=("8.1", "8.2.2", "8.5.1", "8.6"),
    procedures=("2.106265", "2.106272", "1.106279"),
)


def tell_permits(telling: Telling) -> Paper:
    """Return the revision in force."""
    first = _issued(telling)
    second = _changed(telling, first)
    _about_to_change(telling, second)
    return second


def _issued(telling: Telling) -> Paper:
    request = accepted(
        telling,
        "chuyen-vien",
        180,
        "Ban hành quy trình cấp giấy phép lao động theo quy định mới",
        "Thành phần hồ sơ, thời hạn và thẩm quyền đã thay đổi; quy trình hiện có gộp nhiều thủ tục, khó áp dụng tại quầy.",
        occasion="Nghị định số 219/2025/NĐ-CP",
    )
    paper = draft(telling, HOME, "chuyen-vien", 177, PLAN, request)
    paper.write("chuyen-vien", 175, FIRST)
    paper.submit("chuyen-vien", 174, "truong-phong thu-ky", "giam-doc")
    remark = paper.remark(
        "truong-phong",
        172,
        "Bước 3, thời gian",
        "Sáu ngày thẩm định có bao gồm thời gian lấy ý kiến cơ quan liên quan không? Cần ghi rõ để tính hạn.",
    )
    paper.answer("chuyen-vien", 171, remark, "Có. Cơ quan được lấy ý kiến trả lời trong ba ngày.")
    paper.passes("truong-phong", 170)
    paper.passes("thu-ky", 168, "Đúng thể thức, đủ các mục theo QT-HT-01.")
    paper.approve("giam-doc", 166, effective=161)
    paper.distribute("thu-ky", 161, "truong-phong chuyen-vien danh-gia pho-giam-doc thu-ky")
    paper.read(160, "chuyen-vien", "thu-ky")
    paper.read(158, "truong-phong", "danh-gia")
    return paper


def _changed(telling: Telling, first: Paper) -> Paper:
    """The second revision takes effect; of the copies of the first one two are still out."""
    copies = first.hand_out(
        "thu-ky",
        160,
        Holder("Quầy số 5, Bộ phận Tiếp nhận và Trả kết quả"),
        Holder("Phòng Cải cách hành chính", telling.post("truong-phong")),
        Holder("Phòng Quản lý xuất nhập cảnh, Công an thành phố (để phối hợp)"),
    )
    request = accepted(
        telling,
        "truong-phong",
        80,
        "Cho nộp hồ sơ không phụ thuộc địa giới hành chính",
        "Người sử dụng lao động được nộp hồ sơ tại bất kỳ Bộ phận Một cửa nào trong thành phố.",
        document=first.code,
        occasion="Nghị định số 118/2025/NĐ-CP",
    )
    summary = "Nhận hồ sơ không phụ thuộc địa giới; tra cứu cơ sở dữ liệu thay cho yêu cầu nộp giấy; giảm thời gian thẩm định."
    paper = first.follow("chuyen-vien", 77, summary, request=request)
    paper.write("chuyen-vien", 76, SECOND)
    paper.submit("chuyen-vien", 75, "truong-phong thu-ky", "giam-doc")
    paper.passes("truong-phong", 73)
    paper.passes("thu-ky", 71)
    paper.approve("giam-doc", 69, effective=63)
    with telling.act("thu-ky", 62) as scene:
        command = ReturnCopies(HOME, copies[1:2], telling.day(62), "Đã thu hồi và hủy bằng máy hủy giấy.")
        return_copies(scene.session, scene.acting, command)
    paper.hand_out(
        "thu-ky",
        62,
        Holder("Quầy số 5, Bộ phận Tiếp nhận và Trả kết quả"),
        Holder("Phòng Cải cách hành chính", telling.post("truong-phong")),
    )
    paper.read(61, "chuyen-vien", "thu-ky")
    paper.read(56, "danh-gia")
    return paper


def _about_to_change(telling: Telling, second: Paper) -> None:
    """A third revision waits for the director's signature."""
    request = accepted(
        telling,
        "pho-giam-doc",
        24,
        "Cắt giảm hai ngày thời hạn giải quyết",
        "Thực hiện chỉ tiêu cắt giảm thời gian giải quyết TTHC năm 2026 của thành phố.",
        document=second.code,
        occasion="Mục tiêu chất lượng năm 2026",
    )
    summary = "Rút thời hạn cấp, gia hạn giấy phép từ 10 xuống 08 ngày làm việc; giảm thời gian ở bước thẩm định và trình ký."
    paper = second.follow("chuyen-vien", 20, summary, request=request)
    paper.write("chuyen-vien", 18, THIRD)
    paper.submit("chuyen-vien", 17, "truong-phong thu-ky", "giam-doc")
    remark = paper.remark("thu-ky", 14, "Thời hạn giải quyết", "Đề nghị dẫn số văn bản giao chỉ tiêu cắt giảm.")
    paper.answer("chuyen-vien", 13, remark, "Đã nêu trong phiếu yêu cầu sửa đổi; quyết định công bố TTHC sẽ ghi thời hạn mới.")
    paper.passes("truong-phong", 11)
    paper.passes("thu-ky", 8)
