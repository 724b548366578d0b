"""Who is there, what changed about people with before, after and why, and what managers did about leads."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0022"
branch_labels = None
depends_on = None


def _said(name: str) -> str:
    # as 0010 asks for it: in a query of its own, so that it is worked out once a statement
    return f"(SELECT current_setting('followthrough.{name}', true))"


_PEOPLE = f"ANY ((SELECT string_to_array({_said('people')}, ','))::text[])"


def upgrade() -> None:
    op.create_table(
        "presence",
        sa.Column("company_id", sa.Text, nullable=False),
        sa.Column("device_id", sa.Text, nullable=False),
        sa.Column("person_id", sa.Text, nullable=False),
        sa.Column("told", sa.Text, nullable=False),
        sa.Column("told_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("company_id", "device_id"),
        sa.ForeignKeyConstraint(["company_id", "device_id"], ["device.company_id", "device.device_id"]),
        sa.ForeignKeyConstraint(["company_id", "person_id"], ["person.company_id", "person.person_id"]),
    )
    op.create_table(
        "person_change",
        sa.Column("company_id", sa.Text, nullable=False),
        sa.Column("person_id", sa.Text, nullable=False),
        sa.Column("n", sa.Integer, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("what", "before", "after", "by", "why")),
        sa.PrimaryKeyConstraint("company_id", "person_id", "n"),
        sa.ForeignKeyConstraint(["company_id", "person_id"], ["person.company_id", "person.person_id"]),
    )
    op.create_index("person_change_at", "person_change", ["company_id", "at"])
    op.create_table(
        "deed",
        sa.Column("company_id", sa.Text, nullable=False),
        sa.Column("deed_id", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        *(
            sa.Column(name, sa.Text, nullable=False)
            for name in ("doing", "lead_id", "by", "why", "officer_id", "to_id", "about")
        ),
        sa.PrimaryKeyConstraint("company_id", "deed_id"),
        sa.ForeignKeyConstraint(["company_id", "lead_id"], ["lead.company_id", "lead.lead_id"], ondelete="CASCADE"),
    )
    op.create_index("deed_at", "deed", ["company_id", "at"])
    op.create_index("deed_lead", "deed", ["company_id", "lead_id"])
    is_asked = sa.text("kind IN ('appointment', 'call_back', 'inbound', 'inquired_again')")
    op.create_index(
        "activity_asked", "activity", ["company_id", "began_at"], sqlite_where=is_asked, postgresql_where=is_asked
    )
    if op.get_bind().dialect.name == "postgresql":
        _fence()


def _fence() -> None:
    sees = {
        "presence": f"person_id = {_PEOPLE}",
        "person_change": f"person_id = {_PEOPLE}",
        "deed": f"officer_id = {_PEOPLE} OR to_id = {_PEOPLE}",
    }
    for table, is_theirs in sees.items():
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        may = f"company_id = {_said('company')} AND ({_said('sees_all')} = 'yes' OR {is_theirs})"
        op.execute(f"CREATE POLICY person ON {table} FOR SELECT TO PUBLIC USING ({may})")
