"""Many calendars laid end to end in sorted arrays, so that any number of them is asked in one search."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from app.domain.spans import WEEK_S, Calendar, Span

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Openings:
    """Answers as `spans.Calendar` does between the weeks `first` and `past`; `which` says which calendar is asked.

    Instants are UTC seconds. What lies behind `high` is not known here: an answer from there on, whatever it is, says
    no more than that. Each calendar has a stretch of the arrays of its own, so that one search finds its span.
    """

    def __init__(self, calendars: Iterable[Calendar], first: int, past: int) -> None:
        self.low, self.high = first * WEEK_S, past * WEEK_S
        self._stretch = self.high - self.low + 1
        shifted = [spans_between(one, first, past) + (n * self._stretch - self.low) for n, one in enumerate(calendars)]
        # one span behind them all, for whoever asks the last calendar beyond its end
        beyond = (len(shifted) + 1) * self._stretch
        both = np.concatenate([*shifted, np.array([[beyond, beyond + self._stretch]])])
        self._starts, self._ends = np.ascontiguousarray(both[:, 0]), np.ascontiguousarray(both[:, 1])
        self._open_by = np.cumsum(self._ends - self._starts)
        self._open_before = self._open_by - (self._ends - self._starts)

    def _base(self, which: Ints) -> Ints:
        return which * self._stretch - self.low

    def is_open(self, which: Ints, at: Ints) -> Flags:
        key = at + self._base(which)
        return self._starts[np.searchsorted(self._ends, key, "right")] <= key

    def next_open(self, which: Ints, at: Ints) -> Ints:
        """Return the first open second at or after `at`; `high` or later where none is in sight."""
        base = self._base(which)
        start: Ints = self._starts[np.searchsorted(self._ends, at + base, "right")]
        found: Ints = np.maximum(at, start - base)
        return found

    def add_open(self, which: Ints, at: Ints, seconds: Ints) -> Ints:
        """Return the instant by which so much open time has passed since `at`; the end of a span belongs to it."""
        base = self._base(which)
        i = np.searchsorted(self._ends, at + base, "right")
        begun = np.maximum(at + base, self._starts[i]) - self._starts[i]
        wanted = self._open_before[i] + begun + seconds
        j = np.maximum(i, np.minimum(np.searchsorted(self._open_by, wanted, "left"), len(self._starts) - 1))
        found: Ints = self._starts[j] + (wanted - self._open_before[j]) - base
        return found

    def last_closing(self, which: Ints, at: Ints, before: Ints) -> Ints:
        """Return the last end of a span between two instants, the later one where it is open then or none ends."""
        base = self._base(which)
        i = np.maximum(np.searchsorted(self._starts, before + base, "left") - 1, 0)
        end = self._ends[i] - base
        return np.where(end > at, np.minimum(end, before), before)


@lru_cache(maxsize=16384)
def spans_between(calendar: Calendar, first: int, past: int) -> Ints:
    """Return a calendar's spans from the week `first` on and before `past`; one that crosses weeks is in one piece."""
    out: list[Span] = []
    for week in range(first, past):
        for start, end in calendar.spans(week):
            if out and out[-1][1] == start:
                out[-1] = out[-1][0], end
            else:
                out.append((start, end))
    return np.array(out, np.int64).reshape(-1, 2)
