"""Who acts: units inside the bodies, people and their posts, signing in, letters; and who acted in which post, on the trail.

The trail's columns are added in place: a rebuilt table would lose its triggers.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    for name in ("person", "post", "reason"):
        op.add_column("trail_batch", sa.Column(name, sa.Text))
    op.create_index("ix_trail_batch_actor_person", "trail_batch", ["actor", "person"])
    if op.get_bind().dialect.name == "postgresql":  # binary order, as SQLite has it: finds keys by their beginning
        op.execute('ALTER TABLE trail_entry ALTER COLUMN object_key TYPE text COLLATE "C"')
    op.create_table(
        "organisation_unit",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("agency_id", sa.Integer, nullable=False),
        sa.Column("code", sa.String(60), nullable=False),
        sa.Column("code_folded", sa.String(60), nullable=False),
        sa.CheckConstraint("length(code) BETWEEN 1 AND 60 AND trim(code) = code", name=op.f("ck_organisation_unit_code_not_blank")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_organisation_unit_agency_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_unit")),
        sa.UniqueConstraint("agency_id", "code_folded", name=op.f("uq_organisation_unit_agency_id_code_folded")),
    )
    op.create_table(
        "unit_slice",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("unit_id", sa.Integer, nullable=False),
        sa.Column("valid_from", sa.Date, nullable=False),
        sa.Column("valid_to", sa.Date),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("parent_id", sa.Integer),
        sa.CheckConstraint("kind IN ('office', 'division', 'board', 'centre', 'other')", name=op.f("ck_unit_slice_kind_known")),
        sa.CheckConstraint("valid_to > valid_from", name=op.f("ck_unit_slice_valid_to_after_valid_from")),
        sa.ForeignKeyConstraint(["parent_id"], ["organisation_unit.id"], name=op.f("fk_unit_slice_parent_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["organisation_unit.id"], name=op.f("fk_unit_slice_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_slice")),
        sa.UniqueConstraint("unit_id", "valid_from", name=op.f("uq_unit_slice_unit_id_valid_from")),
    )
    op.create_index(op.f("ix_unit_slice_parent_id"), "unit_slice", ["parent_id"])
    op.create_table(
        "person",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("key", sa.String(60), nullable=False),
        sa.Column("key_folded", sa.String(60), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("email", sa.String(254)),
        sa.Column("email_folded", sa.String(254)),
        sa.Column("active", sa.Boolean, server_default=sa.true(), nullable=False),
        sa.CheckConstraint("length(key) BETWEEN 1 AND 60 AND trim(key) = key", name=op.f("ck_person_key_not_blank")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("email_folded", name=op.f("uq_person_email_folded")),
        sa.UniqueConstraint("key_folded", name=op.f("uq_person_key_folded")),
    )
    op.create_table(
        "post",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("agency_id", sa.Integer),
        sa.Column("unit_id", sa.Integer),
        sa.Column("code", sa.String(60), nullable=False),
        sa.Column("code_folded", sa.String(60), nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("valid_from", sa.Date, nullable=False),
        sa.Column("valid_to", sa.Date),
        sa.CheckConstraint("agency_id IS NOT NULL OR kind = 'administrator'", name=op.f("ck_post_agency_unless_administrator")),
        sa.CheckConstraint("length(code) BETWEEN 1 AND 60 AND trim(code) = code", name=op.f("ck_post_code_not_blank")),
        sa.CheckConstraint("kind IN ('province_leader', 'head', 'deputy_head', 'lead_officer', 'coordinator', 'unit_head', 'auditor', 'officer', 'administrator')", name=op.f("ck_post_kind_known")),
        sa.CheckConstraint("agency_id IS NOT NULL OR unit_id IS NULL", name=op.f("ck_post_unit_within_agency")),
        sa.CheckConstraint("valid_to > valid_from", name=op.f("ck_post_valid_to_after_valid_from")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_post_agency_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["organisation_unit.id"], name=op.f("fk_post_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post")),
        sa.UniqueConstraint("agency_id", "code_folded", name=op.f("uq_post_agency_id_code_folded")),
    )
    op.create_index(op.f("ix_post_unit_id"), "post", ["unit_id"])
    op.create_index(
        "uq_post_code_without_agency",
        "post",
        ["code_folded"],
        unique=True,
        sqlite_where=sa.text("agency_id IS NULL"),
        postgresql_where=sa.text("agency_id IS NULL"),
    )
    op.create_table(
        "post_holding",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("post_id", sa.Integer, nullable=False),
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("held_from", sa.Date, nullable=False),
        sa.Column("held_to", sa.Date),
        sa.CheckConstraint("held_to > held_from", name=op.f("ck_post_holding_held_to_after_held_from")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_post_holding_person_id")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_post_holding_post_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post_holding")),
        sa.UniqueConstraint("post_id", "held_from", name=op.f("uq_post_holding_post_id_held_from")),
    )
    op.create_index(op.f("ix_post_holding_person_id"), "post_holding", ["person_id"])
    op.create_table(
        "password",
        sa.Column("person_id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
        sa.Column("temporary", sa.Boolean, nullable=False),
        sa.Column("changed_at", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_password_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_password")),
    )
    op.create_table(
        "second_factor",
        sa.Column("person_id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("secret", sa.String(64), nullable=False),
        sa.Column("confirmed_at", sa.String(32)),
        sa.Column("last_step", sa.Integer),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_second_factor_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_second_factor")),
    )
    op.create_table(
        "external_identity",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("issuer", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("linked_at", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_external_identity_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_external_identity")),
        sa.UniqueConstraint("issuer", "subject", name=op.f("uq_external_identity_issuer_subject")),
    )
    op.create_index(op.f("ix_external_identity_person_id"), "external_identity", ["person_id"])
    op.create_table(
        "login_session",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("opened_at", sa.String(32), nullable=False),
        sa.Column("seen_at", sa.String(32), nullable=False),
        sa.Column("confirmed_at", sa.String(32), nullable=False),
        sa.Column("ended_at", sa.String(32)),
        sa.Column("method", sa.String(30), nullable=False),
        sa.Column("address", sa.String(45), nullable=False),
        sa.Column("device", sa.String(200), nullable=False),
        sa.CheckConstraint("length(token_hash) = 64", name=op.f("ck_login_session_token_hash_is_sha256")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_login_session_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_login_session_token_hash")),
    )
    op.create_index(op.f("ix_login_session_person_id"), "login_session", ["person_id"])
    op.create_table(
        "reset_token",
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("made_at", sa.String(32), nullable=False),
        sa.Column("expires_at", sa.String(32), nullable=False),
        sa.Column("used_at", sa.String(32)),
        sa.CheckConstraint("length(token_hash) = 64", name=op.f("ck_reset_token_token_hash_is_sha256")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_reset_token_person_id")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_reset_token")),
    )
    op.create_index(op.f("ix_reset_token_person_id"), "reset_token", ["person_id"])
    op.create_table(
        "login_attempt",
        sa.Column("key", sa.String(120), nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("last_at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_login_attempt")),
    )
    op.create_index(op.f("ix_login_attempt_last_at"), "login_attempt", ["last_at"])
    op.create_table(
        "security_event",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("person_id", sa.Integer),
        sa.Column("address", sa.String(45), nullable=False),
        sa.Column("detail", sa.String(200)),
        sa.CheckConstraint("kind IN ('signed_in', 'refused', 'locked_out', 'signed_out', 'session_revoked', 'password_changed', 'reset_asked', 'second_factor_on', 'second_factor_off', 'out_of_scope', 'forged')", name=op.f("ck_security_event_kind_known")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_security_event_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_security_event")),
    )
    op.create_index(op.f("ix_security_event_at"), "security_event", ["at"])
    op.create_index(op.f("ix_security_event_person_id"), "security_event", ["person_id"])
    op.create_table(
        "letter",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("recipient", sa.String(254), nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("written_at", sa.String(32), nullable=False),
        sa.Column("sent_at", sa.String(32)),
        sa.Column("expires_at", sa.String(32)),
        sa.Column("tried_at", sa.String(32)),
        sa.Column("attempts", sa.Integer, server_default="0", nullable=False),
        sa.Column("last_error", sa.Text),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
    )
    op.create_index(op.f("ix_letter_sent_at"), "letter", ["sent_at"])
