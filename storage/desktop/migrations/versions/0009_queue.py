"""The queue is found in its own order, due promises and what was taken back at once."""

from __future__ import annotations

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

TABLES = """
ALTER TABLE bearing ADD COLUMN is_first INTEGER NOT NULL DEFAULT 0;
ALTER TABLE bearing ADD COLUMN asked_at BIGINT;
ALTER TABLE bearing ADD COLUMN learnt INTEGER NOT NULL DEFAULT 0;
ALTER TABLE bearing ADD COLUMN part INTEGER GENERATED ALWAYS AS (
    CASE WHEN due_at IS NULL THEN NULL WHEN promise_id IS NOT NULL THEN 0
    WHEN is_first AND calls = 0 AND contacts = 0 THEN 1 ELSE 2 END
) VIRTUAL;
ALTER TABLE bearing ADD COLUMN part_at BIGINT GENERATED ALWAYS AS (
    CASE WHEN due_at IS NULL THEN NULL WHEN promise_id IS NOT NULL THEN due_at
    WHEN is_first AND calls = 0 AND contacts = 0 THEN -asked_at ELSE until_at END
) VIRTUAL;
UPDATE bearing SET asked_at = coalesce(asked_again_at, (SELECT received_at FROM lead WHERE lead.rowid = lead_no)),
is_first = manner_no IN (
    SELECT manner_no FROM manner WHERE body ->> '$.next.step.channel' = 'call'
    AND coalesce(body ->> '$.next.step.track', 'new') = 'new'
);
CREATE INDEX bearing_part ON bearing (part, part_at, lead_no, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX bearing_first ON bearing (until_at) WHERE part = 1;
CREATE INDEX bearing_step ON bearing (due_at, until_at) WHERE part = 2;
CREATE INDEX bearing_called ON bearing (called_at, asked_at) WHERE due_at IS NOT NULL AND called_at IS NOT NULL;
CREATE INDEX tried_activity ON tried (activity_id)
"""


def upgrade() -> None:
    for statement in TABLES.split(";"):
        op.execute(statement)
