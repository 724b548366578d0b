"""One channel's steps in their order: which is the candidate, when it is due, until when it is on time."""

from __future__ import annotations

from typing import Final

from app.domain.ground import Ground
from app.domain.lead import Channel
from app.domain.playbook import Step
from app.domain.spans import moment
from app.domain.standing import Due, Move, MovedBy
from app.domain.track_steps import NONE, Rung
from app.domain.tried import Tried

BUSY_AGAIN_S = 15 * 60
BUSY_ON_TIME_S = 15 * 60
#: an attempt this long before a step is due still does it (domain page, section 4, rule 4)
EARLY_S = 10 * 60
# named here: to look a member up in its class takes longer than to compare with it
_CALL: Final = Channel.CALL
_EMAIL: Final = Channel.EMAIL


class Ladder:
    """The steps of one channel on one track and how far they have come. Instants are UTC seconds.

    `begun` is when the track was entered (day 1 is its date on the borrower's clock), `start` when the first
    contact was possible. `rung` is the candidate, None when every step is done or skipped. `again_at` overrides
    spacing: a busy line is tried again, a dead number at once. `ends` are the on-time ends of steps gone by.
    `letter`: the last day of the borrower's letter (counted as `ZoneClock.day` does) and since when that is known.
    `is_closed`: by what is known nothing will ever open the channel; its steps are asked for no more.
    """

    def __init__(self, ground: Ground, channel: Channel, rungs: tuple[Rung, ...], begun: int, start: int) -> None:
        self.ground = ground
        self.channel = channel
        self.rungs = rungs
        self.begun = begun
        self.start = start
        self.index = 0
        self.rung: Rung | None = rungs[0] if rungs else None
        self.last_done: tuple[Rung, int] | None = None
        self.last_attempt: int | None = None
        self.again_at: int | None = None
        self.busy_in_a_row = 0
        self.ends: list[int] = []
        self.letter: tuple[int, int] | None = None
        self.is_closed = False
        self._open = ground.open(channel)
        self._is_capped = channel is not _EMAIL
        # what follows from the above, worked out once for as long as nothing happens on the ladder
        self._is_known = False
        self._found: tuple[int, int, int] | None = None
        self._end: tuple[int, int] | None = None

    @property
    def step(self) -> Step | None:
        """Return the candidate as the playbook has it."""
        return None if self.rung is None else self.rung.step

    def left(self) -> list[Step]:
        """Return the steps from the candidate on."""
        return [rung.step for rung in self.rungs[self.index :]]

    def due(self, tried: Tried, before: int | None = None) -> tuple[int, int, int] | None:
        """Return the candidate's (planned, base, due) seconds, or None when no step is left or no time would do.

        `planned` is the step's own instant, `base` where spacing puts it. `tried` is what a cap may count;
        `before` leaves out those from that instant on, for asking what was due when an attempt began.
        """
        if not self._is_known:
            self._found, self._is_known = self._find(), True
        found = self._found
        if found is None or not self._is_capped or len(tried.all) < self.ground.fewest:
            return found
        past = tried if before is None or tried.all[-1] < before else tried.before(before)
        return self._free(found, past)

    def _find(self) -> tuple[int, int, int] | None:
        rung = self.rung
        if rung is None:
            return None
        planned = self._planned(rung)
        base = planned
        if self.again_at is not None:
            base = self.again_at
        elif self.last_done is not None and self.last_attempt is not None and rung.every_s == NONE:
            base = max(planned, self._spaced(rung, self.last_done[0], self.last_attempt))
        opened = self._open.next_open(base)
        return None if opened is None else (planned, base, opened)

    def _free(self, found: tuple[int, int, int], past: Tried) -> tuple[int, int, int] | None:
        """Return what was found, moved on until the cap allows it and it is open then."""
        at = found[2]
        while True:
            free = self.ground.capped(at, past)
            if free == at:
                return found[0], found[1], at
            opened = self._open.next_open(free)
            if opened is None:
                return None
            at = opened

    def _planned(self, rung: Rung) -> int:
        if rung.after_s != NONE:
            return self.start + rung.after_s
        if rung.every_s != NONE:
            return self._next_round(rung)
        clock = self.ground.clock
        # a day step cannot fall due before the lead was there
        return max(self.begun, clock.wall(clock.day(self.begun) + rung.day - 1, rung.opens))

    def _next_round(self, rung: Rung) -> int:
        since = self.begun if self.last_done is None else self.last_done[1]
        planned = since + rung.every_s
        if self.letter is None or rung.before_expiry == NONE:
            return planned
        last_day, known_at = self.letter
        clock = self.ground.clock
        if clock.wall(last_day + 1, 0) <= since:
            return planned
        # nobody could have acted on the letter before it was known of
        reminder = max(clock.wall(last_day - rung.before_expiry, 0), known_at)
        if self.last_done is None:
            # one that is short from the beginning is called about at the beginning
            return min(max(reminder, self.begun), planned)
        return reminder if since < reminder < planned else planned

    def _spaced(self, rung: Rung, done: Rung, attempt: int) -> int:
        if rung.after_s != NONE and done.after_s != NONE:
            return attempt + rung.after_s - done.after_s
        clock = self.ground.clock
        return clock.wall(clock.day(attempt) + rung.day - done.day, rung.opens)

    def on_time_until(self, due: int) -> int:
        """Return until when the candidate counts as on time, were it due at `due` (rule 7)."""
        end = self._end
        if end is None or end[0] != due:
            end = self._end = due, self._on_time_until(self._candidate(), due)
        return end[1]

    def _on_time_until(self, rung: Rung, due: int) -> int:
        if self.again_at is not None and self.busy_in_a_row:
            return self._open.add_open(due, BUSY_ON_TIME_S) or due + BUSY_ON_TIME_S
        if rung.within_s != NONE:
            return self._open.add_open(due, rung.within_s) or due + rung.within_s
        if rung.closes == NONE:
            return self.ground.days.end(due)
        clock = self.ground.clock
        day = clock.day(due)
        end = clock.wall(day, rung.closes)
        opened = self._open.next_open(max(clock.wall(day, rung.opens), due))
        if opened is not None and opened < end:
            return end
        length = (rung.closes - rung.opens) * 60
        return self._open.add_open(due, length) or due + length

    def as_due(self, tried: Tried, found: tuple[int, int, int]) -> Due:
        """Return the candidate with what moved it, for people to read; `found` is what `due` told of it."""
        rung = self._candidate()
        planned, base, due = found
        asked, due_at = self.asked_for(base), moment(due)
        return Due(
            channel=self.channel,
            step=rung.step,
            planned_at=due_at if asked == due else moment(asked),
            due_at=due_at,
            on_time_until=moment(self.on_time_until(due)),
            moves=() if asked == planned == base == due else self._moved(found, asked, tried),
        )

    def _moved(self, found: tuple[int, int, int], asked: int, tried: Tried) -> tuple[Move, ...]:
        planned, base, due = found
        moves = [Move(MovedBy.SPACING)] if base > planned and self.again_at is None else []
        if asked < base:
            # what held the start up held this step up; the start waits for a call whatever the channel
            moves += _moves(self.ground, _CALL, self.begun, self.start, Tried())
        moves += _moves(self.ground, self.channel, base, due, tried)
        return tuple(m for n, m in enumerate(moves) if all(m.by is not earlier.by for earlier in moves[:n]))

    def asked_for(self, base: int) -> int:
        """Return when the candidate would have been due had the start not had to wait: what held that up held it up."""
        rung = self._candidate()
        if rung.after_s != NONE and self.last_done is None and self.again_at is None:
            return self.begun + rung.after_s
        return base

    def attempt(self, at: int) -> None:
        self.last_attempt = at if self.last_attempt is None else max(at, self.last_attempt)
        self._forget()

    def busy(self, at: int) -> None:
        """The line was busy at `at`: the same step again a little later."""
        self.busy_in_a_row += 1
        self.again_at = at + BUSY_AGAIN_S
        self._forget()

    def ask_from(self, at: int) -> None:
        """Ask for the same step anew from `at` on: on the next number, or as nobody was to do it before."""
        self.again_at, self.busy_in_a_row = at, 0
        self._forget()

    def resume(self) -> None:
        """An attempt answered a promise: the step comes by its spacing from there, whatever it was asked for before."""
        if self.last_done is not None:
            self.again_at, self.busy_in_a_row = None, 0
            self._forget()

    def expect_expiry(self, letter: tuple[int, int] | None) -> None:
        """Take note of the borrower's letter; a later one stands in its place."""
        self.letter = letter
        self._forget()

    def finish_step(self, at: int, end: int) -> None:
        """The candidate was done at `at`; the next one becomes the candidate, but for one that comes every so often."""
        rung = self._candidate()
        self.last_done = (rung, at)
        self._leave(rung, end)

    def skip_step(self, end: int | None, at: int = 0) -> None:
        """The candidate was skipped or its window passed at `at`: it is not done and moves nothing."""
        rung = self._candidate()
        if rung.every_s != NONE and end is not None:
            # a skipped round of a repeated step still counts the time to the next round
            self.last_done = (rung, at)
        self._leave(rung, end)

    def _candidate(self) -> Rung:
        rung = self.rung
        assert rung is not None  # noqa: S101 - asked only of a ladder with a candidate
        return rung

    def _leave(self, rung: Rung, end: int | None) -> None:
        if end is not None:
            self.ends.append(end)
        if rung.every_s == NONE:
            self.index += 1
            self.rung = self.rungs[self.index] if self.index < len(self.rungs) else None
        self.again_at, self.busy_in_a_row = None, 0
        self._forget()

    def _forget(self) -> None:
        self._is_known, self._end = False, None


def _moves(ground: Ground, channel: Channel, asked: int, due: int, tried: Tried) -> list[Move]:
    """Return what moved a contact from when it was asked for to when it is due."""
    moves: list[Move] = []
    if due == asked:
        return moves
    if not ground.shift.is_open(asked):
        moves.append(Move(MovedBy.SHIFT))
    if channel is _EMAIL:
        return moves
    law = ground.rules.open_hours(ground.place, channel)
    # the rules may shut what the shift alone would have opened, so both ends are asked
    for at in (asked, due - 1):
        if not law.is_open(at):
            moves.append(Move(MovedBy.RULES, ground.rules.why_closed(ground.place, channel, at)))
            break
    opened = ground.open(channel).next_open(asked)
    if opened is not None and ground.capped(opened, tried) > opened:
        moves.append(Move(MovedBy.CAP, ground.why_capped(opened)))
    return moves
