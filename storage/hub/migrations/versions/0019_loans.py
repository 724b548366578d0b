"""What other systems told: loans and those that wait for their lead; calls, of which times, and whose phone is own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def _said(name: str) -> str:
    # as 0010 asks for it: in a query of its own, so that it is worked out once a statement
    return f"(SELECT current_setting('followthrough.{name}', true))"


def upgrade() -> None:
    op.create_table(
        "loan",
        sa.Column("company_id", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("lead_id", sa.Text, nullable=False),
        sa.Column("number", sa.Text, nullable=False),
        sa.Column("amount", sa.Text),
        sa.Column("matched_by", sa.Text, nullable=False),
        sa.Column("matched_at", sa.BigInteger, nullable=False),
        sa.Column("reports", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("company_id", "key"),
        sa.ForeignKeyConstraint(["company_id", "lead_id"], ["lead.company_id", "lead.lead_id"], ondelete="CASCADE"),
    )
    op.create_index("loan_lead", "loan", ["company_id", "lead_id"])
    op.create_table(
        "loan_waiting",
        sa.Column("company_id", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("number", sa.Text, nullable=False),
        sa.Column("amount", sa.Text),
        sa.Column("reports", sa.Text, nullable=False),
        sa.Column("lead_ids", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("line", sa.Integer, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("company_id", "key"),
    )
    _calls()
    if op.get_bind().dialect.name == "postgresql":
        # the lead's own policy holds inside this one; what waits is read in nobody's name
        for table in ("loan", "loan_waiting", "call_record", "call_cover", "personal_phone"):
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        for table in ("loan", "call_record"):
            same = f"l.company_id = {table}.company_id AND l.lead_id = {table}.lead_id"
            sees = f"company_id = {_said('company')} AND EXISTS (SELECT 1 FROM lead l WHERE {same})"  # noqa: S608 - own words
            op.execute(f"CREATE POLICY person ON {table} FOR SELECT TO PUBLIC USING ({sees})")


def _calls() -> None:
    op.create_table(
        "call_record",
        sa.Column("company_id", sa.Text, nullable=False),
        sa.Column("record_id", sa.Text, nullable=False),
        sa.Column("lead_id", sa.Text, nullable=False),
        sa.Column("number_hash", sa.LargeBinary, nullable=False),
        sa.Column("began_at", sa.BigInteger, nullable=False),
        sa.Column("seconds", sa.Integer, nullable=False),
        sa.Column("officer_id", sa.Text),
        sa.Column("activity_id", sa.Text),
        sa.PrimaryKeyConstraint("company_id", "record_id"),
        sa.ForeignKeyConstraint(["company_id", "lead_id"], ["lead.company_id", "lead.lead_id"], ondelete="CASCADE"),
    )
    op.create_index("call_record_lead", "call_record", ["company_id", "lead_id"])
    op.create_table(
        "call_cover",
        sa.Column("company_id", sa.Text, nullable=False),
        sa.Column("from_at", sa.BigInteger, nullable=False),
        sa.Column("until_at", sa.BigInteger, nullable=False),
        sa.Column("taken_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("company_id", "from_at", "until_at"),
    )
    op.create_table(
        "personal_phone",
        sa.Column("company_id", sa.Text, nullable=False),
        sa.Column("person_id", sa.Text, nullable=False),
        sa.Column("from_at", sa.BigInteger, nullable=False),
        sa.Column("until_at", sa.BigInteger),
        sa.PrimaryKeyConstraint("company_id", "person_id", "from_at"),
        sa.ForeignKeyConstraint(["company_id", "person_id"], ["person.company_id", "person.person_id"]),
    )
