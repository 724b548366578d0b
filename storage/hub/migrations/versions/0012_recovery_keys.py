"""The public halves of a company's recovery keys."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("company", sa.Column("recovery_keys", sa.Text, nullable=False, server_default="[]"))
