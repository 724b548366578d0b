"""An event's device is the one whose row its transaction locked; PostgreSQL looked it up once more for every event."""

from __future__ import annotations

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # a file would have to write all its events anew to be rid of it, and asks its own memory
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint("event_company_id_device_id_fkey", "event", type_="foreignkey")
