"""What seals the hub's own note of an event's arrival, and the audit's last line; from before there is neither."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("event", sa.Column("receipt", sa.LargeBinary))
    op.create_table(
        "audit_head",
        sa.Column("company_id", sa.Text, nullable=False),
        sa.Column("n", sa.Integer, nullable=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("company_id"),
    )
    # the lines there are must not look like ones whose end was taken away
    op.execute(
        "INSERT INTO audit_head (company_id, n, hash) SELECT company_id, n, hash FROM audit a "
        "WHERE n = (SELECT max(n) FROM audit b WHERE b.company_id = a.company_id)"
    )
