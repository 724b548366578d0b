"""Three weeks of a branch, lived through the real use cases at a clock that is pushed along."""

from __future__ import annotations

import heapq
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from functools import partial
from itertools import count
from zoneinfo import ZoneInfo

from app.clock import Clock
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
SITS_AT = time(9, 5)
#: what is left untouched at the end, so that the newcomer finds something ringing
FRESH = (timedelta(minutes=2), timedelta(minutes=14), timedelta(hours=15))


#: told which day of how many the story is at
OnDay = Callable[[int, int], None]


class DemoClock:
    """Stands where the story is; once live it runs on from there, so that a made-up morning stays a morning."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self._running: ClockBehind | None = None

    def now(self) -> datetime:
        return self.at if self._running is None else self._running.now()

    def monotonic(self) -> float:
        return self.now().timestamp()

    def go_live(self, real: Clock) -> timedelta:
        """Run from here on; returns how far behind the real clock that is, for the other windows of the demo."""
        behind = real.now() - self.at
        self._running = ClockBehind(real, behind)
        return behind


class ClockBehind:
    """The real clock, so much earlier: two programs that are told the same distance show the same time."""

    def __init__(self, real: Clock, behind: timedelta) -> None:
        self._real, self._behind = real, behind

    def now(self) -> datetime:
        return self._real.now() - self._behind

    def monotonic(self) -> float:
        return self._real.monotonic()


@dataclass(frozen=True, slots=True)
class Officer:
    """Someone who works leads.

    `reacts` is how long a reminder rings unanswered, in minutes to choose from, and `late` the same for a promise;
    `works` is how much of what is due gets done, `back_dates` how many calls are written down only afterwards.
    """

    name: str
    desk: Desk
    reacts: tuple[float, ...]
    late: tuple[float, ...]
    works: float
    back_dates: float


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
    _todo: list[tuple[datetime, int, Callable[[], object]]] = field(default_factory=list)
    _order: count[int] = field(default_factory=count)

    def live(self, on_day: OnDay) -> None:
        """Play the three weeks; afterwards the clock stands at the end. `on_day` may raise to end the story."""
        start = self.end - timedelta(weeks=WEEKS)
        self._plan(start)
        days = 0
        while self._todo:
            at, _, happen = heapq.heappop(self._todo)
            self.clock.at = max(self.clock.at, at)
            if (self.clock.at - start).days + 1 > days:
                days = (self.clock.at - start).days + 1
                on_day(days, WEEKS * 7)
            happen()
        self.clock.at = self.end
        for officer in self.officers:
            officer.desk.sync.round()

    def _plan(self, start: datetime) -> None:
        inventor = Inventor(self.seed)
        chance = random.Random(self.seed + 1)  # noqa: S311 - made-up people, no secret
        fresh = [self.end - ago for ago in FRESH]
        arrivals = inventor.arrivals(LEADS - len(fresh), start, self.end - timedelta(hours=20), ZONE)
        for n, at in enumerate([*arrivals, *sorted(fresh)]):
            officer = self.officers[n % len(self.officers) if at not in fresh else 0]
            lead = inventor.lead(at)
            self._at(at, partial(self._arrive, lead, officer, chance, is_fresh=at in fresh))
        for at in sittings(start, self.end - timedelta(minutes=30)):
            for officer in self.officers:
                self._at(at, partial(self._sit, officer, chance))

    def _at(self, at: datetime, happen: Callable[[], object]) -> None:
        if at <= self.end:
            heapq.heappush(self._todo, (at, next(self._order), happen))

    def _arrive(self, lead: Lead, officer: Officer, chance: random.Random, *, is_fresh: bool) -> None:
        self.hub.give(lead, officer.name)
        if not is_fresh and is_working_time(self.clock.at):
            self._at(self.clock.at, officer.desk.sync.round)
            self._rings(officer, lead.lead_id, self.clock.at, officer.reacts, chance)

    def _rings(
        self, officer: Officer, lead_id: str, due_at: datetime, after: tuple[float, ...], chance: random.Random
    ) -> None:
        """Let the officer answer a reminder some minutes after it rings."""
        at = due_at + timedelta(minutes=chance.choice(after), seconds=chance.randrange(60))
        self._at(at, partial(self._answer, officer, lead_id, chance))

    def _answer(self, officer: Officer, lead_id: str, chance: random.Random) -> None:
        row = officer.desk.leads.card(lead_id).next
        if row is not None and row.due_at <= self.clock.at and is_working_time(self.clock.at):
            self._work(officer, row, chance)

    def _sit(self, officer: Officer, chance: random.Random) -> None:
        """Sit down and work some of the queue; every officer leaves some of it."""
        officer.desk.sync.round()
        officer.desk.reminders.fire_due()
        day = officer.desk.queue.today()
        for row in [*day.now, *day.blocked]:
            if chance.random() < officer.works:
                self._work(officer, row, chance)
        self._loans_move_on(officer, chance)

    def _work(self, officer: Officer, row: QueueRow, chance: random.Random) -> None:
        if row.blocked is not None:
            if row.blocked.until is not None:
                self._rings(officer, row.lead_id, row.blocked.until, officer.reacts, chance)
            return
        began = self._written_down_late(row, officer, chance) or self.clock.at
        self.clock.at += timedelta(seconds=chance.randrange(40, 240))
        note = self._outcome(row, began, chance)
        logged, _ = officer.desk.activities.log(note)
        if note.kind is Kind.LEFT_VOICEMAIL and chance.random() < officer.works / 2:
            self._text(officer, row.lead_id)
        following = logged.next
        if following is not None and chance.random() < officer.works:
            after = officer.late if following.kind == "promise" else officer.reacts
            self._rings(officer, row.lead_id, following.due_at, after, chance)

    def _text(self, officer: Officer, lead_id: str) -> None:
        """Send a text after a voicemail to those who allowed it."""
        if isinstance(officer.desk.leads.card(lead_id).may[Channel.TEXT], Allowed):
            officer.desk.activities.log(Note(lead_id, Kind.SENT, channel=Channel.TEXT))

    def _outcome(self, row: QueueRow, began: datetime, chance: random.Random) -> Note:
        if row.channel is not Channel.CALL:
            return Note(row.lead_id, Kind.SENT, channel=row.channel)
        ends = _PROMISED if row.kind == "promise" else _OUTCOMES
        kind = chance.choices(list(ends), list(ends.values()))[0]
        when: datetime | None = None
        if kind in (Kind.CALL_BACK, Kind.APPOINTMENT):
            when = working_moment(self.clock.at + timedelta(hours=chance.choice((2, 4, 22, 26, 50))))
        if kind is Kind.NOT_NOW:
            when = working_moment(self.clock.at + timedelta(days=chance.choice((30, 60, 90))))
        evidence = Evidence.HANDED_OFF if chance.random() < 0.6 else Evidence.SELF
        return Note(row.lead_id, kind, began_at=began, when=when, reason=_REASONS.get(kind, ""), evidence=evidence)

    def _written_down_late(self, row: QueueRow, officer: Officer, chance: random.Random) -> datetime | None:
        """Return when a call from another phone began; None for one that is logged as it ends."""
        if chance.random() >= officer.back_dates:
            return None
        began = self.clock.at - timedelta(minutes=chance.randrange(10, 40))
        # before its due a call would do no step, and before its receipt there was nobody to call
        return max(began, row.due_at + timedelta(minutes=1)) if row.due_at < self.clock.at else None

    def _loans_move_on(self, officer: Officer, chance: random.Random) -> None:
        """The loan system reports now and then how an application fares."""
        for line in officer.desk.leads.search("", 200):
            ahead = _LOANS.get(line.stage)
            if ahead is not None and chance.random() < 0.4:
                self.hub.report_stage(line.lead_id, ahead)


#: how calls end in this branch, out of a hundred; made up
_OUTCOMES = {
    Kind.NO_ANSWER: 49,
    Kind.LEFT_VOICEMAIL: 24,
    Kind.BUSY: 3,
    Kind.VOICEMAIL_FULL: 2,
    Kind.CALL_BACK: 7,
    Kind.APPOINTMENT: 4,
    Kind.SENDING_APPLICATION: 3,
    Kind.NOT_NOW: 2,
    Kind.NOT_INTERESTED: 2,
    Kind.THIRD_PARTY: 2,
    Kind.DISCONNECTED: 1,
    Kind.DO_NOT_CALL: 1,
}
#: and those the borrower asked for
_PROMISED = {
    Kind.NO_ANSWER: 36,
    Kind.LEFT_VOICEMAIL: 10,
    Kind.CALL_BACK: 10,
    Kind.APPOINTMENT: 20,
    Kind.SENDING_APPLICATION: 14,
    Kind.NOT_NOW: 5,
    Kind.NOT_INTERESTED: 5,
}
_REASONS = {Kind.NOT_INTERESTED: "chose another lender"}
_LOANS = {
    Stage.APPLICATION_STARTED: Stage.APPLICATION_SUBMITTED,
    Stage.APPLICATION_SUBMITTED: Stage.PRE_APPROVED,
    Stage.PRE_APPROVED: Stage.PROCESSING,
    Stage.PROCESSING: Stage.CLEAR_TO_CLOSE,
    Stage.CLEAR_TO_CLOSE: Stage.FUNDED,
}


def sittings(start: datetime, end: datetime) -> list[datetime]:
    """Return when officers sit down to their queue: each working morning; for the rest of the day it rings."""
    zone = ZoneInfo(ZONE)
    first, last = start.astimezone(zone).date(), end.astimezone(zone).date()
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    mornings = [datetime.combine(day, SITS_AT, tzinfo=zone).astimezone(UTC) for day in days if day.weekday() < 5]
    return [at for at in mornings if start <= at <= end]


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
