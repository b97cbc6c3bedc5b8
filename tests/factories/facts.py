"""Small facts for examples: a policy like the shipped one, and an agency that keeps its published system well.

The shipped windows hold here: 30 days to declare again, 15 to post and to notify, 30 and 60 to correct, 12 months between
audits and between reviews, no tolerance.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from audits.nonconformities.models import Grade
from qms.agencies.models import AgencyKind, LineageKind, Obligation, Tier
from qms.standards.models import Parameter
from reports.publication.facts import (
    AgencyFacts,
    AnnexFact,
    AuditFact,
    AuthorityFact,
    CommonFacts,
    DeclarationFact,
    Lineage,
    NonconformityFact,
    OverrideFact,
    PolicyFact,
    ProcedureFact,
    ReviewFact,
    RevisionFact,
    Slice,
    SlotFact,
)
from reports.publication.models import OverrideKind

KEY = "so-a"
BEGUN = date(2011, 1, 1)
DOCUMENTED = date(2016, 1, 4)
AUDITED = date(2016, 3, 1)
REVIEWED = date(2016, 3, 15)
SIGNED = date(2016, 4, 1)
ONE_STOP_KINDS = frozenset({AgencyKind.SPECIALISED_AGENCY, AgencyKind.PEOPLES_COMMITTEE, AgencyKind.MANAGEMENT_BOARD})


def policy_value(
    parameter: Parameter, value: str, valid_from: date = date(2009, 1, 1), valid_to: date | None = None
) -> PolicyFact:
    return PolicyFact(parameter, value, valid_from, valid_to, "QĐ 19/2014/QĐ-TTg", verified=True)


def shipped_policy() -> list[PolicyFact]:
    since = date(2014, 5, 18)
    return [
        policy_value(Parameter.ACCEPTED_EDITION, "2008", date(2009, 9, 30), date(2021, 7, 1)),
        policy_value(Parameter.ACCEPTED_EDITION, "2015", date(2016, 1, 1)),
        policy_value(Parameter.INTERNAL_AUDIT_INTERVAL_MONTHS, "12"),
        policy_value(Parameter.MANAGEMENT_REVIEW_INTERVAL_MONTHS, "12"),
        policy_value(Parameter.MINIMUM_APPLICATION_MONTHS, "3"),
        policy_value(Parameter.REDECLARE_AFTER_CHANGE_DAYS, "30", since),
        policy_value(Parameter.POST_DECLARATION_WITHIN_DAYS, "15", since),
        policy_value(Parameter.NOTIFY_LEAD_UNIT_WITHIN_DAYS, "15", since),
        policy_value(Parameter.SCOPE_TOLERANCE_PERCENT, "0", since),
        policy_value(Parameter.CORRECTIVE_ACTION_DAYS_MAJOR, "30"),
        policy_value(Parameter.CORRECTIVE_ACTION_DAYS_MINOR, "60"),
    ]


def policy_without(*parameters: Parameter) -> list[PolicyFact]:
    return [row for row in shipped_policy() if row.parameter not in parameters]


def shipped_slots() -> list[SlotFact]:
    """Two slots per edition, the one-stop desk only for kinds that have one."""
    return [
        SlotFact("2008", "manual", "Sổ tay chất lượng", "Quality manual", None),
        SlotFact("2008", "one-stop", "Quy trình một cửa", "One-stop desk", ONE_STOP_KINDS),
        SlotFact("2015", "internal-audit", "QT-HT-02 Đánh giá nội bộ", "Internal audit", None),
        SlotFact("2015", "one-stop", "Quy trình một cửa", "One-stop desk", ONE_STOP_KINDS),
    ]


def common(
    policy: Sequence[PolicyFact] | None = None,
    slots: Sequence[SlotFact] | None = None,
    procedures: Mapping[int, ProcedureFact] | None = None,
) -> CommonFacts:
    """Three editions and three procedures that were always in force, unless told otherwise."""
    always = {number: ProcedureFact(f"1.00000{number}", f"Cấp giấy phép {number}", None, None) for number in (1, 2, 3)}
    return CommonFacts(
        ("2008", "2015", "2026"),
        shipped_slots() if slots is None else slots,
        shipped_policy() if policy is None else policy,
        always | dict(procedures or {}),
    )


def agency_slice(
    valid_from: date = BEGUN,
    valid_to: date | None = None,
    *,
    name: str = "Sở Khoa học và Công nghệ",
    kind: AgencyKind = AgencyKind.SPECIALISED_AGENCY,
    obligation: Obligation = Obligation.MANDATORY,
    tier: Tier = Tier.PROVINCE,
) -> Slice:
    return Slice(valid_from, valid_to, name, None, tier, kind, None, obligation)


def lineage(on: date, kind: LineageKind, from_keys: tuple[str, ...] = (KEY,), to_keys: tuple[str, ...] = (KEY,)) -> Lineage:
    return Lineage(on, kind, from_keys, to_keys, None)


def authority(procedure: int, valid_from: date = BEGUN, valid_to: date | None = None) -> AuthorityFact:
    return AuthorityFact(procedure, valid_from, valid_to)


def revision(
    code: str,
    slot: str | None = None,
    *,
    edition: str = "2015",
    effective_on: date | None = DOCUMENTED,
    ended_on: date | None = None,
    issued_on: date | None = None,
    recorded_on: date = DOCUMENTED,
    number: tuple[int, int] = (1, 0),
    procedures: tuple[int, ...] = (),
) -> RevisionFact:
    """``number`` is issue and revision."""
    issue, changed = number
    return RevisionFact(code, f"Tài liệu {code}", issue, changed, slot, edition, recorded_on, issued_on, effective_on, ended_on,
                        procedures)


def audit(closed_on: date = AUDITED, number: str = "01/ĐG") -> AuditFact:
    return AuditFact(number, closed_on)


def review(held_on: date = REVIEWED) -> ReviewFact:
    return ReviewFact(held_on, None)


def nonconformity(
    raised_on: date,
    *,
    grade: Grade = Grade.MAJOR,
    due_on: date | None = None,
    closed_on: date | None = None,
    number: str = "KPH-01",
) -> NonconformityFact:
    return NonconformityFact(number, grade, raised_on, due_on, closed_on)


def annex(signed_on: date, *, added: Sequence[int] = (), removed: Sequence[int] = (), number: str = "PL-01") -> AnnexFact:
    return AnnexFact(number, signed_on, frozenset(added), frozenset(removed))


def declaration(
    signed_on: date = SIGNED,
    effective_on: date | None = None,
    *,
    number: str = "01/CB",
    edition: str = "2015",
    scope: Sequence[int] | None = (1, 2),
    posted_on: date | None = date(2016, 4, 5),
    notified_on: date | None = date(2016, 4, 6),
    cancelled_on: date | None = None,
    annexes: tuple[AnnexFact, ...] = (),
) -> DeclarationFact:
    """Effective on the day of signature unless told otherwise; ``scope`` None is ``*``."""
    return DeclarationFact(number, signed_on, effective_on or signed_on, edition, None if scope is None else frozenset(scope),
                           posted_on, notified_on, cancelled_on, annexes)


def override(
    kind: OverrideKind, valid_from: date, valid_to: date | None = None, *, number: str = "9/QĐ", signed_on: date | None = None
) -> OverrideFact:
    return OverrideFact(number, signed_on or valid_from, kind, valid_from, valid_to, "Theo đề nghị của cơ quan chủ trì", None)


def agency(key: str = KEY, **facts: Any) -> AgencyFacts:
    """An agency with one open slice and nothing else but the ``facts`` given."""
    return AgencyFacts(key, **{"slices": (agency_slice(),), **facts})


def system_documents(**changes: Any) -> tuple[RevisionFact, ...]:
    """What the framework of edition 2015 expects of a specialised agency, and a document for procedures 1 and 2."""
    return (
        revision("QT-HT-02", "internal-audit", **changes),
        revision("QT-MC", "one-stop", **changes),
        revision("QT-NV-01", procedures=(1, 2), **changes),
    )


def well_kept(key: str = KEY, **changes: Any) -> AgencyFacts:
    """An agency that is ``maintained`` from 1 April 2016 until its audit runs out, with ``changes`` to its facts."""
    facts = AgencyFacts(
        key,
        slices=(agency_slice(),),
        authorities=(authority(1), authority(2)),
        revisions=system_documents(),
        internal_audits=(audit(),),
        reviews=(review(),),
        declarations=(declaration(),),
    )
    return replace(facts, **changes)
