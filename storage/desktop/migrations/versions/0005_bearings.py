"""Where leads stand, and the reminder that follows from it, are narrow rows apart from the leads."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE manner (
    manner_no INTEGER NOT NULL PRIMARY KEY,
    body TEXT NOT NULL UNIQUE
);
CREATE TABLE bearing (
    lead_no INTEGER NOT NULL PRIMARY KEY,
    manner_no INTEGER REFERENCES manner (manner_no),
    planned_at BIGINT,
    due_at BIGINT,
    until_at BIGINT,
    revisit_at BIGINT,
    promise_id TEXT,
    tries INTEGER NOT NULL DEFAULT 0,
    attempts INTEGER NOT NULL DEFAULT 0,
    calls INTEGER NOT NULL DEFAULT 0,
    contacts INTEGER NOT NULL DEFAULT 0,
    called_at BIGINT,
    asked_again_at BIGINT,
    "key" TEXT,
    ring_no INTEGER NOT NULL DEFAULT 0,
    ring_at BIGINT,
    shown_at BIGINT,
    snoozed_until BIGINT
);
CREATE TABLE gist (
    lead_no INTEGER NOT NULL PRIMARY KEY,
    body BLOB NOT NULL
);
CREATE INDEX bearing_due ON bearing (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX bearing_revisit ON bearing (revisit_at) WHERE revisit_at IS NOT NULL;
CREATE INDEX bearing_ring ON bearing (ring_at) WHERE ring_at IS NOT NULL
"""
_NO_TIME = "1970-01-01T00:00:00Z"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_READ = """
    SELECT lead.rowid AS lead_no, bearings, lead.due_at, revisit_at, "key", ring_at, shown_at, snoozed_until
    FROM lead LEFT JOIN reminder ON reminder.lead_id = lead.lead_id AND reminder.due_at = lead.due_at
    ORDER BY lead.rowid
"""
_COLUMNS = (
    "lead_no, manner_no, planned_at, due_at, until_at, revisit_at, promise_id, tries, attempts, calls, contacts,"
    ' called_at, asked_again_at, "key", ring_at, shown_at, snoozed_until'
)


def upgrade() -> None:
    for statement in TABLES.split(";"):
        op.execute(statement)
    conn = op.get_bind()
    manners: dict[str, int] = {}
    rows = [_narrow(row, manners) for row in conn.execute(sa.text(_READ))]
    for body, number in manners.items():
        conn.exec_driver_sql("INSERT INTO manner VALUES (?, ?)", (number, body))
    if rows:
        marks = ", ".join("?" * len(rows[0]))
        conn.exec_driver_sql(f"INSERT INTO bearing ({_COLUMNS}) VALUES ({marks})", rows)  # noqa: S608 - our own names
    op.execute("DROP TABLE reminder")
    for index in ("lead_due", "lead_revisit"):
        op.execute(f"DROP INDEX {index}")
    # in place, as the words a lead is found by go by its row's number
    for column in ("stage", "bearings", "due_at", "revisit_at"):
        op.execute(f"ALTER TABLE lead DROP COLUMN {column}")


def _narrow(row: Any, manners: dict[str, int]) -> tuple[Any, ...]:
    if row.bearings is None:
        # never planned: time alone has it planned
        return (row.lead_no, None, None, None, None, 0, None, 0, 0, 0, 0, None, None, None, None, None, None)
    old: dict[str, Any] = msgspec.json.decode(row.bearings)
    stands: dict[str, Any] = old["next"]
    planned = _take(stands, "planned_at")
    due = _take(stands, "due_at")
    until = next(at for name in ("on_time_until", "until", "at") if (at := _take(stands, name)) is not None)
    promise_id, tries = stands.pop("promise_id", None), stands.pop("tries", 0)
    manner = {name: old[name] for name in ("stage", "next", "zone") if name in old}
    body = msgspec.json.encode(manner).decode()
    number = manners.setdefault(body, len(manners) + 1)
    past = [old.get(name, 0) for name in ("attempts", "calls", "contacts")]
    past += [_micros(old[name]) if name in old else None for name in ("called_at", "asked_again_at")]
    ring = (row.key, row.ring_at if row.shown_at is None else None, row.shown_at, row.snoozed_until)
    return (row.lead_no, number, planned, due, until, row.revisit_at, promise_id, tries, *past, *ring)


def _take(stands: dict[str, Any], name: str) -> int | None:
    """Return an instant that is written apart from now on, and leave none in its place."""
    if name not in stands:
        return None
    at, stands[name] = stands[name], _NO_TIME
    return _micros(at)


def _micros(at: str) -> int:
    return (datetime.fromisoformat(at) - _EPOCH) // timedelta(microseconds=1)
