"""The registry: agencies, procedures, standards, documents, audits, declarations."""

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
        sa.Column("field", sa.Text, nullable=True),
        sa.Column("online_level", sa.String(30), nullable=True),
        sa.Column("valid_from", sa.Date, nullable=True),
        sa.Column("valid_to", sa.Date, nullable=True),
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
        sa.Column("national_standard", sa.Text, nullable=True),
        sa.Column("published_on", sa.Date, nullable=False),
        sa.Column("verified", sa.Boolean, nullable=False),
        sa.Column("note", sa.Text, nullable=True),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_edition")),
    )
    op.create_table(
        "lineage_event",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("happened_on", sa.Date, nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("basis", sa.Text, nullable=True),
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
        sa.Column("valid_to", sa.Date, nullable=True),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("verified", sa.Boolean, nullable=False),
        sa.Column("note", sa.Text, nullable=True),
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
        sa.Column("valid_to", sa.Date, nullable=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("short_name", sa.Text, nullable=True),
        sa.Column("tier", sa.String(30), nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("parent_id", sa.Integer, nullable=True),
        sa.Column("symbol", sa.Text, nullable=True),
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
        "audit",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("agency_id", sa.Integer, nullable=False),
        sa.Column("number", sa.String(60), nullable=False),
        sa.Column("number_folded", sa.String(60), nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("edition", sa.String(4), nullable=False),
        sa.Column("started_on", sa.Date, nullable=False),
        sa.Column("ended_on", sa.Date, nullable=True),
        sa.Column("lead_auditor", sa.Text, nullable=True),
        sa.Column("conclusion", sa.Text, nullable=True),
        sa.Column("sealed", sa.Boolean, server_default=sa.false(), nullable=False),
        sa.CheckConstraint("kind IN ('internal', 'external')", name=op.f("ck_audit_kind_known")),
        sa.CheckConstraint("ended_on >= started_on", name=op.f("ck_audit_ended_on_not_before_started_on")),
        sa.CheckConstraint("length(number) BETWEEN 1 AND 60 AND trim(number) = number", name=op.f("ck_audit_number_not_blank")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_audit_agency_id")),
        sa.ForeignKeyConstraint(["edition"], ["edition.year"], name=op.f("fk_audit_edition")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
        sa.UniqueConstraint("agency_id", "number_folded", name=op.f("uq_audit_agency_id_number_folded")),
    )
    op.create_table(
        "authority",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("agency_id", sa.Integer, nullable=False),
        sa.Column("procedure_id", sa.Integer, nullable=False),
        sa.Column("valid_from", sa.Date, nullable=False),
        sa.Column("valid_to", sa.Date, nullable=True),
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
        sa.Column("title_vi", sa.Text, nullable=True),
        sa.Column("title_en", sa.Text, nullable=True),
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
        "declaration",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("agency_id", sa.Integer, nullable=False),
        sa.Column("number", sa.String(60), nullable=False),
        sa.Column("number_folded", sa.String(60), nullable=False),
        sa.Column("signed_on", sa.Date, nullable=False),
        sa.Column("effective_on", sa.Date, nullable=False),
        sa.Column("edition", sa.String(4), nullable=False),
        sa.Column("covers_all", sa.Boolean, nullable=False),
        sa.Column("posted_on", sa.Date, nullable=True),
        sa.Column("notified_on", sa.Date, nullable=True),
        sa.Column("cancelled_on", sa.Date, nullable=True),
        sa.Column("cancellation_basis", sa.Text, nullable=True),
        sa.Column("sealed", sa.Boolean, server_default=sa.false(), nullable=False),
        sa.CheckConstraint("cancelled_on >= signed_on", name=op.f("ck_declaration_cancelled_on_not_before_signed_on")),
        sa.CheckConstraint("effective_on >= signed_on", name=op.f("ck_declaration_effective_on_not_before_signed_on")),
        sa.CheckConstraint(
            "length(number) BETWEEN 1 AND 60 AND trim(number) = number", name=op.f("ck_declaration_number_not_blank")
        ),
        sa.CheckConstraint("notified_on >= signed_on", name=op.f("ck_declaration_notified_on_not_before_signed_on")),
        sa.CheckConstraint("posted_on >= signed_on", name=op.f("ck_declaration_posted_on_not_before_signed_on")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_declaration_agency_id")),
        sa.ForeignKeyConstraint(["edition"], ["edition.year"], name=op.f("fk_declaration_edition")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_declaration")),
        sa.UniqueConstraint(
            "agency_id", "number_folded", "signed_on", name=op.f("uq_declaration_agency_id_number_folded_signed_on")
        ),
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
        "management_review",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("agency_id", sa.Integer, nullable=False),
        sa.Column("held_on", sa.Date, nullable=False),
        sa.Column("minutes_number", sa.Text, nullable=True),
        sa.Column("chair", sa.Text, nullable=True),
        sa.Column("sealed", sa.Boolean, server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_management_review_agency_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_management_review")),
        sa.UniqueConstraint("agency_id", "held_on", name=op.f("uq_management_review_agency_id_held_on")),
    )
    op.create_table(
        "override",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("agency_id", sa.Integer, nullable=False),
        sa.Column("number", sa.String(60), nullable=False),
        sa.Column("number_folded", sa.String(60), nullable=False),
        sa.Column("signed_on", sa.Date, nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("valid_from", sa.Date, nullable=False),
        sa.Column("valid_to", sa.Date, nullable=True),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("signer", sa.Text, nullable=True),
        sa.Column("sealed", sa.Boolean, server_default=sa.false(), nullable=False),
        sa.CheckConstraint("kind IN ('suspended', 'exempt')", name=op.f("ck_override_kind_known")),
        sa.CheckConstraint(
            "length(number) BETWEEN 1 AND 60 AND trim(number) = number", name=op.f("ck_override_number_not_blank")
        ),
        sa.CheckConstraint("valid_to > valid_from", name=op.f("ck_override_valid_to_after_valid_from")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_override_agency_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_override")),
        sa.UniqueConstraint(
            "agency_id", "number_folded", "signed_on", name=op.f("uq_override_agency_id_number_folded_signed_on")
        ),
    )
    op.create_table(
        "annex",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("declaration_id", sa.Integer, nullable=False),
        sa.Column("number", sa.String(60), nullable=False),
        sa.Column("number_folded", sa.String(60), nullable=False),
        sa.Column("signed_on", sa.Date, nullable=False),
        sa.Column("sealed", sa.Boolean, server_default=sa.false(), nullable=False),
        sa.CheckConstraint("length(number) BETWEEN 1 AND 60 AND trim(number) = number", name=op.f("ck_annex_number_not_blank")),
        sa.ForeignKeyConstraint(["declaration_id"], ["declaration.id"], name=op.f("fk_annex_declaration_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_annex")),
        sa.UniqueConstraint("declaration_id", "number_folded", name=op.f("uq_annex_declaration_id_number_folded")),
    )
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
        "declaration_procedure",
        sa.Column("declaration_id", sa.Integer, nullable=False),
        sa.Column("procedure_id", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(
            ["declaration_id"], ["declaration.id"], name=op.f("fk_declaration_procedure_declaration_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["procedure_id"], ["administrative_procedure.id"], name=op.f("fk_declaration_procedure_procedure_id")
        ),
        sa.PrimaryKeyConstraint("declaration_id", "procedure_id", name=op.f("pk_declaration_procedure")),
    )
    op.create_index(op.f("ix_declaration_procedure_procedure_id"), "declaration_procedure", ["procedure_id"])
    op.create_table(
        "nonconformity",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("agency_id", sa.Integer, nullable=False),
        sa.Column("number", sa.String(60), nullable=False),
        sa.Column("number_folded", sa.String(60), nullable=False),
        sa.Column("audit_id", sa.Integer, nullable=True),
        sa.Column("clause", sa.String(20), nullable=False),
        sa.Column("grade", sa.String(30), nullable=False),
        sa.Column("description", sa.Text, nullable=False),
        sa.Column("raised_on", sa.Date, nullable=False),
        sa.Column("due_on", sa.Date, nullable=True),
        sa.Column("closed_on", sa.Date, nullable=True),
        sa.Column("sealed", sa.Boolean, server_default=sa.false(), nullable=False),
        sa.CheckConstraint("grade IN ('major', 'minor')", name=op.f("ck_nonconformity_grade_known")),
        sa.CheckConstraint("closed_on >= raised_on", name=op.f("ck_nonconformity_closed_on_not_before_raised_on")),
        sa.CheckConstraint("due_on >= raised_on", name=op.f("ck_nonconformity_due_on_not_before_raised_on")),
        sa.CheckConstraint(
            "length(number) BETWEEN 1 AND 60 AND trim(number) = number", name=op.f("ck_nonconformity_number_not_blank")
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_nonconformity_agency_id")),
        sa.ForeignKeyConstraint(["audit_id"], ["audit.id"], name=op.f("fk_nonconformity_audit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nonconformity")),
        sa.UniqueConstraint("agency_id", "number_folded", name=op.f("uq_nonconformity_agency_id_number_folded")),
    )
    op.create_index(op.f("ix_nonconformity_audit_id"), "nonconformity", ["audit_id"])
    op.create_table(
        "annex_item",
        sa.Column("annex_id", sa.Integer, nullable=False),
        sa.Column("change", sa.String(30), nullable=False),
        sa.Column("procedure_id", sa.Integer, nullable=False),
        sa.CheckConstraint("change IN ('added', 'removed')", name=op.f("ck_annex_item_change_known")),
        sa.ForeignKeyConstraint(["annex_id"], ["annex.id"], name=op.f("fk_annex_item_annex_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["procedure_id"], ["administrative_procedure.id"], name=op.f("fk_annex_item_procedure_id")),
        sa.PrimaryKeyConstraint("annex_id", "change", "procedure_id", name=op.f("pk_annex_item")),
    )
    op.create_index(op.f("ix_annex_item_procedure_id"), "annex_item", ["procedure_id"])
    op.create_table(
        "corrective_action",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("nonconformity_id", sa.Integer, nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("description", sa.Text, nullable=False),
        sa.Column("responsible", sa.Text, nullable=True),
        sa.Column("due_on", sa.Date, nullable=True),
        sa.Column("done_on", sa.Date, nullable=True),
        sa.Column("verified_on", sa.Date, nullable=True),
        sa.Column("sealed", sa.Boolean, server_default=sa.false(), nullable=False),
        sa.CheckConstraint("kind IN ('correction', 'corrective', 'preventive')", name=op.f("ck_corrective_action_kind_known")),
        sa.CheckConstraint("ordinal >= 0", name=op.f("ck_corrective_action_ordinal_not_negative")),
        sa.ForeignKeyConstraint(["nonconformity_id"], ["nonconformity.id"], name=op.f("fk_corrective_action_nonconformity_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrective_action")),
        sa.UniqueConstraint("nonconformity_id", "ordinal", name=op.f("uq_corrective_action_nonconformity_id_ordinal")),
    )
