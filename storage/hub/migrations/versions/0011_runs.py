"""A run of a feed's rows is kept as one row: which it begins with; null for the rows there were, each for itself."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("feed_row", sa.Column("first_seq", sa.BigInteger))
    if op.get_bind().dialect.name == "postgresql":
        # squeezing a run together takes longer than writing it
        op.execute("ALTER TABLE feed_row ALTER COLUMN body SET STORAGE EXTERNAL")
