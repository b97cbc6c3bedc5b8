"""The standard and the province's rules as data: editions, clauses, correspondence, framework slots, policy parameters."""

from datetime import date
from enum import StrEnum

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from qms.storage.base import Base, ends_after_start, one_of


class Edition(Base):
    """An edition of ISO 9001, named by its year: ``"2015"``."""

    __tablename__ = "edition"

    year: Mapped[str] = mapped_column(String(4), primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    national_standard: Mapped[str | None] = mapped_column(Text)
    published_on: Mapped[date]
    verified: Mapped[bool]
    note: Mapped[str | None] = mapped_column(Text)


class Clause(Base):
    """A clause of one edition; untitled sub-clauses exist because findings cite them."""

    __tablename__ = "clause"
    __table_args__ = (one_of("asked_at", ("system", "unit")), UniqueConstraint("edition", "position"))

    edition: Mapped[str] = mapped_column(ForeignKey("edition.year"), primary_key=True)
    number: Mapped[str] = mapped_column(String(20), primary_key=True)
    position: Mapped[int]
    title_vi: Mapped[str | None] = mapped_column(Text)
    title_en: Mapped[str | None] = mapped_column(Text)
    maintain_document: Mapped[bool]
    retain_record: Mapped[bool]
    asked_at: Mapped[str] = mapped_column(String(10))
    typical_exclusion: Mapped[bool]


class ClauseCorrespondence(Base):
    """A clause of an older edition and one of those that took its place in a newer one."""

    __tablename__ = "clause_correspondence"
    __table_args__ = (
        ForeignKeyConstraint(["old_edition", "old_number"], ["clause.edition", "clause.number"]),
        ForeignKeyConstraint(["new_edition", "new_number"], ["clause.edition", "clause.number"]),
    )

    old_edition: Mapped[str] = mapped_column(String(4), primary_key=True)
    old_number: Mapped[str] = mapped_column(String(20), primary_key=True)
    new_edition: Mapped[str] = mapped_column(String(4), primary_key=True)
    new_number: Mapped[str] = mapped_column(String(20), primary_key=True)


class FrameworkSlot(Base):
    """A document that the framework model expects (QĐ 101/QĐ-BKHCN) of agencies of some kinds, for one edition.

    ``agency_kinds`` is ``*`` or kinds separated by a space; ``clauses`` are clause numbers separated by a space.
    """

    __tablename__ = "framework_slot"
    __table_args__ = (UniqueConstraint("edition", "position"),)

    edition: Mapped[str] = mapped_column(ForeignKey("edition.year"), primary_key=True)
    slot: Mapped[str] = mapped_column(String(60), primary_key=True)
    position: Mapped[int]
    title_vi: Mapped[str] = mapped_column(Text)
    title_en: Mapped[str] = mapped_column(Text)
    clauses: Mapped[str] = mapped_column(Text)
    agency_kinds: Mapped[str] = mapped_column(Text)


class Parameter(StrEnum):
    """What the province decides, dated: the rules read these values and no constants."""

    ACCEPTED_EDITION = "accepted_edition"
    INTERNAL_AUDIT_INTERVAL_MONTHS = "internal_audit_interval_months"
    MANAGEMENT_REVIEW_INTERVAL_MONTHS = "management_review_interval_months"
    MINIMUM_APPLICATION_MONTHS = "minimum_application_months"
    REDECLARE_AFTER_CHANGE_DAYS = "redeclare_after_change_days"
    POST_DECLARATION_WITHIN_DAYS = "post_declaration_within_days"
    NOTIFY_LEAD_UNIT_WITHIN_DAYS = "notify_lead_unit_within_days"
    SCOPE_TOLERANCE_PERCENT = "scope_tolerance_percent"
    CORRECTIVE_ACTION_DAYS_MAJOR = "corrective_action_days_major"
    CORRECTIVE_ACTION_DAYS_MINOR = "corrective_action_days_minor"
    ACKNOWLEDGE_DOCUMENT_WITHIN_DAYS = "acknowledge_document_within_days"
    DOCUMENT_REVIEW_INTERVAL_MONTHS = "document_review_interval_months"
    ANNUAL_REPORT_DUE = "annual_report_due"


class PolicyValue(Base):
    """A parameter's value from ``valid_from`` until the day before ``valid_to`` (open when null), with its source.

    Of several in force the one that began last counts; ``accepted_edition`` alone is a set.
    """

    __tablename__ = "policy_value"
    __table_args__ = (
        UniqueConstraint("parameter", "value", "valid_from"),
        Index("uq_policy_value_one_per_day", "parameter", "valid_from", unique=True,
              sqlite_where=text("parameter <> 'accepted_edition'"), postgresql_where=text("parameter <> 'accepted_edition'")),
        one_of("parameter", Parameter),
        ends_after_start(),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    parameter: Mapped[str] = mapped_column(String(60))
    value: Mapped[str] = mapped_column(String(20))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    source: Mapped[str] = mapped_column(Text)
    verified: Mapped[bool]
    note: Mapped[str | None] = mapped_column(Text)
