"""The second fence, on PostgreSQL: a role in which the database itself holds a read to one person's rows."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import text
from sqlalchemy.engine import Connection, Engine

from storage.engine import reading, writing
from storage.hub.tables import company, metadata
from storage.migrating import MIGRATION_LOCK

#: made by whoever runs the server, and granted to the hub's own role; see README.md
ROLE = "followthrough_desk"
#: what the policies compare rows with, worked out by the database from the one thing the token says: the person.
#: Marketing sees no lead in it but one of its own, which it has none of: its sums are read by the hub itself.
#: Whoever is unknown or left is nobody, and sees nothing
_SCOPE = text(
    """
    WITH RECURSIVE me AS (
        SELECT company_id, person_id, role, branch_id FROM person
        WHERE company_id = :company AND person_id = :person AND left_at IS NULL
    ),
    seen (branch_id) AS (
        SELECT branch_id FROM me WHERE role IN ('manager', 'regional')
        UNION
        SELECT b.branch_id FROM branch b JOIN seen s ON b.parent_id = s.branch_id
        JOIN me ON me.company_id = b.company_id AND me.role = 'regional'
    ),
    people AS (
        SELECT person_id FROM me
        UNION
        SELECT p.person_id FROM person p JOIN seen s ON p.branch_id = s.branch_id WHERE p.company_id = :company
    )
    SELECT
        set_config('followthrough.company', coalesce((SELECT company_id FROM me), ''), true),
        set_config('followthrough.person', coalesce((SELECT person_id FROM me), ''), true),
        set_config('followthrough.branch', coalesce((SELECT branch_id FROM me), ''), true),
        set_config('followthrough.people', coalesce((SELECT string_agg(person_id, ',') FROM people), ''), true),
        set_config('followthrough.sees_all',
            CASE WHEN (SELECT role FROM me) IN ('admin', 'auditor') THEN 'yes' ELSE 'no' END, true),
        set_config('role', :role, true)
    """
)
#: what a report or a feed is made of; whatever is not here cannot be read behind the fence at all
READABLE = (
    "activity",
    "branch",
    "call_record",
    "company",
    "deed",
    "do_not_call",
    "feed",
    "feed_row",
    "holding",
    "lead",
    "lead_key",
    "lead_sum",
    "listed_number",
    "loan",
    "number_list",
    "person",
    "person_change",
    "playbook",
    "presence",
    "purged_lead",
    "share",
    "waiting_step",
)
#: nor can the company's keys, with which numbers can be tested and tokens made
KEYS = frozenset({company.c.person_key, company.c.signing_key})
#: what the role may read, column by column
_HELD = """
    SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = to_regnamespace(quote_ident(current_schema())) AND c.relkind = 'r'
    AND a.attnum > 0 AND NOT a.attisdropped AND has_column_privilege(:role, c.oid, a.attnum, 'SELECT')
"""


def raise_fence(engine: Engine, is_current: Callable[[Connection], bool]) -> bool:
    """Return whether reads can stand behind the fence: its role is there and the hub's own may take it on.

    What may be read changes with the tables alone. Where these are a newer release's by now, its grants stay: a
    program of before would take back what its processes read.
    """
    if engine.dialect.name != "postgresql":
        return False
    with reading(engine) as conn:
        asked = "SELECT pg_has_role(current_user, oid, 'MEMBER') FROM pg_roles WHERE rolname = :role"
        if not conn.execute(text(asked), {"role": ROLE}).scalar():
            return False
        held = {(table, column) for table, column in conn.execute(text(_HELD), {"role": ROLE})}
        # tables that were put back bring what was granted on them along, and come into another schema
        may_enter = "SELECT has_schema_privilege(:role, current_schema(), 'USAGE')"
        is_let_in = bool(conn.execute(text(may_enter), {"role": ROLE}).scalar())
    wanted = {name: [c.name for c in metadata.tables[name].c if c not in KEYS] for name in READABLE}
    if is_let_in and held == {(name, column) for name, columns in wanted.items() for column in columns}:
        return True
    with writing(engine) as conn:
        # nobody brings the tables up to date in between
        conn.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": MIGRATION_LOCK})
        if not is_current(conn):
            return True
        schema = conn.exec_driver_sql("SELECT quote_ident(current_schema())").scalar()
        conn.exec_driver_sql(f"GRANT USAGE ON SCHEMA {schema} TO {ROLE}")
        # an earlier version granted more
        conn.exec_driver_sql(f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {ROLE}")
        for name, columns in wanted.items():
            conn.exec_driver_sql(f"GRANT SELECT ({', '.join(columns)}) ON {name} TO {ROLE}")
    return True


def stand_behind(conn: Connection, company_id: str, person_id: str) -> None:
    """Hold this transaction, until it ends, to what the person may see."""
    conn.execute(_SCOPE, {"company": company_id, "person": person_id, "role": ROLE})


def step_out(conn: Connection) -> None:
    conn.exec_driver_sql("SET LOCAL ROLE NONE")


def step_in(conn: Connection) -> None:
    conn.exec_driver_sql(f"SET LOCAL ROLE {ROLE}")
