"""The courses of many leads, their activities followed in lock step: `course.Course` with a column for each value."""

from __future__ import annotations

import numpy as np

from app.domain.course import EXIT_OF
from app.domain.many.attempts import Attempts
from app.domain.many.columns import ATTEMPT, BUSY, CLOSED, CLOSES, CONTACT, DEAD, EXIT, KINDS, Columns
from app.domain.many.grounds import CALL, CHANNELS, EMAIL, TEXT, Grounds
from app.domain.many.ladders import Ladders
from app.domain.many.openings import Flags, Ints
from app.domain.many.rungs import NEVER, Rungs
from app.domain.progress import RANK
from app.domain.stage import Stage

_ATTEMPTING, _CONTACTED, _DO_NOT_CONTACT = (
    RANK[stage] for stage in (Stage.ATTEMPTING, Stage.CONTACTED, Stage.DO_NOT_CONTACT)
)
_RETURNED = RANK[Stage.RETURNED]
_EXIT_AT = np.array([RANK[EXIT_OF[kind]] if kind in EXIT_OF else NEVER for kind in KINDS])


class Courses:
    """Leads on the track of a new one, or ended. `stage` is a stage's rank; `ended_at` of one that goes on is `NEVER`.

    `apart` is set for a lead that goes where its own `Course` has to be followed. Instants are UTC seconds.
    """

    def __init__(self, columns: Columns, grounds: Grounds, ground: Ints, rungs: Rungs) -> None:
        self._activities, self.apart = columns.activities, columns.apart.copy()
        self._is_kept = columns.is_kept | rungs.keeps[columns.book]
        self.begun = columns.received
        self.last_at = columns.received.copy()
        self.start = grounds.openings.next_open(grounds.open[CALL][ground], self.begun)
        self.apart |= self.start >= grounds.high
        self.give_up_at = np.minimum(self.start + rungs.give_up_after_s[columns.book], NEVER)
        self.stage = np.zeros(len(ground), np.int64)
        self.ended_at = np.full(len(ground), NEVER)
        # whose cap is another one day is asked about by itself
        self.caps = columns.caps
        self.apart |= self.caps.until < grounds.high
        self.attempts = Attempts(columns.times, columns.times_first, self.caps.count, self.caps.period)
        self.ladders = tuple(
            Ladders(n, grounds, rungs, ground, self.begun, self.start, self.attempts) for n in range(len(CHANNELS))
        )
        for n, ladder in enumerate(self.ladders):
            ladder.climb(columns.book, columns.is_closed[:, n].copy())

    def follow(self, now: int) -> None:
        """Take every activity, then let time pass until `now`."""
        first = self._activities.first
        many = np.diff(first)
        for k in range(int(many.max(initial=0))):
            rows = np.flatnonzero((many > k) & ~self.apart)
            self._take(rows, first[rows] + k)
        self._pass_time(np.flatnonzero(~self.apart), np.full(np.count_nonzero(~self.apart), now))
        for ladder in self.ladders:
            self.apart |= ladder.is_far

    def _take(self, rows: Ints, activity: Ints) -> None:
        """Follow one activity of each of these leads."""
        at, means = self._activities.at[activity], self._activities.means[activity]
        self._pass_time(rows, at)
        tried = ((means & ATTEMPT) != 0) & (self.ended_at[rows] == NEVER)
        self.stage[rows[tried]] = np.maximum(self.stage[rows[tried]], _ATTEMPTING)
        for n, ladder in enumerate(self.ladders):
            on = tried & (self._activities.channel[activity] == n)
            if on.any():
                ladder.attempted(rows[on], at[on], (means[on] & BUSY) != 0, (means[on] & DEAD) != 0)
        closes = np.flatnonzero(means & CLOSES)
        if len(closes):
            closed = CLOSED[self._activities.closed[activity[closes]]]
            for n, ladder in enumerate(self.ladders):
                ladder.is_closed[rows[closes]] = closed[:, n]
        effects = (means & (CONTACT | EXIT)) != 0
        if effects.any():
            self._effect(rows[effects], activity[effects])
        self.last_at[rows] = np.maximum(self.last_at[rows], at)

    def _effect(self, rows: Ints, activity: Ints) -> None:
        heeded = self.stage[rows] != _DO_NOT_CONTACT
        rows, activity = rows[heeded], activity[heeded]
        means, at = self._activities.means[activity], self._activities.at[activity]
        contact, exits = (means & CONTACT) != 0, (means & EXIT) != 0
        on = contact & (self.ended_at[rows] == NEVER)
        self.stage[rows[on]] = np.maximum(self.stage[rows[on]], _CONTACTED)
        # what a borrower says brings a lead back that had ended
        self.apart[rows[contact & ~on & ~exits]] = True
        self.stage[rows[exits]] = _EXIT_AT[self._activities.kind[activity[exits]]]
        self.ended_at[rows[exits]] = at[exits]

    def _pass_time(self, rows: Ints, at: Ints) -> None:
        """Let happen what time alone brings up to and at an instant: lapses, and the end."""
        goes_on = self.ended_at[rows] == NEVER
        rows, at = rows[goes_on], at[goes_on]
        upto = np.minimum(at, self.give_up_at[rows])
        for n in (TEXT, EMAIL):
            self.ladders[n].lapse(rows, upto)
        end = self.exhausted_at(rows)
        over = end <= at
        rows, end = rows[over], end[over]
        self.apart[rows] |= self._is_kept[rows]
        self.stage[rows], self.ended_at[rows] = _RETURNED, end

    def exhausted_at(self, rows: Ints) -> Ints:
        """Return when nothing was left to do: the last on-time end, or the day the playbook gives up."""
        over = self.last_at[rows]
        climbs: Flags = np.zeros(len(rows), np.bool_)
        for ladder in self.ladders:
            climbs |= (ladder.index[rows] < ladder.past[rows]) & ~ladder.is_closed[rows]
            over = np.maximum(over, ladder.ends[rows])
        limit = self.give_up_at[rows]
        found: Ints = np.where(climbs, limit, np.minimum(over, limit))
        return found
