"""What many leads need next, first as columns and then as the values of `standing`."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NamedTuple, TypeVar

import numpy as np

from app.domain.ground import cap_moves
from app.domain.many.courses import Courses
from app.domain.many.grounds import CALL, CHANNELS, EMAIL, Grounds
from app.domain.many.ladders import Ladders
from app.domain.many.openings import Ints
from app.domain.many.rungs import NEVER, NEVER_YET, Rungs
from app.domain.stage import Stage
from app.domain.standing import Due, Finished, Move, MovedBy, Next, Paused, Wait

T = TypeVar("T")
STAGES = tuple(Stage)
_NO_STEP = len(CHANNELS)
#: what moved a due time, as flags; above them the place of the rule's reason, counted from one
_SPACING, _SHIFT, _CAP, _REASON = (1 << n for n in range(4))
#: what moved the start stands above what moved the step, which comes after it
_START = 1 << 30
#: above both which cap it was
_CAPPED = 1 << 50


def _moments(*columns: Ints) -> dict[int, datetime]:
    """Return the instant of each second in these columns, made once for all that wait for the same opening."""
    seconds = np.unique(np.concatenate([column[column < NEVER] for column in columns])).tolist()
    return {second: datetime.fromtimestamp(second, UTC) for second in seconds}


class Stands(NamedTuple):
    """Where a lead stands, as `cadence.Whereabouts` tells it."""

    stage: Stage
    next: Next
    revisit_at: datetime | None


class Lot(NamedTuple):
    """Where leads stand as columns in UTC seconds, in the order they were asked about; `NEVER_YET` for no such time.

    `alike` says of each which of `stands` it stands like, but for the times; that is None for one that is apart.
    """

    alike: Ints
    stands: list[Stands | None]
    planned: Ints
    due: Ints
    until: Ints
    revisit: Ints


class Answers:
    """A row for each lead. `channel` is that of the due step, `rung` which it is; `asked`, `due` and `end` its times.

    A channel that is none says that no step is due: the lead ended or waits for its last window, `until` then. The
    answers of leads that are `apart` are none.
    """

    def __init__(self, courses: Courses, grounds: Grounds, ground: Ints, rungs: Rungs, order: Ints) -> None:
        self._order = order
        self._courses, self._grounds, self._ground, self._rungs = courses, grounds, ground, rungs
        self.has_ended = courses.ended_at < NEVER
        n = len(ground)
        self.channel, self.rung = np.full(n, _NO_STEP), np.zeros(n, np.int64)
        self.asked, self.end, self.moves = (np.zeros(n, np.int64) for _ in range(3))
        self.due = self._choose()
        self.until = np.where(self.has_ended, courses.ended_at, courses.exhausted_at(np.arange(n)))
        for ladder in courses.ladders:
            self._tell(ladder, np.flatnonzero((self.channel == ladder.channel) & ~courses.apart))
        far = np.where(self.channel == _NO_STEP, self.until, self.end) >= grounds.high
        self.apart = courses.apart | far
        revisit = np.minimum(courses.give_up_at, np.where(self.channel == CALL, NEVER, self.end + 1))
        self.revisit = np.where(self.channel == _NO_STEP, self.until, revisit)

    def _choose(self) -> Ints:
        """Find the candidate with the earliest due, of those due at once the one that stands first in the file."""
        due = np.full(len(self.channel), NEVER)
        place = np.zeros(len(due), np.int64)
        for ladder in self._courses.ladders:
            theirs = self._rungs.place[ladder.index]
            better = ~self.has_ended & ladder.climbs() & (ladder.due < self._courses.give_up_at)
            better &= (ladder.due < due) | ((ladder.due == due) & (theirs < place))
            due, place = np.where(better, ladder.due, due), np.where(better, theirs, place)
            self.channel[better], self.rung[better] = ladder.channel, ladder.index[better]
        return due

    def _tell(self, ladder: Ladders, rows: Ints) -> None:
        """Put down when a due step was asked for, until when it is on time, and what moved it."""
        due, base, planned = self.due[rows], ladder.base[rows], ladder.planned[rows]
        self.asked[rows] = asked = ladder.asked_for(rows)
        self.end[rows] = ladder.on_time_until(rows, due) if ladder.channel == CALL else ladder.end[rows]
        moved = np.flatnonzero((asked != planned) | (planned != base) | (base != due))
        rows, asked, base, planned, due = rows[moved], asked[moved], base[moved], planned[moved], due[moved]
        moves = _SPACING * ((base > planned) & (ladder.again_at[rows] == NEVER_YET))
        moves += self._moved(ladder.channel, rows, base, due)
        if ladder.channel != EMAIL:
            grounds, ground = self._grounds, self._ground[rows]
            opened = grounds.openings.next_open(grounds.open[ladder.channel][ground], base)
            moves += (_CAP + _CAPPED * self._courses.caps.which[rows]) * (
                (due != base) & (self._courses.attempts.free(rows, opened) > opened)
            )
        # what held the start up held this step up; the start waits for a call whatever the channel
        held = np.flatnonzero(asked < base)
        begun, start = self._courses.begun[rows[held]], self._courses.start[rows[held]]
        moves[held] += _START * self._moved(CALL, rows[held], begun, start)
        self.moves[rows] = moves

    def _moved(self, channel: int, rows: Ints, asked: Ints, due: Ints) -> Ints:
        """Return how shift and rules moved a contact from when it was asked for to when it is due."""
        grounds, ground = self._grounds, self._ground[rows]
        late = due != asked
        moves: Ints = _SHIFT * (late & ~grounds.openings.is_open(grounds.shift[ground], asked))
        if channel == EMAIL:
            return moves
        law = grounds.law[channel][ground]
        at_first = late & ~grounds.openings.is_open(law, asked)
        # the rules may shut what the shift alone would have opened, so both ends are asked
        at_last = late & ~at_first & ~grounds.openings.is_open(law, due - 1)
        for closed, at in ((at_first, asked), (at_last, due - 1)):
            which = np.flatnonzero(closed)
            moves[which] += _REASON * (1 + grounds.why_closed(channel, ground[which], at[which]))
        return moves

    # -- as values --------------------------------------------------------------------------------------

    def nexts(self) -> list[Next | None]:
        """Return what each lead needs next, in the order they were asked about; None for one that is apart."""
        return self._as_asked(self._nexts(np.arange(len(self.channel))))

    def _as_asked(self, answers: list[T]) -> list[T]:
        place = np.argsort(self._order)
        return [answers[n] for n in place.tolist()]

    def _nexts(self, at_rows: Ints) -> list[Next | None]:
        steps, moves = [rung.step for rung in self._rungs.all], self._all_moves(at_rows)
        times = [column[at_rows] for column in (self.asked, self.due, self.end, self.until)]
        columns = (self.apart, self.channel, self.rung, self.has_ended, self._courses.stage)
        out: list[Next | None] = []
        add, at = out.append, _moments(*times)
        picked = (*times, *(column[at_rows] for column in columns))
        rows = zip(*(column.tolist() for column in picked), moves, strict=True)
        for asked, due, end, until, apart, channel, rung, has_ended, stage, moved in rows:
            if apart:
                add(None)
            elif channel != _NO_STEP:
                add(
                    Due(
                        channel=CHANNELS[channel],
                        step=steps[rung],
                        planned_at=at[asked],
                        due_at=at[due],
                        on_time_until=at[end],
                        moves=moved,
                    )
                )
            elif has_ended:
                add(Finished(STAGES[stage], at[until]))
            else:
                add(Paused(Wait.LAST_WINDOW, at[until]))
        return out

    def stands(self) -> list[Stands | None]:
        """Return where each lead stands, in the order they were asked about; None for one that is apart."""
        return self._as_asked(self._stands(np.arange(len(self.channel))))

    def _stands(self, at_rows: Ints) -> list[Stands | None]:
        at, nexts = datetime.fromtimestamp, self._nexts(at_rows)
        columns = (self._courses.stage, self.revisit, self.has_ended)
        rows = zip(nexts, *(column[at_rows].tolist() for column in columns), strict=True)
        return [
            None if one is None else Stands(STAGES[stage], one, None if ended or when >= NEVER else at(when, UTC))
            for one, stage, when, ended in rows
        ]

    def lot(self, tag: Ints) -> Lot:
        """Return where all leads stand as columns; leads that stand alike have the same `tag`, in the order asked."""
        is_step, place = self.channel != _NO_STEP, np.argsort(self._order)
        _, moves = np.unique(self.moves, return_inverse=True)
        rung = np.where(is_step, self.rung, 0)
        code = tag[self._order]
        for column in (self._courses.stage, self.channel, rung, np.where(is_step, moves, 0), self.has_ended):
            code = code * (int(column.max()) + 1) + column
        code[self.apart] = -1
        _, first, alike = np.unique(code, return_index=True, return_inverse=True)
        revisit = np.where(self.has_ended | (self.revisit >= NEVER), NEVER_YET, self.revisit)
        return Lot(
            alike=alike[place],
            stands=self._stands(first),
            planned=np.where(is_step, self.asked, NEVER_YET)[place],
            due=np.where(is_step, self.due, NEVER_YET)[place],
            until=np.where(is_step, self.end, self.until)[place],
            revisit=revisit[place],
        )

    def _all_moves(self, at_rows: Ints) -> list[tuple[Move, ...]]:
        codes, which = np.unique(self.moves[at_rows], return_inverse=True)
        tuples = [self._moves_of(code) for code in codes.tolist()]
        return [tuples[n] for n in which.tolist()]

    def _moves_of(self, code: int) -> tuple[Move, ...]:
        cap, moved = divmod(code, _CAPPED)
        start, then = divmod(moved, _START)
        moves = [Move(MovedBy.SPACING)] if then & _SPACING else []
        for flags in (start, then):
            if flags & _SHIFT:
                moves.append(Move(MovedBy.SHIFT))
            if flags >= _REASON:
                moves.append(Move(MovedBy.RULES, self._grounds.reasons[flags // _REASON - 1]))
            if flags & _CAP:
                moves.append(Move(MovedBy.CAP, cap_moves(self._courses.caps.all[cap])))
        return tuple(move for n, move in enumerate(moves) if all(move.by is not other.by for other in moves[:n]))
