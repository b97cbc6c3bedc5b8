"""Files that are kept."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "stored_file",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("media_type", sa.String(100), nullable=False),
        sa.Column("text", sa.Text),
        sa.Column("stored_at", sa.String(32), nullable=False),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_stored_file_digest_is_sha256")),
        sa.CheckConstraint("media_type IN ('application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'application/pdf', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'application/vnd.oasis.opendocument.text', 'image/png', 'image/jpeg')", name=op.f("ck_stored_file_media_type_known")),
        sa.CheckConstraint("size > 0", name=op.f("ck_stored_file_size_positive")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_stored_file")),
    )
    op.create_index(op.f("ix_stored_file_stored_at"), "stored_file", ["stored_at"])
