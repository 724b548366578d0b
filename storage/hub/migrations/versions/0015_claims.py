"""Leads are claimed: what each claim came to, who was offered what, who covers for whom, and which of the pool rest."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("lead", sa.Column("rests_until", sa.BigInteger))
    op.create_index(
        "lead_pool",
        "lead",
        ["company_id", "received_at", "lead_id"],
        sqlite_where=sa.text("holder_id IS NULL"),
        postgresql_where=sa.text("holder_id IS NULL"),
    )
    op.create_table(
        "claim",
        sa.Column("company_id", sa.Text, nullable=False),
        sa.Column("person_id", sa.Text, nullable=False),
        sa.Column("claim_id", sa.Text, nullable=False),
        sa.Column("taking", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("lead_id", sa.Text, nullable=False),
        sa.Column("untaken", sa.Text),
        sa.PrimaryKeyConstraint("company_id", "person_id", "claim_id"),
        sa.ForeignKeyConstraint(["company_id", "person_id"], ["person.company_id", "person.person_id"]),
    )
    op.create_table(
        "offer",
        sa.Column("company_id", sa.Text, nullable=False),
        sa.Column("lead_id", sa.Text, nullable=False),
        sa.Column("person_id", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("over_at", sa.BigInteger),
        sa.PrimaryKeyConstraint("company_id", "lead_id", "person_id"),
        sa.ForeignKeyConstraint(["company_id", "lead_id"], ["lead.company_id", "lead.lead_id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["company_id", "person_id"], ["person.company_id", "person.person_id"]),
    )
    op.create_table(
        "covering",
        sa.Column("company_id", sa.Text, nullable=False),
        sa.Column("lead_id", sa.Text, nullable=False),
        sa.Column("holder_id", sa.Text, nullable=False),
        sa.Column("cover_id", sa.Text, nullable=False),
        sa.Column("until", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("company_id", "lead_id"),
        sa.ForeignKeyConstraint(["company_id", "lead_id"], ["lead.company_id", "lead.lead_id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["company_id", "holder_id"], ["person.company_id", "person.person_id"]),
    )
    if op.get_bind().dialect.name == "postgresql":
        for table in ("claim", "offer", "covering"):
            # as 0013 does it: nothing of these is read in a person's name
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
