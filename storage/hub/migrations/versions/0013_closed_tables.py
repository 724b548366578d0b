"""Row-level security on what no person reads: logs as they came, codes, devices, the audit."""

from __future__ import annotations

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

CLOSED = (
    "audit",
    "audit_head",
    "barred_device",
    "bound_subject",
    "device",
    "event",
    "invite",
    "own_count",
    "quarantine",
)
#: those that 0010 gave a person's rows to
HELD = ("lead", "lead_key", "activity", "feed_row")


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    for table in CLOSED:
        # a role that was granted too much sees no row all the same, as no policy lets it
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    for table in HELD:
        # for others only: PostgreSQL copies no rows into a table that holds the copier to a policy, and the hub's own
        # role, which owns them, would be let do everything by it
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
