"""What shows conformity: audits with what they found, management reviews, declarations, and decisions about them."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("agency_id", sa.Integer, nullable=False),
        sa.Column("number", sa.String(60), nullable=False),
        sa.Column("number_folded", sa.String(60), nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("edition", sa.String(4), nullable=False),
        sa.Column("started_on", sa.Date, nullable=False),
        sa.Column("ended_on", sa.Date),
        sa.Column("lead_auditor", sa.Text),
        sa.Column("conclusion", sa.Text),
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
        "declaration",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("agency_id", sa.Integer, nullable=False),
        sa.Column("number", sa.String(60), nullable=False),
        sa.Column("number_folded", sa.String(60), nullable=False),
        sa.Column("signed_on", sa.Date, nullable=False),
        sa.Column("effective_on", sa.Date, nullable=False),
        sa.Column("edition", sa.String(4), nullable=False),
        sa.Column("covers_all", sa.Boolean, nullable=False),
        sa.Column("posted_on", sa.Date),
        sa.Column("notified_on", sa.Date),
        sa.Column("cancelled_on", sa.Date),
        sa.Column("cancellation_basis", sa.Text),
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
        "management_review",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("agency_id", sa.Integer, nullable=False),
        sa.Column("held_on", sa.Date, nullable=False),
        sa.Column("minutes_number", sa.Text),
        sa.Column("chair", sa.Text),
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
        sa.Column("valid_to", sa.Date),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("signer", sa.Text),
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
        sa.Column("audit_id", sa.Integer),
        sa.Column("clause", sa.String(20), nullable=False),
        sa.Column("grade", sa.String(30), nullable=False),
        sa.Column("description", sa.Text, nullable=False),
        sa.Column("raised_on", sa.Date, nullable=False),
        sa.Column("due_on", sa.Date),
        sa.Column("closed_on", sa.Date),
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
        sa.Column("responsible", sa.Text),
        sa.Column("due_on", sa.Date),
        sa.Column("done_on", sa.Date),
        sa.Column("verified_on", sa.Date),
        sa.Column("sealed", sa.Boolean, server_default=sa.false(), nullable=False),
        sa.CheckConstraint("kind IN ('correction', 'corrective', 'preventive')", name=op.f("ck_corrective_action_kind_known")),
        sa.CheckConstraint("ordinal >= 0", name=op.f("ck_corrective_action_ordinal_not_negative")),
        sa.ForeignKeyConstraint(["nonconformity_id"], ["nonconformity.id"], name=op.f("fk_corrective_action_nonconformity_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrective_action")),
        sa.UniqueConstraint("nonconformity_id", "ordinal", name=op.f("uq_corrective_action_nonconformity_id_ordinal")),
    )
