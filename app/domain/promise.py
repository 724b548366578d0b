"""A time a borrower asked for: when it is to be kept, what answers it, and what came of it."""

from __future__ import annotations

from app.domain.activity import Activity
from app.domain.asked_for import PROMISE_LATE, PROMISE_TRIES
from app.domain.contact_rules import Purpose, capped_reason
from app.domain.ground import Ground
from app.domain.ladder import EARLY_S
from app.domain.lead import Channel
from app.domain.outcome import is_contact
from app.domain.shift import next_working_morning
from app.domain.spans import moment
from app.domain.standing import Due, Move, MovedBy, PromiseEnd, PromiseRecord
from app.domain.tried import Tried

AGAIN_S = 15 * 60
#: a promise is kept by a call from ten minutes before it to ten minutes after it
ON_TIME_S = int(PROMISE_LATE.total_seconds())


class Promise:
    """A pending promise; `at` moves with each try that does not reach the borrower, `first_at` stays.

    `tried` is what a cap may count; it may grow.
    """

    def __init__(self, made: Activity, at: int, ground: Ground, tried: Tried) -> None:
        self.made = made
        self.first_at = at
        self.at = at
        self.tries = 0
        self._ground, self._tried = ground, tried

    def due(self) -> int:
        """Return when it may be kept: its time, or the first moment the rules allow.

        Never moved by shift or the company's cap; a state's own cap is law and yields only where its row says so. What
        the borrower named lifts the federal hours, and no time it is moved to does.
        """
        if self.tries == 0 and self._first_allowed(named_time=True) == self.at:
            return self.at
        found = self._first_allowed(named_time=False)
        return self.at if found is None else found

    def _first_allowed(self, *, named_time: bool) -> int | None:
        ground, at = self._ground, self.at
        law = ground.rules.law(ground.place, Channel.CALL, Purpose.REQUESTED, named_time=named_time)
        # the call that keeps it may come ten minutes early, and closes nothing against itself
        past = self._tried.before(self.at - EARLY_S)
        while (opened := law.hours.next_open(at)) is not None:
            at = law.free_from(opened, past)
            if at == opened:
                return opened
        return None

    def is_answered_at(self, at: int) -> bool:
        return at >= self.at - EARLY_S

    def is_over_after(self, attempt: Activity, at: int) -> bool:
        """Count a call that answers it; return whether it is done with, else it comes again later."""
        self.tries += 1
        if is_contact(attempt.kind) or self.tries >= PROMISE_TRIES:
            return True
        if self.tries == 1:
            self.at = at + AGAIN_S
        else:
            self.at = next_working_morning(self._ground.officer, at, self._ground.place.clock_zone)
        return False

    def end_untried(self, at: int, end: PromiseEnd) -> PromiseEnd:
        """Return how it ended: past its ten minutes nothing excuses that nobody called."""
        return PromiseEnd.LEFT_UNDONE if at > self.first_at + ON_TIME_S else end

    def record(self, end: PromiseEnd, attempt: Activity | None = None) -> PromiseRecord:
        """Return what is kept of it; ask before a try is counted, for the first time is the one that was promised."""
        return PromiseRecord(
            promise_id=self.made.activity_id,
            officer_id=self.made.actor_id,
            promised_at=moment(self.first_at),
            due_at=moment(self.due()),
            attempted_at=attempt.began_at if attempt else None,
            end=end,
        )

    def as_due(self) -> Due:
        due = self.due()
        moves: tuple[Move, ...] = ()
        if due > self.at:
            rules, place = self._ground.rules, self._ground.place
            named = self.tries == 0
            if rules.open_hours(place, Channel.CALL, Purpose.REQUESTED, named_time=named).is_open(self.at):
                why = capped_reason(rules, place, Purpose.REQUESTED, self.at)
            else:
                why = rules.why_closed(place, Channel.CALL, self.at, Purpose.REQUESTED, named_time=named)
            moves = (Move(MovedBy.RULES, why),)
        return Due(
            channel=Channel.CALL,
            promise_id=self.made.activity_id,
            planned_at=moment(self.at),
            due_at=moment(due),
            on_time_until=moment(due + ON_TIME_S),
            tries=self.tries,
            moves=moves,
        )
