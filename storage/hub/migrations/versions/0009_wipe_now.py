"""Whether a device is to be wiped without waiting for what it has not handed in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("device", sa.Column("wipe_now", sa.Boolean, nullable=False, server_default=sa.false()))
