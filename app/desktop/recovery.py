"""Putting what was saved from a damaged database into the one that takes its place."""

from __future__ import annotations

from datetime import datetime

import msgspec

from app.desktop.lead_keys import lead_keys
from app.desktop.leadbook import WORKING
from app.desktop.outgoing import ACKED, acked_seq, all_events, chain_anew, put_event
from app.desktop.ports import Identity, PlaybookRow, Tx
from app.desktop.recovered import RECOVERED, Recovered
from app.desktop.rounds import FEEDS, read_anew
from app.desktop.telling_anew import tell_anew
from app.domain.activity import Activity, Kind
from app.domain.lead import Lead
from app.domain.numbers import phone_key
from app.protocol.chain import Event, Mark, first_bad
from app.protocol.feed import COMPANY, officer_feed
from app.protocol.wire import ACTIVITY, LEAD_ADDED

_IDENTITY = "identity"
#: what is true of the database it was written in, and not of another one
_ITS_OWN = ("sync.", "recovery.")


class Salvaged(msgspec.Struct):
    """What could be read of a damaged database; `leads` says of each whether it was the hub's."""

    events: list[Event] = msgspec.field(default_factory=list)
    activities: dict[str, Activity] = msgspec.field(default_factory=dict)
    leads: dict[str, tuple[Lead, bool]] = msgspec.field(default_factory=dict)
    playbooks: list[PlaybookRow] = msgspec.field(default_factory=list)
    facts: dict[str, bytes] = msgspec.field(default_factory=dict)
    #: what the officer wrote to themselves and when, by lead
    private_notes: dict[str, tuple[str, datetime]] = msgspec.field(default_factory=dict)
    pages: int = 0
    unread_pages: int = 0


def take_back(tx: Tx, found: Salvaged, about: Recovered) -> Recovered:
    """Write all that was saved, in the caller's transaction, and have the desk read its hub's feeds from the beginning.

    `about` says what is known so far; the answer is also kept as a fact.
    """
    goes_by = _goes_by(tx)
    _facts(tx, found)
    leads_before = tx.lead_count()
    touched = _leads(tx, found)
    _private_notes(tx, found)
    since = _told_until(tx, found)
    unsent, lost = _events(tx, found)
    told = {a.activity_id: a for e in found.events if e.type == ACTIVITY and (a := _read_activity(e)) is not None}
    entries = _activities(tx, told | found.activities, touched)
    tell_anew(tx, found.activities.values(), found.facts, since, about.at)
    # caps and do-not-call belong to the person, so every lead of the same number is planned anew
    keys = [key for held in tx.held(sorted(touched)) for key, _, _ in lead_keys(held.lead)]
    is_same = _goes_by(tx) == goes_by
    tx.forget_bearings(touched | {hit.lead_id for hit in tx.hits(keys)} if is_same else tx.lead_ids())
    _read_feeds_anew(tx)
    recovered = msgspec.structs.replace(
        about,
        entries=entries,
        leads=tx.lead_count() - leads_before,
        unsent=unsent,
        lost=lost,
        pages=found.pages,
        unread_pages=found.unread_pages,
    )
    tx.put_fact(RECOVERED, msgspec.json.encode(recovered))
    return recovered


def _facts(tx: Tx, found: Salvaged) -> None:
    for name, value in found.facts.items():
        if name != _IDENTITY and not name.startswith(_ITS_OWN):
            tx.put_fact(name, value)
    identity = _read_identity(found.facts.get(_IDENTITY))
    if identity is not None:
        tx.put_identity(identity)
    for row in found.playbooks:
        if tx.playbook(row.version) is None:
            tx.put_playbook(row)


def _goes_by(tx: Tx) -> tuple[object, ...]:
    """Return what all leads were planned by: whoever sits here, the company, and the playbooks."""
    identity = tx.identity()
    who = None if identity is None else (identity.officer, identity.company_rules, identity.company_key)
    return who, tx.fact(WORKING), tx.playbooks()


def _read_identity(raw: bytes | None) -> Identity | None:
    try:
        return None if raw is None else msgspec.json.decode(raw, type=Identity)
    except (msgspec.DecodeError, ValueError):
        return None


def _leads(tx: Tx, found: Salvaged) -> set[str]:
    """Write the leads that are new or say something else than in the base; return which."""
    leads = {lead.lead_id: (lead, False) for e in found.events if (lead := _read_lead(e)) is not None} | found.leads
    touched, base = set(), {held.lead.lead_id: held.lead for held in tx.leads()}
    for lead_id, (lead, from_hub) in leads.items():
        if base.get(lead_id) != lead:
            tx.put_lead(lead, from_hub=from_hub)
            tx.put_keys(lead_id, lead_keys(lead))
            touched.add(lead_id)
    return touched


def _private_notes(tx: Tx, found: Salvaged) -> None:
    """Write the notes that are newer than the base's, of leads that are here; a hub gives no note back."""
    for lead_id, (words, at) in found.private_notes.items():
        kept = tx.private_note(lead_id)
        if tx.lead(lead_id) is not None and (kept is None or kept[1] < at):
            tx.put_private_note(lead_id, words, at)


def _read_lead(event: Event) -> Lead | None:
    if event.type != LEAD_ADDED or event.payload is None:
        return None
    return msgspec.json.decode(event.payload, type=Lead)


def _read_activity(event: Event) -> Activity | None:
    return None if event.payload is None else msgspec.json.decode(event.payload, type=Activity)


def _activities(tx: Tx, activities: dict[str, Activity], touched: set[str]) -> int:
    """Write the activities the base lacks, in the order they were logged.

    Those of a lead that could not be read come with it from the hub.
    """
    written, known = 0, tx.activity_ids()
    new = [activity for activity in activities.values() if activity.activity_id not in known]
    for activity in sorted(new, key=lambda a: (a.logged_at, a.activity_id)):
        held = tx.lead(activity.lead_id)
        if held is None or not tx.add_activity(activity):
            continue
        written += 1
        touched.add(activity.lead_id)
        if activity.kind is Kind.DO_NOT_CALL:
            for phone in held.lead.phones:
                tx.block_number(phone_key(phone.number), activity.activity_id)
    return written


def _events(tx: Tx, found: Salvaged) -> tuple[int, int]:
    """Bring the log up to all that was saved; return how many unsent events that was, and how many are missing.

    Where the rest of the log was saved, its events keep their hashes. Behind a gap they are sealed anew, and the hub
    that has the old ones answers with a fork: event ids stay, so it takes in what it lacks and nothing twice.
    """
    base = all_events(tx)
    ours, known = {event.event_id: event for event in found.events}, {event.event_id for event in base}
    identity = tx.identity()
    events = [*base, *ours.values()]
    device_id = identity.device_id if identity else next((e.device_id for e in reversed(events)), "")
    # a copy that was sealed for another device may be of before a fork
    new = [event for event in ours.values() if event.event_id not in known]
    fresh = sorted(new, key=lambda e: (e.device_id == device_id, e.seq))
    sent = max(acked_seq(tx), int(found.facts.get(ACKED, b"0")))
    seen = {event.seq for event in events if event.device_id == device_id}
    lost = sum(seq not in seen for seq in range(sent + 1, max(seen, default=0)))
    unsent = sum(event.seq > sent or event.device_id != device_id for event in fresh)
    if all(event.device_id == device_id for event in events) and first_bad(fresh, _end(base)) is None:
        for event in fresh:
            put_event(tx, event)
        return unsent, lost
    chain_anew(tx, [*base, *fresh], device_id)
    if any(event.device_id != device_id for event in base):
        tx.put_fact(ACKED, b"0")
        tx.drop_receipts()
    return unsent, lost


def _told_until(tx: Tx, found: Salvaged) -> datetime | None:
    """Return when the last event was written that is still there and has its receipt; None where none has."""
    identity, sent = tx.identity(), max(acked_seq(tx), int(found.facts.get(ACKED, b"0")))
    ours = [e for e in [*all_events(tx), *found.events] if identity is not None and e.device_id == identity.device_id]
    return max((event.wall_utc for event in ours if event.seq <= sent), default=None)


def _end(events: list[Event]) -> Mark:
    return events[-1].mark if events else Mark()


def _read_feeds_anew(tx: Tx) -> None:
    """Have all feeds read from their beginning. As on a resync, leads the hub does not give again by their end go."""
    feeds = {name for name in (tx.fact(FEEDS) or b"").decode().split(",") if name}
    identity = tx.identity()
    if identity is not None and identity.hub_id:
        # a base that was never in step does not know yet which feeds there are
        feeds |= {officer_feed(identity.officer.officer_id), COMPANY}
    for name in sorted(feeds):
        read_anew(tx, name)
    tx.drop_fact(FEEDS)
