"""Calls that nobody logged are found by who made them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

AHEAD = {"call_record_unlogged": "call_record (company_id, officer_id) WHERE activity_id IS NULL"}


def upgrade() -> None:
    is_unlogged = sa.text("activity_id IS NULL")
    op.create_index(
        "call_record_unlogged",
        "call_record",
        ["company_id", "officer_id"],
        sqlite_where=is_unlogged,
        postgresql_where=is_unlogged,
        if_not_exists=True,
    )
