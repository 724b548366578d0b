"""Says what does not hold at the end of a simulated month, sharing no code with the sync.

1 every event the window called saved is on its desk; 2 and on the hub, once, bytes equal; 3 order kept, no gap, chain
verifies; 4 no event there that nobody made; 5 leads here = assigned there; 6 a cursor is never ahead of its data; 8
quiet within two polls; 9 what is counted = recomputed from events; 11 a purged lead is absent everywhere; 12 nobody
is sent another officer's row; 13 a claim has one answer. Reminders (7), and what stands in clear on a disk, in a log
or on the wire (10), no month shows.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from base64 import b64decode
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from tests.faults.both_databases import HASHED
from tests.faults.simulated_desk import SimulatedDesk
from tests.faults.simulated_month import Month

_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
#: what the kinds of rows of an officer's feed are about
_ABOUT = {
    "lead": lambda told: told["lead"]["lead_id"],
    "lead_gone": lambda told: told["lead_id"],
    "lead_listed": lambda told: told["lead_id"],
    "activity": lambda told: told["activity"]["lead_id"],
}


def comes_to_rest(month: Month) -> list[str]:
    """Let all desks poll and say what does not hold then."""
    month.settles()
    quiet = [f"8: {result.pending} events wait after two polls" for result in month.settles() if result.pending]
    # what one desk sent last may be news to another one of the same officer
    month.settles()
    moved = [
        f"8: a desk with nothing to do pushed {result.pushed} and pulled {result.pulled}"
        for result in month.settles()
        if result.pushed or result.pulled or result.resync
    ]
    return [*dict.fromkeys(month.found), *quiet, *moved, *problems_of(month)]


def problems_of(month: Month) -> list[str]:
    found = [*_events_at_the_hub(month), *_chains(month), *_understood(month), *_purged(month), *_handed_out(month)]
    found += _clocks(month)
    found += _claims(month)
    for desk in month.desks:
        found += _desk(month, desk)
    return found


def _events_at_the_hub(month: Month) -> Iterator[str]:
    hub = month.hub.tables
    first: dict[str, Any] = {}
    for device_id, chain in hub.events.items():
        for event in chain:
            if (device_id, event.seq) in hub.repeats:
                continue
            if event.event_id in first:
                yield f"2: {event.event_id} is on the hub twice"
            first[event.event_id] = event
    for event_id in first.keys() - month.made.keys():
        yield f"4: {event_id} is on the hub and nobody made it"
    for event_id, made in month.made.items():
        there = first.get(event_id)
        if there is None:
            if event_id not in month.gone:
                yield f"2: {event_id} was saved and is not on the hub"
        elif there.payload != (None if there.lead_id in month.purged else b64decode(made["payload"])):
            yield f"2: {event_id} says something else on the hub"
        elif any(getattr(there, name) != made[name] for name in ("type", "lead_id", "actor_id", "boot_id")):
            yield f"2: {event_id} has another head on the hub"
    if not month.put_back_or_copied and any(device.forked_from for device in hub.devices.values()):
        yield "4: a desk was taken for a copy, and none was copied or put back"


def _chains(month: Month) -> Iterator[str]:
    hub = month.hub.tables
    for device_id, device in hub.devices.items():
        chain, prev = hub.events.get(device_id, ()), bytes(32)
        for seq, event in enumerate(chain, 1):
            if event.seq != seq or event.device_id != device_id or event.prev != prev:
                yield f"3: a gap in the chain of {device_id} at {seq}"
            if event.payload is not None and event.digest != hmac.digest(event.salt, event.payload, "sha256"):
                yield f"3: {seq} of {device_id} does not have its digest"
            if event.hash != _hash(event):
                yield f"3: {seq} of {device_id} does not have its hash"
            prev = event.hash
        if (device.have.seq, device.have.hash) != (len(chain), prev):
            yield f"3: the hub believes to have another end of {device_id} than it has"


def _hash(event: Any) -> bytes:
    out = hashlib.sha256(b"followthrough event 1\n")
    for part in [*(_text(getattr(event, name)) for name in HASHED), event.digest, event.prev]:
        out.update(b"%d:%b," % (len(part), part))
    return out.digest()


def _text(value: object) -> bytes:
    if isinstance(value, datetime):
        value = (value - _EPOCH) // timedelta(microseconds=1)
    return b"" if value is None else str(value).encode()


def _understood(month: Month) -> Iterator[str]:
    """What is kept of activities is what comes out of the events, worked out anew."""
    hub = month.hub.tables
    told = Counter(
        json.loads(b64decode(month.made[event.event_id]["payload"]))["activity_id"]
        for device_id, chain in hub.events.items()
        for event in chain
        if event.type == "activity"
        and (device_id, event.seq) not in hub.repeats
        and (device_id, event.seq) not in hub.aside
        and event.event_id in month.made
    )
    kept = Counter(hub.activities.keys())
    if told != kept:
        yield f"9: {sum(((told - kept) + (kept - told)).values())} activities are not those of the events"
    for (device_id, seq), why in hub.aside.items():
        if why in ("unreadable", "in another person's name", "says something else than its header"):
            yield f"9: {seq} of {device_id} was laid aside as {why}"


def _clocks(month: Month) -> Iterator[str]:
    """In a month in which nobody set a clock none is taken to have been off, however late a request arrived."""
    if month.clocks_set:
        return
    for place, clock in month.hub.tables.clocks.items():
        if abs(clock.offset_ms) > 2000:
            yield f"9: a clock that was right is corrected by {clock.offset_ms} ms at {place}"


def _purged(month: Month) -> Iterator[str]:
    hub = month.hub.tables
    for lead_id in month.purged:
        if lead_id in hub.leads and hub.leads[lead_id].lead.borrower.name:
            yield f"11: {lead_id} was purged and is on the hub"
        for feed, rows in hub.feeds.items():
            if any(row.kind != "lead_gone" and f'"{lead_id}"'.encode() in row.body for row, _ in rows):
                yield f"11: {lead_id} was purged and is in {feed}"
        for desk in month.desks:
            tables = desk.store.tables
            if lead_id in tables.leads or any(a.lead_id == lead_id for a in tables.activities.values()):
                yield f"11: {lead_id} was purged and is on a desk"
            for event in _log(desk):
                if event["lead_id"] == lead_id and event["payload"] is not None:
                    yield f"11: {lead_id} was purged and stands in the log of a desk"


def _handed_out(month: Month) -> Iterator[str]:
    for person_id, kind, body in month.sent:
        allowed = month.allowed | month.offered if kind == "lead_gone" else month.allowed
        if kind in _ABOUT and (person_id, lead_id := _ABOUT[kind](json.loads(body))) not in allowed:
            yield f"12: {person_id} was sent a row about {lead_id}"


def _worth_telling(clock: Any) -> Any:
    return None if clock is None or (clock.grade == "good" and abs(clock.offset_ms) <= 2000) else clock


def _claims(month: Month) -> Iterator[str]:
    """A hub that was put back knows nothing of claims since; what it gave is handed back to it like any lead."""
    for (person_id, claim_id), said in month.answered.items():
        if len(said) > 1 and not month.put_back_or_copied:
            yield f"13: the claim {claim_id} of {person_id} was answered in {len(said)} ways"


def _log(desk: SimulatedDesk) -> list[dict[str, Any]]:
    return [json.loads(as_sent) for _, (_, _, as_sent) in sorted(desk.store.tables.events.items())]


def _desk(month: Month, desk: SimulatedDesk) -> Iterator[str]:
    hub, tables, log = month.hub.tables, desk.store.tables, _log(desk)
    ids, device_id = [event["event_id"] for event in log], json.loads(tables.facts["identity"])["device_id"]
    if ids != desk.saved:
        missing = len(set(desk.saved) - set(ids))
        yield f"1: {missing} of {len(desk.saved)} saved events are not on their desk, or the order is another"
    there = [event.event_id for event in hub.events.get(device_id, ())]
    if there[: len(ids)] != ids:
        yield "3: the hub has the log of a desk in another order, or not whole"
    for event in log:
        made = month.made.get(event["event_id"], {"payload": None})
        if event["payload"] not in (None, made["payload"]):
            yield f"1: {event['event_id']} says something else on its desk"
    held = {lead_id for lead_id, one in hub.leads.items() if one.holder_id == desk.person_id}
    # a hub that is not told of commits it lacks says of the leads given by them that it gave none: nobody loses those
    # (a copy of the desk that said so has the lead too)
    never_given = {
        hub.events[other][seq - 1].lead_id
        for (other, seq), why in hub.aside.items()
        if why == "a lead this hub never gave" and hub.devices[other].person_id == desk.person_id
    }
    here = {lead_id for lead_id, one in tables.leads.items() if one.from_hub} - (never_given - hub.leads.keys())
    if here != held:
        yield f"5: {len(held - here)} leads are missing and {len(here - held)} too many on a desk of {desk.person_id}"
    for lead_id in held & here:
        known = {a.activity_id for a in tables.activities.values() if a.lead_id == lead_id}
        if not set(hub.by_lead.get(lead_id, ())) <= known:
            yield f"6: a desk does not know all that was done about {lead_id}"
        kept = {activity_id: hub.activities[activity_id].clock for activity_id in hub.by_lead.get(lead_id, ())}
        if any(tables.clocks.get(activity_id) != _worth_telling(clock) for activity_id, clock in kept.items()):
            yield f"9: a desk goes by other clocks of {lead_id} than the hub"
    for feed in (f"officer:{desk.person_id}", "company"):
        rows = hub.feeds.get(feed, ())
        cursor = json.loads(tables.facts.get(f"sync.cursor.{feed}", b"null"))
        newest = rows[-1][0] if rows else None
        if newest and (not cursor or (cursor["seq"], cursor["mark"]) != (newest.seq, newest.mark)):
            yield f"6: {feed} was not read to its end"
    if tables.staged or any(name.startswith("sync.staging.") for name in tables.facts):
        yield "6: a feed that is read anew is not read to its end"
