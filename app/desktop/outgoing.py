"""The outgoing log: what this desk will tell its hub, sealed in the transaction of what it tells."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass

import msgspec

from app.clock import Clock
from app.desktop.ports import HeldLead, Identity, Tx
from app.domain.activity import Activity, Kind
from app.domain.ids import new_id
from app.domain.lead import Lead
from app.protocol import wire
from app.protocol.chain import GENESIS, SALT_BYTES, Event, Header, rechain, seal

ACKED = "sync.acked_seq"
#: facts that say which own leads the hub was told of
TOLD = "own.told."


@dataclass(frozen=True, slots=True)
class Machine:
    """What an event says of the machine it was written on. `boot_id` is random and lasts as long as the process."""

    zone: str
    boot_id: str

    @classmethod
    def this(cls, zone: str) -> Machine:
        return cls(zone, secrets.token_hex(8))


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
            count = wire.OwnCount(on=activity.began_at.date().isoformat(), kind=activity.kind.value)
            self._append(tx, identity, wire.OWN_COUNT, "", msgspec.json.encode(count))

    def lead_added(self, tx: Tx, lead: Lead) -> None:
        """Tell the hub once of an own lead, where the company's policy says own leads are the company's."""
        identity, told = tx.identity(), TOLD + lead.lead_id
        if identity is None or not identity.hub_id or identity.own_leads != "company":
            return
        if tx.fact(told) is None:
            tx.put_fact(told, b"1")
            self._append(tx, identity, wire.LEAD_ADDED, lead.lead_id, msgspec.json.encode(lead))

    def _append(self, tx: Tx, identity: Identity, kind: str, lead_id: str, payload: bytes) -> None:
        now = self._clock.now()
        last = tx.last_event()
        seq, prev = (last[0] + 1, last[1]) if last else (1, GENESIS)
        offset, asked = identity.clock_offset_s, identity.clock_asked_at
        header = Header(
            device_id=identity.device_id,
            seq=seq,
            event_id=new_id(now),
            type=kind,
            type_version=1,
            lead_id=lead_id,
            actor_id=identity.officer.officer_id,
            wall_utc=now,
            tz=self._machine.zone,
            monotonic_ms=int(self._clock.monotonic() * 1000),
            boot_id=self._machine.boot_id,
            hub_offset_ms=None if offset is None else round(offset * 1000),
            hub_offset_age_s=None if asked is None else max(0, int((now - asked).total_seconds())),
        )
        put_event(tx, seal(header, payload, os.urandom(SALT_BYTES), prev))

    def move_chain(self, tx: Tx, identity: Identity) -> None:
        """Seal all events anew as the chain of the identity's device, in its officer's name.

        Event ids and contents stay, so that a hub that already has one of them knows it again. The name changes
        only where a desk joins a hub, which knows the officer under an id of its own.
        """
        events = [msgspec.json.decode(raw, type=Event) for raw in tx.events_after(0, limit=1_000_000)]
        prev, moved = GENESIS, []
        for seq, event in enumerate(events, start=1):
            named = msgspec.structs.replace(event, actor_id=identity.officer.officer_id)
            again = rechain(named, identity.device_id, seq, prev)
            prev = again.hash
            moved.append((seq, again.event_id, again.hash, msgspec.json.encode(again)))
        tx.replace_events(moved)
        tx.put_fact(ACKED, b"0")


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
