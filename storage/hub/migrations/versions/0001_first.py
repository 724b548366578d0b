"""The hub's first tables, for SQLite and PostgreSQL alike."""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE activity (
    company_id TEXT NOT NULL,
    activity_id TEXT NOT NULL,
    lead_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    actor_id TEXT NOT NULL,
    began_at BIGINT NOT NULL,
    body TEXT NOT NULL,
    device_id TEXT,
    seq BIGINT,
    PRIMARY KEY (company_id, activity_id)
);
CREATE INDEX activity_event ON activity (company_id, device_id, seq);
CREATE INDEX activity_lead ON activity (company_id, lead_id);
CREATE TABLE audit (
    company_id TEXT NOT NULL,
    n INTEGER NOT NULL,
    at BIGINT NOT NULL,
    by TEXT NOT NULL,
    what TEXT NOT NULL,
    subject TEXT NOT NULL,
    prev {blob} NOT NULL,
    hash {blob} NOT NULL,
    PRIMARY KEY (company_id, n)
);
CREATE TABLE branch (
    company_id TEXT NOT NULL,
    branch_id TEXT NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    parent_id TEXT,
    PRIMARY KEY (company_id, branch_id),
    UNIQUE (company_id, name_key)
);
CREATE TABLE company (
    company_id TEXT NOT NULL,
    hub_id TEXT NOT NULL,
    name TEXT NOT NULL,
    zone TEXT NOT NULL,
    own_leads TEXT NOT NULL,
    cap INTEGER NOT NULL,
    person_key {blob} NOT NULL,
    feed_epoch TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (company_id)
);
CREATE TABLE do_not_call (
    company_id TEXT NOT NULL,
    number_hash {blob} NOT NULL,
    activity_id TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (company_id, number_hash, activity_id)
);
CREATE INDEX do_not_call_activity ON do_not_call (company_id, activity_id);
CREATE TABLE feed (
    company_id TEXT NOT NULL,
    feed TEXT NOT NULL,
    last_seq BIGINT NOT NULL,
    PRIMARY KEY (company_id, feed)
);
CREATE TABLE feed_row (
    company_id TEXT NOT NULL,
    feed TEXT NOT NULL,
    seq BIGINT NOT NULL,
    mark TEXT NOT NULL,
    kind TEXT NOT NULL,
    body {blob} NOT NULL,
    expires_at BIGINT,
    PRIMARY KEY (company_id, feed, seq)
);
CREATE INDEX feed_row_expires ON feed_row (company_id, expires_at) WHERE expires_at IS NOT NULL;
CREATE TABLE lead (
    company_id TEXT NOT NULL,
    lead_id TEXT NOT NULL,
    body TEXT NOT NULL,
    holder_id TEXT,
    received_at BIGINT NOT NULL,
    source TEXT NOT NULL,
    campaign TEXT NOT NULL,
    PRIMARY KEY (company_id, lead_id)
);
CREATE INDEX lead_holder ON lead (company_id, holder_id);
CREATE INDEX lead_received ON lead (company_id, received_at);
CREATE TABLE own_count (
    company_id TEXT NOT NULL,
    event_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    on_day TEXT NOT NULL,
    kind TEXT NOT NULL,
    PRIMARY KEY (company_id, event_id)
);
CREATE TABLE playbook (
    company_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    text TEXT NOT NULL,
    published_at BIGINT NOT NULL,
    by TEXT NOT NULL,
    why TEXT NOT NULL,
    PRIMARY KEY (company_id, version)
);
CREATE TABLE quarantine (
    company_id TEXT NOT NULL,
    device_id TEXT NOT NULL,
    seq BIGINT NOT NULL,
    why TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (company_id, device_id, seq)
);
CREATE TABLE holding (
    company_id TEXT NOT NULL,
    lead_id TEXT NOT NULL,
    n INTEGER NOT NULL,
    holder_id TEXT,
    from_at BIGINT NOT NULL,
    why TEXT NOT NULL,
    PRIMARY KEY (company_id, lead_id, n),
    FOREIGN KEY(company_id, lead_id) REFERENCES lead (company_id, lead_id) ON DELETE CASCADE
);
CREATE INDEX holding_holder ON holding (company_id, holder_id);
CREATE TABLE lead_key (
    company_id TEXT NOT NULL,
    key TEXT NOT NULL,
    lead_id TEXT NOT NULL,
    PRIMARY KEY (company_id, key, lead_id),
    FOREIGN KEY(company_id, lead_id) REFERENCES lead (company_id, lead_id) ON DELETE CASCADE
);
CREATE TABLE person (
    company_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    name_key TEXT NOT NULL,
    role TEXT NOT NULL,
    branch_id TEXT NOT NULL,
    profile TEXT NOT NULL,
    added_at BIGINT NOT NULL,
    left_at BIGINT,
    PRIMARY KEY (company_id, person_id),
    FOREIGN KEY(company_id, branch_id) REFERENCES branch (company_id, branch_id)
);
CREATE UNIQUE INDEX person_name ON person (company_id, name_key) WHERE left_at IS NULL;
CREATE TABLE device (
    company_id TEXT NOT NULL,
    device_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    name TEXT NOT NULL,
    token_hash {blob} NOT NULL,
    have_seq BIGINT NOT NULL,
    have_hash {blob} NOT NULL,
    safe_seq BIGINT NOT NULL,
    enrolled_at BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    revoked_at BIGINT,
    forked_from TEXT,
    PRIMARY KEY (company_id, device_id),
    FOREIGN KEY(company_id, person_id) REFERENCES person (company_id, person_id)
);
CREATE INDEX device_person ON device (company_id, person_id);
CREATE TABLE invite (
    company_id TEXT NOT NULL,
    invite_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    secret_hash {blob} NOT NULL,
    expires_at BIGINT NOT NULL,
    tries_left INTEGER NOT NULL,
    used_at BIGINT,
    PRIMARY KEY (company_id, invite_id),
    FOREIGN KEY(company_id, person_id) REFERENCES person (company_id, person_id)
);
CREATE TABLE event (
    company_id TEXT NOT NULL,
    device_id TEXT NOT NULL,
    seq BIGINT NOT NULL,
    event_id TEXT NOT NULL,
    type TEXT NOT NULL,
    type_version BIGINT NOT NULL,
    lead_id TEXT NOT NULL,
    actor_id TEXT NOT NULL,
    wall_utc BIGINT NOT NULL,
    tz TEXT NOT NULL,
    monotonic_ms BIGINT NOT NULL,
    boot_id TEXT NOT NULL,
    hub_offset_ms BIGINT,
    hub_offset_age_s BIGINT,
    payload {blob},
    salt {blob},
    digest {blob} NOT NULL,
    prev {blob} NOT NULL,
    hash {blob} NOT NULL,
    received_at BIGINT NOT NULL,
    is_repeat BOOLEAN NOT NULL,
    PRIMARY KEY (company_id, device_id, seq),
    FOREIGN KEY(company_id, device_id) REFERENCES device (company_id, device_id)
);
CREATE INDEX event_lead ON event (company_id, lead_id);
CREATE UNIQUE INDEX event_once ON event (company_id, event_id) WHERE is_repeat IS false;
"""


def upgrade() -> None:
    blob = "BYTEA" if op.get_bind().dialect.name == "postgresql" else "BLOB"
    for statement in TABLES.format(blob=blob).split(";"):
        if statement.strip():
            op.execute(statement)
