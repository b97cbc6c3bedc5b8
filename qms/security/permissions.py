"""What can be permitted. Each permission says itself in one sentence, which is what the table of permissions shows."""

from enum import StrEnum

from qms.language import Phrase, mark


class Permission(StrEnum):
    SEE_STATUS = "see_status"
    SEE_RECORDS = "see_records"
    KEEP_REGISTRY = "keep_registry"
    SET_POLICY = "set_policy"
    KEEP_UNITS = "keep_units"
    HAND_OVER = "hand_over"
    HAND_OVER_HEADS = "hand_over_heads"
    KEEP_PEOPLE = "keep_people"
    SEE_TRAIL = "see_trail"
    SEE_SIGN_INS = "see_sign_ins"
    READ_DOCUMENTS = "read_documents"
    WRITE_DOCUMENTS = "write_documents"
    REVIEW_DOCUMENTS = "review_documents"
    APPROVE_DOCUMENTS = "approve_documents"
    ISSUE_COMMON = "issue_common"
    ADOPT_DOCUMENTS = "adopt_documents"
    DISTRIBUTE_DOCUMENTS = "distribute_documents"
    KEEP_RECORD_LISTS = "keep_record_lists"

    @property
    def sentence(self) -> Phrase:
        return Phrase(_SENTENCES[self])

    @property
    def changes(self) -> bool:
        """Whether it lets anybody change what is kept; the others only let see. To confirm what was read is no change of it."""
        return self not in _SEEING


_SEEING = frozenset({Permission.SEE_STATUS, Permission.SEE_RECORDS, Permission.SEE_TRAIL, Permission.READ_DOCUMENTS})

_SENTENCES = {
    Permission.SEE_STATUS: mark("Xem trạng thái công bố, các điều kiện và bản công bố của mọi cơ quan."),
    Permission.SEE_RECORDS: mark("Xem hồ sơ đứng sau trạng thái: tài liệu, cuộc đánh giá, sự không phù hợp, người và vị trí."),
    Permission.KEEP_REGISTRY: mark("Ghi và sửa sổ đăng ký: cơ quan, biến động, TTHC, thẩm quyền; nhập sổ từ tệp Excel."),
    Permission.SET_POLICY: mark("Đặt các tham số chính sách của tỉnh, kèm căn cứ."),
    Permission.KEEP_UNITS: mark("Ghi và sửa các phòng, ban, trung tâm bên trong cơ quan."),
    Permission.HAND_OVER: mark("Bàn giao vị trí cùng mọi việc đang mở cho người giữ mới."),
    Permission.HAND_OVER_HEADS: mark("Bàn giao vị trí của người đứng đầu và cấp phó."),
    Permission.KEEP_PEOPLE: mark("Quản lý người dùng, vị trí và người giữ vị trí."),
    Permission.SEE_TRAIL: mark("Tra cứu và xuất toàn bộ nhật ký."),
    Permission.SEE_SIGN_INS: mark("Xem các lần đăng nhập và kết thúc phiên làm việc của người khác."),
    Permission.READ_DOCUMENTS: mark("Đọc tài liệu đang có hiệu lực và xác nhận đã đọc."),
    Permission.WRITE_DOCUMENTS: mark("Soạn thảo tài liệu, gửi soát xét, lập phiếu yêu cầu sửa đổi."),
    Permission.REVIEW_DOCUMENTS: mark("Soát xét tài liệu được giao."),
    Permission.APPROVE_DOCUMENTS: mark("Phê duyệt tài liệu bằng chữ ký, ấn định ngày hiệu lực, thu hồi tài liệu."),
    Permission.ISSUE_COMMON: mark("Ban hành quy trình chung để các cơ quan khác áp dụng."),
    Permission.ADOPT_DOCUMENTS: mark("Quyết định áp dụng quy trình chung tại cơ quan."),
    Permission.DISTRIBUTE_DOCUMENTS: mark("Phân phối tài liệu, cấp và thu hồi bản kiểm soát, ghi kết quả xem xét định kỳ."),
    Permission.KEEP_RECORD_LISTS: mark("Ghi và sửa danh mục hồ sơ và thời hạn lưu."),
}
