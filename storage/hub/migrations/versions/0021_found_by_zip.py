"""A lead is found by the ZIP codes it names, and a loan by each key it came under; neither is searched for."""

from __future__ import annotations

import re

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

#: as a lead's body has it
_ZIP = re.compile(r'"zip":"([^"\\]+)"')
_ON_A_SERVER = r"""
    INSERT INTO lead_zip (company_id, zip, lead_id)
    SELECT DISTINCT company_id, found.said[1], lead_id
    FROM lead, regexp_matches(body, '"zip":"([^"\\]+)"', 'g') AS found(said)
"""


def upgrade() -> None:
    op.create_table(
        "loan_alias",
        sa.Column("company_id", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("loan_key", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("company_id", "key"),
    )
    op.create_table(
        "lead_zip",
        sa.Column("company_id", sa.Text, nullable=False),
        sa.Column("zip", sa.Text, nullable=False),
        sa.Column("lead_id", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("company_id", "zip", "lead_id"),
        sa.ForeignKeyConstraint(["company_id", "lead_id"], ["lead.company_id", "lead.lead_id"], ondelete="CASCADE"),
    )
    conn = op.get_bind()
    if conn.dialect.name == "postgresql":
        conn.exec_driver_sql(_ON_A_SERVER)
        for table in ("loan_alias", "lead_zip"):
            # as 0013 does it: nothing of these is read in a person's name
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    else:
        _fill_a_file(conn)


def _fill_a_file(conn: sa.Connection) -> None:
    for company_id, lead_id, body in conn.exec_driver_sql("SELECT company_id, lead_id, body FROM lead").all():
        zips = sorted(set(_ZIP.findall(body))) if isinstance(body, str) else []
        if zips:
            rows = [(company_id, code, lead_id) for code in zips]
            conn.exec_driver_sql("INSERT INTO lead_zip (company_id, zip, lead_id) VALUES (?, ?, ?)", rows)
