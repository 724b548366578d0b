"""A month of one hub and its desks by seed: the product's own sync over stores in memory, and whatever goes wrong."""

from __future__ import annotations

import heapq
import json
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from unittest import mock

import msgspec
from msgspec.structs import replace

from app.desktop.ports import Identity
from app.desktop.sync import SyncResult
from app.desktop.waits import poll_wait, retry_wait
from app.domain.lead import Lead, Origin, Person, Phone
from app.domain.officer import Officer
from app.errors import FollowthroughError, HubUnreachable, SignInRefused
from app.hub import letting_in
from app.hub.assigning import give
from app.hub.backups import begin_anew
from app.hub.claiming import claim
from app.hub.forgetting import forget
from app.hub.founding import facts
from app.hub.issuing import new_device
from app.hub.records import Company, Offer, Role
from app.hub.records import Person as Employee
from app.protocol import wire
from app.protocol.feed import LeadGone, LeadOffered, OfficerFacts, officer_feed
from tests.faults.memory_desk import Tables
from tests.faults.memory_hub import HubTables, MemoryHub
from tests.faults.simulated_desk import BEGIN, SimulatedDesk
from tests.faults.weather import Killed, Weather

DAYS = 30
#: a desk polls every minute or two, and tries again after half a minute; here so many times less often, or a month
#: would take minutes
SLOWER, LATER = 900, 60
_KEY = bytes(range(32))


class Month:
    """The whole of it: run it, then let it come to rest, then look at what became of everything."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.weather = Weather.drawn(self.chance)
        self.now, self.hub_down_until = BEGIN, BEGIN
        #: what was made, by event id: as it was sealed the first time
        self.made: dict[str, dict[str, Any]] = {}
        #: events of which the last copies went with disks that were put back; only on the hub are those it had then
        self.gone: set[str] = set()
        self.only_on_hub: set[str] = set()
        self.allowed: set[tuple[str, str]] = set()
        self.sent: list[tuple[str, str, bytes]] = []
        self.purged: set[str] = set()
        #: who was told that a lead was on offer, and so is told that it is to be forgotten
        self.offered: set[tuple[str, str]] = set()
        #: what the hub said to each claim: the lead, or why there is none
        self.answered: dict[tuple[str, str], set[str]] = {}
        self.put_back_or_copied = self.clocks_set = 0
        #: what was seen on the way that must not be
        self.found: list[str] = []
        self.hub_cut_in = -1
        self._count = 0
        self._due: list[tuple[datetime, int, Callable[[], None]]] = []
        self.hub = MemoryHub(HubTables(_company()), self._mark, self._hub_cut)
        self.hub_backups: list[HubTables] = []
        self.desks: list[SimulatedDesk] = []

    # -- the run ---------------------------------------------------------------------------------------

    def run(self) -> None:
        """Live through the month, then deliver what is still on its way, with nothing going wrong any more."""
        self._set_up()
        end = BEGIN + timedelta(days=DAYS)
        while self._due and self._due[0][0] < end:
            at, _, act = heapq.heappop(self._due)
            self.now = max(self.now, at)
            act()
        quiet = dict.fromkeys(Weather.__dataclass_fields__, 0)
        self.weather = Weather(**quiet)
        self.hub_down_until = self.now
        for _, _, act in sorted(self._late, key=lambda late: late[:2]):
            act()

    def settles(self) -> list[SyncResult]:
        """Let every desk poll once, with nothing going wrong; return what each round came to."""
        results = []
        for desk in self.desks:
            self.passes(60)
            try:
                results.append(self._settled(desk))
            except FollowthroughError as trouble:
                self.found.append(f"8: with nothing in its way a round ends with: {trouble}")
        return results

    def _settled(self, desk: SimulatedDesk) -> SyncResult:
        try:
            return desk.sync.round()[0]
        except SignInRefused:
            # a hub that was put back does not know a device of after its backup: it joins anew, as it is told
            desk.sync.enroll("https://hub.example.com", "code", "again")
            return desk.sync.round()[0]

    def passes(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    def after(self, hours: float, act: Callable[[], None]) -> None:
        self._count += 1
        heapq.heappush(self._due, (self.now + timedelta(hours=hours), self._count, act))

    def later(self, at_the_hub: Callable[[], Any]) -> None:
        """Have a request arrive once more, or for the first time, when nobody waits for it."""

        def arrive() -> None:
            self._late = [late for late in self._late if late[2] is not arrive]
            with suppress(FollowthroughError):
                self.at_the_hub(at_the_hub)

        wait = self.chance.choice([0.001, 1.0, 24.0, 72.0]) * self.chance.random()
        self.after(wait, arrive)
        self._late.append((self.now, self._count, arrive))

    def at_the_hub(self, work: Callable[[], Any]) -> Any:
        """Do something in the hub's process, which may be killed in the middle of it."""
        if self.chance.random() < self.weather.hub_killed:
            self.hub_cut_in = self.chance.randrange(1, 40)
        try:
            return work()
        except Killed:
            raise HubUnreachable("The line was cut.") from None
        finally:
            self.hub_cut_in = -1

    # -- who is there ----------------------------------------------------------------------------------

    def _set_up(self) -> None:
        self._late: list[tuple[datetime, int, Callable[[], None]]] = []
        with self.hub.writing() as rows:
            rows.feeds.append("company", facts(rows.company()))
            officers = self.chance.choice([2, 2, 2, 3, 3, 4, 6, 10])
            for n in range(officers):
                person = Employee(
                    f"officer-{n}", Role.OFFICER, "branch", Officer(officer_id=f"officer-{n}", name=f"O{n}"), BEGIN
                )
                rows.people.add(person)
                rows.feeds.append(officer_feed(person.person_id), OfficerFacts(officer=person.officer, role="officer"))
        for n in range(officers):
            self.gives(f"officer-{n}")
            self._installs(f"officer-{n}")
        self._plan()

    def _installs(self, person_id: str) -> None:
        enrolled = self.enrolls(person_id, "a laptop")
        company = self.hub.tables.company
        identity = Identity(
            officer=enrolled.officer,
            device_id=enrolled.device_id,
            hub_url="https://hub.example.com",
            hub_id=enrolled.hub_id,
            token=enrolled.token,
            company_zone=company.zone,
            own_leads=company.own_leads,
            company_key=company.person_key,
        )
        self._runs(SimulatedDesk(self, person_id, Tables(facts={"identity": msgspec.json.encode(identity)})))

    def enrolls(self, person_id: str, name: str) -> wire.Enrolled:
        with self.hub.writing() as rows:
            person = rows.people.by_id(person_id)
            made = new_device(rows, person, name, self.now)
            return wire.Enrolled(
                hub_id=rows.company().hub_id,
                device_id=made.device.device_id,
                token=made.token,
                officer=person.officer,
                role="officer",
                company=facts(rows.company()),
                feeds=letting_in.Caller(person, made.device).feeds,
                server_time=self.now,
            )

    def _runs(self, desk: SimulatedDesk) -> None:
        self.desks.append(desk)
        self.after(self.chance.random(), lambda: self._polls(desk))
        self.after(self.chance.random() * 8, lambda: self._works(desk))
        self.after(self.chance.uniform(8, 48), lambda: self._takes(desk))

    # -- what happens ----------------------------------------------------------------------------------

    def _plan(self) -> None:
        hours, weather = DAYS * 24, self.weather
        self.hub_backups.append(self.hub.tables.copy())
        for day in range(1, DAYS):
            self.after(day * 24 - 1, self._backs_up)
        for _ in range(self.chance.randrange(5, 40)):
            self.after(self.chance.uniform(1, hours), self._gives_or_moves)
        for _ in range(self.chance.randrange(30)):
            self.after(self.chance.uniform(1, hours), self._fills_pool)
        for _ in range(self.chance.choice([0, 1, 3])):
            self.after(self.chance.uniform(1, hours), self._purges)
        for count, act in (
            (weather.outages, self._outage),
            (weather.hub_restored, self._restores_hub),
            (weather.hub_emptied, self._empties_hub),
            (weather.desks_restored, self._restores_desk),
            (weather.clones, self._clones),
            (weather.jumps, self._jumps),
            (weather.suspended, self._suspends),
        ):
            for _ in range(count):
                self.after(self.chance.uniform(24, hours), act)

    def _polls(self, desk: SimulatedDesk) -> None:
        wait = poll_wait(self.chance.random) * SLOWER
        if desk.asleep_until <= self.now:
            if self.chance.random() < self.weather.desk_killed:
                desk.cut_in = self.chance.randrange(1, 45)
            try:
                desk.sync.round()
                desk.failures, desk.cut_in = 0, -1
            except Killed:
                desk.starts()
                wait = timedelta(minutes=5)
            except FollowthroughError as trouble:
                wait = self._failed(desk, trouble)
        self.after(wait.total_seconds() / 3600, lambda: self._polls(desk))

    def _failed(self, desk: SimulatedDesk, trouble: FollowthroughError) -> timedelta:
        desk.failures, desk.cut_in = desk.failures + 1, -1
        if isinstance(trouble, SignInRefused):
            with suppress(FollowthroughError):
                desk.sync.enroll("https://hub.example.com", "code", "again")
        return retry_wait(desk.failures, trouble, self.chance.random) * LATER

    def _works(self, desk: SimulatedDesk) -> None:
        if desk.asleep_until <= self.now:
            if self.chance.random() < self.weather.desk_killed:
                desk.cut_in = self.chance.randrange(1, 4)
            try:
                desk.logs()
                desk.cut_in = -1
            except Killed:
                desk.starts()
            if self.chance.random() < 0.05:
                desk.backups.append((desk.store.tables.copy(), list(desk.saved)))
        self.after(self.chance.uniform(1, 24), lambda: self._works(desk))

    def _takes(self, desk: SimulatedDesk) -> None:
        if desk.asleep_until <= self.now:
            if self.chance.random() < self.weather.desk_killed:
                desk.cut_in = self.chance.randrange(1, 25)
            try:
                desk.takes()
                desk.cut_in = -1
            except Killed:
                desk.starts()
            except FollowthroughError:
                desk.cut_in = -1
        self.after(self.chance.uniform(6, 72), lambda: self._takes(desk))

    def claimed(self, person_id: str, caller: letting_in.Caller, message: wire.Claim) -> wire.ClaimAnswer:
        """Answer a claim; who gets a lead that nobody held may see it, also where the hub is killed with the answer."""
        free = {lead_id for lead_id, held in self.hub.tables.leads.items() if held.holder_id is None}
        try:
            answer = claim(self.hub, AnythingGoes(), caller, message, self.now)
        finally:
            for lead_id, held in self.hub.tables.leads.items():
                if lead_id in free and held.holder_id == person_id:
                    self.may_see(person_id, lead_id)
        said = answer.given.lead.lead_id if isinstance(answer, wire.LeadYours) else getattr(answer, "why", "stranger")
        if said != wire.Untaken.GONE:
            self.answered.setdefault((person_id, message.claim_id), set()).add(said)
        return answer

    def _fills_pool(self) -> None:
        """Have a lead wait that nobody holds, now and then offered to several."""
        lead = self.new_lead(self.now, Origin.COMPANY)
        people = sorted(self.hub.tables.people)
        with self.hub.writing() as rows:
            rows.leads.add(lead, [])
            for person_id in self.chance.sample(people, self.chance.choice([0, 0, min(2, len(people)), len(people)])):
                self.offered.add((person_id, lead.lead_id))
                rows.claims.offer(Offer(lead.lead_id, person_id, self.now))
                rows.feeds.append(
                    officer_feed(person_id), LeadOffered(lead_id=lead.lead_id, received_at=lead.received_at)
                )

    def gives(self, person_id: str, lead: Lead | None = None) -> None:
        lead = lead or self.new_lead(self.now, Origin.COMPANY)
        self.may_see(person_id, lead.lead_id)
        with self.hub.writing() as rows:
            rows.leads.add(lead, [])
            give(rows, lead, rows.people.by_id(person_id), self.now, why="test")

    def _gives_or_moves(self) -> None:
        tables = self.hub.tables
        person_id = self.chance.choice(sorted(tables.people))
        held = [held for _, held in sorted(tables.leads.items()) if held.holder_id is not None]
        if self.chance.random() < 0.5 or not held:
            return self.gives(person_id)
        one = self.chance.choice(held)
        assert one.holder_id is not None
        with self.hub.writing() as rows:
            rows.feeds.append(officer_feed(one.holder_id), LeadGone(lead_id=one.lead.lead_id, why="moved"))
        return self.gives(person_id, one.lead)

    def _purges(self) -> None:
        lead_ids = sorted(set(self.hub.tables.leads) - self.purged)
        if not lead_ids:
            return
        lead_id = self.chance.choice(lead_ids)
        self.purged.add(lead_id)
        with self.hub.writing() as rows:
            forget(rows, [lead_id], self.now)

    def _outage(self) -> None:
        self.hub_down_until = self.now + timedelta(hours=self.chance.uniform(0.1, 30))

    def _backs_up(self) -> None:
        self.hub_backups.append(self.hub.tables.copy())

    def _restores_hub(self) -> None:
        """Put an older state in the place of the hub's: by a restore, or as a replica that lacked the last commits."""
        self.put_back_or_copied += 1
        self.hub.tables = self.chance.choice(self.hub_backups[-5:]).copy()
        self.gone |= {event_id for event_id in self.only_on_hub if event_id not in self.hub.tables.known}
        if self.chance.random() < 0.7:
            begin_anew(self.hub, _Ledger(self.purged), self.now)
        else:
            with self.hub.writing() as rows:
                forget(rows, sorted(self.purged), self.now)

    def _empties_hub(self) -> None:
        """Have desks with nothing to send ask a hub that lost its leads and feeds; then it is put right again."""
        whole = self.hub.tables
        company = replace(whole.company, feed_epoch=self._mark())
        self.hub.tables = replace(
            whole.copy(), company=company, leads={}, holdings={}, feeds={}, activities={}, by_lead={}
        )
        for desk in self.desks:
            before = desk.store.tables
            if json.loads(before.facts.get("sync.acked_seq", b"0")) < len(before.events):
                continue
            with suppress(Killed, FollowthroughError):
                desk.sync.round()
            if not before.leads.keys() <= desk.store.tables.leads.keys():
                self.found.append("5: an empty hub took leads away")
        self.hub.tables = whole

    def _restores_desk(self) -> None:
        desk = self.chance.choice(self.desks)
        if not desk.backups:
            return
        self.put_back_or_copied += 1
        tables, saved = self.chance.choice(desk.backups[-3:])
        before = set(desk.saved)
        desk.put_back(tables, saved)
        lost = before.difference(*(other.saved for other in self.desks))
        self.only_on_hub |= lost
        self.gone |= lost - self.hub.tables.known.keys()

    def _clones(self) -> None:
        self.put_back_or_copied += 1
        desk = self.chance.choice(self.desks)
        self._runs(SimulatedDesk(self, desk.person_id, desk.store.tables.copy(), list(desk.saved)))

    def _jumps(self) -> None:
        self.clocks_set += 1
        desk = self.chance.choice(self.desks)
        desk.clock.skew += self.chance.choice([-1, 1]) * timedelta(minutes=self.chance.choice([1, 90, 3000, 600_000]))

    def _suspends(self) -> None:
        desk, hours = self.chance.choice(self.desks), self.chance.uniform(1, 90)
        if desk.asleep_until > self.now:
            return
        desk.asleep_until = self.now + timedelta(hours=hours)
        self.after(hours, lambda: desk.clock.sleeps(hours))

    # -- what is known beside --------------------------------------------------------------------------

    def new_lead(self, at: datetime, origin: Origin) -> Lead:
        self._count += 1
        n = self._count
        borrower = Person(name=f"Borrower {n}", phones=(Phone(number=f"+1615555{n % 100 + 100:04d}"),))
        return Lead(lead_id=f"lead-{n:06d}", received_at=at, borrower=borrower, source="Test vendor", origin=origin)

    def may_see(self, person_id: str, lead_id: str) -> None:
        self.allowed.add((person_id, lead_id))

    def note_made(self, desk: SimulatedDesk, event: dict[str, Any]) -> None:
        assert event["event_id"] not in self.made
        self.made[event["event_id"]] = event
        desk.saved.append(event["event_id"])

    def _mark(self) -> str:
        return f"{self.chance.getrandbits(64):016x}"

    def _hub_cut(self) -> None:
        self.hub_cut_in -= 1
        if self.hub_cut_in == 0:
            raise Killed


class OpenNow:
    """How a lead stands that may be called at any hour."""

    def opens_at(self, now: datetime) -> datetime:
        return now


class AnythingGoes:
    """Every lead of a simulated pool may be taken by everybody, at any hour."""

    def looks(self, _rows: Any, held: Sequence[Any], _now: datetime) -> dict[str, Any]:
        return {one.lead.lead_id: OpenNow() for one in held}

    def resting(self, _rows: Any, _leads: Any, _now: datetime) -> dict[str, datetime]:
        return {}

    def may_be_given(self, _lead: Lead, _officer: Officer, _now: datetime) -> bool:
        return True

    def is_barred(self, _lead: Lead, _officer: Officer, _now: datetime) -> bool:
        return False


@dataclass(frozen=True)
class _Ledger:
    """What a restored hub is told of outside its database."""

    purged_ids: set[str]

    def purged(self) -> set[str]:
        return self.purged_ids

    def revoked(self) -> set[str]:
        return set()

    wiped = left = recovery_keys = intake_keys = holds = revoked


def _company() -> Company:
    return Company(
        company_id="company",
        hub_id="hub",
        name="Example Home Loans",
        zone="America/New_York",
        own_leads="company",
        cap=3,
        person_key=_KEY,
        feed_epoch="first life",
        made_at=BEGIN,
    )


@contextmanager
def small_pages(chance: random.Random) -> Iterator[None]:
    """Cut pushes and pages so short that a month's few rows are several."""
    with (
        mock.patch("app.hub.verdicts.PAGE_ROWS", chance.choice([3, 8, 500])),
        mock.patch("app.desktop.rounds.PUSH_EVENTS", chance.choice([2, 5, 500])),
    ):
        yield


def live_through(seed: int) -> Month:
    """Return the month of this seed, come to its end."""
    month = Month(seed)
    with small_pages(month.chance):
        month.run()
    return month
