"""A hub's database in memory: what of the port an exchange needs, with transactions that a fault may cut."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Self

import msgspec
from msgspec.structs import replace

from app.domain.activity import Activity
from app.domain.clock_grade import Clocked
from app.domain.lead import Lead
from app.domain.presence import Heard
from app.hub.records import (
    AuditLine,
    Branch,
    Claimed,
    Company,
    Covering,
    Decision,
    Device,
    HeldLead,
    Holding,
    KeptActivity,
    KeptSeat,
    Offer,
    Person,
    Standings,
)
from app.hub.records_live import Deed, PersonChange
from app.protocol.chain import Event, Mark
from app.protocol.feed import PURGED, FeedItem, LeadGone, write
from app.protocol.wire import Cursor, FeedRow

FeedTuple = tuple[tuple[FeedRow, datetime | None], ...]


class HubTables(msgspec.Struct):
    """What lies on the hub's disk; every value is immutable, so that a copy of the dictionaries is a copy of it all."""

    company: Company
    people: dict[str, Person] = msgspec.field(default_factory=dict)
    devices: dict[str, Device] = msgspec.field(default_factory=dict)
    leads: dict[str, HeldLead] = msgspec.field(default_factory=dict)
    holdings: dict[str, tuple[Holding, ...]] = msgspec.field(default_factory=dict)
    purged: dict[str, datetime] = msgspec.field(default_factory=dict)
    #: by person and the desk's own id, by lead and person, by lead
    claims: dict[tuple[str, str], Claimed] = msgspec.field(default_factory=dict)
    offers: dict[tuple[str, str], Offer] = msgspec.field(default_factory=dict)
    covered: dict[str, Covering] = msgspec.field(default_factory=dict)
    #: by device, in order; `repeats` are (device, number) of events another chain brought before
    events: dict[str, tuple[Event, ...]] = msgspec.field(default_factory=dict)
    known: dict[str, tuple[str, int]] = msgspec.field(default_factory=dict)
    repeats: dict[tuple[str, int], bool] = msgspec.field(default_factory=dict)
    aside: dict[tuple[str, int], str] = msgspec.field(default_factory=dict)
    clocks: dict[tuple[str, int], Clocked] = msgspec.field(default_factory=dict)
    activities: dict[str, KeptActivity] = msgspec.field(default_factory=dict)
    by_lead: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    blocked: dict[tuple[bytes, str], bool] = msgspec.field(default_factory=dict)
    feeds: dict[str, FeedTuple] = msgspec.field(default_factory=dict)
    audit: dict[int, AuditLine] = msgspec.field(default_factory=dict)

    def copy(self) -> Self:
        company, *tables = msgspec.structs.astuple(self)
        return type(self)(company, *map(dict, tables))


class MemoryRows:
    """One transaction; see `app.hub.ports.Rows`. Each part that is asked for is a moment at which it may be cut."""

    def __init__(self, tables: HubTables, mark: Callable[[], str], cut: Callable[[], None]) -> None:
        self.t, self._cut = tables, cut
        self._people, self._devices, self._leads = _People(tables), _Devices(tables), _Leads(tables)
        self._events, self._activities, self._numbers = _Events(tables), _Activities(tables), _Numbers(tables)
        self._claims, self.waiting = _Claims(tables), _Feeds(tables, mark)
        self._audit = _Audit(tables)

    def __getattr__(self, name: str) -> Any:
        self._cut()
        return self.__dict__[f"_{name}"]

    @property
    def feeds(self) -> _Feeds:
        self._cut()
        return self.waiting

    @property
    def lists(self) -> _Nothing:
        return _Nothing()

    playbooks = lists
    loans = calls = money = lists

    @property
    def invites(self) -> _Nothing:
        return _Nothing()

    @property
    def seats(self) -> _NoSeats:
        return _NoSeats()

    @property
    def live(self) -> _NobodyWatches:
        return _NobodyWatches()

    def company(self) -> Company:
        return self.t.company

    def put_company(self, company: Company) -> None:
        self.t.company = company

    def lock_company(self) -> None:
        pass


class _Nothing:
    """No list of numbers, playbook, loan or call record was ever taken in, and nobody was invited."""

    def forget(self, _lead_id: str) -> None:
        pass

    def void_open(self, _now: datetime, _person_id: str = "") -> int:
        return 0

    def on(self, _hashes: Sequence[bytes]) -> dict[bytes, list[Any]]:
        return {}

    def all(self) -> list[Any]:
        return []


class _NoSeats:
    """Nothing was said of what anybody is to be given: leads are taken of the pool, and nobody has a cap."""

    def all(self) -> dict[str, KeptSeat]:
        return {}

    def was_nobodys(self, _lead_id: str) -> bool:
        return False

    def decide(self, _decision: Decision) -> None:
        pass

    def drop(self, _person_id: str) -> None:
        pass

    def owe(self, _owed: Mapping[str, int]) -> None:
        pass


class _NobodyWatches:
    """Who is there is told with every push, so nothing is lost with it: it is heard and not kept."""

    def heard_from(self, _device_id: str) -> None:
        return None

    def hear(self, _heard: Heard) -> None:
        pass

    def note_change(self, _change: PersonChange) -> None:
        pass

    def note_deed(self, _deed: Deed) -> None:
        pass

    def all_heard(self) -> list[Heard]:
        return []

    def forget(self, _lead_id: str) -> None:
        pass


class _Part:
    def __init__(self, tables: HubTables) -> None:
        self.t = tables


class _People(_Part):
    def add(self, person: Person) -> None:
        self.t.people[person.person_id] = person

    put = add

    def by_id(self, person_id: str) -> Person | None:
        return self.t.people.get(person_id)

    def all(self) -> list[Person]:
        return list(self.t.people.values())

    def branches(self) -> list[Branch]:
        return []


class _Devices(_Part):
    def add(self, device: Device) -> None:
        self.t.devices[device.device_id] = device

    put = add

    def by_id(self, device_id: str) -> Device | None:
        return self.t.devices.get(device_id)

    lock = by_id

    def took_in(self, device_id: str, have: Mark, at: datetime) -> None:
        self.put(replace(self.t.devices[device_id], have=have, last_seen_at=at))

    def barred(self, _device_id: str) -> None:
        return None

    def all(self) -> list[Device]:
        return list(self.t.devices.values())


class _Leads(_Part):
    def add(self, lead: Lead, keys: Iterable[str]) -> bool:
        if lead.lead_id in self.t.leads:
            return False
        self.t.leads[lead.lead_id] = HeldLead(lead, None)
        return True

    def put(self, lead: Lead) -> None:
        self.t.leads[lead.lead_id] = replace(self.t.leads[lead.lead_id], lead=lead)

    forget = put

    def by_id(self, lead_id: str) -> HeldLead | None:
        return self.t.leads.get(lead_id)

    def by_ids(self, lead_ids: Sequence[str]) -> dict[str, HeldLead]:
        return {i: self.t.leads[i] for i in lead_ids if i in self.t.leads}

    def hold(self, lead_id: str, holder_id: str | None, at: datetime, why: str) -> None:
        self.t.leads[lead_id] = replace(self.t.leads[lead_id], holder_id=holder_id)
        before = self.t.holdings.get(lead_id, ())
        self.t.holdings[lead_id] = (*before, Holding(lead_id, len(before) + 1, holder_id, at, why))

    def given_since(self, _since: datetime) -> dict[str, list[datetime]]:
        # asked for caps, of which there are none
        return {}

    def holdings(self, lead_ids: Sequence[str]) -> dict[str, list[Holding]]:
        return {i: list(self.t.holdings[i]) for i in lead_ids if i in self.t.holdings}

    def standings(self, person_id: str, lead_ids: Sequence[str]) -> Standings:
        return Standings(self.by_ids(lead_ids), self._ever_held(person_id, lead_ids), self.purged(lead_ids))

    def _ever_held(self, person_id: str, lead_ids: Sequence[str]) -> set[str]:
        return {i for i in lead_ids if any(h.holder_id == person_id for h in self.t.holdings.get(i, ()))}

    def all_ever_held(self, person_id: str) -> list[str]:
        return sorted(self._ever_held(person_id, list(self.t.holdings)))

    def held_by(self, person_id: str) -> list[Lead]:
        return [held.lead for held in self.t.leads.values() if held.holder_id == person_id]

    def waiting(self, now: datetime, limit: int, *, after: Lead | None = None, **_more: object) -> list[Lead]:
        def place(lead: Lead) -> tuple[datetime, str]:
            return lead.received_at, lead.lead_id

        free = [held.lead for held in self.t.leads.values() if held.holder_id is None]
        there = [lead for lead in free if lead.lead_id not in self.t.purged]
        return sorted((lead for lead in there if after is None or place(lead) > place(after)), key=place)[:limit]

    def rest(self, lead_id: str, until: datetime | None) -> None:
        pass

    def note_purged(self, lead_id: str, at: datetime) -> None:
        self.t.purged.setdefault(lead_id, at)

    def unreadable(self) -> list[str]:
        return []

    def purged(self, lead_ids: Sequence[str] | None = None) -> set[str]:
        return set(self.t.purged) if lead_ids is None else {i for i in lead_ids if i in self.t.purged}


class _Claims(_Part):
    def known(self, person_id: str, claim_id: str) -> Claimed | None:
        return self.t.claims.get((person_id, claim_id))

    def add(self, claimed: Claimed) -> None:
        assert (claimed.person_id, claimed.claim_id) not in self.t.claims, "a claim is answered twice"
        self.t.claims[claimed.person_id, claimed.claim_id] = claimed

    def of(self, person_id: str) -> list[Claimed]:
        return [one for (whose, _), one in self.t.claims.items() if whose == person_id]

    def drop(self, person_id: str, claim_ids: Iterable[str]) -> None:
        for claim_id in claim_ids:
            del self.t.claims[person_id, claim_id]

    def offer(self, offer: Offer) -> None:
        self.t.offers[offer.lead_id, offer.person_id] = offer

    def offers_of(self, lead_id: str) -> list[Offer]:
        return [one for (which, _), one in self.t.offers.items() if which == lead_id]

    def end_offers(self, lead_id: str, at: datetime) -> list[str]:
        ended = [one for one in self.offers_of(lead_id) if one.over_at is None]
        for one in ended:
            self.offer(replace(one, over_at=at))
        return sorted(one.person_id for one in ended)

    def cover(self, covering: Covering) -> None:
        self.t.covered[covering.lead_id] = covering

    def covered(self, *, lead_id: str = "", holder_id: str = "", over_by: datetime | None = None) -> list[Covering]:
        return [
            one
            for one in self.t.covered.values()
            if one.lead_id == (lead_id or one.lead_id)
            and one.holder_id == (holder_id or one.holder_id)
            and (over_by is None or one.until <= over_by)
        ]

    def is_over(self, by: datetime) -> bool:
        return bool(self.covered(over_by=by))

    def end_cover(self, lead_id: str) -> None:
        self.t.covered.pop(lead_id, None)


class _Events(_Part):
    def append(self, events: Sequence[Event], at: datetime, clocks: Mapping[str, Clocked]) -> list[Event]:
        fresh = []
        for event in events:
            place = (event.device_id, event.seq)
            chain = self.t.events.get(event.device_id, ())
            assert event.seq == len(chain) + 1, "a number of a chain is written twice or left out"
            self.t.events[event.device_id] = (*chain, event)
            if event.event_id in clocks:
                self.t.clocks[place] = clocks[event.event_id]
            if event.event_id in self.t.known:
                self.t.repeats[place] = True
            else:
                self.t.known[event.event_id] = place
                fresh.append(event)
        return fresh

    def hash_at(self, device_id: str, seq: int) -> bytes | None:
        chain = self.t.events.get(device_id, ())
        return chain[seq - 1].hash if 0 < seq <= len(chain) else None

    def quarantine(self, device_id: str, seq: int, why: str, at: datetime) -> None:
        self.t.aside[device_id, seq] = why

    def unquarantine(self, device_id: str, seq: int) -> None:
        del self.t.aside[device_id, seq]

    def waiting_for(self, lead_id: str, actor_id: str, why: str) -> list[tuple[Event, Clocked | None]]:
        aside = sorted(place for place, reason in self.t.aside.items() if reason == why)
        events = [self.t.events[device_id][seq - 1] for device_id, seq in aside]
        mine = [event for event in events if (event.lead_id, event.actor_id) == (lead_id, actor_id)]
        return [(event, self.t.clocks.get((event.device_id, event.seq))) for event in mine]

    def laid_aside_from(self, lead_id: str, why: str) -> set[str]:
        places = [place for place, reason in self.t.aside.items() if reason == why]
        events = [self.t.events[device_id][seq - 1] for device_id, seq in places]
        return {event.actor_id for event in events if event.lead_id == lead_id}

    def devices_of(self, lead_id: str) -> set[str]:
        return {device_id for device_id, chain in self.t.events.items() if any(e.lead_id == lead_id for e in chain)}

    def forget(self, lead_id: str) -> None:
        for device_id, chain in self.t.events.items():
            if any(event.lead_id == lead_id for event in chain):
                bare = (_bare(event) if event.lead_id == lead_id else event for event in chain)
                self.t.events[device_id] = tuple(bare)


def _bare(event: Event) -> Event:
    return msgspec.structs.replace(event, payload=None, salt=None)


class _Activities(_Part):
    def add(self, kept: KeptActivity) -> bool:
        activity = kept.activity
        if activity.activity_id in self.t.activities:
            return False
        self.t.activities[activity.activity_id] = kept
        self.t.by_lead[activity.lead_id] = (*self.t.by_lead.get(activity.lead_id, ()), activity.activity_id)
        return True

    def add_all(self, many: Sequence[KeptActivity]) -> set[str]:
        return {kept.activity.activity_id for kept in many if self.add(kept)}

    def by_id(self, activity_id: str) -> Activity | None:
        kept = self.t.activities.get(activity_id)
        return None if kept is None else kept.activity

    def of_leads(self, lead_ids: Sequence[str]) -> dict[str, list[KeptActivity]]:
        return {i: [self.t.activities[a] for a in self.t.by_lead[i]] for i in lead_ids if i in self.t.by_lead}

    def forget(self, lead_id: str, bare: Callable[[Activity], Activity]) -> None:
        for activity_id in self.t.by_lead.get(lead_id, ()):
            kept = self.t.activities[activity_id]
            self.t.activities[activity_id] = msgspec.structs.replace(kept, activity=bare(kept.activity))


class _Numbers(_Part):
    def block(self, number_hash: bytes, activity_id: str, at: datetime) -> None:
        self.t.blocked[number_hash, activity_id] = True

    def unblock(self, activity_id: str) -> list[bytes]:
        freed = {hashed for hashed, by in self.t.blocked if by == activity_id}
        for hashed in freed:
            del self.t.blocked[hashed, activity_id]
        return sorted(freed - {hashed for hashed, _ in self.t.blocked})


class _Audit(_Part):
    def last(self) -> tuple[int, bytes] | None:
        last = self.t.audit.get(len(self.t.audit))
        return None if last is None else (last.n, last.hash)

    def head(self) -> tuple[int, bytes] | None:
        return self.last()

    def all(self) -> list[AuditLine]:
        return list(self.t.audit.values())

    def ends(self) -> tuple[AuditLine, AuditLine] | None:
        lines = self.all()
        return (lines[-1], max(lines, key=lambda line: (line.at, line.n))) if lines else None

    def has(self, what: str) -> bool:
        return any(line.what == what for line in self.t.audit.values())

    def add(self, line: AuditLine) -> None:
        self.t.audit[line.n] = line


class _Feeds(_Part):
    """Rows wait until the transaction ends, and get their numbers then, as in the database."""

    def __init__(self, tables: HubTables, mark: Callable[[], str]) -> None:
        super().__init__(tables)
        self._mark = mark
        self._waiting: list[tuple[str, FeedItem, datetime | None]] = []

    def append(self, feed: str, item: FeedItem, *, expires_at: datetime | None = None) -> None:
        self._waiting.append((feed, item, expires_at))

    def hint(self, _name: str) -> None:
        pass

    def flush(self) -> None:
        for feed, item, expires_at in self._waiting:
            before = self.t.feeds.get(feed, ())
            kind, body = write(item)
            row = FeedRow(seq=len(before) + 1, mark=self._mark(), kind=kind, body=body)
            self.t.feeds[feed] = (*before, (row, expires_at))

    def heads(self, feeds: Sequence[str]) -> dict[str, Cursor]:
        return {feed: self._head(self.t.feeds.get(feed, ())) for feed in feeds}

    def _head(self, rows: Sequence[tuple[FeedRow, datetime | None]]) -> Cursor:
        return Cursor(epoch=self.t.company.feed_epoch, seq=len(rows), mark=rows[-1][0].mark if rows else "")

    def mark_at(self, feed: str, seq: int) -> str | None:
        rows = self.t.feeds.get(feed, ())
        return rows[seq - 1][0].mark if 0 < seq <= len(rows) else None

    def rows(self, feed: str, after: int, limit: int) -> list[tuple[FeedRow, datetime | None]]:
        return list(self.t.feeds.get(feed, ())[after : after + limit])

    def unreadable(self) -> list[str]:
        return []

    def outline(self, feed: str) -> Iterator[tuple[int, str, str]]:
        return ((row.seq, row.mark, row.kind) for row, _ in self.t.feeds.get(feed, ()))

    def forget(self, feed: str, lead_id: str) -> None:
        kind, body = write(LeadGone(lead_id=lead_id, why=PURGED))
        self.t.feeds[feed] = tuple(
            (msgspec.structs.replace(row, kind=kind, body=body), until)
            if lead_id.encode() in row.body
            else (row, until)
            for row, until in self.t.feeds.get(feed, ())
        )

    def forget_expired(self, now: datetime) -> None:
        pass


class MemoryHub:
    """Hands out transactions; `cut` is called at every step of a writing one, and once it is kept; it may raise."""

    def __init__(self, tables: HubTables, mark: Callable[[], str], cut: Callable[[], None]) -> None:
        self.tables, self._mark, self._cut = tables, mark, cut

    @contextmanager
    def reading(self, seen_by: str = "") -> Iterator[Any]:
        yield MemoryRows(self.tables, self._mark, lambda: None)

    @contextmanager
    def writing(self) -> Iterator[Any]:
        rows = MemoryRows(self.tables.copy(), self._mark, self._cut)
        yield rows
        self._cut()
        rows.waiting.flush()
        self.tables = rows.t
        self._cut()
