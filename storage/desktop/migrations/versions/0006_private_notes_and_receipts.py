"""Notes that stay on this desk, and when the hub had what of the log."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "private_note",
        sa.Column("lead_id", sa.Text, sa.ForeignKey("lead.lead_id", ondelete="CASCADE"), primary_key=True),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("changed_at", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "receipt",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.BigInteger),
    )
    # what went up before this version went up nobody noted when
    op.execute("INSERT INTO receipt (seq) SELECT CAST(CAST(value AS TEXT) AS INTEGER) FROM fact "
               "WHERE name = 'sync.acked_seq' AND CAST(CAST(value AS TEXT) AS INTEGER) > 0")  # fmt: skip
