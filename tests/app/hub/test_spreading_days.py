"""In many random days of spreading nobody gets what they have no licence for, while away, or more than they are to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from app.domain.activity import Activity, Kind
from app.domain.ids import new_id
from app.domain.lead import Address, Channel, Lead
from app.hub import people, seats, spreading
from app.hub.managing import RUNS_THE_HUB
from app.hub.records import KeptActivity
from app.hub.spreading import spread_leads
from app.protocol.live import GiveLeads
from storage.hub.store import SqlHubStore
from tests.hubs import NOW, TERMS, company_store, desk_of, give_lead, lead

STATES = ("TN", "KY", "")
#: the company's clock, and about when its days begin
ZONE = ZoneInfo("America/Chicago")
FIRST_HOUR = 9


@dataclass
class Who:
    """Somebody as this test knows them: in its own words, and by what it did itself."""

    name: str
    person_id: str
    states: frozenset[str] | None = None
    off: str = ""
    shift: tuple[int, int] = (0, 24)
    no_new_until: str = ""
    weight: int = 1
    cap_day: int | None = None
    cap_open: int | None = None
    has_desk: bool = True
    has_left: bool = False
    today: int = 0

    def is_barred(self, one: Lead) -> str:
        """Return "yes" where they have no licence for the lead, "unknown" where none was recorded, else ""."""
        state = one.address.state
        if not state or (self.states is not None and state in self.states):
            return ""
        return "unknown" if self.states is None else "yes"


@dataclass
class Team:
    """Some people whose facts change, the leads they hold, and what became of those."""

    store: SqlHubStore
    rng: Random
    now: datetime = NOW
    who: dict[str, Who] = field(default_factory=dict)
    holder: dict[str, str] = field(default_factory=dict)
    leads: dict[str, Lead] = field(default_factory=dict)
    ended: set[str] = field(default_factory=set)
    later: set[str] = field(default_factory=set)
    given: int = 0
    crosses: bool = False

    def joins(self, name: str, *, has_desk: bool = True) -> None:
        person = people.add_person(self.store, people.Newcomer(name=name, role="officer", branch="Nashville"), self.now)
        if has_desk:
            desk_of(self.store, name, self.now)
        self.who[person.person_id] = one = Who(name, person.person_id, has_desk=has_desk)
        self.is_licensed(one, self.rng.choice(["TN", "TN,KY", "KY"]))

    # --- what changes

    def is_licensed(self, one: Who, states: str) -> None:
        people.change_person(self.store, one.name, people.Changes(licensed=states), "x", self.now)
        one.states = frozenset(states.split(",")) if states else None

    def changes(self) -> None:
        """Change something about somebody."""
        rng, one = self.rng, self.rng.choice([one for one in self.who.values() if not one.has_left])
        today, tomorrow = str(self.now.date()), str(self.now.date() + timedelta(days=1))
        match rng.randrange(8):
            case 0:
                self.is_licensed(one, rng.choice(["TN", "KY", "TN,KY", ""]))
            case 1:
                one.off = rng.choice(["", today, tomorrow])
                people.change_person(self.store, one.name, people.Changes(off=one.off), "x", self.now)
            case 2:
                start = rng.randint(FIRST_HOUR - 3, FIRST_HOUR + 3)
                one.shift = (start, start + rng.randint(2, 8))
                hours = f"Mon-Sun {start:02d}:00-{one.shift[1]:02d}:00"
                people.change_person(self.store, one.name, people.Changes(hours=hours), "x", self.now)
            case 3:
                one.no_new_until = rng.choice(["", today, tomorrow, tomorrow])
                seats.change_seat(self.store, one.name, {"no_new_until": one.no_new_until}, "x", self.now)
            case 4:
                one.weight = rng.choice([0, 1, 1, 1, 2, 5])
                seats.change_seat(self.store, one.name, {"weight": str(one.weight)}, "x", self.now)
            case 5 if rng.random() < 0.1:
                self.leaves(one)
            case 5 | 6:
                one.cap_day = rng.choice([None, None, 0, 1, 2, 4])
                seats.change_seat(self.store, one.name, {"cap_day": _or_none(one.cap_day)}, "x", self.now)
            case _:
                one.cap_open = rng.choice([None, None, 0, 1, 3, 6])
                seats.change_seat(self.store, one.name, {"cap_open": _or_none(one.cap_open)}, "x", self.now)

    def leaves(self, one: Who) -> None:
        people.leave(self.store, one.name, self.now)
        one.has_left = True
        self.holder = {lead_id: "" if who == one.person_id else who for lead_id, who in self.holder.items()}
        self.joins(f"{one.name}'s successor")

    def lead_comes(self) -> None:
        one = self.rng.choice([one for one in self.who.values() if not one.has_left])
        state, number = self.rng.choice(STATES), len(self.leads)
        new = lead(number, self.now, **({"address": Address(state=state)} if state else {}))
        give_lead(self.store, new, one.name, self.now)
        self.leads[new.lead_id], self.holder[new.lead_id] = new, one.person_id
        one.today += 1

    def lead_stands(self, lead_id: str, kind: Kind, **more: object) -> None:
        """Have something logged of a lead, which the hub has not looked at since."""
        values = {"channel": Channel.CALL, "actor_id": self.holder[lead_id], "began_at": self.now, **more}
        logged = Activity(activity_id=new_id(self.now), lead_id=lead_id, kind=kind, logged_at=self.now, **values)
        with self.store.writing() as rows:
            rows.activities.add(KeptActivity(logged))

    # --- a day

    def day(self) -> None:
        self.now = NOW + timedelta(days=(self.now - NOW).days + 1, hours=self.rng.randint(0, 8))
        for one in self.who.values():
            one.today = 0
        for _ in range(self.rng.randint(2, 5)):
            self.changes()
        for _ in range(self.rng.randint(2, 6)):
            self.lead_comes()
        self.spreads()
        self.spreads()
        self.night()

    def night(self) -> None:
        """Have some leads end or wait for weeks, and all that are old end: no playbook ends any by itself so soon."""
        for lead_id, one in self.leads.items():
            if lead_id in self.ended:
                continue
            if self.now - one.received_at > timedelta(days=4) or self.rng.random() < 0.3:
                self.lead_stands(lead_id, Kind.NOT_INTERESTED, reason="rate")
                self.ended.add(lead_id)
            elif self.holder[lead_id] and lead_id not in self.later and self.rng.random() < 0.15:
                self.lead_stands(lead_id, Kind.NOT_NOW, when=self.now + timedelta(days=30))
                self.later.add(lead_id)

    def spreads(self) -> None:
        """Spread all that somebody has, or some leads, those that are over or wait in the pool among them."""
        recent = list(self.leads)[-40:]
        some = self.rng.sample(recent, min(len(recent), self.rng.randint(1, 9)))
        of = self.rng.choice(["", *(one.person_id for one in self.who.values() if not one.has_left)])
        asked = GiveLeads(to_id="", lead_ids=[] if of else some, from_id=of, why="x", in_turn=True)
        before = self.given
        found = spread_leads(self.store, TERMS.rules, RUNS_THE_HUB, asked, self.now)
        assert found.given.keys() == found.to.keys()
        assert len(found.given) <= self.given - before
        with self.store.reading() as rows:
            there = rows.leads.by_ids(list(self.leads))
        assert {lead_id: held.holder_id or "" for lead_id, held in there.items()} == self.holder

    def between_parts(self) -> None:
        if self.crosses:
            return
        self.crosses = True
        self.changes()
        if self.rng.random() < 0.3:
            self.spreads()
        self.crosses = False

    # --- what is looked at each time a lead is given

    def gets(self, to_id: str, lead_id: str) -> None:
        one = self.who[to_id]
        assert self.is_wrong(one, self.leads[lead_id]) == ""
        one.today += 1
        self.given += 1
        self.holder[lead_id] = to_id

    def open_of(self, one: Who) -> int:
        """Return how many leads somebody can work; for want of a licence some of those they hold they cannot."""
        mine = {lead_id for lead_id, who in self.holder.items() if who == one.person_id} - self.ended - self.later
        return sum(one.is_barred(self.leads[lead_id]) != "yes" for lead_id in mine)

    def is_wrong(self, one: Who, given: Lead) -> str:
        hour = self.now.astimezone(ZONE).hour
        wrong = {
            "gone": one.has_left,
            "no desk": not one.has_desk,
            "unlicensed": one.is_barred(given) != "",
            "away": one.off == str(self.now.date()),
            "off shift": not one.shift[0] <= hour < one.shift[1],
            "no new leads": one.no_new_until > str(self.now.date()),
            "no share": one.weight == 0,
            "over the day's cap": one.cap_day is not None and one.today >= one.cap_day,
            "over the open cap": one.cap_open is not None and self.open_of(one) >= one.cap_open,
            "over": given.lead_id in self.ended,
            "its own": self.holder[given.lead_id] == one.person_id,
        }
        return next((word for word, is_so in wrong.items() if is_so), "")


def _or_none(cap: int | None) -> str:
    return "" if cap is None else str(cap)


@contextmanager
def team(tmp_path: Path, config: pytest.Config, patch: pytest.MonkeyPatch, seed: int) -> Iterator[Team]:
    with company_store("sqlite", tmp_path, config) as store:
        made = Team(store, Random(seed))
        for name in ("Abe", "Bea", "Cyd", "Dee", "Eli"):
            made.joins(name, has_desk=name != "Eli")
        hand_over = spreading.hand_over

        def looked_at(rows: Any, actor: Any, held: Any, to: Any, *more: Any) -> None:
            made.gets(to.person_id, held.lead.lead_id)
            hand_over(rows, actor, held, to, *more)

        patch.setattr(spreading, "hand_over", looked_at)
        patch.setattr(spreading, "PART", 3)
        patch.setattr(store, "give_way", made.between_parts)
        yield made


def lives(many: int, *where: Any) -> None:
    with team(*where) as made:
        for _ in range(many):
            made.day()
        assert made.given > many / 2, "leads are given at all"


@pytest.mark.parametrize("seed", [1, 2])
def test_nobody_gets_what_is_not_for_them_in_some_days_of_spreading(
    tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    lives(8, tmp_path, request.config, monkeypatch, seed)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(20))
def test_nobody_gets_what_is_not_for_them_in_a_thousand_random_days_of_spreading(
    tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    lives(50, tmp_path, request.config, monkeypatch, seed)
