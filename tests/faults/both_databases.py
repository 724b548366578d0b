"""Reads a desk's and its hub's database with statements of its own and says what does not hold between them."""

from __future__ import annotations

import hashlib
import hmac
import json
from base64 import b64decode
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tests.faults.readable_events import opened

#: the fields under an event's hash, in the order of the protocol's page
HASHED = [
    "device_id",
    "seq",
    "event_id",
    "type",
    "type_version",
    "lead_id",
    "actor_id",
    "wall_utc",
    "tz",
    "monotonic_ms",
    "boot_id",
    "hub_offset_ms",
    "hub_offset_age_s",
]
RAW = ("payload", "salt", "digest", "prev", "hash")
_ALL = ", ".join((*HASHED, *RAW))
_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")

Row = dict[str, Any]
#: a hub's file, or the address of its server
Where = Path | str


def events_here(desk: Path) -> list[Row]:
    """Return the log of a desk as it was sealed, instants as microseconds and bytes as bytes."""
    with opened(desk) as conn:
        wires = [json.loads(row[0]) for row in conn.execute("SELECT wire FROM event ORDER BY seq")]
    return [_unpacked(wire) for wire in wires]


def events_there(hub: Where, device_id: str, *, with_repeats: bool = False) -> list[Row]:
    """Return what the hub has of a device, each as the hub has it; at will also what another one had sent before."""
    once = "" if with_repeats else " AND NOT is_repeat"
    query = f"SELECT {_ALL} FROM event WHERE device_id = ?{once} ORDER BY seq"
    with opened(hub) as conn:
        rows = conn.execute(query, (device_id,)).fetchall()
    return [dict(zip((*HASHED, *RAW), row, strict=True)) for row in rows]


def check_both(desk: Path, hub: Where, saved: list[Row]) -> None:
    """Fail where something `saved` is not on the hub once, or the two do not have the same leads, or something waits.

    `saved` is the log as it was before the fault.
    """
    here = events_here(desk)
    assert here == saved, "the desk's log was changed"
    there = events_there(hub, here[0]["device_id"])
    assert there == here, "the hub does not have what the desk has"
    check_chain(there)
    check_hub(hub, saved)
    check_leads(desk, hub, here[0]["actor_id"])
    with opened(desk) as conn:
        facts = dict(conn.execute("SELECT name, value FROM fact WHERE name LIKE 'sync.%'").fetchall())
    assert int(facts["sync.acked_seq"]) == len(here), "something waits"
    assert facts["sync.trouble"] == b"", "a round that went well leaves no trouble"
    check_cursors(hub, {name: json.loads(value) for name, value in facts.items() if name.startswith("sync.cursor.")})


def check_hub(hub: Where, saved: list[Row]) -> None:
    """Fail where an event is there twice, or one that nobody made, or what it told was understood twice or not."""
    made = sorted(event["event_id"] for event in saved)
    with opened(hub) as conn:
        known = sorted(row[0] for row in conn.execute("SELECT event_id FROM event").fetchall())
        told = [row[0] for row in conn.execute("SELECT activity_id FROM activity WHERE device_id IS NOT NULL")]
        (aside,) = conn.execute("SELECT count(*) FROM quarantine").fetchone()
        (devices,) = conn.execute("SELECT count(*) FROM device WHERE forked_from IS NOT NULL").fetchone()
    assert known == made, "an event is on the hub twice, or one that no device made"
    assert sorted(told) == sorted(json.loads(event["payload"])["activity_id"] for event in saved)
    assert (aside, devices) == (0, 0), "a cut line made the hub take the desk for a copy"


def check_leads(desk: Path, hub: Where, officer_id: str) -> None:
    with opened(hub) as conn:
        given = {row[0] for row in conn.execute("SELECT lead_id FROM lead WHERE holder_id = ?", (officer_id,))}
    with opened(desk) as conn:
        held = {row[0] for row in conn.execute("SELECT lead_id FROM lead WHERE from_hub")}
    assert held == given, "the leads here are not the leads given"


def check_cursors(hub: Where, cursors: dict[str, Row]) -> None:
    """Fail where a feed was not read to its end, or its mark is not the hub's."""
    assert cursors
    with opened(hub) as conn:
        for name, cursor in cursors.items():
            feed = name.removeprefix("sync.cursor.")
            query = "SELECT seq, mark FROM feed_row WHERE feed = ? ORDER BY seq DESC LIMIT 1"
            newest = conn.execute(query, (feed,)).fetchone() or (0, "")
            assert (cursor["seq"], cursor["mark"]) == newest, f"{feed} was not read to its end"


def check_chain(events: list[Row]) -> None:
    """Fail where a number is missing or a hash does not follow, computed here from the fields alone."""
    prev = bytes(32)
    for number, event in enumerate(events, start=1):
        assert event["seq"] == number, "a gap"
        assert event["prev"] == prev, "the chain is broken"
        told, salt = event["payload"], event["salt"]
        assert (told is None and salt is None) or event["digest"] == hmac.digest(salt, told, "sha256")
        out = hashlib.sha256(b"followthrough event 1\n")
        for part in [*(_text(event[name]) for name in HASHED), event["digest"], event["prev"]]:
            out.update(b"%d:%b," % (len(part), part))
        assert out.digest() == event["hash"], "an event does not have its hash"
        prev = event["hash"]


def _text(value: object) -> bytes:
    return b"" if value is None else str(value).encode()


def _unpacked(wire: Row) -> Row:
    row = {name: wire.get(name) for name in HASHED}
    row["wall_utc"] = (datetime.fromisoformat(wire["wall_utc"]) - _EPOCH) // timedelta(microseconds=1)
    # what was purged is null
    return row | {name: wire[name] and b64decode(wire[name]) for name in RAW}
