"""Reports go out by themselves: what, how often and where to, what became of each, and the mail server they go by."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "schedule",
        sa.Column("company_id", sa.Text, nullable=False),
        sa.Column("schedule_id", sa.Text, nullable=False),
        sa.Column("plan", sa.Text, nullable=False),
        sa.Column("added_at", sa.BigInteger, nullable=False),
        sa.Column("next_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("company_id", "schedule_id"),
    )
    op.create_table(
        "delivery",
        sa.Column("company_id", sa.Text, nullable=False),
        sa.Column("schedule_id", sa.Text, nullable=False),
        sa.Column("due_at", sa.BigInteger, nullable=False),
        sa.Column("to_id", sa.Text, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("next_try_at", sa.BigInteger),
        sa.Column("done_at", sa.BigInteger),
        sa.Column("why", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("company_id", "schedule_id", "due_at", "to_id"),
        sa.ForeignKeyConstraint(
            ["company_id", "schedule_id"], ["schedule.company_id", "schedule.schedule_id"], ondelete="CASCADE"
        ),
    )
    op.create_table(
        "mail_server",
        sa.Column("company_id", sa.Text, nullable=False),
        sa.Column("settings", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("company_id"),
    )
    if op.get_bind().dialect.name == "postgresql":
        for table in ("schedule", "delivery", "mail_server"):
            # as 0013 does it: nothing of these is read in a person's name
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
