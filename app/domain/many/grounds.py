"""The grounds of many leads in arrays: what is open there, and what time it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Generic, TypeVar

import numpy as np

from app.domain.answers import Reason
from app.domain.ground import Ground
from app.domain.lead import Channel
from app.domain.many.clocks import Clocks
from app.domain.many.openings import Ints, Openings, spans_between
from app.domain.shift import AS_IT_GOES, ShiftDays
from app.domain.spans import WEEK_S, Calendar
from app.domain.zone_clock import ZoneClock, clock_of

#: channels by their number in arrays; calls come first
CHANNELS = (Channel.CALL, Channel.TEXT, Channel.EMAIL)
CALL, TEXT, EMAIL = range(3)
_NO_MINUTES = np.zeros(1, np.int64)

T = TypeVar("T")


class Grounds:
    """Answers as `ground.Ground` does for many of them, in the weeks from `first` on and before `past`.

    `ground` in its questions says which of them is asked, `which` of `openings` and `clocks` which calendar or clock.
    `open` (by channel), `law` (calls, texts) and `shift` are each ground's calendars, `zone` its clock.
    """

    def __init__(self, grounds: Sequence[Ground], first: int, past: int) -> None:
        self._grounds, self.count = grounds, len(grounds)
        self.first, self.past = first, past
        self.low, self.high = first * WEEK_S, past * WEEK_S
        calendars, clocks = _Numbers[Calendar](), _Numbers[ZoneClock]()
        self._shift_days = _Numbers[ShiftDays]()

        def laws(channel: Channel) -> Ints:
            return _ints(calendars.of(g.rules.open_hours(g.place, channel)) for g in grounds)

        self.shift = _ints(calendars.of(g.shift) for g in grounds)
        self.open = tuple(_ints(calendars.of(g.open(channel)) for g in grounds) for channel in CHANNELS)
        self.law = laws(Channel.CALL), laws(Channel.TEXT)
        self.zone = _ints(clocks.of(g.clock) for g in grounds)
        self._shift_row = _ints(self._shift_days.of(g.days, (id(g.officer), clocks.of(g.days.clock))) for g in grounds)
        self._shift_zone = _ints(clocks.of(g.days.clock) for g in grounds)
        self.openings = Openings(calendars.all, first, past)
        self.clocks = Clocks(clocks.all, first, past)
        self._first_day, self._days = first * 7 - 1, (past - first) * 7 + 2
        self.reasons: list[Reason] = []
        self._why: dict[int, _Whys] = {}

    @cached_property
    def _closings(self) -> Ints:
        """Return when the last shift of each day ends, a row of days for each of the officers' zones."""
        days = range(self._first_day, self._first_day + self._days)
        return np.array([[one.closing(day) for day in days] for one in self._shift_days.all], np.int64)

    def shift_day_end(self, ground: Ints, at: Ints) -> Ints:
        """Return when the shift days that hold UTC seconds end; see `shift.ShiftDays.end`."""
        zone = self._shift_zone[ground]
        day = self.clocks.day(zone, at)
        midnight = self.clocks.wall(zone, day + 1, _NO_MINUTES)
        closing = self._closings[self._shift_row[ground], np.clip(day - self._first_day, 0, self._days - 1)]
        end = np.where(closing > at, closing, midnight)
        goes = closing == AS_IT_GOES
        if goes.any():
            end[goes] = self.openings.last_closing(self.shift[ground[goes]], at[goes], midnight[goes])
        return end

    def why_closed(self, channel: int, ground: Ints, at: Ints) -> Ints:
        """Return what closes closed seconds, as places in `reasons`."""
        if channel not in self._why:
            self._why[channel] = _Whys(self._grounds, CHANNELS[channel], self.first, self.past, self.reasons)
        return self._why[channel].ask(ground, at)


class _Whys:
    """What closes places on one channel, by the stretches of time in which the answer is the same."""

    def __init__(
        self, grounds: Sequence[Ground], channel: Channel, first: int, past: int, reasons: list[Reason]
    ) -> None:
        self._grounds, self._channel, self._reasons = grounds, channel, reasons
        self._first, self._past = first, past
        self._place_of: dict[Reason, int] = {}
        # grounds where the same rows decide are one; of each: where its stretches begin, and which reason each has
        self._alike: dict[tuple[object, ...], int] = {}
        self._which = np.full(len(grounds), -1)
        self._stretches: list[tuple[Ints, Ints]] = []

    def ask(self, ground: Ints, at: Ints) -> Ints:
        for new in np.unique(ground[self._which[ground] < 0]).tolist():
            self._which[new] = self._meet(self._grounds[new])
        out, which = np.empty(len(ground), np.int64), self._which[ground]
        order = np.argsort(which, kind="stable")
        bounds = np.flatnonzero(np.diff(which[order], prepend=-1, append=-1))
        for start, end in pairwise(bounds.tolist()):
            rows = order[start:end]
            begins, found = self._stretches[which[rows[0]]]
            stretch = np.searchsorted(begins, at[rows], "right")
            for unknown in np.unique(stretch[found[stretch] < 0]).tolist():
                row = rows[stretch == unknown][0]
                found[unknown] = self._ask_one(self._grounds[ground[row]], int(at[row]))
            out[rows] = found[stretch]
        return out

    def _meet(self, ground: Ground) -> int:
        """Return which stretches of time are a ground's."""
        calendars, edges = ground.rules.why_turns(ground.place, self._channel)
        key = (ground.place.zones, *map(id, calendars), *edges)
        which = self._alike.setdefault(key, len(self._stretches))
        if which == len(self._stretches):
            turns = [spans_between(one, self._first, self._past).ravel() for one in calendars]
            turns += [_midnights(zone, self._first, self._past) for zone in ground.place.zones]
            begins = np.unique(np.concatenate([*turns, np.array(edges, np.int64)]))
            self._stretches.append((begins, np.full(len(begins) + 1, -1)))
        return which

    def _ask_one(self, ground: Ground, at: int) -> int:
        reason = ground.rules.why_closed(ground.place, self._channel, at)
        if reason not in self._place_of:
            self._place_of[reason] = len(self._reasons)
            self._reasons.append(reason)
        return self._place_of[reason]


@lru_cache(maxsize=64)
def _midnights(zone: str, first: int, past: int) -> Ints:
    clock = clock_of(zone)
    return _ints(clock.wall(day, 0) for day in range(first * 7, past * 7 + 1))


class _Numbers(Generic[T]):
    """Numbers objects in the order they are met; the same object, or one of the same `key`, keeps its number."""

    def __init__(self) -> None:
        self.all: list[T] = []
        self._known: dict[object, int] = {}

    def of(self, one: T, key: object = None) -> int:
        number = self._known.setdefault(id(one) if key is None else key, len(self.all))
        if number == len(self.all):
            self.all.append(one)
        return number


def _ints(values: Iterable[int]) -> Ints:
    return np.fromiter(values, np.int64)
