"""Row-level security on PostgreSQL: who reads for a person sees that person's rows alone."""

from __future__ import annotations

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def _said(name: str) -> str:
    # asked in a query of its own, so that it is worked out once a statement and not once a row
    return f"(SELECT current_setting('followthrough.{name}', true))"


PEOPLE = f"ANY ((SELECT string_to_array({_said('people')}, ','))::text[])"
LEAD = f"""
    company_id = {_said("company")} AND (
        {_said("sees_all")} = 'yes'
        OR holder_id = {PEOPLE}
        OR (holder_id IS NULL AND EXISTS (
            SELECT 1 FROM holding h
            WHERE h.company_id = lead.company_id AND h.lead_id = lead.lead_id AND h.holder_id = {PEOPLE}
        ))
    )
"""  # noqa: S608 - put together of this file's own words
FEED_ROW = f"""
    company_id = {_said("company")}
    AND feed IN ('company', 'officer:' || {_said("person")}, 'branch:' || {_said("branch")})
"""


def _of_a_lead(table: str) -> str:
    # the lead's own policy holds inside this
    same = f"l.company_id = {table}.company_id AND l.lead_id = {table}.lead_id"
    return f"EXISTS (SELECT 1 FROM lead l WHERE {same})"  # noqa: S608 - as above


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    fenced = {
        "lead": LEAD,
        "lead_key": _of_a_lead("lead_key"),
        "activity": _of_a_lead("activity"),
        "feed_row": FEED_ROW,
    }
    for table, sees in fenced.items():
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        # the hub itself, and the release before, which owns the tables as this one does
        op.execute(f"CREATE POLICY hub ON {table} TO CURRENT_USER USING (true) WITH CHECK (true)")
        op.execute(f"CREATE POLICY person ON {table} FOR SELECT TO PUBLIC USING ({sees})")
