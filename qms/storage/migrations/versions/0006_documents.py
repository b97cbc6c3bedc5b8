"""Document control: profiles, requests, dossiers on their way to approval, signatures, adoption, distribution, copies, upkeep, records.

Signatures are append-only like the trail: a migration that rebuilds their table must create the triggers again.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

SQLITE = (
    "CREATE TRIGGER signature_unchanged BEFORE UPDATE ON signature BEGIN SELECT RAISE(ABORT, 'signature is append-only'); END",
    "CREATE TRIGGER signature_kept BEFORE DELETE ON signature BEGIN SELECT RAISE(ABORT, 'signature is append-only'); END",
    """
    CREATE TRIGGER signature_unreplaced BEFORE INSERT ON signature
    WHEN EXISTS (SELECT 1 FROM signature WHERE id = NEW.id OR seal = NEW.seal)
    BEGIN SELECT RAISE(ABORT, 'signature is there already'); END
    """,
)
POSTGRESQL = (
    "CREATE TRIGGER signature_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON signature EXECUTE FUNCTION trail_refuse()",
)


def upgrade() -> None:
    op.create_table(
        "document_profile",
        sa.Column("document_id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("owner_post_id", sa.Integer),
        sa.Column("common", sa.Boolean, server_default=sa.false(), nullable=False),
        sa.Column("review_months", sa.Integer),
        sa.Column("issuer", sa.Text),
        sa.Column("signed_on", sa.Date),
        sa.Column("replaces_id", sa.Integer),
        sa.Column("version", sa.Integer, nullable=False),
        sa.CheckConstraint("replaces_id <> document_id", name=op.f("ck_document_profile_replaces_another")),
        sa.CheckConstraint("review_months > 0", name=op.f("ck_document_profile_review_months_positive")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_document_profile_document_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["owner_post_id"], ["post.id"], name=op.f("fk_document_profile_owner_post_id")),
        sa.ForeignKeyConstraint(["replaces_id"], ["document.id"], name=op.f("fk_document_profile_replaces_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_document_profile")),
    )
    op.create_index(op.f("ix_document_profile_owner_post_id"), "document_profile", ["owner_post_id"])
    op.create_index(op.f("ix_document_profile_replaces_id"), "document_profile", ["replaces_id"])
    op.create_table(
        "code_pattern",
        sa.Column("agency_id", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("pattern", sa.String(60), nullable=False),
        sa.CheckConstraint("kind IN ('policy', 'objectives', 'manual', 'procedure', 'work_instruction', 'form', 'external')", name=op.f("ck_code_pattern_kind_known")),
        sa.CheckConstraint("pattern LIKE '%{STT}%'", name=op.f("ck_code_pattern_pattern_numbers")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_code_pattern_agency_id")),
        sa.PrimaryKeyConstraint("agency_id", "kind", name=op.f("pk_code_pattern")),
    )
    op.create_table(
        "revision_clause",
        sa.Column("revision_id", sa.Integer, nullable=False),
        sa.Column("edition", sa.String(4), nullable=False),
        sa.Column("number", sa.String(20), nullable=False),
        sa.ForeignKeyConstraint(["edition", "number"], ["clause.edition", "clause.number"], name=op.f("fk_revision_clause_edition_number")),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_revision_clause_revision_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("revision_id", "edition", "number", name=op.f("pk_revision_clause")),
    )
    op.create_table(
        "signature",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("noun", sa.String(30), nullable=False),
        sa.Column("object_key", sa.Text, nullable=False),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("meaning", sa.String(60), nullable=False),
        sa.Column("statement", sa.Text, nullable=False),
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("person_name", sa.Text, nullable=False),
        sa.Column("post", sa.Text, nullable=False),
        sa.Column("signed_at", sa.String(32), nullable=False),
        sa.Column("method", sa.String(30), nullable=False),
        sa.Column("seal", sa.String(64), nullable=False),
        sa.CheckConstraint("length(content_hash) = 64", name=op.f("ck_signature_content_hash_is_sha256")),
        sa.CheckConstraint("method IN ('password', 'sso')", name=op.f("ck_signature_method_known")),
        sa.CheckConstraint("length(seal) = 64", name=op.f("ck_signature_seal_is_sha256")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_signature_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signature")),
        sa.UniqueConstraint("seal", name=op.f("uq_signature_seal")),
    )
    op.create_index(op.f("ix_signature_noun_object_key"), "signature", ["noun", "object_key"])
    op.create_index(op.f("ix_signature_person_id"), "signature", ["person_id"])
    op.create_table(
        "change_request",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("agency_id", sa.Integer, nullable=False),
        sa.Column("number", sa.String(60), nullable=False),
        sa.Column("number_folded", sa.String(60), nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("document_id", sa.Integer),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("occasion", sa.Text),
        sa.Column("asked_by_id", sa.Integer, nullable=False),
        sa.Column("asked_at", sa.String(32), nullable=False),
        sa.Column("decision", sa.String(30)),
        sa.Column("decided_by_id", sa.Integer),
        sa.Column("decided_at", sa.String(32)),
        sa.Column("decision_reason", sa.Text),
        sa.Column("version", sa.Integer, nullable=False),
        sa.CheckConstraint("(decision IS NULL) = (decided_at IS NULL)", name=op.f("ck_change_request_decided_whole")),
        sa.CheckConstraint("decision IN ('accepted', 'refused', 'closed')", name=op.f("ck_change_request_decision_known")),
        sa.CheckConstraint("kind = 'issue' OR document_id IS NOT NULL", name=op.f("ck_change_request_document_known")),
        sa.CheckConstraint("kind IN ('issue', 'change', 'withdraw')", name=op.f("ck_change_request_kind_known")),
        sa.CheckConstraint("length(number) BETWEEN 1 AND 60 AND trim(number) = number", name=op.f("ck_change_request_number_not_blank")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_change_request_agency_id")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["person.id"], name=op.f("fk_change_request_asked_by_id")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["person.id"], name=op.f("fk_change_request_decided_by_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_change_request_document_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_request")),
        sa.UniqueConstraint("agency_id", "number_folded", name=op.f("uq_change_request_agency_id_number_folded")),
    )
    op.create_index(op.f("ix_change_request_asked_by_id"), "change_request", ["asked_by_id"])
    op.create_index(op.f("ix_change_request_document_id"), "change_request", ["document_id"])
    op.create_table(
        "issue_batch",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("agency_id", sa.Integer, nullable=False),
        sa.Column("number", sa.String(60), nullable=False),
        sa.Column("number_folded", sa.String(60), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("decided_on", sa.Date, nullable=False),
        sa.CheckConstraint("length(number) BETWEEN 1 AND 60 AND trim(number) = number", name=op.f("ck_issue_batch_number_not_blank")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_issue_batch_agency_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue_batch")),
        sa.UniqueConstraint("agency_id", "number_folded", name=op.f("uq_issue_batch_agency_id_number_folded")),
    )
    op.create_table(
        "dossier",
        sa.Column("revision_id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("stage", sa.String(30), nullable=False),
        sa.Column("author_id", sa.Integer, nullable=False),
        sa.Column("summary", sa.Text),
        sa.Column("material", sa.Boolean, server_default=sa.true(), nullable=False),
        sa.Column("digest", sa.String(64)),
        sa.Column("file_name", sa.Text),
        sa.Column("body", sa.Text),
        sa.Column("request_id", sa.Integer),
        sa.Column("batch_id", sa.Integer),
        sa.Column("round", sa.Integer, server_default="1", nullable=False),
        sa.Column("review_in_order", sa.Boolean, server_default=sa.true(), nullable=False),
        sa.Column("review_quorum", sa.Integer),
        sa.Column("approval_in_order", sa.Boolean, server_default=sa.true(), nullable=False),
        sa.Column("approval_quorum", sa.Integer),
        sa.Column("check_token", sa.String(32), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.CheckConstraint("approval_quorum > 0", name=op.f("ck_dossier_approval_quorum_positive")),
        sa.CheckConstraint("digest IS NULL OR file_name IS NOT NULL", name=op.f("ck_dossier_file_named")),
        sa.CheckConstraint("review_quorum > 0", name=op.f("ck_dossier_review_quorum_positive")),
        sa.CheckConstraint("stage IN ('draft', 'in_review', 'in_approval', 'approved')", name=op.f("ck_dossier_stage_known")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_dossier_author_id")),
        sa.ForeignKeyConstraint(["batch_id"], ["issue_batch.id"], name=op.f("fk_dossier_batch_id")),
        sa.ForeignKeyConstraint(["digest"], ["stored_file.digest"], name=op.f("fk_dossier_digest")),
        sa.ForeignKeyConstraint(["request_id"], ["change_request.id"], name=op.f("fk_dossier_request_id")),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_dossier_revision_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("revision_id", name=op.f("pk_dossier")),
        sa.UniqueConstraint("check_token", name=op.f("uq_dossier_check_token")),
    )
    op.create_index(op.f("ix_dossier_author_id"), "dossier", ["author_id"])
    op.create_index(op.f("ix_dossier_batch_id"), "dossier", ["batch_id"])
    op.create_index(op.f("ix_dossier_digest"), "dossier", ["digest"])
    op.create_index(op.f("ix_dossier_request_id"), "dossier", ["request_id"])
    op.create_index(op.f("ix_dossier_stage"), "dossier", ["stage"])
    op.create_table(
        "document_assignment",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("revision_id", sa.Integer, nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("role", sa.String(30), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("verdict", sa.String(30)),
        sa.Column("decided_at", sa.String(32)),
        sa.Column("note", sa.Text),
        sa.CheckConstraint("(verdict IS NULL) = (decided_at IS NULL)", name=op.f("ck_document_assignment_decided_whole")),
        sa.CheckConstraint("verdict <> 'returned' OR note IS NOT NULL", name=op.f("ck_document_assignment_return_reasoned")),
        sa.CheckConstraint("role IN ('reviewer', 'approver')", name=op.f("ck_document_assignment_role_known")),
        sa.CheckConstraint("verdict IN ('passed', 'returned')", name=op.f("ck_document_assignment_verdict_known")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_document_assignment_person_id")),
        sa.ForeignKeyConstraint(["revision_id"], ["dossier.revision_id"], name=op.f("fk_document_assignment_revision_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_assignment")),
        sa.UniqueConstraint("revision_id", "round", "role", "person_id", name=op.f("uq_document_assignment_revision_id_round_role_person_id")),
    )
    op.create_index(op.f("ix_document_assignment_person_id"), "document_assignment", ["person_id"])
    op.create_table(
        "document_comment",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("revision_id", sa.Integer, nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("made_at", sa.String(32), nullable=False),
        sa.Column("place", sa.Text),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("answer", sa.Text),
        sa.Column("answered_by_id", sa.Integer),
        sa.Column("answered_at", sa.String(32)),
        sa.CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name=op.f("ck_document_comment_answered_whole")),
        sa.ForeignKeyConstraint(["answered_by_id"], ["person.id"], name=op.f("fk_document_comment_answered_by_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_document_comment_person_id")),
        sa.ForeignKeyConstraint(["revision_id"], ["dossier.revision_id"], name=op.f("fk_document_comment_revision_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_comment")),
    )
    op.create_index(op.f("ix_document_comment_revision_id"), "document_comment", ["revision_id"])
    op.create_table(
        "adoption",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("agency_id", sa.Integer, nullable=False),
        sa.Column("document_id", sa.Integer, nullable=False),
        sa.Column("revision_id", sa.Integer),
        sa.Column("mode", sa.String(30), nullable=False),
        sa.Column("annex_id", sa.Integer),
        sa.Column("reason", sa.Text),
        sa.Column("valid_from", sa.Date, nullable=False),
        sa.Column("valid_to", sa.Date),
        sa.CheckConstraint("(mode = 'with_annex') = (annex_id IS NOT NULL)", name=op.f("ck_adoption_annex_named")),
        sa.CheckConstraint("mode IN ('adopted', 'with_annex', 'not_applicable')", name=op.f("ck_adoption_mode_known")),
        sa.CheckConstraint("mode <> 'not_applicable' OR reason IS NOT NULL", name=op.f("ck_adoption_refusal_reasoned")),
        sa.CheckConstraint("(mode = 'not_applicable') = (revision_id IS NULL)", name=op.f("ck_adoption_revision_named")),
        sa.CheckConstraint("valid_to > valid_from", name=op.f("ck_adoption_valid_to_after_valid_from")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_adoption_agency_id")),
        sa.ForeignKeyConstraint(["annex_id"], ["document.id"], name=op.f("fk_adoption_annex_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_adoption_document_id")),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_adoption_revision_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adoption")),
        sa.UniqueConstraint("agency_id", "document_id", "valid_from", name=op.f("uq_adoption_agency_id_document_id_valid_from")),
    )
    op.create_index(op.f("ix_adoption_document_id"), "adoption", ["document_id"])
    op.create_index(op.f("ix_adoption_revision_id"), "adoption", ["revision_id"])
    op.create_table(
        "distribution",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("document_id", sa.Integer, nullable=False),
        sa.Column("post_id", sa.Integer, nullable=False),
        sa.Column("valid_from", sa.Date, nullable=False),
        sa.Column("valid_to", sa.Date),
        sa.CheckConstraint("valid_to > valid_from", name=op.f("ck_distribution_valid_to_after_valid_from")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_distribution_document_id")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_distribution_post_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_distribution")),
        sa.UniqueConstraint("document_id", "post_id", "valid_from", name=op.f("uq_distribution_document_id_post_id_valid_from")),
    )
    op.create_index(op.f("ix_distribution_post_id"), "distribution", ["post_id"])
    op.create_table(
        "acknowledgement",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("revision_id", sa.Integer, nullable=False),
        sa.Column("post_id", sa.Integer, nullable=False),
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("read_at", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_acknowledgement_person_id")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_acknowledgement_post_id")),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_acknowledgement_revision_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acknowledgement")),
        sa.UniqueConstraint("revision_id", "post_id", "person_id", name=op.f("uq_acknowledgement_revision_id_post_id_person_id")),
    )
    op.create_index(op.f("ix_acknowledgement_person_id"), "acknowledgement", ["person_id"])
    op.create_index(op.f("ix_acknowledgement_post_id"), "acknowledgement", ["post_id"])
    op.create_table(
        "sign_sheet",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("agency_id", sa.Integer, nullable=False),
        sa.Column("revision_id", sa.Integer, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("file_name", sa.Text, nullable=False),
        sa.Column("attached_by_id", sa.Integer, nullable=False),
        sa.Column("attached_at", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_sign_sheet_agency_id")),
        sa.ForeignKeyConstraint(["attached_by_id"], ["person.id"], name=op.f("fk_sign_sheet_attached_by_id")),
        sa.ForeignKeyConstraint(["digest"], ["stored_file.digest"], name=op.f("fk_sign_sheet_digest")),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_sign_sheet_revision_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_sheet")),
    )
    op.create_index(op.f("ix_sign_sheet_digest"), "sign_sheet", ["digest"])
    op.create_index(op.f("ix_sign_sheet_revision_id"), "sign_sheet", ["revision_id"])
    op.create_table(
        "controlled_copy",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("revision_id", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("holder", sa.Text, nullable=False),
        sa.Column("post_id", sa.Integer),
        sa.Column("check_token", sa.String(32), nullable=False),
        sa.Column("issued_on", sa.Date, nullable=False),
        sa.Column("returned_on", sa.Date),
        sa.Column("return_note", sa.Text),
        sa.CheckConstraint("length(trim(holder)) > 0", name=op.f("ck_controlled_copy_holder_named")),
        sa.CheckConstraint("number > 0", name=op.f("ck_controlled_copy_number_positive")),
        sa.CheckConstraint("returned_on >= issued_on", name=op.f("ck_controlled_copy_returned_on_not_before_issued_on")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_controlled_copy_post_id")),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_controlled_copy_revision_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_controlled_copy")),
        sa.UniqueConstraint("check_token", name=op.f("uq_controlled_copy_check_token")),
        sa.UniqueConstraint("revision_id", "number", name=op.f("uq_controlled_copy_revision_id_number")),
    )
    op.create_index(op.f("ix_controlled_copy_post_id"), "controlled_copy", ["post_id"])
    op.create_table(
        "periodic_review",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("document_id", sa.Integer, nullable=False),
        sa.Column("revision_id", sa.Integer, nullable=False),
        sa.Column("reviewed_on", sa.Date, nullable=False),
        sa.Column("verdict", sa.String(30), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("signature_id", sa.Integer),
        sa.Column("request_id", sa.Integer),
        sa.CheckConstraint("(verdict = 'still_right') = (signature_id IS NOT NULL)", name=op.f("ck_periodic_review_decision_signed")),
        sa.CheckConstraint("(verdict = 'change') = (request_id IS NOT NULL)", name=op.f("ck_periodic_review_request_opened")),
        sa.CheckConstraint("verdict IN ('still_right', 'change')", name=op.f("ck_periodic_review_verdict_known")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_periodic_review_document_id")),
        sa.ForeignKeyConstraint(["request_id"], ["change_request.id"], name=op.f("fk_periodic_review_request_id")),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_periodic_review_revision_id")),
        sa.ForeignKeyConstraint(["signature_id"], ["signature.id"], name=op.f("fk_periodic_review_signature_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_periodic_review")),
    )
    op.create_index(op.f("ix_periodic_review_document_id"), "periodic_review", ["document_id"])
    op.create_index(op.f("ix_periodic_review_revision_id"), "periodic_review", ["revision_id"])
    op.create_table(
        "upkeep_notice",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("document_id", sa.Integer, nullable=False),
        sa.Column("mark", sa.String(120), nullable=False),
        sa.Column("told_at", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_upkeep_notice_document_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upkeep_notice")),
        sa.UniqueConstraint("document_id", "mark", name=op.f("uq_upkeep_notice_document_id_mark")),
    )
    op.create_table(
        "record_series",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("agency_id", sa.Integer, nullable=False),
        sa.Column("code", sa.String(60), nullable=False),
        sa.Column("code_folded", sa.String(60), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("document_id", sa.Integer),
        sa.Column("keeper_id", sa.Integer),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("medium", sa.String(30), nullable=False),
        sa.Column("retention_years", sa.Integer),
        sa.Column("retention_basis", sa.Text),
        sa.Column("disposal", sa.Text, nullable=False),
        sa.Column("valid_from", sa.Date, nullable=False),
        sa.Column("valid_to", sa.Date),
        sa.Column("version", sa.Integer, nullable=False),
        sa.CheckConstraint("length(code) BETWEEN 1 AND 60 AND trim(code) = code", name=op.f("ck_record_series_code_not_blank")),
        sa.CheckConstraint("medium IN ('paper', 'electronic', 'both')", name=op.f("ck_record_series_medium_known")),
        sa.CheckConstraint("retention_years > 0", name=op.f("ck_record_series_retention_positive")),
        sa.CheckConstraint("valid_to > valid_from", name=op.f("ck_record_series_valid_to_after_valid_from")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_record_series_agency_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_record_series_document_id")),
        sa.ForeignKeyConstraint(["keeper_id"], ["post.id"], name=op.f("fk_record_series_keeper_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record_series")),
        sa.UniqueConstraint("agency_id", "code_folded", "valid_from", name=op.f("uq_record_series_agency_id_code_folded_valid_from")),
    )
    op.create_index(op.f("ix_record_series_document_id"), "record_series", ["document_id"])
    op.create_index(op.f("ix_record_series_keeper_id"), "record_series", ["keeper_id"])
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)
