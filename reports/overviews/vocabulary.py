"""The official words for what the pages show: kinds, tiers, obligations and the like, in the reader's language."""

from enum import StrEnum
from typing import Any

from audits.corrective_actions.models import ActionKind
from audits.nonconformities.models import Grade
from audits.programme.models import AuditKind
from documents.library.models import DocumentKind
from qms.agencies.models import AgencyKind, LineageKind, Obligation, Tier
from qms.catalogue.models import OnlineLevel
from qms.language import gettext, mark
from reports.publication.models import OverrideKind

# By type first: members of two string enums with the same value are equal.
_LABELS: dict[type[StrEnum], dict[Any, str]] = {
    Tier: {
        Tier.PROVINCE: mark("cấp tỉnh"),
        Tier.DISTRICT: mark("cấp huyện"),
        Tier.COMMUNE: mark("cấp xã"),
    },
    AgencyKind: {
        AgencyKind.SPECIALISED_AGENCY: mark("cơ quan chuyên môn"),
        AgencyKind.PEOPLES_COMMITTEE: mark("Ủy ban nhân dân"),
        AgencyKind.MANAGEMENT_BOARD: mark("ban quản lý"),
        AgencyKind.SUB_DEPARTMENT: mark("chi cục và tương đương"),
        AgencyKind.PUBLIC_SERVICE_UNIT: mark("đơn vị sự nghiệp công lập"),
    },
    Obligation: {
        Obligation.MANDATORY: mark("bắt buộc"),
        Obligation.PLAN: mark("theo kế hoạch tỉnh"),
        Obligation.ENCOURAGED: mark("khuyến khích"),
        Obligation.NONE: mark("không thuộc diện"),
    },
    LineageKind: {
        LineageKind.ESTABLISH: mark("thành lập"),
        LineageKind.RENAME: mark("đổi tên"),
        LineageKind.RENAME_WITH_SUPERIOR: mark("đổi tên theo cấp trên"),
        LineageKind.SPLIT: mark("chia tách"),
        LineageKind.MERGE: mark("hợp nhất"),
        LineageKind.ABSORB: mark("sáp nhập"),
        LineageKind.TRANSFER_OUT: mark("chuyển đi"),
        LineageKind.ABOLISH: mark("giải thể"),
    },
    OnlineLevel: {
        OnlineLevel.LEVEL_1: mark("mức độ 1"),
        OnlineLevel.LEVEL_2: mark("mức độ 2"),
        OnlineLevel.LEVEL_3: mark("mức độ 3"),
        OnlineLevel.LEVEL_4: mark("mức độ 4"),
        OnlineLevel.PARTIAL: mark("một phần"),
        OnlineLevel.FULL: mark("toàn trình"),
    },
    DocumentKind: {
        DocumentKind.POLICY: mark("chính sách"),
        DocumentKind.OBJECTIVES: mark("mục tiêu"),
        DocumentKind.MANUAL: mark("sổ tay"),
        DocumentKind.PROCEDURE: mark("quy trình"),
        DocumentKind.WORK_INSTRUCTION: mark("hướng dẫn"),
        DocumentKind.FORM: mark("biểu mẫu"),
        DocumentKind.EXTERNAL: mark("tài liệu bên ngoài"),
    },
    AuditKind: {
        AuditKind.INTERNAL: mark("đánh giá nội bộ"),
        AuditKind.EXTERNAL: mark("đánh giá bên ngoài"),
    },
    Grade: {
        Grade.MAJOR: mark("không phù hợp nặng"),
        Grade.MINOR: mark("không phù hợp nhẹ"),
    },
    ActionKind: {
        ActionKind.CORRECTION: mark("khắc phục tức thời"),
        ActionKind.CORRECTIVE: mark("hành động khắc phục"),
        ActionKind.PREVENTIVE: mark("hành động phòng ngừa"),
    },
    OverrideKind: {
        OverrideKind.SUSPENDED: mark("đình chỉ"),
        OverrideKind.EXEMPT: mark("miễn"),
    },
}


def word(member: Any) -> str:
    """What a member of a vocabulary is called inside a sentence; its own label where it has one. Empty for None."""
    if member is None:
        return ""
    own = getattr(member, "label", None)
    return str(own) if own is not None else gettext(_LABELS[type(member)][member])


def heading(member: Any) -> str:
    """The same at the beginning of a line."""
    said = word(member)
    return said[:1].upper() + said[1:]
