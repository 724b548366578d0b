"""Which exhausted leads were handed to marketing, and the addresses they may be sent to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "handed_over",
        sa.Column("company_id", sa.Text, nullable=False),
        sa.Column("lead_id", sa.Text, nullable=False),
        sa.Column("returned_at", sa.BigInteger, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("batch", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("company_id", "lead_id", "returned_at"),
        sa.ForeignKeyConstraint(["company_id", "lead_id"], ["lead.company_id", "lead.lead_id"], ondelete="CASCADE"),
    )
    op.create_table(
        "webhook",
        sa.Column("company_id", sa.Text, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("secret", sa.LargeBinary, nullable=False),
        sa.Column("added_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("company_id", "address"),
    )
    if op.get_bind().dialect.name == "postgresql":
        for table in ("handed_over", "webhook"):
            # as 0013 does it: nothing of these is read in a person's name
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
