"""Who is bound and by what: agencies, procedures, the standard, policy, and controlled documents."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "administrative_procedure",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("code", sa.String(60), nullable=False),
        sa.Column("code_folded", sa.String(60), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("field", sa.Text),
        sa.Column("online_level", sa.String(30)),
        sa.Column("valid_from", sa.Date),
        sa.Column("valid_to", sa.Date),
        sa.CheckConstraint(
            "online_level IN ('1', '2', '3', '4', 'partial', 'full')", name=op.f("ck_administrative_procedure_online_level_known")
        ),
        sa.CheckConstraint(
            "length(code) BETWEEN 1 AND 60 AND trim(code) = code", name=op.f("ck_administrative_procedure_code_not_blank")
        ),
        sa.CheckConstraint("valid_to > valid_from", name=op.f("ck_administrative_procedure_valid_to_after_valid_from")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_administrative_procedure")),
        sa.UniqueConstraint("code_folded", name=op.f("uq_administrative_procedure_code_folded")),
    )
    op.create_table(
        "agency",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("key", sa.String(60), nullable=False),
        sa.Column("key_folded", sa.String(60), nullable=False),
        sa.CheckConstraint("length(key) BETWEEN 1 AND 60 AND trim(key) = key", name=op.f("ck_agency_key_not_blank")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency")),
        sa.UniqueConstraint("key_folded", name=op.f("uq_agency_key_folded")),
    )
    op.create_table(
        "edition",
        sa.Column("year", sa.String(4), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("national_standard", sa.Text),
        sa.Column("published_on", sa.Date, nullable=False),
        sa.Column("verified", sa.Boolean, nullable=False),
        sa.Column("note", sa.Text),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_edition")),
    )
    op.create_table(
        "lineage_event",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("happened_on", sa.Date, nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("basis", sa.Text),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.CheckConstraint(
            "kind IN ('establish', 'rename', 'rename_with_superior', 'split', 'merge', 'absorb', 'transfer_out', 'abolish')",
            name=op.f("ck_lineage_event_kind_known"),
        ),
        sa.CheckConstraint("length(fingerprint) = 64", name=op.f("ck_lineage_event_fingerprint_is_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lineage_event")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_lineage_event_fingerprint")),
    )
    op.create_index(op.f("ix_lineage_event_happened_on"), "lineage_event", ["happened_on"])
    op.create_table(
        "policy_value",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("parameter", sa.String(60), nullable=False),
        sa.Column("value", sa.String(20), nullable=False),
        sa.Column("valid_from", sa.Date, nullable=False),
        sa.Column("valid_to", sa.Date),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("verified", sa.Boolean, nullable=False),
        sa.Column("note", sa.Text),
        sa.CheckConstraint(
            "parameter IN ("
            "'accepted_edition', 'internal_audit_interval_months', 'management_review_interval_months', "
            "'minimum_application_months', 'redeclare_after_change_days', 'post_declaration_within_days', "
            "'notify_lead_unit_within_days', 'scope_tolerance_percent', 'corrective_action_days_major', "
            "'corrective_action_days_minor', 'acknowledge_document_within_days', "
            "'document_review_interval_months', 'annual_report_due')",
            name=op.f("ck_policy_value_parameter_known"),
        ),
        sa.CheckConstraint("valid_to > valid_from", name=op.f("ck_policy_value_valid_to_after_valid_from")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_value")),
        sa.UniqueConstraint("parameter", "value", "valid_from", name=op.f("uq_policy_value_parameter_value_valid_from")),
    )
    op.create_index(
        "uq_policy_value_one_per_day",
        "policy_value",
        ["parameter", "valid_from"],
        unique=True,
        sqlite_where=sa.text("parameter <> 'accepted_edition'"),
        postgresql_where=sa.text("parameter <> 'accepted_edition'"),
    )
    op.create_table(
        "agency_slice",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("agency_id", sa.Integer, nullable=False),
        sa.Column("valid_from", sa.Date, nullable=False),
        sa.Column("valid_to", sa.Date),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("short_name", sa.Text),
        sa.Column("tier", sa.String(30), nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("parent_id", sa.Integer),
        sa.Column("symbol", sa.Text),
        sa.Column("obligation", sa.String(30), nullable=False),
        sa.CheckConstraint(
            "kind IN ('specialised_agency', 'peoples_committee', 'management_board', 'sub_department', 'public_service_unit')",
            name=op.f("ck_agency_slice_kind_known"),
        ),
        sa.CheckConstraint(
            "obligation IN ('mandatory', 'plan', 'encouraged', 'none')", name=op.f("ck_agency_slice_obligation_known")
        ),
        sa.CheckConstraint("tier IN ('province', 'district', 'commune')", name=op.f("ck_agency_slice_tier_known")),
        sa.CheckConstraint("valid_to > valid_from", name=op.f("ck_agency_slice_valid_to_after_valid_from")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_agency_slice_agency_id")),
        sa.ForeignKeyConstraint(["parent_id"], ["agency.id"], name=op.f("fk_agency_slice_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency_slice")),
        sa.UniqueConstraint("agency_id", "valid_from", name=op.f("uq_agency_slice_agency_id_valid_from")),
    )
    op.create_index(op.f("ix_agency_slice_parent_id"), "agency_slice", ["parent_id"])
    op.create_table(
        "authority",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("agency_id", sa.Integer, nullable=False),
        sa.Column("procedure_id", sa.Integer, nullable=False),
        sa.Column("valid_from", sa.Date, nullable=False),
        sa.Column("valid_to", sa.Date),
        sa.CheckConstraint("valid_to > valid_from", name=op.f("ck_authority_valid_to_after_valid_from")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_authority_agency_id")),
        sa.ForeignKeyConstraint(["procedure_id"], ["administrative_procedure.id"], name=op.f("fk_authority_procedure_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authority")),
        sa.UniqueConstraint(
            "agency_id", "procedure_id", "valid_from", name=op.f("uq_authority_agency_id_procedure_id_valid_from")
        ),
    )
    op.create_index(op.f("ix_authority_procedure_id"), "authority", ["procedure_id"])
    op.create_table(
        "clause",
        sa.Column("edition", sa.String(4), nullable=False),
        sa.Column("number", sa.String(20), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("title_vi", sa.Text),
        sa.Column("title_en", sa.Text),
        sa.Column("maintain_document", sa.Boolean, nullable=False),
        sa.Column("retain_record", sa.Boolean, nullable=False),
        sa.Column("asked_at", sa.String(10), nullable=False),
        sa.Column("typical_exclusion", sa.Boolean, nullable=False),
        sa.CheckConstraint("asked_at IN ('system', 'unit')", name=op.f("ck_clause_asked_at_known")),
        sa.ForeignKeyConstraint(["edition"], ["edition.year"], name=op.f("fk_clause_edition")),
        sa.PrimaryKeyConstraint("edition", "number", name=op.f("pk_clause")),
        sa.UniqueConstraint("edition", "position", name=op.f("uq_clause_edition_position")),
    )
    op.create_table(
        "document",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("agency_id", sa.Integer, nullable=False),
        sa.Column("code", sa.String(60), nullable=False),
        sa.Column("code_folded", sa.String(60), nullable=False),
        sa.CheckConstraint("length(code) BETWEEN 1 AND 60 AND trim(code) = code", name=op.f("ck_document_code_not_blank")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_document_agency_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint("agency_id", "code_folded", name=op.f("uq_document_agency_id_code_folded")),
    )
    op.create_table(
        "framework_slot",
        sa.Column("edition", sa.String(4), nullable=False),
        sa.Column("slot", sa.String(60), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("title_vi", sa.Text, nullable=False),
        sa.Column("title_en", sa.Text, nullable=False),
        sa.Column("clauses", sa.Text, nullable=False),
        sa.Column("agency_kinds", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["edition"], ["edition.year"], name=op.f("fk_framework_slot_edition")),
        sa.PrimaryKeyConstraint("edition", "slot", name=op.f("pk_framework_slot")),
        sa.UniqueConstraint("edition", "position", name=op.f("uq_framework_slot_edition_position")),
    )
    op.create_table(
        "lineage_party",
        sa.Column("event_id", sa.Integer, nullable=False),
        sa.Column("side", sa.String(30), nullable=False),
        sa.Column("agency_id", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.CheckConstraint("side IN ('from', 'to')", name=op.f("ck_lineage_party_side_known")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_lineage_party_agency_id")),
        sa.ForeignKeyConstraint(["event_id"], ["lineage_event.id"], name=op.f("fk_lineage_party_event_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("event_id", "side", "agency_id", name=op.f("pk_lineage_party")),
    )
    op.create_index(op.f("ix_lineage_party_agency_id"), "lineage_party", ["agency_id"])
    op.create_table(
        "clause_correspondence",
        sa.Column("old_edition", sa.String(4), nullable=False),
        sa.Column("old_number", sa.String(20), nullable=False),
        sa.Column("new_edition", sa.String(4), nullable=False),
        sa.Column("new_number", sa.String(20), nullable=False),
        sa.ForeignKeyConstraint(
            ["new_edition", "new_number"],
            ["clause.edition", "clause.number"],
            name=op.f("fk_clause_correspondence_new_edition_new_number"),
        ),
        sa.ForeignKeyConstraint(
            ["old_edition", "old_number"],
            ["clause.edition", "clause.number"],
            name=op.f("fk_clause_correspondence_old_edition_old_number"),
        ),
        sa.PrimaryKeyConstraint("old_edition", "old_number", "new_edition", "new_number", name=op.f("pk_clause_correspondence")),
    )
    op.create_table(
        "revision",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("document_id", sa.Integer, nullable=False),
        sa.Column("issue_no", sa.Integer, nullable=False),
        sa.Column("revision_no", sa.Integer, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("slot", sa.String(60)),
        sa.Column("edition", sa.String(4), nullable=False),
        sa.Column("recorded_on", sa.Date, nullable=False),
        sa.Column("issued_on", sa.Date),
        sa.Column("effective_on", sa.Date),
        sa.Column("ended_on", sa.Date),
        sa.Column("sealed", sa.Boolean, server_default=sa.false(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('policy', 'objectives', 'manual', 'procedure', 'work_instruction', 'form', 'external')",
            name=op.f("ck_revision_kind_known"),
        ),
        sa.CheckConstraint("ended_on > effective_on", name=op.f("ck_revision_ended_on_after_effective_on")),
        sa.CheckConstraint("issue_no >= 0 AND revision_no >= 0", name=op.f("ck_revision_numbers_not_negative")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_revision_document_id")),
        sa.ForeignKeyConstraint(["edition"], ["edition.year"], name=op.f("fk_revision_edition")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
        sa.UniqueConstraint("document_id", "issue_no", "revision_no", name=op.f("uq_revision_document_id_issue_no_revision_no")),
    )
    op.create_table(
        "revision_procedure",
        sa.Column("revision_id", sa.Integer, nullable=False),
        sa.Column("procedure_id", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(
            ["procedure_id"], ["administrative_procedure.id"], name=op.f("fk_revision_procedure_procedure_id")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_revision_procedure_revision_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("revision_id", "procedure_id", name=op.f("pk_revision_procedure")),
    )
    op.create_index(op.f("ix_revision_procedure_procedure_id"), "revision_procedure", ["procedure_id"])
