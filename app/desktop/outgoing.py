"""The outgoing log: what this desk will tell its hub, sealed in the transaction of what it tells."""

from __future__ import annotations

import os
import secrets
from datetime import timedelta
from zoneinfo import ZoneInfo

import msgspec

from app.clock import Clock
from app.desktop.ports import HeldLead, Identity, Tx
from app.desktop.travelling import columns_that_travel, fitting, is_too_heavy
from app.domain.activity import Activity, Kind, standing
from app.domain.ids import id_out_of, new_id
from app.domain.lead import Lead
from app.protocol import wire
from app.protocol.chain import GENESIS, SALT_BYTES, Event, Header, rechain, seal, with_payload
from app.protocol.limits import PAYLOAD_BYTES
from app.protocol.person_hash import person_hashes

ACKED = "sync.acked_seq"
#: facts that say which own leads the hub was told of
TOLD = "own.told."
#: facts that say under which key the hub was told, without the lead, that somebody of it asked not to be called
ASKED = "own.asked."
#: purged leads of which the log still tells
TO_FORGET = "purge.waiting"


class Machine(msgspec.Struct, frozen=True):
    """What an event says of the machine it was written on. `boot_id` is random and lasts as long as the process."""

    zone: str
    boot_id: str

    @classmethod
    def this(cls, zone: str) -> Machine:
        return cls(zone, secrets.token_hex(8))


def count_id(activity: Activity) -> str:
    """Return the id of the event that counts an activity of a private lead: told again, it counts once.

    The activity's own id never goes up, and cannot be worked out of this one.
    """
    return id_out_of(activity.logged_at, f"followthrough own count 1\n{activity.activity_id}")


def own_count(identity: Identity, activity: Activity) -> wire.OwnCount:
    """Return what is told of an activity of a private lead."""
    zone = ZoneInfo(identity.company_zone or identity.officer.zone)
    return wire.OwnCount(on=activity.began_at.astimezone(zone).date().isoformat(), kind=activity.kind.value)


class Outgoing:
    """Appends events to the device's chain."""

    def __init__(self, clock: Clock, machine: Machine) -> None:
        self._clock, self._machine = clock, machine

    def activity(self, tx: Tx, held: HeldLead, activity: Activity) -> None:
        """Tell the hub of an activity, or, of a private own lead, no more than that there was one."""
        identity = tx.identity()
        if identity is None:
            return
        if not held.from_hub and identity.own_leads == "company":
            self.lead_added(tx, held.lead)
        if held.from_hub or identity.own_leads == "company":
            self._append(tx, identity, wire.ACTIVITY, activity.lead_id, msgspec.json.encode(activity))
        elif identity.hub_id and identity.own_leads == "private" and activity.kind is not Kind.NOTE:
            count = msgspec.json.encode(own_count(identity, activity))
            self._append(tx, identity, wire.OWN_COUNT, "", count, count_id(activity))
            if activity.kind is Kind.DO_NOT_CALL:
                self._do_not_call(tx, identity, held.lead, activity)
        if activity.kind is Kind.RETRACTED:
            self._may_call_again(tx, identity, activity.corrects)

    def do_not_calls(self, tx: Tx) -> None:
        """Tell of the own leads that asked not to be called before the hub could be told: by number, not by lead.

        Without the company's key for numbers nobody can; that key, or the policy on own leads, may come later.
        """
        identity = tx.identity()
        if identity is None or identity.own_leads == "off":
            return
        own = {
            held.lead.lead_id: held.lead
            for held in tx.leads()
            if not held.from_hub and not is_told(tx, held.lead.lead_id)
        }
        for lead_id, history in tx.histories(list(own), (Kind.DO_NOT_CALL, Kind.RETRACTED)).items():
            for activity in standing(history):
                self._do_not_call(tx, identity, own[lead_id], activity)

    def _do_not_call(self, tx: Tx, identity: Identity, lead: Lead, activity: Activity) -> None:
        """Tell which numbers asked not to be called, once under each key; without one that is told later."""
        key, told = identity.company_key, ASKED + activity.activity_id
        if not key or tx.fact(told) == key:
            return
        tx.put_fact(told, key)
        asked = wire.OwnDoNotCall(about=activity.activity_id, numbers=person_hashes(key, lead, activity))
        self._append(tx, identity, wire.OWN_DO_NOT_CALL, "", msgspec.json.encode(asked))

    def _may_call_again(self, tx: Tx, identity: Identity, activity_id: str) -> None:
        """Take back what was told so, whatever the policy on own leads has become since."""
        if tx.fact(ASKED + activity_id) is None:
            return
        tx.drop_fact(ASKED + activity_id)
        taken_back = wire.OwnDoNotCall(about=activity_id, numbers=[], stands=False)
        self._append(tx, identity, wire.OWN_DO_NOT_CALL, "", msgspec.json.encode(taken_back))

    def lead_added(self, tx: Tx, lead: Lead) -> list[str]:
        """Tell the hub once of an own lead, where the company's policy says own leads are the company's.

        Return the names of its further columns that are too long to travel and stay on this desk.
        """
        identity, told = tx.identity(), TOLD + lead.lead_id
        if identity is None or not identity.hub_id or identity.own_leads != "company" or tx.fact(told) is not None:
            return []
        tx.put_fact(told, b"1")
        self._append(tx, identity, wire.LEAD_ADDED, lead.lead_id, msgspec.json.encode(lead))
        return sorted(lead.source_fields.keys() - columns_that_travel(lead).keys())

    def lead_kept(self, tx: Tx, lead: Lead) -> None:
        """Hand a lead back to a hub that gave it and, put back to an older state, knows nothing of it."""
        identity = tx.identity()
        if identity is not None:
            self._append(tx, identity, wire.LEAD_KEPT, lead.lead_id, msgspec.json.encode(lead))

    def _append(self, tx: Tx, identity: Identity, kind: str, lead_id: str, payload: bytes, event_id: str = "") -> None:
        now = self._clock.now()
        last = tx.last_event()
        seq, prev = (last[0] + 1, last[1]) if last else (1, GENESIS)
        compared = identity.compared(now)
        header = Header(
            device_id=identity.device_id,
            seq=seq,
            event_id=event_id or new_id(now),
            type=kind,
            type_version=1,
            lead_id=lead_id,
            actor_id=identity.officer.officer_id,
            wall_utc=now,
            tz=self._machine.zone,
            monotonic_ms=int(self._clock.monotonic() * 1000),
            boot_id=self._machine.boot_id,
            hub_offset_ms=None if compared is None else round(compared[0] * 1000),
            hub_offset_age_s=None if compared is None else int((now - compared[1]).total_seconds()),
        )
        put_event(tx, _light(seal(header, fitting(kind, payload), os.urandom(SALT_BYTES), prev)))

    def reading(self, offset: timedelta) -> wire.ClockReading:
        """Return what this desk's clock shows now, for the hub to hold against what it showed in events.

        `offset` is by how much the hub's was ahead just before.
        """
        return wire.ClockReading(
            wall_utc=self._clock.now(),
            monotonic_ms=int(self._clock.monotonic() * 1000),
            boot_id=self._machine.boot_id,
            hub_offset_ms=offset // timedelta(milliseconds=1),
        )

    def move_chain(self, tx: Tx, identity: Identity) -> None:
        """Seal all events anew as the chain of the identity's device, in its officer's name.

        Event ids and contents stay, so that a hub that already has one of them knows it again. The name changes
        only where a desk joins a hub, which knows the officer under an id of its own.
        """
        actor_id = identity.officer.officer_id
        named = [msgspec.structs.replace(event, actor_id=actor_id) for event in all_events(tx)]
        chain_anew(tx, named, identity.device_id)
        tx.put_fact(ACKED, b"0")
        tx.drop_receipts()

    def forget_later(self, tx: Tx, lead_id: str) -> None:
        """Note that the log is to say nothing more of this lead, once the hub has what was logged."""
        waiting = _to_forget(tx)
        tx.put_fact(TO_FORGET, msgspec.json.encode(sorted({*waiting, lead_id})))

    def forget_what_arrived(self, tx: Tx) -> None:
        """Delete from the log what it tells of leads that were purged; their events keep their places in the chain.

        Of a lead with an event that still waits nothing is deleted yet: a do-not-call may be in it.
        """
        lead_ids = _to_forget(tx)
        if not lead_ids:
            return
        acked, events = acked_seq(tx), all_events(tx)
        waiting = {event.lead_id for event in events if event.seq > acked} & lead_ids
        bare = [_without_payload(e) if e.lead_id in lead_ids - waiting else e for e in events]
        tx.replace_events((e.seq, e.event_id, e.hash, msgspec.json.encode(e)) for e in bare)
        tx.put_fact(TO_FORGET, msgspec.json.encode(sorted(waiting)))

    def lighten(self, tx: Tx, identity: Identity) -> None:
        """Seal unsent events anew that no push can carry, as an earlier version made them; the rest keeps its sense.

        The hub cannot have one of them, nor anything after it, so nothing it knows is changed.
        """
        acked = acked_seq(tx)
        events = [_light(event) if event.seq > acked else event for event in all_events(tx)]
        chain_anew(tx, events, identity.device_id)


def _to_forget(tx: Tx) -> set[str]:
    raw = tx.fact(TO_FORGET)
    return set() if raw is None else msgspec.json.decode(raw, type=set[str])


def _without_payload(event: Event) -> Event:
    return msgspec.structs.replace(event, payload=None, salt=None)


def all_events(tx: Tx) -> list[Event]:
    """Return the whole log."""
    return [msgspec.json.decode(raw, type=Event) for raw in tx.events_after(0, limit=1_000_000)]


def chain_anew(tx: Tx, events: list[Event], device_id: str) -> None:
    """Replace the log by these events in their order, as one chain of the device."""
    prev, chained = GENESIS, []
    for seq, event in enumerate(events, start=1):
        again = rechain(event, device_id, seq, prev)
        prev = again.hash
        chained.append((seq, again.event_id, again.hash, msgspec.json.encode(again)))
    tx.replace_events(chained)


def _light(event: Event) -> Event:
    """Return the event as a push can carry it; where even its bare facts are too long, as one that was purged.

    The hub lays such a one aside and says so, and what it told stays on this desk.
    """
    # nearly every payload is far too short for that, whatever the event's own words are
    if event.payload is None or len(event.payload) <= PAYLOAD_BYTES or not is_too_heavy(msgspec.json.encode(event)):
        return event
    lighter = with_payload(event, fitting(event.type, event.payload), os.urandom(SALT_BYTES))
    if is_too_heavy(msgspec.json.encode(lighter)):
        return msgspec.structs.replace(lighter, payload=None, salt=None)
    return lighter


def put_event(tx: Tx, event: Event) -> None:
    """Write a sealed event as the next of the chain."""
    tx.put_event(event.seq, event.event_id, event.hash, msgspec.json.encode(event))


def is_told(tx: Tx, lead_id: str) -> bool:
    """Return whether the hub was told of this own lead."""
    return tx.fact(TOLD + lead_id) is not None


def acked_seq(tx: Tx) -> int:
    """Return the number of the last event the hub gave a receipt for."""
    return int(tx.fact(ACKED) or b"0")


def pending(tx: Tx) -> int:
    """Return how many events the hub does not have yet."""
    return tx.event_count(after=acked_seq(tx))
