"""Row-level security on PostgreSQL: who reads for a person sees that person's rows alone."""

from __future__ import annotations

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

ME = """
    SELECT company_id, person_id, role, branch_id FROM person
    WHERE person_id = current_setting('followthrough.person', true) AND left_at IS NULL
"""
#: everybody whose leads this person may see: oneself, the own branch's, those below it, or all
PEOPLE = f"""
    WITH RECURSIVE me AS ({ME}),
    seen (branch_id) AS (
        SELECT branch_id FROM me WHERE role IN ('manager', 'regional')
        UNION
        SELECT b.branch_id FROM branch b JOIN seen s ON b.parent_id = s.branch_id
        JOIN me ON me.company_id = b.company_id AND me.role = 'regional'
    )
    SELECT p.person_id FROM person p JOIN me ON me.company_id = p.company_id
    WHERE p.person_id = me.person_id OR p.branch_id IN (SELECT branch_id FROM seen)
        OR me.role IN ('marketing', 'admin', 'auditor')
"""  # noqa: S608 - put together of this file's own words
LEAD = f"""
    company_id = (SELECT company_id FROM ({ME}) me) AND (
        holder_id IN ({PEOPLE})
        OR (holder_id IS NULL AND (
            EXISTS (SELECT 1 FROM ({ME}) me WHERE me.role IN ('marketing', 'admin', 'auditor'))
            OR lead_id IN (SELECT h.lead_id FROM holding h WHERE h.holder_id IN ({PEOPLE}))
        ))
    )
"""  # noqa: S608 - as above
FEED_ROW = f"""
    EXISTS (SELECT 1 FROM ({ME}) me WHERE me.company_id = feed_row.company_id
        AND feed_row.feed IN ('company', 'officer:' || me.person_id, 'branch:' || me.branch_id))
"""  # noqa: S608 - as above


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
