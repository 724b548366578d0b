"""What a merge brought to a lead, kept so that it can be taken apart again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "merge",
        sa.Column("merge_id", sa.Text, primary_key=True),
        sa.Column("lead_id", sa.Text, sa.ForeignKey("lead.lead_id", ondelete="CASCADE"), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("merge_lead", "merge", ["lead_id"])
