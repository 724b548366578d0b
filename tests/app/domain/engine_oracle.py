"""The playbook engine once more for calls alone, slow and plain: every waiting minute is looked at one by one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from app.domain.officer import Officer
from app.domain.playbook import Step
from tests.app.domain import rules_oracle

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
#: of the states' own caps none is lower than the company's, they only count more
CAP = 3


@dataclass(frozen=True)
class World:
    """Where the borrower may be and who calls them; instants are whole minutes."""

    zones: tuple[str, ...]
    states: tuple[str, ...]
    clock_zone: str
    officer: Officer

    def is_lawful(self, at: datetime, *, federal: bool = True) -> bool:
        return _is_lawful(self.zones, self.states, at, federal=federal)

    def is_on_shift(self, at: datetime) -> bool:
        hours = self.officer.hours
        if hours is None:
            return True
        local = at.astimezone(ZoneInfo(self.officer.zone))
        if local.date() in self.officer.days_off:
            return False
        minute = local.hour * 60 + local.minute
        return any(start <= minute < end for start, end in hours.week[local.weekday()])

    def is_open(self, at: datetime) -> bool:
        return self.is_on_shift(at) and self.is_lawful(at)

    def first(self, at: datetime, *, tried: list[datetime] = []) -> datetime:  # noqa: B006 - never changed
        """Return the first minute from `at` on that is on shift, allowed and within the cap."""
        while not (self.is_open(at) and has_room(at, tried)):
            at += MINUTE
        return at

    def first_lawful(self, at: datetime, *, federal: bool) -> datetime:
        while not self.is_lawful(at, federal=federal):
            at += MINUTE
        return at

    def after_open(self, at: datetime, minutes: int) -> datetime:
        """Return the instant by which so many open minutes have passed."""
        while minutes:
            minutes -= self.is_open(at)
            at += MINUTE
        return at

    def day(self, at: datetime) -> date:
        return at.astimezone(ZoneInfo(self.clock_zone)).date()

    def wall(self, day: date, minute: int) -> datetime:
        """Return a wall time of the borrower; the few minutes no clock shows are looked for minute by minute."""
        midnight = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(self.clock_zone))
        return next(at for at in minutes_of(midnight) if (_minute(at, self.clock_zone, day)) >= minute)

    def has_common(self, begin: datetime, end: datetime) -> bool:
        return any(self.is_open(begin + n * MINUTE) for n in range(int((end - begin) / MINUTE)))

    def shift_day_end(self, at: datetime) -> datetime:
        """Return the last shift's end on the officer's day, or the borrower's midnight where no hours are recorded."""
        zone = self.clock_zone if self.officer.hours is None else self.officer.zone
        local = at.astimezone(ZoneInfo(zone))
        rest = [one for one in minutes_of(at) if one.astimezone(ZoneInfo(zone)).date() == local.date()]
        if self.officer.hours is None:
            return rest[-1] + MINUTE
        return [one for one in rest if self.is_on_shift(one)][-1] + MINUTE

    def next_working_morning(self, at: datetime) -> datetime:
        if self.officer.hours is None:
            day = self.day(at) + DAY
            while day.weekday() > 4:
                day += DAY
            return self.wall(day, 9 * 60)
        tz = ZoneInfo(self.officer.zone)
        today = at.astimezone(tz).date()
        while at.astimezone(tz).date() == today or not self.is_on_shift(at):
            at += MINUTE
        return at


@cache
def _is_lawful(zones: tuple[str, ...], states: tuple[str, ...], at: datetime, *, federal: bool) -> bool:
    if federal:
        return rules_oracle.is_open(at, zones, states)
    for zone in zones:
        local = at.astimezone(ZoneInfo(zone))
        for state in states:
            hours = rules_oracle.window(state, local.date(), texts=False)
            if hours is None or not hours[0] <= local.time() < hours[1]:
                return False
    return True


def minutes_of(at: datetime) -> Iterator[datetime]:
    """Yield this minute and the 1560 after it, enough to see any day's end, in UTC."""
    start = at.astimezone(ZoneInfo("UTC"))
    return (start + n * MINUTE for n in range(26 * 60))


def _minute(at: datetime, zone: str, day: date) -> int:
    local = at.astimezone(ZoneInfo(zone))
    return (local.date() - day).days * 1440 + local.hour * 60 + local.minute


def has_room(at: datetime, tried: list[datetime]) -> bool:
    return sum(at - DAY < one <= at for one in tried) < CAP


@dataclass
class Wanted:
    """What is asked for: a step or a promise with its times, or the end with its time; `until` None for no step."""

    what: str
    at: datetime
    until: datetime | None = None


@dataclass
class Calls:
    """Follows the calls of one lead. An event is a call that reached nobody, or one that made a promise for `when`."""

    world: World
    steps: tuple[Step, ...]
    received: datetime
    give_up_after: timedelta
    counts_all: bool
    number: int = 0
    done: tuple[Step, datetime] | None = None
    last: datetime | None = None
    promise: datetime | None = None
    tries: int = 0
    asked_for: datetime | None = None
    asked_tries: int = 0
    promise_over: datetime | None = None
    last_event: datetime | None = None
    tried: list[datetime] = field(default_factory=list)
    ends: list[datetime] = field(default_factory=list)
    records: list[tuple[str, datetime, datetime]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.start = self.world.first(self.received)
        self.last_event = self.received

    # -- one step ------------------------------------------------------------------------------------------

    def base(self, step: Step) -> datetime:
        world = self.world
        start_of = step.between[0] if step.between else 0
        if step.after_s is not None:
            planned = self.start + timedelta(seconds=step.after_s)
        else:
            planned = max(self.received, world.wall(world.day(self.received) + (day_of(step) - 1) * DAY, start_of))
        if self.done is None or self.last is None:
            return planned
        before = self.done[0]
        if step.after_s is not None and before.after_s is not None:
            spaced = self.last + timedelta(seconds=step.after_s - before.after_s)
        else:
            spaced = world.wall(world.day(self.last) + (day_of(step) - day_of(before)) * DAY, start_of)
        return max(planned, spaced)

    def due(self, before: datetime | None = None) -> datetime | None:
        if self.number == len(self.steps):
            return None
        past = self.tried if before is None else [one for one in self.tried if one < before]
        return self.world.first(self.base(self.steps[self.number]), tried=past)

    def until(self, due: datetime) -> datetime:
        step, world = self.steps[self.number], self.world
        if step.within_s is not None:
            return world.after_open(due, step.within_s // 60)
        if step.between is None:
            return world.shift_day_end(due)
        begin, end = (world.wall(world.day(due), minute) for minute in step.between)
        if world.has_common(max(begin, due), end):
            return end
        return world.after_open(due, step.between[1] - step.between[0])

    # -- the course ----------------------------------------------------------------------------------------

    def limit(self) -> datetime:
        return max(self.start + self.give_up_after, self.promise_over or self.start)

    def ended(self, now: datetime) -> datetime | None:
        if self.promise is not None:
            return None
        assert self.last_event is not None
        end = self.limit()
        if self.number == len(self.steps):
            end = min(end, max([*self.ends, self.last_event]))
        return end if end <= now else None

    def call(self, at: datetime, when: datetime | None) -> None:
        ended = self.ended(at)
        self._count(at, reached=when is not None)
        if ended is not None:
            if when is not None:
                self._begin_anew(at)
        elif self.promise is None:
            due = self.due(before=at)
            if due is not None and at >= due - 10 * MINUTE:
                end = self.until(due)
                step = self.steps[self.number]
                self.records.append((step.step_id, due, end))
                self.ends.append(end)
                self.done = step, at
                self.number += 1
        elif at >= self.promise - 10 * MINUTE:
            self._try_promise(at, reached=when is not None)
        if ended is None:
            self.last = self.last_event = at
        if when is not None:
            if self.promise is not None:
                self.promise_over = at
            self.promise = self.asked_for = when
            self.tries = self.asked_tries = 0

    def _begin_anew(self, at: datetime) -> None:
        """Let a borrower who makes a promise after the end bring the lead back to the first step."""
        self.received = self.last_event = at
        self.start = self.world.first(at)
        self.number, self.done, self.last = 0, None, None
        self.ends = []

    def _count(self, at: datetime, *, reached: bool) -> None:
        """Count the call for the cap, unless it was asked for: three calls from the promised time on are."""
        was_asked_for = self.asked_for is not None and at >= self.asked_for - 10 * MINUTE
        if self.counts_all or not was_asked_for:
            self.tried.append(at)
        self.asked_tries += was_asked_for
        if was_asked_for and (reached or self.asked_tries == 3):
            self.asked_for = None

    def _try_promise(self, at: datetime, *, reached: bool) -> None:
        self.tries += 1
        if reached or self.tries == 3:
            self.promise, self.promise_over = None, at
        elif self.tries == 1:
            self.promise = at + 15 * MINUTE
        else:
            self.promise = self.world.next_working_morning(at)

    def _promise_due(self, promised: datetime) -> datetime:
        """Return the first lawful minute from a promise on that a state's own cap, where one counts, leaves free."""
        before = [one for one in self.tried if one < promised - 10 * MINUTE]
        due = self.world.first_lawful(promised, federal=self.tries > 0)
        while self.counts_all and not has_room(due, before):
            due = self.world.first_lawful(due + MINUTE, federal=self.tries > 0)
        return due

    def wanted(self, now: datetime) -> Wanted:
        ended = self.ended(now)
        if ended is not None:
            return Wanted("ended", ended)
        if self.promise is not None:
            due = self._promise_due(self.promise)
            return Wanted("promise", due, due + 10 * MINUTE)
        due_at = self.due()
        if due_at is None or due_at >= self.limit():
            end = self.limit() if due_at is not None else min(self.limit(), max([*self.ends, self.last_event or now]))
            return Wanted("waits", end)
        return Wanted(self.steps[self.number].step_id, due_at, self.until(due_at))


def day_of(step: Step) -> int:
    if step.on_day is not None:
        return step.on_day
    return 1 + (step.after_s or 0) // 86400
