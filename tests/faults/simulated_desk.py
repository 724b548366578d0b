"""One officer's desk of a simulated month: the product's own sync on a disk in memory, and its way to the hub."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import msgspec

from app.desktop.incoming import Incoming
from app.desktop.outgoing import Machine, Outgoing
from app.desktop.signing_in import SigningIn
from app.desktop.sync import Sync
from app.desktop.taking import Takings, Wish
from app.domain.activity import Activity, Kind
from app.domain.ids import new_id
from app.domain.lead import Channel, Origin
from app.errors import HubUnreachable
from app.hub import exchange, letting_in
from app.protocol import wire
from app.protocol.limits import BODY_BYTES, INFLATED_BYTES
from tests.faults.memory_desk import MemoryStore, PlainBook, Tables
from tests.faults.weather import Killed

if TYPE_CHECKING:
    from tests.faults.simulated_month import Month

BEGIN = datetime(2026, 3, 2, 13, 0, tzinfo=UTC)
_KINDS = [Kind.NO_ANSWER, Kind.NO_ANSWER, Kind.NOTE, Kind.NOTE, Kind.DO_NOT_CALL, Kind.RETRACTED]


@dataclass
class DeskClock:
    """What time a desk thinks it is; its monotonic clock stands still while the machine sleeps."""

    world: Month
    skew: timedelta = timedelta(0)
    slept_s: float = 0.0

    def now(self) -> datetime:
        return self.world.now + self.skew

    def sleeps(self, hours: float) -> None:
        self.slept_s += hours * 3600

    def monotonic(self) -> float:
        return (self.world.now - BEGIN).total_seconds() - self.slept_s


@dataclass
class SimulatedDesk:
    """One installation of an officer's. `saved` are the ids of what its window called saved, in order."""

    world: Month
    person_id: str
    tables: Tables
    saved: list[str] = field(default_factory=list)
    failures: int = 0
    cut_in: int = -1
    asleep_until: datetime = BEGIN

    def __post_init__(self) -> None:
        self.clock = DeskClock(self.world)
        self.store = MemoryStore(self.tables, self._cut, self._note_log)
        self.backups: list[tuple[Tables, list[str]]] = []
        self.starts()

    def starts(self) -> None:
        """Be a new process on what is on the disk."""
        self.cut_in = -1
        boot = f"{self.world.chance.getrandbits(64):016x}"
        self.outgoing = Outgoing(self.clock, Machine("America/New_York", boot))
        book: Any = PlainBook()
        incoming = Incoming(self.clock, book, self.outgoing)

        def line(_url: str, token: str) -> Line:
            return Line(self, token)

        signing_in = SigningIn(self.store, self.clock, self.outgoing, line)
        self.sync = Sync(self.store, self.clock, book, self.outgoing, incoming, line, signing_in)
        self.takings = Takings(self.store, self.clock, book, incoming, self.sync, line)

    def logs(self) -> None:
        """Save an outcome, or now and then a lead of the officer's own, as the window does: in one transaction."""
        chance, now = self.world.chance, self.clock.now()
        with self.store.writing() as tx:
            held = sorted(tx.leads(), key=lambda held: held.lead.lead_id)
            if chance.random() < 0.03:
                identity = tx.identity()
                self.outgoing._append(tx, identity, "of a later version", "", b"no JSON")
            elif chance.random() < 0.1 or not held:
                lead = self.world.new_lead(now, Origin.OWN_LIST)
                self.world.may_see(self.person_id, lead.lead_id)
                tx.put_lead(lead, from_hub=False)
                self.outgoing.lead_added(tx, lead)
            else:
                one, kind = chance.choice(held), chance.choice(_KINDS)
                mine = [a for a in tx.activities(one.lead.lead_id) if a.actor_id == self.person_id]
                corrects = chance.choice(mine).activity_id if kind is Kind.RETRACTED and mine else ""
                activity = Activity(
                    activity_id=new_id(now),
                    lead_id=one.lead.lead_id,
                    kind=kind if corrects or kind is not Kind.RETRACTED else Kind.NOTE,
                    actor_id=self.person_id,
                    began_at=now,
                    logged_at=now,
                    channel=Channel.CALL,
                    note=f"note {len(self.saved)}",
                    corrects=corrects,
                )
                tx.add_activity(activity)
                self.outgoing.activity(tx, one, activity)

    def takes(self) -> None:
        """Ask for the next lead, or for one that is on offer."""
        offers = self.takings.on_offer()
        if offers and self.world.chance.random() < 0.7:
            self.takings.take(Wish(wire.Taking.LEAD, self.world.chance.choice(offers).lead_id))
        else:
            self.takings.take(Wish(wire.Taking.NEXT))

    def _note_log(self) -> None:
        """Note the events written since: what the window saved, and what a round hands back to the hub."""
        fresh = []
        for _, (_, _, as_sent) in sorted(self.store.tables.events.items(), reverse=True):
            event = json.loads(as_sent)
            if event["event_id"] in self.world.made:
                break
            fresh.append(event)
        for event in reversed(fresh):
            self.world.note_made(self, event)

    def put_back(self, tables: Tables, saved: list[str]) -> None:
        self.store.tables, self.saved = tables.copy(), list(saved)
        self.starts()

    def _cut(self) -> None:
        self.cut_in -= 1
        if self.cut_in == 0:
            raise Killed


class Line:
    """The way from one desk to the hub and back, on which things are lost, late, or arrive twice."""

    def __init__(self, desk: SimulatedDesk, token: str) -> None:
        self._desk, self._world, self._token = desk, desk.world, token

    def hello(self, within_s: float | None = None) -> wire.Hello:
        world = self._world
        limits = {"push_events": 500, "body_bytes": BODY_BYTES, "inflated_bytes": INFLATED_BYTES}
        hub_id = world.hub.tables.company.hub_id
        return self._carried(
            lambda: wire.Hello(product="followthrough", hub_id=hub_id, protocol=[1], server_time=world.now, **limits),
            within_s,
        )

    def enroll(self, _code: str, device_name: str, _key: bytes = b"", _id_token: str = "") -> wire.Enrolled:
        return self._carried(lambda: self._world.enrolls(self._desk.person_id, device_name), None)

    def renew(self, request: wire.Renew, within_s: float | None = None) -> wire.Renewed:
        raise NotImplementedError

    def push(self, request: wire.PushRequest, within_s: float | None = None) -> wire.PushAnswer:
        return self._carried(
            lambda: exchange.push(self._world.hub, self._caller(), request, self._world.now), within_s, may_repeat=True
        )

    def pull(self, request: wire.PullRequest, within_s: float | None = None) -> wire.PullAnswer:
        answer = self._carried(
            lambda: exchange.pull(self._world.hub, self._caller(), request, self._world.now), within_s
        )
        for page in answer.pages:
            self._world.sent += [(self._desk.person_id, row.kind, row.body) for row in page.rows]
        return answer

    def claim(self, message: wire.Claim, within_s: float | None = None) -> wire.LeadYours | wire.LeadNotYours:
        answer = self._carried(
            lambda: self._world.claimed(self._desk.person_id, self._caller(), message), within_s, may_repeat=True
        )
        if isinstance(answer, wire.LeadYours):
            self._world.sent.append((self._desk.person_id, "lead", msgspec.json.encode(answer.given)))
        return answer

    def wake(self, on_hint: Any, stop: Any, *, live: bool = False) -> None:
        raise NotImplementedError

    def _caller(self) -> letting_in.Caller:
        with self._world.hub.reading() as rows:
            return letting_in.known_by(rows, self._token, self._world.now)

    def _carried(self, at_the_hub: Callable[[], Any], within_s: float | None, *, may_repeat: bool = False) -> Any:
        world, weather, chance = self._world, self._world.weather, self._world.chance
        world.passes(chance.uniform(0.02, 0.4))
        if world.hub_down_until > world.now:
            raise HubUnreachable("Nobody answers.")
        if chance.random() < weather.busy:
            raise HubUnreachable("The hub is busy.", retry_after_s=chance.choice([None, 1.0, 120.0, 86400.0]))
        if chance.random() < weather.lost_before:
            if may_repeat and chance.random() < 0.5:
                world.later(at_the_hub)
            raise HubUnreachable("It was lost on its way.")
        answer = world.at_the_hub(at_the_hub)
        if may_repeat and chance.random() < weather.twice:
            world.later(at_the_hub)
        if chance.random() < weather.logged_meanwhile:
            self._desk.logs()
        if chance.random() < weather.slow:
            world.passes(chance.uniform(5, 40))
            if within_s is not None and within_s < 20:
                raise HubUnreachable("The hub did not answer in time.")
        if chance.random() < weather.lost_after:
            raise HubUnreachable("The answer was lost.")
        return answer
