"""Three weeks of a branch, lived through the real use cases at a clock that is pushed along."""

from __future__ import annotations

import heapq
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from zoneinfo import ZoneInfo

from app.demo.inventing import Inventor
from app.desktop.activities import Note
from app.desktop.desk import Desk
from app.desktop.views import QueueRow
from app.domain.activity import Evidence, Kind
from app.domain.contact_rules import Allowed
from app.domain.lead import Channel, Lead
from app.domain.stage import Stage

ZONE = "America/New_York"
LEADS = 60
WEEKS = 3
#: what is left untouched at the end, so that the newcomer finds something ringing
FRESH = (timedelta(minutes=2), timedelta(minutes=14), timedelta(hours=15))


class DemoClock:
    """Stands where the story is; once live it runs on from there, so that a made-up morning stays a morning."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self._live_since: float | None = None

    def now(self) -> datetime:
        if self._live_since is None:
            return self.at
        return self.at + timedelta(seconds=time.monotonic() - self._live_since)

    def monotonic(self) -> float:
        return self.now().timestamp()

    def go_live(self) -> None:
        self._live_since = time.monotonic()


@dataclass(frozen=True, slots=True)
class Officer:
    """Someone who works leads. `reacts` is how long a new lead waits for a first call, `works` how much gets done."""

    name: str
    desk: Desk
    reacts: Callable[[random.Random], timedelta]
    works: float


@dataclass(frozen=True, slots=True)
class HubSide:
    """What the story needs of the hub."""

    give: Callable[[Lead, str], None]
    report_stage: Callable[[str, Stage], None]


@dataclass(slots=True)
class Story:
    """Lives from `end` minus three weeks to `end`. Same seed and end, same branch."""

    clock: DemoClock
    end: datetime
    officers: list[Officer]
    hub: HubSide
    seed: int = 7
    _todo: list[tuple[datetime, int, Callable[[], None]]] = field(default_factory=list)
    _order: count[int] = field(default_factory=count)

    def live(self) -> None:
        """Play the three weeks; afterwards the clock stands at the end."""
        inventor = Inventor(self.seed)
        chance = random.Random(self.seed + 1)  # noqa: S311 - made-up people, no secret
        start = self.end - timedelta(weeks=WEEKS)
        fresh = [self.end - ago for ago in FRESH]
        arrivals = inventor.arrivals(LEADS - len(fresh), start, self.end - timedelta(hours=20), ZONE)
        for n, at in enumerate([*arrivals, *sorted(fresh)]):
            officer = self.officers[n % len(self.officers) if at not in fresh else 0]
            lead = inventor.lead(at)
            self._at(at, partial(self._arrive, lead, officer, chance, is_fresh=at in fresh))
        for at in sittings(start, self.end - timedelta(minutes=30)):
            for officer in self.officers:
                self._at(at, partial(self._sit, officer, chance))
        while self._todo:
            at, _, happen = heapq.heappop(self._todo)
            self.clock.at = max(self.clock.at, at)
            happen()
        self.clock.at = self.end
        for officer in self.officers:
            officer.desk.sync.round()

    def _at(self, at: datetime, happen: Callable[[], None]) -> None:
        if at <= self.end:
            heapq.heappush(self._todo, (at, next(self._order), happen))

    def _arrive(self, lead: Lead, officer: Officer, chance: random.Random, *, is_fresh: bool) -> None:
        self.hub.give(lead, officer.name)
        if not is_fresh and is_working_time(self.clock.at):
            self._at(self.clock.at + officer.reacts(chance), partial(self._first_call, officer, lead.lead_id, chance))

    def _first_call(self, officer: Officer, lead_id: str, chance: random.Random) -> None:
        officer.desk.sync.round()
        row = next((r for r in officer.desk.queue.today().now if r.lead_id == lead_id), None)
        if row is not None:
            self._work(officer, row, chance)

    def _sit(self, officer: Officer, chance: random.Random) -> None:
        """Sit down and work some of the queue; every officer leaves some of it."""
        officer.desk.sync.round()
        officer.desk.reminders.fire_due()
        for row in officer.desk.queue.today().now[:12]:
            if chance.random() < officer.works:
                self._work(officer, row, chance)
        self._loans_move_on(officer, chance)

    def _work(self, officer: Officer, row: QueueRow, chance: random.Random) -> None:
        card = officer.desk.leads.card(row.lead_id)
        if not isinstance(card.may[row.channel], Allowed):
            return
        self.clock.at += timedelta(seconds=chance.randrange(40, 240))
        note = self._outcome(row, chance)
        officer.desk.activities.log(note)
        if note.when is not None and note.kind in _PROMISED and chance.random() < officer.works:
            late = timedelta(minutes=chance.choice((0, 1, 3, 6, 25)))
            self._at(note.when + late, partial(self._keep_promise, officer, row.lead_id, chance))

    def _keep_promise(self, officer: Officer, lead_id: str, chance: random.Random) -> None:
        row = next((r for r in officer.desk.queue.today().now if r.lead_id == lead_id and r.kind == "promise"), None)
        if row is not None:
            self._work(officer, row, chance)

    def _outcome(self, row: QueueRow, chance: random.Random) -> Note:
        if row.channel is not Channel.CALL:
            return Note(row.lead_id, Kind.SENT, channel=row.channel)
        kinds, weights = zip(*_OUTCOMES.items(), strict=True)
        kind = chance.choices(kinds, weights)[0]
        when: datetime | None = None
        if kind in (Kind.CALL_BACK, Kind.APPOINTMENT):
            when = working_moment(self.clock.at + timedelta(hours=chance.choice((2, 4, 22, 26, 50))))
        if kind is Kind.NOT_NOW:
            when = working_moment(self.clock.at + timedelta(days=chance.choice((30, 60, 90))))
        evidence = Evidence.HANDED_OFF if chance.random() < 0.6 else Evidence.SELF
        return Note(row.lead_id, kind, when=when, reason=_REASONS.get(kind, ""), evidence=evidence)

    def _loans_move_on(self, officer: Officer, chance: random.Random) -> None:
        """The loan system reports now and then how an application fares."""
        for line in officer.desk.leads.search("", 200):
            ahead = _LOANS.get(line.stage)
            if ahead is not None and chance.random() < 0.12:
                self.hub.report_stage(line.lead_id, ahead)


#: how calls end in this branch, out of a hundred; made up
_OUTCOMES = {
    Kind.NO_ANSWER: 40,
    Kind.LEFT_VOICEMAIL: 16,
    Kind.BUSY: 4,
    Kind.VOICEMAIL_FULL: 3,
    Kind.CALL_BACK: 9,
    Kind.APPOINTMENT: 7,
    Kind.SENDING_APPLICATION: 9,
    Kind.NOT_NOW: 4,
    Kind.NOT_INTERESTED: 3,
    Kind.THIRD_PARTY: 2,
    Kind.DISCONNECTED: 1,
    Kind.DO_NOT_CALL: 1,
}
_PROMISED = (Kind.CALL_BACK, Kind.APPOINTMENT)
_REASONS = {Kind.NOT_INTERESTED: "chose another lender"}
_LOANS = {
    Stage.APPLICATION_STARTED: Stage.APPLICATION_SUBMITTED,
    Stage.APPLICATION_SUBMITTED: Stage.PRE_APPROVED,
    Stage.PRE_APPROVED: Stage.PROCESSING,
    Stage.PROCESSING: Stage.CLEAR_TO_CLOSE,
    Stage.CLEAR_TO_CLOSE: Stage.FUNDED,
}


def sittings(start: datetime, end: datetime) -> list[datetime]:
    """Return when officers sit down to their queue: three times a working day."""
    zone = ZoneInfo(ZONE)
    day = start.astimezone(zone).date()
    out: list[datetime] = []
    while day <= end.astimezone(zone).date():
        if day.weekday() < 5:
            for hour, minute in ((9, 15), (13, 10), (16, 40)):
                at = datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone).astimezone(UTC)
                if start <= at <= end:
                    out.append(at)
        day += timedelta(days=1)
    return out


def is_working_time(at: datetime) -> bool:
    local = at.astimezone(ZoneInfo(ZONE))
    return local.weekday() < 5 and 9 <= local.hour < 18


def working_moment(at: datetime) -> datetime:
    """Return the instant, or the next one at ten to four on a weekday, on the quarter hour."""
    zone = ZoneInfo(ZONE)
    local = at.astimezone(zone).replace(minute=at.minute // 15 * 15, second=0, microsecond=0) + timedelta(minutes=15)
    if not 10 <= local.hour < 16:
        local = (local + timedelta(days=1 if local.hour >= 16 else 0)).replace(hour=10, minute=30)
    while local.weekday() >= 5:
        local += timedelta(days=1)
    return local.astimezone(UTC)


def a_good_morning(before: datetime) -> datetime:
    """Return the last weekday's 10:40 before an instant, when most of the country may be called."""
    zone = ZoneInfo(ZONE)
    local = before.astimezone(zone).replace(hour=10, minute=40, second=0, microsecond=0)
    while local > before.astimezone(zone) or local.weekday() in (0, 5, 6):
        local -= timedelta(days=1)
    return local.astimezone(UTC)
