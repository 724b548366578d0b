"""Sums that are kept ready, what was changed since, and on PostgreSQL a summary of when activities began."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

AHEAD = {"activity_began": "activity USING brin (company_id, began_at)"}


def _said(name: str) -> str:
    # as 0010 asks for it: in a query of its own, so that it is worked out once a statement
    return f"(SELECT current_setting('followthrough.{name}', true))"


PEOPLE = f"ANY ((SELECT string_to_array({_said('people')}, ','))::text[])"
HOLDERS = f"{_said('sees_all')} = 'yes' OR holder_id = {PEOPLE}"
#: what leads of others' add for somebody is theirs to see, too
OWN = f"officer_id = {_said('person')}"


def upgrade() -> None:
    _books()
    _leads()
    _shares()
    if op.get_bind().dialect.name != "postgresql":
        return
    op.create_index(
        "activity_began", "activity", ["company_id", "began_at"], postgresql_using="brin", if_not_exists=True
    )
    for table in ("rollup", "unjudged", "lead_sum", "lead_number", "waiting_step", "share"):
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    for table, sees in {
        "lead_sum": HOLDERS,
        "waiting_step": f"{HOLDERS} OR {OWN}",
        "share": f"{HOLDERS} OR {OWN}",
    }.items():
        mine = f"company_id = {_said('company')} AND ({sees})"
        op.execute(f"CREATE POLICY person ON {table} FOR SELECT TO PUBLIC USING ({mine})")


def _books() -> None:
    op.create_table(
        "rollup",
        sa.Column("company_id", sa.Text, nullable=False),
        sa.Column("stamp", sa.Text, nullable=False),
        sa.Column("judged_at", sa.BigInteger, nullable=False),
        sa.Column("whole_at", sa.BigInteger),
        sa.Column("remade_to", sa.Text),
        sa.PrimaryKeyConstraint("company_id"),
    )
    op.create_table(
        "unjudged",
        sa.Column("company_id", sa.Text, nullable=False),
        sa.Column("mark_id", sa.Text, nullable=False),
        sa.Column("touched", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("company_id", "mark_id"),
    )


def _leads() -> None:
    op.create_table(
        "lead_sum",
        sa.Column("company_id", sa.Text, nullable=False),
        sa.Column("lead_id", sa.Text, nullable=False),
        sa.Column("holder_id", sa.Text, nullable=False),
        sa.Column("month", sa.Integer, nullable=False),
        sa.Column("day", sa.Integer, nullable=False),
        sa.Column("received_at", sa.BigInteger, nullable=False),
        sa.Column("good_until", sa.BigInteger, nullable=False),
        sa.Column("is_asleep", sa.Boolean, nullable=False),
        sa.Column("is_real", sa.Boolean, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("campaign", sa.Text, nullable=False),
        sa.Column("is_contacted", sa.Integer, nullable=False),
        sa.Column("has_appointment", sa.Integer, nullable=False),
        sa.Column("has_application", sa.Integer, nullable=False),
        sa.Column("is_funded", sa.Integer, nullable=False),
        sa.Column("volume", sa.BigInteger),
        sa.Column("lost_kind", sa.Text),
        sa.Column("lost_step", sa.Text),
        sa.Column("lost_after", sa.BigInteger),
        sa.Column("promised", sa.Text),
        sa.Column("adds", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("company_id", "lead_id"),
    )
    op.create_index("lead_sum_share", "lead_sum", ["company_id", "holder_id", "month"])
    op.create_index("lead_sum_good", "lead_sum", ["company_id", "good_until"])
    op.create_index("lead_sum_received", "lead_sum", ["company_id", "received_at"])
    op.create_table(
        "lead_number",
        sa.Column("company_id", sa.Text, nullable=False),
        sa.Column("number_hash", sa.LargeBinary, nullable=False),
        sa.Column("lead_id", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("company_id", "number_hash", "lead_id"),
    )
    op.create_index("lead_number_lead", "lead_number", ["company_id", "lead_id"])


def _shares() -> None:
    op.create_table(
        "waiting_step",
        sa.Column("company_id", sa.Text, nullable=False),
        sa.Column("officer_id", sa.Text, nullable=False),
        sa.Column("due_at", sa.BigInteger, nullable=False),
        sa.Column("lead_id", sa.Text, nullable=False),
        sa.Column("n", sa.Integer, nullable=False),
        sa.Column("holder_id", sa.Text, nullable=False),
        sa.Column("month", sa.Integer, nullable=False),
        sa.Column("day", sa.Integer, nullable=False),
        sa.Column("received_at", sa.BigInteger, nullable=False),
        sa.Column("on_time_until", sa.BigInteger, nullable=False),
        sa.Column("done_at", sa.BigInteger),
        sa.Column("is_first", sa.Boolean, nullable=False),
        sa.Column("per_call_s", sa.Integer, nullable=False),
        sa.Column("turn_until", sa.BigInteger, nullable=False),
        sa.Column("first_at", sa.BigInteger, nullable=False),
        sa.Column("span", sa.BigInteger, nullable=False),
        sa.Column("is_mixed", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("company_id", "officer_id", "due_at", "lead_id", "n"),
    )
    op.create_index("waiting_step_lead", "waiting_step", ["company_id", "lead_id"])
    op.create_index("waiting_step_share", "waiting_step", ["company_id", "holder_id", "month"])
    for name, column, asked in (
        ("waiting_step_first", "first_at", "span > 0"),
        ("waiting_step_mixed", "officer_id", "is_mixed"),
    ):
        where = sa.text(asked)
        op.create_index(name, "waiting_step", ["company_id", column], sqlite_where=where, postgresql_where=where)
    op.create_index("waiting_step_span", "waiting_step", ["company_id", "span"])
    op.create_table(
        "share",
        sa.Column("company_id", sa.Text, nullable=False),
        sa.Column("holder_id", sa.Text, nullable=False),
        sa.Column("month", sa.Integer, nullable=False),
        sa.Column("officer_id", sa.Text, nullable=False),
        sa.Column("counts", sa.LargeBinary, nullable=False),
        sa.Column("later", sa.LargeBinary, nullable=False),
        sa.Column("speeds", sa.LargeBinary, nullable=False),
        sa.Column("by_day", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("company_id", "holder_id", "month", "officer_id"),
    )
    op.create_index("share_month", "share", ["company_id", "month"])
    op.create_index("share_officer", "share", ["company_id", "officer_id"])
