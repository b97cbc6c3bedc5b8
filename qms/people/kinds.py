"""The kinds of post that the product knows; permissions follow them, titles are free."""

from enum import StrEnum

from qms.language import Phrase, mark


class PostKind(StrEnum):
    """In the order in which lists show them and in which a person's posts are named."""

    PROVINCE_LEADER = "province_leader"
    HEAD = "head"
    DEPUTY_HEAD = "deputy_head"
    LEAD_OFFICER = "lead_officer"
    COORDINATOR = "coordinator"
    UNIT_HEAD = "unit_head"
    AUDITOR = "auditor"
    OFFICER = "officer"
    ADMINISTRATOR = "administrator"

    @property
    def label(self) -> Phrase:
        return Phrase(_LABELS[self])


_LABELS = {
    PostKind.PROVINCE_LEADER: mark("Lãnh đạo tỉnh"),
    PostKind.HEAD: mark("Người đứng đầu"),
    PostKind.DEPUTY_HEAD: mark("Cấp phó của người đứng đầu"),
    PostKind.LEAD_OFFICER: mark("Cán bộ đơn vị chủ trì"),
    PostKind.COORDINATOR: mark("Thư ký ISO"),
    PostKind.UNIT_HEAD: mark("Trưởng phòng, ban"),
    PostKind.AUDITOR: mark("Đánh giá viên nội bộ"),
    PostKind.OFFICER: mark("Công chức, viên chức"),
    PostKind.ADMINISTRATOR: mark("Quản trị hệ thống"),
}
