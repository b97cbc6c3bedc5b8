"""The trail: entries that are only ever appended, each in turn, guarded by triggers.

A migration that rebuilds one of these tables loses its triggers and must create them again.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

SQLITE = (
    "CREATE TRIGGER trail_batch_unchanged BEFORE UPDATE ON trail_batch BEGIN SELECT RAISE(ABORT, 'trail_batch is append-only'); END",
    "CREATE TRIGGER trail_batch_kept BEFORE DELETE ON trail_batch BEGIN SELECT RAISE(ABORT, 'trail_batch is append-only'); END",
    "CREATE TRIGGER trail_entry_unchanged BEFORE UPDATE ON trail_entry BEGIN SELECT RAISE(ABORT, 'trail_entry is append-only'); END",
    "CREATE TRIGGER trail_entry_kept BEFORE DELETE ON trail_entry BEGIN SELECT RAISE(ABORT, 'trail_entry is append-only'); END",
    "CREATE TRIGGER trail_head_kept BEFORE DELETE ON trail_head BEGIN SELECT RAISE(ABORT, 'trail_head is append-only'); END",
    """
    CREATE TRIGGER trail_batch_in_turn BEFORE INSERT ON trail_batch
    WHEN NEW.first IS NOT (SELECT number + 1 FROM trail_head)
    BEGIN SELECT RAISE(ABORT, 'trail_batch begins after the last entry'); END
    """,
    """
    CREATE TRIGGER trail_entry_in_turn BEFORE INSERT ON trail_entry
    WHEN NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM trail_entry)
    BEGIN SELECT RAISE(ABORT, 'trail_entry is numbered without gaps'); END
    """,
    """
    CREATE TRIGGER trail_head_unreplaced BEFORE INSERT ON trail_head
    WHEN EXISTS (SELECT 1 FROM trail_head WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'trail_head is there already'); END
    """,
    """
    CREATE TRIGGER trail_head_follows BEFORE UPDATE ON trail_head
    WHEN NEW.number IS NOT (SELECT max(number) FROM trail_entry)
        OR NEW.hash IS NOT (SELECT hash FROM trail_entry WHERE number = NEW.number)
    BEGIN SELECT RAISE(ABORT, 'trail_head names the last entry'); END
    """,
)

POSTGRESQL = (
    """
    CREATE FUNCTION trail_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
    END $$
    """,
    """
    CREATE FUNCTION trail_batch_in_turn() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.first IS DISTINCT FROM (SELECT number + 1 FROM trail_head) THEN
            RAISE EXCEPTION 'trail_batch begins after the last entry' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE FUNCTION trail_entry_in_turn() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        first integer; last integer; many bigint;
    BEGIN
        SELECT min(number), max(number), count(*) INTO first, last, many FROM added;
        IF many > 0 AND (
            last - first + 1 <> many
            OR first <> 1 + coalesce((SELECT max(number) FROM trail_entry WHERE number < first), 0)
            OR last <> (SELECT max(number) FROM trail_entry)
        ) THEN
            RAISE EXCEPTION 'trail_entry is numbered without gaps' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NULL;
    END $$
    """,
    """
    CREATE FUNCTION trail_head_follows() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.number IS DISTINCT FROM (SELECT max(number) FROM trail_entry)
            OR NEW.hash IS DISTINCT FROM (SELECT hash FROM trail_entry WHERE number = NEW.number) THEN
            RAISE EXCEPTION 'trail_head names the last entry' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    "CREATE TRIGGER trail_batch_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON trail_batch EXECUTE FUNCTION trail_refuse()",
    "CREATE TRIGGER trail_entry_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON trail_entry EXECUTE FUNCTION trail_refuse()",
    "CREATE TRIGGER trail_head_kept BEFORE DELETE OR TRUNCATE ON trail_head EXECUTE FUNCTION trail_refuse()",
    "CREATE TRIGGER trail_batch_in_turn BEFORE INSERT ON trail_batch FOR EACH ROW EXECUTE FUNCTION trail_batch_in_turn()",
    """
    CREATE TRIGGER trail_entry_in_turn AFTER INSERT ON trail_entry REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION trail_entry_in_turn()
    """,
    "CREATE TRIGGER trail_head_follows BEFORE UPDATE ON trail_head FOR EACH ROW EXECUTE FUNCTION trail_head_follows()",
)


def upgrade() -> None:
    op.create_table(
        "trail_batch",
        sa.Column("first", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer, nullable=False),
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("origin", sa.Text, nullable=False),
        sa.CheckConstraint("length(id) = 36", name=op.f("ck_trail_batch_id_is_uuid")),
        sa.CheckConstraint("last >= first", name=op.f("ck_trail_batch_last_not_before_first")),
        sa.PrimaryKeyConstraint("first", name=op.f("pk_trail_batch")),
        sa.UniqueConstraint("id", name=op.f("uq_trail_batch_id")),
    )
    op.create_index(op.f("ix_trail_batch_at"), "trail_batch", ["at"])
    op.create_table(
        "trail_entry",
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("verb", sa.String(60), nullable=False),
        sa.Column("object_key", sa.Text, nullable=False),
        sa.Column("diff", sa.Text, nullable=False),
        sa.Column("previous_hash", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.CheckConstraint("length(hash) = 64 AND length(previous_hash) = 64", name=op.f("ck_trail_entry_hashes_are_sha256")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_trail_entry")),
    )
    op.create_index(op.f("ix_trail_entry_object_key"), "trail_entry", ["object_key"])
    op.create_table(
        "trail_head",
        sa.Column("id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_trail_head_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trail_head")),
    )
    op.execute("INSERT INTO trail_head (id, number, hash) VALUES (1, 0, '" + "0" * 64 + "')")
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[op.get_bind().dialect.name]:
        op.execute(statement)
