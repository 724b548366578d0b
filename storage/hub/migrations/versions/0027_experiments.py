"""Two versions of the playbook are tried side by side: which, for how long, and which leads go by which."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("playbook", sa.Column("tried_until", sa.BigInteger))
    op.create_table(
        "experiment",
        sa.Column("company_id", sa.Text, nullable=False),
        sa.Column("experiment_id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("key", sa.LargeBinary, nullable=False),
        sa.Column("former", sa.Integer, nullable=False),
        sa.Column("tried", sa.Integer, nullable=False),
        sa.Column("share_percent", sa.Integer, nullable=False),
        sa.Column("measure", sa.Text, nullable=False),
        sa.Column("within_days", sa.Integer, nullable=False),
        sa.Column("effect_permille", sa.Integer, nullable=False),
        sa.Column("days", sa.Integer, nullable=False),
        sa.Column("people", sa.Integer, nullable=False),
        sa.Column("plan", sa.Text, nullable=False),
        sa.Column("started_at", sa.BigInteger, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("stopped_at", sa.BigInteger),
        sa.Column("stopped_by", sa.Text),
        sa.Column("stopped_why", sa.Text),
        sa.Column("goes_on", sa.Text),
        sa.PrimaryKeyConstraint("company_id", "experiment_id"),
        sa.ForeignKeyConstraint(["company_id", "former"], ["playbook.company_id", "playbook.version"]),
        sa.ForeignKeyConstraint(["company_id", "tried"], ["playbook.company_id", "playbook.version"]),
    )
    op.create_table(
        "experiment_arm",
        sa.Column("company_id", sa.Text, nullable=False),
        sa.Column("lead_id", sa.Text, nullable=False),
        sa.Column("experiment_id", sa.Text, nullable=False),
        sa.Column("unit_id", sa.Text, nullable=False),
        sa.Column("is_tried", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("company_id", "lead_id"),
        sa.ForeignKeyConstraint(["company_id", "lead_id"], ["lead.company_id", "lead.lead_id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["company_id", "experiment_id"], ["experiment.company_id", "experiment.experiment_id"], ondelete="CASCADE"
        ),
    )
    op.create_index("experiment_arm_of", "experiment_arm", ["company_id", "experiment_id"])
    if op.get_bind().dialect.name == "postgresql":
        for table in ("experiment", "experiment_arm"):
            # as 0013 does it: nothing of these is read in a person's name
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
