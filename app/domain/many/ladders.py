"""One channel's steps of many leads: `ladder.Ladder` with a column for each of its values."""

from __future__ import annotations

import numpy as np

from app.domain.ladder import BUSY_AGAIN_S, BUSY_ON_TIME_S, EARLY_S
from app.domain.many.attempts import Attempts
from app.domain.many.grounds import CALL, EMAIL, Grounds
from app.domain.many.openings import Flags, Ints
from app.domain.many.rungs import NEVER_YET, Rungs
from app.domain.progress import BUSY_DOES_IT
from app.domain.track_steps import NONE


class Ladders:
    """A row for each lead; rows are named by `rows` throughout. Instants are UTC seconds.

    `index` is the candidate among all rungs, `past` where there is none any more. `done` is the last rung that was
    done, at `done_at`. What is not so yet is `NEVER_YET`. `ends` is the latest on-time end of the steps gone by.
    `planned`, `base`, `opened` and `due` are the candidate's, kept up by `_look`; so is `end` but for calls, whose end
    is asked for when one is done. `is_far`: something lay further ahead than is known.
    """

    def __init__(
        self, channel: int, grounds: Grounds, rungs: Rungs, ground: Ints, begun: Ints, start: Ints, attempts: Attempts
    ) -> None:
        self.channel = channel
        self._grounds, self._rungs, self._attempts = grounds, rungs, attempts
        self._ground, self._begun, self._start = ground, begun, start
        self._zone, self._open = grounds.zone[ground], grounds.open[channel][ground]
        n = len(ground)
        self.index = self.past = np.zeros(n, np.int64)
        self.is_closed = np.zeros(n, np.bool_)
        self.done, self.done_at, self.attempt_at, self.again_at, self.ends = (np.full(n, NEVER_YET) for _ in range(5))
        self.busy_in_a_row = np.zeros(n, np.int64)
        self.planned, self.base, self.opened, self.due, self.end = (np.zeros(n, np.int64) for _ in range(5))
        self.is_far = np.zeros(n, np.bool_)

    def climb(self, book: Ints, is_closed: Flags) -> None:
        self.index, self.past = self._rungs.first[book, self.channel], self._rungs.past[book, self.channel]
        self.is_closed = is_closed
        self._look(np.flatnonzero(self.climbs()))

    def climbs(self) -> Flags:
        """Return which have a candidate that may be asked for."""
        return (self.index < self.past) & ~self.is_closed

    # -- what `Ladder` works out ------------------------------------------------------------------------

    def _look(self, rows: Ints) -> None:
        """Work out anew when the candidates are due, until when they are on time."""
        rung = self.index[rows]
        self.planned[rows] = planned = self._planned(rows, rung)
        again, done = self.again_at[rows], self.done[rows]
        spaced = (again == NEVER_YET) & (done != NEVER_YET) & (self.attempt_at[rows] != NEVER_YET)
        spaced &= self._rungs.every_s[rung] == NONE
        base = np.where(again != NEVER_YET, again, planned)
        some = np.flatnonzero(spaced)
        base[some] = np.maximum(planned[some], self._spaced(rows[some], rung[some], done[some]))
        self.base[rows] = base
        self.opened[rows] = opened = self._grounds.openings.next_open(self._open[rows], base)
        self.due[rows] = due = self._free(rows, opened)
        if self.channel != CALL:
            self.end[rows] = self.on_time_until(rows, due)
        self.is_far[rows] |= (due >= self._grounds.high) | (self.end[rows] >= self._grounds.high)

    def _planned(self, rows: Ints, rung: Ints) -> Ints:
        rungs, clocks = self._rungs, self._grounds.clocks
        after, every = rungs.after_s[rung], rungs.every_s[rung]
        since = np.where(self.done[rows] == NEVER_YET, self._begun[rows], self.done_at[rows])
        planned = np.where(after != NONE, self._start[rows] + after, since + every)
        by_day = np.flatnonzero((after == NONE) & (every == NONE))
        begun, zone, rung = self._begun[rows[by_day]], self._zone[rows[by_day]], rung[by_day]
        day = clocks.day(zone, begun) + rungs.day[rung] - 1
        planned[by_day] = np.maximum(begun, clocks.wall(zone, day, rungs.opens[rung]))
        return planned

    def _spaced(self, rows: Ints, rung: Ints, done: Ints) -> Ints:
        rungs, clocks, attempt = self._rungs, self._grounds.clocks, self.attempt_at[rows]
        after, done_after = rungs.after_s[rung], rungs.after_s[done]
        spaced = attempt + after - done_after
        by_day = np.flatnonzero((after == NONE) | (done_after == NONE))
        zone, rung = self._zone[rows[by_day]], rung[by_day]
        day = clocks.day(zone, attempt[by_day]) + rungs.day[rung] - rungs.day[done[by_day]]
        spaced[by_day] = clocks.wall(zone, day, rungs.opens[rung])
        return spaced

    def _free(self, rows: Ints, opened: Ints, before: Ints | None = None) -> Ints:
        """Return what opened, moved on until the cap allows it and it is open then."""
        if self.channel == EMAIL:
            return opened
        due = opened.copy()
        left = np.flatnonzero(self._attempts.may_bind[rows])
        while len(left):
            free = self._attempts.free(rows[left], due[left], None if before is None else before[left])
            moved = free > due[left]
            left = left[moved]
            due[left] = self._grounds.openings.next_open(self._open[rows[left]], free[moved])
        return due

    def on_time_until(self, rows: Ints, due: Ints) -> Ints:
        """Return until when the candidates count as on time, were they due at `due` (rule 7)."""
        rungs, rung, openings = self._rungs, self.index[rows], self._grounds.openings
        busy = (self.again_at[rows] != NEVER_YET) & (self.busy_in_a_row[rows] > 0)
        within, closes = np.where(busy, BUSY_ON_TIME_S, rungs.within_s[rung]), rungs.closes[rung]
        end = np.empty(len(rows), np.int64)
        some = np.flatnonzero(within != NONE)
        end[some] = openings.add_open(self._open[rows[some]], due[some], within[some])
        some = np.flatnonzero((within == NONE) & (closes == NONE))
        end[some] = self._grounds.shift_day_end(self._ground[rows[some]], due[some])
        some = np.flatnonzero((within == NONE) & (closes != NONE))
        end[some] = self._between(rows[some], rung[some], due[some])
        return end

    def _between(self, rows: Ints, rung: Ints, due: Ints) -> Ints:
        """Return the end of `between` on the due's date, its length later where nothing of it is open that day."""
        openings, clocks, calendar = self._grounds.openings, self._grounds.clocks, self._open[rows]
        opens, closes, zone = self._rungs.opens[rung], self._rungs.closes[rung], self._zone[rows]
        day = clocks.day(zone, due)
        end = clocks.wall(zone, day, closes)
        opened = openings.next_open(calendar, np.maximum(clocks.wall(zone, day, opens), due))
        shut = np.flatnonzero(opened >= end)
        length = (closes[shut] - opens[shut]) * 60
        end[shut] = openings.add_open(calendar[shut], due[shut], length)
        return end

    # -- what happens to it -----------------------------------------------------------------------------

    def attempted(self, rows: Ints, at: Ints, is_busy: Flags, is_dead: Flags) -> None:
        """Follow attempts on this channel: a step done, tried again, or an extra one; spacing counts from each."""
        may = np.flatnonzero(self.climbs()[rows])
        due = self._free(rows[may], self.opened[rows[may]], at[may])
        on = at[may] >= due - EARLY_S
        may, due = may[on], due[on]
        who, when = rows[may], at[may]
        dead = is_dead[may]
        self.again_at[who[dead]], self.busy_in_a_row[who[dead]] = when[dead], 0
        busy = is_busy[may] & (self.busy_in_a_row[who] + 1 < BUSY_DOES_IT)
        self.again_at[who[busy]] = when[busy] + BUSY_AGAIN_S
        self.busy_in_a_row[who[busy]] += 1
        does = ~dead & ~busy
        who, when, due = who[does], when[does], due[does]
        end = self.on_time_until(who, due)
        self.done[who], self.done_at[who] = self.index[who], when
        self._leave(who, end)
        self.attempt_at[rows] = np.maximum(self.attempt_at[rows], at)
        self._look(rows[self.index[rows] < self.past[rows]])

    def lapse(self, rows: Ints, upto: Ints) -> None:
        """Skip what nobody sent by its on-time end, until that lies ahead."""
        while True:
            late = (self.index[rows] < self.past[rows]) & ~self.is_closed[rows] & (self.end[rows] < upto)
            rows, upto = rows[late], upto[late]
            if not len(rows):
                return
            end = self.end[rows]
            every = self._rungs.every_s[self.index[rows]] != NONE
            self.done[rows[every]], self.done_at[rows[every]] = self.index[rows[every]], end[every]
            self._leave(rows, end)
            self._look(rows[self.index[rows] < self.past[rows]])

    def _leave(self, rows: Ints, end: Ints) -> None:
        self.ends[rows] = np.maximum(self.ends[rows], end)
        self.is_far[rows] |= end >= self._grounds.high
        self.index[rows] += self._rungs.every_s[self.index[rows]] == NONE
        self.again_at[rows], self.busy_in_a_row[rows] = NEVER_YET, 0

    def asked_for(self, rows: Ints) -> Ints:
        """Return when the candidates would have been due had the start not had to wait."""
        after = self._rungs.after_s[self.index[rows]]
        waits = (after != NONE) & (self.done[rows] == NEVER_YET) & (self.again_at[rows] == NEVER_YET)
        return np.where(waits, self._begun[rows] + after, self.base[rows])
