"""What may not be forgotten while somebody asks after it: legal holds."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "legal_hold",
        sa.Column("company_id", sa.Text, nullable=False),
        sa.Column("hold_id", sa.Text, nullable=False),
        sa.Column("of", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("lifted_at", sa.BigInteger),
        sa.PrimaryKeyConstraint("company_id", "hold_id"),
    )
    if op.get_bind().dialect.name == "postgresql":
        # as 0013 does it: nothing of it is read in a person's name
        op.execute("ALTER TABLE legal_hold ENABLE ROW LEVEL SECURITY")
