"""The words of revisions, for search by what documents say.

A migration that rebuilds search_text on SQLite loses its triggers and must create them again.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

SQLITE = (
    "CREATE VIRTUAL TABLE search_index USING fts5(code_folded, title_folded, body_folded, content='search_text', "
    "content_rowid='revision_id', tokenize='unicode61 remove_diacritics 0')",
    """
    CREATE TRIGGER search_text_added AFTER INSERT ON search_text BEGIN
        INSERT INTO search_index (rowid, code_folded, title_folded, body_folded)
        VALUES (NEW.revision_id, NEW.code_folded, NEW.title_folded, NEW.body_folded);
    END
    """,
    """
    CREATE TRIGGER search_text_gone AFTER DELETE ON search_text BEGIN
        INSERT INTO search_index (search_index, rowid, code_folded, title_folded, body_folded)
        VALUES ('delete', OLD.revision_id, OLD.code_folded, OLD.title_folded, OLD.body_folded);
    END
    """,
    """
    CREATE TRIGGER search_text_changed AFTER UPDATE ON search_text BEGIN
        INSERT INTO search_index (search_index, rowid, code_folded, title_folded, body_folded)
        VALUES ('delete', OLD.revision_id, OLD.code_folded, OLD.title_folded, OLD.body_folded);
        INSERT INTO search_index (rowid, code_folded, title_folded, body_folded)
        VALUES (NEW.revision_id, NEW.code_folded, NEW.title_folded, NEW.body_folded);
    END
    """,
)
POSTGRESQL = (
    "ALTER TABLE search_text ADD COLUMN search_index_vector tsvector "
    "GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, code_folded || title_folded || body_folded)) STORED",
    "CREATE INDEX search_index_words ON search_text USING gin (search_index_vector)",
)


def upgrade() -> None:
    op.create_table(
        "search_text",
        sa.Column("revision_id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("dossier_version", sa.Integer),
        sa.Column("code_folded", sa.Text, nullable=False),
        sa.Column("title_folded", sa.Text, nullable=False),
        sa.Column("body_folded", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_search_text_revision_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("revision_id", name=op.f("pk_search_text")),
    )
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[op.get_bind().dialect.name]:
        op.execute(statement)
