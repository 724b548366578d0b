"""The attempts that a cap counts, of many leads laid end to end."""

from __future__ import annotations

from typing import Literal

import numpy as np

from app.domain.many.openings import Ints


class Attempts:
    """Sorted instants of each lead, `first` to where the next one's begin; `count` and `period` are the lead's cap.

    `may_bind` says for which leads there are enough of them for the cap to matter.
    """

    def __init__(self, times: Ints, first: Ints, count: Ints, period: Ints) -> None:
        self._first, self._count, self._period = first[:-1], count, period
        self.may_bind = np.diff(first) >= count
        self._times = times
        self._low = int(times.min()) if len(times) else 0
        self._stretch = (int(times.max()) if len(times) else 0) - self._low + 2
        leads = np.repeat(np.arange(len(count)), np.diff(first))
        self._keys = leads * self._stretch + (times - self._low)

    def _up_to(self, rows: Ints, at: Ints, side: Literal["left", "right"]) -> Ints:
        """Return how many attempts each lead has before an instant, with `side` "right" those at it, too."""
        ahead = np.clip(at - self._low, -1, self._stretch - 1)
        key = rows * self._stretch + ahead
        found: Ints = np.searchsorted(self._keys, key, side) - self._first[rows]
        return found

    def free(self, rows: Ints, at: Ints, before: Ints | None = None) -> Ints:
        """Return the first instant from `at` on at which one more keeps within the cap; see `rule_rows.free_at`.

        `before` leaves out the attempts from that instant on.
        """
        at = at.copy()
        past = None if before is None else self._up_to(rows, before, "left")
        left = np.flatnonzero(self.may_bind[rows])
        while len(left):
            so_far = self._up_to(rows[left], at[left], "right")
            if past is not None:
                so_far = np.minimum(so_far, past[left])
            nth = so_far - self._count[rows[left]]
            left, nth = left[nth >= 0], nth[nth >= 0]
            again = self._times[self._first[rows[left]] + nth] + self._period[rows[left]]
            late = again > at[left]
            left = left[late]
            at[left] = again[late]
        return at
