"""Marketing's money: what leads cost, what vendors gave back, and the steps marketing was handed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

_OF_A_LEAD = (["company_id", "lead_id"], ["lead.company_id", "lead.lead_id"])


def upgrade() -> None:
    op.create_table(
        "cost_entry",
        sa.Column("company_id", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("campaign", sa.Text, nullable=False),
        sa.Column("lead_id", sa.Text),
        sa.Column("paid_on", sa.Text),
        sa.Column("is_day", sa.Boolean, nullable=False),
        sa.Column("amount", sa.Text, nullable=False),
        sa.Column("reference", sa.Text, nullable=False),
        sa.Column("said_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("company_id", "key"),
        sa.ForeignKeyConstraint(*_OF_A_LEAD, ondelete="CASCADE"),
    )
    op.create_table(
        "vendor_credit",
        sa.Column("company_id", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("campaign", sa.Text, nullable=False),
        sa.Column("lead_id", sa.Text),
        sa.Column("month", sa.Text, nullable=False),
        sa.Column("amount", sa.Text),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("decided_on", sa.Text),
        sa.Column("reference", sa.Text, nullable=False),
        sa.Column("said_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("company_id", "key"),
        sa.ForeignKeyConstraint(*_OF_A_LEAD, ondelete="CASCADE"),
    )
    op.create_table(
        "marketing_touch",
        sa.Column("company_id", sa.Text, nullable=False),
        sa.Column("touch_id", sa.Text, nullable=False),
        sa.Column("lead_id", sa.Text, nullable=False),
        sa.Column("step_id", sa.Text, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("begun_at", sa.BigInteger, nullable=False),
        sa.Column("due_at", sa.BigInteger, nullable=False),
        sa.Column("handed_at", sa.BigInteger, nullable=False),
        sa.Column("result", sa.Text),
        sa.Column("at", sa.BigInteger),
        sa.PrimaryKeyConstraint("company_id", "touch_id"),
        sa.ForeignKeyConstraint(*_OF_A_LEAD, ondelete="CASCADE"),
    )
    op.create_index("marketing_touch_lead", "marketing_touch", ["company_id", "lead_id"])
    if op.get_bind().dialect.name == "postgresql":
        for table in ("cost_entry", "vendor_credit", "marketing_touch"):
            # as 0013 does it: reports read these beyond the fence, for a month's fee is every branch's
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
