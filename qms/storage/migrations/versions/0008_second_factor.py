"""Secrets of second factors are kept sealed, which takes more room, and recovery codes stand in for a lost telephone.

`qms migrate` seals afterwards what an older program has stored: a migration does not know the key of the installation.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

KINDS = (
    "kind IN ('signed_in', 'refused', 'locked_out', 'signed_out', 'session_revoked', 'password_changed', 'reset_asked', "
    "'second_factor_on', 'second_factor_off', 'recovery_codes_made', 'recovery_code_used', 'out_of_scope', 'forged')"
)


def upgrade() -> None:
    with op.batch_alter_table("second_factor") as table:
        table.alter_column("secret", existing_type=sa.String(64), type_=sa.Text, existing_nullable=False)
    op.create_table(
        "recovery_code",
        sa.Column("person_id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
        sa.Column("made_at", sa.String(32), nullable=False),
        sa.Column("used_at", sa.String(32)),
        sa.CheckConstraint("number BETWEEN 1 AND 10", name=op.f("ck_recovery_code_number_of_ten")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["second_factor.person_id"], name=op.f("fk_recovery_code_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "number", name=op.f("pk_recovery_code")),
    )
    with op.batch_alter_table("security_event") as table:
        table.drop_constraint(op.f("ck_security_event_kind_known"), type_="check")
        table.create_check_constraint(op.f("ck_security_event_kind_known"), KINDS)
