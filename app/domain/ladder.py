"""One channel's steps in their order: which is the candidate, when it is due, until when it is on time."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import timedelta
from functools import lru_cache

from app.domain.contact_rules import Cap, ContactRules, cap_free_at
from app.domain.lead import Channel
from app.domain.officer import Officer
from app.domain.places import Place
from app.domain.playbook import Step
from app.domain.shift import end_of_shift_day, local_instant, shift_calendar
from app.domain.spans import Calendar, both, moment
from app.domain.standing import Due, Move, MovedBy
from app.domain.zone_clock import local_date

BUSY_AGAIN_S = 15 * 60
BUSY_ON_TIME_S = 15 * 60
#: an attempt this long before a step is due still does it (domain page, section 4, rule 4)
EARLY_S = 10 * 60


@lru_cache(maxsize=4096)
def on_shift_and_allowed(law: Calendar, shift: Calendar) -> Calendar:
    """Return the common calendar of two, made once for each pair."""
    return both(law, shift)


class Ground:
    """What does not change while one lead's course is followed: place, officer, rules."""

    __slots__ = ("_calls", "_cap", "_texts", "officer", "place", "rules", "shift", "zone")

    def __init__(self, rules: ContactRules, place: Place, officer: Officer) -> None:
        self.rules, self.place, self.officer = rules, place, officer
        self.zone = place.clock_zone
        #: when the officer works, which is all that e-mails wait for
        self.shift = shift_calendar(officer)
        self._calls: Calendar | None = None
        self._texts: Calendar | None = None
        self._cap: Cap | None = None

    def open(self, channel: Channel) -> Calendar:
        """Return when steps of a channel may fall due: e-mails need the shift alone."""
        if channel is Channel.CALL:
            if self._calls is None:
                self._calls = self._lawful(channel)
            return self._calls
        if channel is Channel.EMAIL:
            return self.shift
        if self._texts is None:
            self._texts = self._lawful(channel)
        return self._texts

    def _lawful(self, channel: Channel) -> Calendar:
        return on_shift_and_allowed(self.rules.open_hours(self.place, channel), self.shift)

    @property
    def cap(self) -> Cap:
        if self._cap is None:
            self._cap = self.rules.cap_of(self.place)
        return self._cap

    def waits_for_shift(self, channel: Channel, asked: int, due: int) -> bool:
        """Return whether what was asked for off shift falls due where a shift opens (domain page, rule 7)."""
        return not self.open(channel).is_open(due - 1) and not self.shift.is_open(asked)

    def capped(self, channel: Channel, at: int, times: list[int]) -> int:
        """Return the first instant from `at` on at which the attempts in `times` leave room for one more."""
        if channel is Channel.EMAIL or not times:
            return at
        return cap_free_at(times, at, self.cap)


@dataclass(slots=True)
class Ladder:
    """The steps of one channel on one track and how far they have come. Instants are UTC seconds.

    `begun` is when the track was entered (day 1 is its date on the borrower's clock), `start` when the first
    contact was possible. `again_at` overrides spacing: a busy line is tried again, a dead number at once.
    """

    channel: Channel
    steps: tuple[Step, ...]
    begun: int
    start: int
    index: int = 0
    last_done: tuple[Step, int] | None = None
    last_attempt: int | None = None
    again_at: int | None = None
    busy_in_a_row: int = 0
    ends: list[int] = field(default_factory=list)
    #: the candidate, None when every step is done or skipped
    step: Step | None = None
    #: (planned, base, first opening from base on), worked out once for as long as nothing happens on the ladder
    _opening: tuple[int, int, int | None] | None = None

    def __post_init__(self) -> None:
        self.step = self.steps[self.index] if self.index < len(self.steps) else None

    def base(self, step: Step, zone: str) -> tuple[int, int]:
        """Return (the step's own planned instant, where spacing puts it), before shift, rules and cap."""
        planned = self._planned(step, zone)
        if self.again_at is not None:
            return planned, self.again_at
        if self.last_done is None or self.last_attempt is None or step.every_s is not None:
            return planned, planned
        return planned, max(planned, self._spaced(step, self.last_done[0], self.last_attempt, zone))

    def _planned(self, step: Step, zone: str) -> int:
        if step.after_s is not None:
            return self.start + step.after_s
        if step.every_s is not None:
            return (self.last_done[1] if self.last_done else self.begun) + step.every_s
        first_day = local_date(zone, self.begun)
        day = first_day + timedelta(days=step.day - 1)
        # a day step cannot fall due before the lead was there
        return max(self.begun, local_instant(zone, day, step.between[0] if step.between else 0))

    def _spaced(self, step: Step, done: Step, attempt: int, zone: str) -> int:
        if step.after_s is not None and done.after_s is not None:
            return attempt + step.after_s - done.after_s
        day = local_date(zone, attempt) + timedelta(days=step.day - done.day)
        return local_instant(zone, day, step.between[0] if step.between else 0)

    def due(self, ground: Ground, times: list[int], before: int | None = None) -> tuple[int, int, int] | None:
        """Return the candidate's (planned, base, due) seconds, or None when no step is left or no time would do.

        `times` are the capped attempts, sorted; `before` leaves out those from that instant on, for asking
        what was due when an attempt began.
        """
        step = self.step
        if step is None:
            return None
        if self._opening is None:
            planned, base = self.base(step, ground.zone)
            self._opening = planned, base, ground.open(self.channel).next_open(base)
        planned, base, at = self._opening
        past = times if before is None or not times or times[-1] < before else times[: bisect_left(times, before)]
        if at is None or self.channel is Channel.EMAIL or len(past) < ground.cap.count:
            return None if at is None else (planned, base, at)
        while True:
            free = ground.capped(self.channel, at, past)
            if free == at:
                return planned, base, at
            opened = ground.open(self.channel).next_open(free)
            if opened is None:
                return None
            at = opened

    def on_time_until(self, ground: Ground, due: int) -> int:
        """Return until when the candidate counts as on time, were it due at `due` (rule 7)."""
        step = self._candidate()
        calendar = ground.open(self.channel)
        if self.again_at is not None and self.busy_in_a_row:
            return calendar.add_open(due, BUSY_ON_TIME_S) or due + BUSY_ON_TIME_S
        if step.within_s is not None:
            return calendar.add_open(due, step.within_s) or due + step.within_s
        zone = ground.zone
        if step.between is not None:
            begin, end = (local_instant(zone, local_date(zone, due), minute) for minute in step.between)
            opened = calendar.next_open(max(begin, due))
            if opened is not None and opened < end:
                return end
            length = (step.between[1] - step.between[0]) * 60
            return calendar.add_open(due, length) or due + length
        return end_of_shift_day(ground.officer, due, zone)

    def as_due(self, ground: Ground, times: list[int], found: tuple[int, int, int]) -> Due:
        """Return the candidate with what moved it, for people to read; `found` is what `due` told of it."""
        step = self._candidate()
        planned, base, due = found
        asked = self.asked_for(base)
        moves = [Move(MovedBy.SPACING)] if base > planned and self.again_at is None else []
        if asked < base:
            # what held the start up held this step up; the start waits for a call whatever the channel
            moves += _moves(ground, Channel.CALL, self.begun, self.start, [])
        moves += _moves(ground, self.channel, base, due, times)
        return Due(
            channel=self.channel,
            step=step,
            planned_at=moment(asked),
            due_at=moment(due),
            on_time_until=moment(self.on_time_until(ground, due)),
            moves=tuple(m for n, m in enumerate(moves) if all(m.by is not earlier.by for earlier in moves[:n])),
        )

    def asked_for(self, base: int) -> int:
        """Return when the candidate would have been due had the start not had to wait: what held that up held it up."""
        step = self._candidate()
        if step.after_s is not None and self.last_done is None and self.again_at is None:
            return self.begun + step.after_s
        return base

    def attempt(self, at: int) -> None:
        self.last_attempt = at if self.last_attempt is None else max(at, self.last_attempt)
        self._opening = None

    def busy(self, at: int) -> None:
        """The line was busy at `at`: the same step again a little later."""
        self.busy_in_a_row += 1
        self.again_at = at + BUSY_AGAIN_S
        self._opening = None

    def dead_end(self, at: int) -> None:
        """The number tried at `at` reaches nobody: the same step at once, on the next one."""
        self.again_at, self.busy_in_a_row = at, 0
        self._opening = None

    def finish_step(self, at: int, end: int) -> None:
        """The candidate was done at `at`; the next one becomes the candidate, but for one that comes every so often."""
        step = self._candidate()
        self.last_done = (step, at)
        self._leave(step, end)

    def skip_step(self, end: int | None, at: int = 0) -> None:
        """The candidate was skipped or its window passed at `at`: it is not done and moves nothing."""
        step = self._candidate()
        if step.every_s is not None and end is not None:
            # a skipped round of a repeated step still counts the time to the next round
            self.last_done = (step, at)
        self._leave(step, end)

    def _candidate(self) -> Step:
        step = self.step
        assert step is not None  # noqa: S101 - asked only of a ladder with a candidate
        return step

    def _leave(self, step: Step, end: int | None) -> None:
        if end is not None:
            self.ends.append(end)
        if step.every_s is None:
            self.index += 1
            self.step = self.steps[self.index] if self.index < len(self.steps) else None
        self.again_at, self.busy_in_a_row = None, 0
        self._opening = None


def _moves(ground: Ground, channel: Channel, asked: int, due: int, times: list[int]) -> list[Move]:
    """Return what moved a contact from when it was asked for to when it is due."""
    moves: list[Move] = []
    if due == asked:
        return moves
    if not ground.shift.is_open(asked):
        moves.append(Move(MovedBy.SHIFT))
    if channel is Channel.EMAIL:
        return moves
    law = ground.rules.open_hours(ground.place, channel)
    # the rules may shut what the shift alone would have opened, so both ends are asked
    for at in (asked, due - 1):
        if not law.is_open(at):
            moves.append(Move(MovedBy.RULES, ground.rules.why_closed(ground.place, channel, at)))
            break
    opened = ground.open(channel).next_open(asked)
    if opened is not None and ground.capped(channel, opened, times) > opened:
        moves.append(Move(MovedBy.CAP))
    return moves
