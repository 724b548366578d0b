"""What reports of sources, of money and of marketing ask about a lead is kept ready, too.

Sums are made anew by this release's formula, so what was kept by the one before is not carried over.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def _said(name: str) -> str:
    # as 0010 asks for it: in a query of its own, so that it is worked out once a statement
    return f"(SELECT current_setting('followthrough.{name}', true))"


HOLDERS = f"{_said('sees_all')} = 'yes' OR holder_id = ANY ((SELECT string_to_array({_said('people')}, ','))::text[])"
#: what leads of others' add for somebody is theirs to see, too
OWN = f"officer_id = {_said('person')}"


def upgrade() -> None:
    op.drop_table("lead_sum")
    op.drop_table("share")
    for table in ("lead_number", "waiting_step", "rollup"):
        op.execute(f"DELETE FROM {table}")  # noqa: S608 - our own tables
    _leads()
    _shares()
    for index in ("waiting_step_first", "waiting_step_mixed", "waiting_step_span"):
        op.drop_index(index, "waiting_step")
    for name, column, asked in (
        ("waiting_step_told", "received_at", "done_at > on_time_until AND done_at <= turn_until"),
        ("waiting_step_turn", "turn_until", "turn_until > on_time_until"),
    ):
        where = sa.text(asked)
        op.create_index(name, "waiting_step", ["company_id", column], sqlite_where=where, postgresql_where=where)
    if op.get_bind().dialect.name == "postgresql":
        for table, sees in {"lead_sum": HOLDERS, "share": f"{HOLDERS} OR {OWN}"}.items():
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            mine = f"company_id = {_said('company')} AND ({sees})"
            op.execute(f"CREATE POLICY person ON {table} FOR SELECT TO PUBLIC USING ({mine})")


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
        sa.Column("lost_at", sa.BigInteger),
        sa.Column("lost_after", sa.BigInteger),
        sa.Column("fee", sa.BigInteger),
        sa.Column("again", sa.BigInteger),
        sa.Column("applied_at", sa.BigInteger),
        sa.Column("funded_at", sa.BigInteger),
        sa.Column("is_company", sa.Boolean, nullable=False),
        sa.Column("is_timed", sa.Boolean, nullable=False),
        sa.Column("was_bad", sa.Boolean, nullable=False),
        sa.Column("has_partner", sa.Boolean, nullable=False),
        sa.Column("attempt_s", sa.Double),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("standing", sa.Text, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("taken_up_s", sa.Double),
        sa.Column("turned_standing", sa.Text),
        sa.Column("turned_why", sa.Text),
        sa.Column("turned_after", sa.BigInteger),
        sa.Column("promised", sa.Text),
        sa.Column("adds", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("company_id", "lead_id"),
    )
    op.create_index("lead_sum_share", "lead_sum", ["company_id", "holder_id", "month"])
    op.create_index("lead_sum_good", "lead_sum", ["company_id", "good_until"])
    op.create_index("lead_sum_received", "lead_sum", ["company_id", "received_at"])


def _shares() -> None:
    op.create_table(
        "share",
        sa.Column("company_id", sa.Text, nullable=False),
        sa.Column("holder_id", sa.Text, nullable=False),
        sa.Column("month", sa.Integer, nullable=False),
        sa.Column("officer_id", sa.Text, nullable=False),
        sa.Column("counts", sa.LargeBinary, nullable=False),
        sa.Column("soon", sa.LargeBinary, nullable=False),
        sa.Column("later", sa.LargeBinary, nullable=False),
        sa.Column("later_from", sa.BigInteger),
        sa.Column("speeds", sa.LargeBinary, nullable=False),
        sa.Column("by_day", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("company_id", "holder_id", "month", "officer_id"),
    )
    op.create_index("share_month", "share", ["company_id", "month"])
    op.create_index("share_officer", "share", ["company_id", "officer_id"])
