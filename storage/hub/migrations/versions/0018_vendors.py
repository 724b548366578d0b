"""Vendors post leads themselves: the sources they are, the keys they show, and what became of what they posted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "intake_source",
        sa.Column("company_id", sa.Text, nullable=False),
        sa.Column("source_id", sa.Text, nullable=False),
        sa.Column("slug", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("settings", sa.Text, nullable=False),
        sa.Column("added_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("company_id", "source_id"),
        sa.UniqueConstraint("company_id", "slug"),
    )
    op.create_table(
        "intake_key",
        sa.Column("company_id", sa.Text, nullable=False),
        sa.Column("key_id", sa.Text, nullable=False),
        sa.Column("source_id", sa.Text, nullable=False),
        sa.Column("secret_hash", sa.LargeBinary, nullable=False),
        sa.Column("made_at", sa.BigInteger, nullable=False),
        sa.Column("revoked_at", sa.BigInteger),
        sa.PrimaryKeyConstraint("company_id", "key_id"),
        sa.ForeignKeyConstraint(["company_id", "source_id"], ["intake_source.company_id", "intake_source.source_id"]),
    )
    op.create_table(
        "intake_post",
        sa.Column("company_id", sa.Text, nullable=False),
        sa.Column("post_id", sa.Text, nullable=False),
        sa.Column("source_id", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("is_test", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("company_id", "post_id"),
        sa.ForeignKeyConstraint(["company_id", "source_id"], ["intake_source.company_id", "intake_source.source_id"]),
    )
    op.create_index("intake_post_at", "intake_post", ["company_id", "source_id", "at"])
    if op.get_bind().dialect.name == "postgresql":
        for table in ("intake_source", "intake_key", "intake_post"):
            # as 0013 does it: nothing of these is read in a person's name
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
