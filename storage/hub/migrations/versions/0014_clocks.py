"""How far a device's clock was believed, beside the event and the activity; null for those from before it was asked."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("event", "activity"):
        op.add_column(table, sa.Column("clock", sa.Text))
        op.add_column(table, sa.Column("clock_offset_ms", sa.BigInteger))
