"""Reads all of a desk's database with plain statements, so that two states of it can be held side by side."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.faults.both_databases import check_chain, events_here
from tests.faults.readable_events import opened

_READ = {
    "activity": "SELECT lead_id, began_at, logged_at, kind, body FROM activity ORDER BY rowid",
    "lead": "SELECT lead_id, body FROM lead ORDER BY lead_id",
    "bearing": "SELECT lead_id, manner.body, planned_at, due_at, until_at, revisit_at, promise_id, tries, attempts,"
    " calls, contacts, called_at, asked_again_at, key, ring_at, shown_at FROM bearing"
    " JOIN lead ON lead_no = lead.rowid JOIN manner USING (manner_no) ORDER BY lead_id",
    "tried": "SELECT phone_key, t.began_at, activity_id, t.lead_id FROM tried t JOIN activity USING (activity_id)"
    " ORDER BY phone_key, activity.rowid",
    "blocked": "SELECT phone_key, activity_id FROM blocked_number ORDER BY 1, 2",
    "told": "SELECT name, value FROM fact WHERE name LIKE 'own.%' ORDER BY name",
}


def activity_ids(desk: Path) -> list[str]:
    with opened(desk) as conn:
        return [row[0] for row in conn.execute("SELECT activity_id FROM activity ORDER BY rowid")]


def picture_of(desk: Path) -> dict[str, Any]:
    """Return what is there, ids by the order they were given in; fail where the database is not whole in itself."""
    with opened(desk) as conn:
        assert conn.execute("PRAGMA quick_check").fetchone() == ("ok",)
        rows = {name: repr(conn.execute(query).fetchall()) for name, query in _READ.items()}
    ids, events = activity_ids(desk), events_here(desk)
    check_chain(events)
    payloads = [event["payload"].decode() for event in events]
    assert [json.loads(payload)["activity_id"] for payload in payloads] == ids, "an activity without its event"
    rows["event"] = repr(payloads)
    for n, one in enumerate(ids):
        rows = {name: text.replace(one, f"activity {n}") for name, text in rows.items()}
    return rows
