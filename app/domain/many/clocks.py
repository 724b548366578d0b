"""Many zones' clocks in arrays: the day of an instant, and the instant of a wall time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from app.domain.many.openings import Ints
from app.domain.spans import WEEK_S
from app.domain.zone_clock import DAY_S, ZoneClock

#: weeks known before and after those asked about, so that a day too far still lies behind them
_MARGIN = 2


class Clocks:
    """Answers as `zone_clock.ZoneClock` does between the weeks `first` and `past`; `which` says whose clock is asked.

    Later answers are off by some hours at most.
    """

    def __init__(self, clocks: Sequence[ZoneClock], first: int, past: int) -> None:
        first, past = first - _MARGIN, past + _MARGIN
        self._low = first * WEEK_S
        # a local time may lie a day outside the weeks
        self._stretch = (past - first) * WEEK_S + 2 * DAY_S
        begins: list[int] = []
        offsets: list[int] = []
        keys: list[int] = []
        local_ends: list[int] = []
        for n, clock in enumerate(clocks):
            changes = clock.changes(first, past)
            base = n * self._stretch - self._low + DAY_S
            for k, (at, offset) in enumerate(changes):
                begins.append(at)
                offsets.append(offset)
                keys.append(at + base)
                until = changes[k + 1][0] if k + 1 < len(changes) else past * WEEK_S
                local_ends.append(until + offset + base)
        self._begins, self._offsets = np.array([*begins, 0]), np.array([*offsets, 0])
        self._keys, self._local_ends = np.array(keys), np.array(local_ends)

    def _base(self, which: Ints) -> Ints:
        return which * self._stretch + (DAY_S - self._low)

    def day(self, which: Ints, at: Ints) -> Ints:
        """Return the calendar days of UTC seconds, counted from 1970-01-01."""
        k = np.searchsorted(self._keys, at + self._base(which), "right") - 1
        found: Ints = (at + self._offsets[k]) // DAY_S
        return found

    def wall(self, which: Ints, day: Ints, minute: Ints) -> Ints:
        """Return the first UTC second at which the clock shows a minute of a day, or where it skips that minute."""
        local = day * DAY_S + minute * 60
        k = np.searchsorted(self._local_ends, local + self._base(which), "right")
        found: Ints = np.maximum(self._begins[k], local - self._offsets[k])
        return found
