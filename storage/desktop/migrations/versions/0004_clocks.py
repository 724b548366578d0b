"""How far the clocks of activities can be believed, as the hub tells."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "activity_clock",
        sa.Column("activity_id", sa.Text, sa.ForeignKey("activity.activity_id", ondelete="CASCADE"), primary_key=True),
        sa.Column("grade", sa.Text, nullable=False),
        sa.Column("offset_ms", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
