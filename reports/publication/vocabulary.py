"""The words of the rules: outcomes, gates, statuses, groups. Labels are Vietnamese and translated when shown."""

from enum import StrEnum

from qms.agencies.models import AgencyKind, Obligation, Tier
from qms.language import gettext, mark


class Outcome(StrEnum):
    PASS = "pass"  # noqa: S105 — a word of the rules, not a password
    WARN = "warn"
    FAIL = "fail"
    NOT_APPLICABLE = "not_applicable"

    @property
    def label(self) -> str:
        return gettext(_OUTCOME_LABELS[self])


class GateName(StrEnum):
    FRAMEWORK = "framework"
    COVERAGE = "coverage"
    APPLIED = "applied"
    DECLARATION = "declaration"
    EDITION = "edition"
    IDENTITY = "identity"
    SCOPE = "scope"
    INTERNAL_AUDIT = "internal_audit"
    MANAGEMENT_REVIEW = "management_review"
    MAJOR_NONCONFORMITY = "major_nonconformity"
    MINOR_NONCONFORMITY = "minor_nonconformity"
    POSTED = "posted"
    NOTIFIED = "notified"

    @property
    def label(self) -> str:
        return gettext(_GATE_LABELS[self])


class Status(StrEnum):
    """In the order in which the rules try them: the first that matches wins."""

    MUST_REDECLARE = "must_redeclare"
    NOT_MAINTAINED = "not_maintained"
    MAINTAINED = "maintained"
    LAPSED = "lapsed"
    APPLYING = "applying"
    BUILDING = "building"
    NOT_SUBJECT = "not_subject"
    NOT_STARTED = "not_started"

    @property
    def label(self) -> str:
        return gettext(_STATUS_LABELS[self])

    @property
    def is_declared(self) -> bool:
        return self in DECLARED


class Group(StrEnum):
    """The groups of the totals; a People's Committee belongs to its tier."""

    SPECIALISED_AGENCIES = "specialised_agencies"
    MANAGEMENT_BOARDS = "management_boards"
    SUB_DEPARTMENTS = "sub_departments"
    DISTRICT_LEVEL = "district_level"
    COMMUNE_LEVEL = "commune_level"
    PUBLIC_SERVICE_UNITS = "public_service_units"
    PROVINCIAL_COMMITTEE = "provincial_committee"

    @property
    def label(self) -> str:
        return gettext(_GROUP_LABELS[self])


DECLARED = frozenset({Status.MUST_REDECLARE, Status.NOT_MAINTAINED, Status.MAINTAINED})
OBLIGED = frozenset({Obligation.MANDATORY, Obligation.PLAN})  # who counts in a denominator unless the reader asks otherwise

_GROUP_OF_KIND = {
    AgencyKind.SPECIALISED_AGENCY: Group.SPECIALISED_AGENCIES,
    AgencyKind.MANAGEMENT_BOARD: Group.MANAGEMENT_BOARDS,
    AgencyKind.SUB_DEPARTMENT: Group.SUB_DEPARTMENTS,
    AgencyKind.PUBLIC_SERVICE_UNIT: Group.PUBLIC_SERVICE_UNITS,
}
_GROUP_OF_COMMITTEE = {
    Tier.PROVINCE: Group.PROVINCIAL_COMMITTEE,
    Tier.DISTRICT: Group.DISTRICT_LEVEL,
    Tier.COMMUNE: Group.COMMUNE_LEVEL,
}


def group_of(tier: Tier, kind: AgencyKind) -> Group:
    return _GROUP_OF_COMMITTEE[tier] if kind is AgencyKind.PEOPLES_COMMITTEE else _GROUP_OF_KIND[kind]


_OUTCOME_LABELS = {
    Outcome.PASS: mark("Đạt"),
    Outcome.WARN: mark("Cần chú ý"),
    Outcome.FAIL: mark("Không đạt"),
    Outcome.NOT_APPLICABLE: mark("Không áp dụng"),
}

_GATE_LABELS = {
    GateName.FRAMEWORK: mark("Tài liệu theo mô hình khung"),
    GateName.COVERAGE: mark("Quy trình cho các TTHC"),
    GateName.APPLIED: mark("Đã áp dụng hệ thống"),
    GateName.DECLARATION: mark("Bản công bố có hiệu lực"),
    GateName.EDITION: mark("Phiên bản tiêu chuẩn"),
    GateName.IDENTITY: mark("Tên và loại cơ quan"),
    GateName.SCOPE: mark("Phạm vi công bố"),
    GateName.INTERNAL_AUDIT: mark("Đánh giá nội bộ"),
    GateName.MANAGEMENT_REVIEW: mark("Xem xét của lãnh đạo"),
    GateName.MAJOR_NONCONFORMITY: mark("Sự không phù hợp nặng"),
    GateName.MINOR_NONCONFORMITY: mark("Sự không phù hợp nhẹ"),
    GateName.POSTED: mark("Niêm yết bản công bố"),
    GateName.NOTIFIED: mark("Gửi đơn vị chủ trì"),
}

_STATUS_LABELS = {
    Status.MUST_REDECLARE: mark("Phải công bố lại"),
    Status.NOT_MAINTAINED: mark("Đã công bố – chưa duy trì"),
    Status.MAINTAINED: mark("Đã công bố – duy trì"),
    Status.LAPSED: mark("Công bố hết hiệu lực"),
    Status.APPLYING: mark("Đang áp dụng, chưa công bố"),
    Status.BUILDING: mark("Đang xây dựng"),
    Status.NOT_SUBJECT: mark("Không thuộc diện"),
    Status.NOT_STARTED: mark("Chưa xây dựng"),
}

_GROUP_LABELS = {
    Group.SPECIALISED_AGENCIES: mark("Cơ quan chuyên môn"),
    Group.MANAGEMENT_BOARDS: mark("Ban quản lý"),
    Group.SUB_DEPARTMENTS: mark("Chi cục và tương đương"),
    Group.DISTRICT_LEVEL: mark("Cấp huyện"),
    Group.COMMUNE_LEVEL: mark("Cấp xã"),
    Group.PUBLIC_SERVICE_UNITS: mark("Đơn vị sự nghiệp công lập"),
    Group.PROVINCIAL_COMMITTEE: mark("Ủy ban nhân dân cấp tỉnh"),
}
