"""The first tables of the officer's store."""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE lead (
    lead_id TEXT NOT NULL PRIMARY KEY,
    body TEXT NOT NULL,
    received_at BIGINT NOT NULL,
    from_hub BOOLEAN NOT NULL,
    stage TEXT NOT NULL DEFAULT 'new',
    bearings TEXT,
    due_at BIGINT,
    revisit_at BIGINT
);
CREATE INDEX lead_due ON lead (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX lead_revisit ON lead (revisit_at) WHERE revisit_at IS NOT NULL;
CREATE INDEX lead_received ON lead (received_at);
CREATE VIRTUAL TABLE lead_search USING fts5(words, tokenize = 'trigram');
CREATE TABLE lead_key (
    "key" TEXT NOT NULL,
    lead_id TEXT NOT NULL REFERENCES lead (lead_id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY ("key", lead_id)
) WITHOUT ROWID;
CREATE INDEX lead_key_lead ON lead_key (lead_id);
CREATE TABLE activity (
    activity_id TEXT NOT NULL PRIMARY KEY,
    lead_id TEXT NOT NULL REFERENCES lead (lead_id) ON DELETE CASCADE,
    began_at BIGINT NOT NULL,
    logged_at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX activity_lead ON activity (lead_id, began_at);
CREATE INDEX activity_logged ON activity (logged_at);
CREATE TABLE tried (
    phone_key TEXT NOT NULL,
    began_at BIGINT NOT NULL,
    activity_id TEXT NOT NULL REFERENCES activity (activity_id) ON DELETE CASCADE,
    lead_id TEXT NOT NULL,
    PRIMARY KEY (phone_key, began_at, activity_id)
) WITHOUT ROWID;
CREATE TABLE blocked_number (
    phone_key TEXT NOT NULL,
    activity_id TEXT NOT NULL,
    PRIMARY KEY (phone_key, activity_id)
) WITHOUT ROWID;
CREATE TABLE company_block (number_hash BLOB NOT NULL PRIMARY KEY);
CREATE TABLE company_try (
    number_hash BLOB NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (number_hash, at)
) WITHOUT ROWID;
CREATE TABLE reminder (
    reminder_id TEXT NOT NULL PRIMARY KEY,
    lead_id TEXT NOT NULL UNIQUE REFERENCES lead (lead_id) ON DELETE CASCADE,
    "key" TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    ring_at BIGINT NOT NULL,
    shown_at BIGINT,
    snoozed_until BIGINT,
    is_new_lead BOOLEAN NOT NULL
);
CREATE INDEX reminder_ring ON reminder (ring_at) WHERE shown_at IS NULL;
CREATE TABLE event (
    seq INTEGER NOT NULL PRIMARY KEY,
    event_id TEXT NOT NULL UNIQUE,
    hash BLOB NOT NULL,
    wire BLOB NOT NULL
);
CREATE TABLE playbook (
    version INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    text TEXT NOT NULL,
    in_force_at BIGINT NOT NULL
);
CREATE TABLE fact (name TEXT NOT NULL PRIMARY KEY, value BLOB NOT NULL)
"""


def upgrade() -> None:
    for statement in TABLES.split(";"):
        op.execute(statement)
