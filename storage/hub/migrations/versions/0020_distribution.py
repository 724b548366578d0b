"""Leads are given out in turn: who may have how many, whose turn each was, and what the hub does by its own clock."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

#: built on a server before this script runs (see `storage.migrating`)
AHEAD = {
    "holding_from": "holding (company_id, from_at)",
    "lead_look": "lead (company_id, rests_until) WHERE holder_id IS NOT NULL",
}


def upgrade() -> None:
    op.add_column("company", sa.Column("assigns", sa.Text, nullable=False, server_default="pool"))
    op.create_index("holding_from", "holding", ["company_id", "from_at"], if_not_exists=True)
    op.create_index(
        "lead_look",
        "lead",
        ["company_id", "rests_until"],
        sqlite_where=sa.text("holder_id IS NOT NULL"),
        postgresql_where=sa.text("holder_id IS NOT NULL"),
        if_not_exists=True,
    )
    op.create_table(
        "seat",
        sa.Column("company_id", sa.Text, nullable=False),
        sa.Column("person_id", sa.Text, nullable=False),
        sa.Column("settings", sa.Text, nullable=False),
        sa.Column("owed", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("company_id", "person_id"),
        sa.ForeignKeyConstraint(["company_id", "person_id"], ["person.company_id", "person.person_id"]),
    )
    op.create_table(
        "lineup",
        sa.Column("company_id", sa.Text, nullable=False),
        sa.Column("lineup_id", sa.Text, nullable=False),
        sa.Column("passed", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("company_id", "lineup_id"),
    )
    op.create_table(
        "decision",
        sa.Column("company_id", sa.Text, nullable=False),
        sa.Column("lead_id", sa.Text, nullable=False),
        sa.Column("n", sa.Integer, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("chosen_id", sa.Text),
        sa.Column("lineup_id", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("company_id", "lead_id", "n"),
        sa.ForeignKeyConstraint(["company_id", "lead_id"], ["lead.company_id", "lead.lead_id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["company_id", "lineup_id"], ["lineup.company_id", "lineup.lineup_id"]),
    )
    op.create_table(
        "chore",
        sa.Column("company_id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("done_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("company_id", "name"),
    )
    if op.get_bind().dialect.name == "postgresql":
        for table in ("seat", "lineup", "decision", "chore"):
            # as 0013 does it: nothing of these is read in a person's name
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
