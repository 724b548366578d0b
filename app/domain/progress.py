"""How far a lead has come in its playbook: tracks, ladders and promises, and what time alone does to them."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import msgspec

from app.domain.activity import Activity, Kind
from app.domain.closings import Closings
from app.domain.ground import Ground
from app.domain.known import Known
from app.domain.ladder import EARLY_S, Ladder
from app.domain.lead import Channel, Lead
from app.domain.outcome import ATTEMPTS
from app.domain.playbook import DAY_S, OnExhausted, Playbook, Step, Track
from app.domain.promise import Promise
from app.domain.spans import instant, moment
from app.domain.stage import TRANSACTION, Stage
from app.domain.standing import Due, Finished, Next, Paused, PromiseEnd, PromiseRecord, StepRecord, Wait
from app.domain.track_steps import Rung, TrackSteps, officers_steps
from app.domain.tried import tried_of

KEPT_EVERY_S = 30 * DAY_S
#: the third busy line in a row does the step
BUSY_DOES_IT = 3
#: what a kept lead with nothing left to do is asked for (domain page: `on_exhausted = "keep"`)
LOOK_AGAIN = "look-again"
WINDOW_PASSED = "window passed"
CHANNEL_CLOSED = "channel closed"

# named here: to look a member up in its class takes longer than to compare with it
_CALL: Final = Channel.CALL
_NEW: Final = Stage.NEW
_NEW_TRACK: Final = Track.NEW
#: attempts after which the same step may be asked for again
_TRIES_AGAIN = frozenset({Kind.BUSY, Kind.WRONG_NUMBER, Kind.DISCONNECTED, Kind.FAILED})

RANK = {stage: n for n, stage in enumerate(Stage)}


class Left(msgspec.Struct, frozen=True):
    """Ladders the lead went away from at an instant, as they stood then.

    `closed` when nothing took their place. From `limit` on nothing more would have been asked for.
    """

    ladders: dict[Channel, Ladder]
    at: int
    closed: bool
    limit: int | None


class Progress:
    """One lead's place in its playbook. What its activities mean for it is the course's part.

    Everything inside is UTC seconds. `known` tells what is known of the person at the end; the cap looks only
    at attempts before the instant in question, so knowing later ones changes no earlier answer.
    """

    def __init__(self, playbook: Playbook, lead: Lead, ground: Ground, known: Known) -> None:
        self.playbook, self.lead, self.ground, self.known = playbook, lead, ground, known
        self.tried = tried_of(known)
        self._spoke_at: int | None = None
        self.stage: Stage = _NEW
        self.reached: dict[Stage, int] = {}
        self.finished: Finished | None = None
        self.wait: tuple[Wait, int] | None = None
        self.promise: Promise | None = None
        self.records: list[StepRecord] = []
        self.promises: list[PromiseRecord] = []
        self.left: list[Left] = []
        self.ladders: dict[Channel, Ladder] = {}
        self.letter: tuple[int, int] | None = None
        self.last_at = instant(lead.received_at)
        self._paused_until = 0
        self.closings = Closings(lead, known, self.last_at)
        #: nothing of the playbook is left, and the officer looks at the lead now and then
        self.looks_again = False
        self._reach(_NEW, self.last_at)
        self._enter(_NEW_TRACK, self.last_at)

    # -- entering tracks -------------------------------------------------------------------------------

    def _enter(self, track: Track, at: int) -> None:
        self._leave(at, closed=False)
        self.finished = None
        self.track = track
        self.begun = at
        self.start = self._start(at)
        self._climb(officers_steps(self.playbook, track))

    def _start(self, at: int) -> int:
        opened = self.ground.calls.next_open(at)
        return at if opened is None else opened

    def _climb(self, steps: TrackSteps, *, looks_again: bool = False) -> None:
        self.looks_again = looks_again
        self.ladders = {c: Ladder(self.ground, c, own, self.begun, self.start) for c, own in steps.by_channel}
        for ladder in self.ladders.values():
            ladder.expect_expiry(self.letter)
        self._see_what_is_closed()

    def _see_what_is_closed(self) -> None:
        for channel, ladder in self.ladders.items():
            ladder.is_closed = self.closed(channel) is not None

    def _leave(self, at: int, *, closed: bool) -> None:
        if self.ladders and not (self.left and self.left[-1].ladders is self.ladders):
            self.left.append(Left(self.ladders, at, closed, self.give_up_at()))

    def _keep(self, at: int) -> None:
        """Nothing is left to do and the officer keeps the lead: look at it again every thirty days."""
        self._leave(at, closed=True)
        channel = next((c for c in (Channel.CALL, Channel.EMAIL, Channel.TEXT) if self.closed(c) is None), None)
        if channel is None:
            self.wait = (Wait.NO_WAY_TO_REACH, at + KEPT_EVERY_S)
            return
        self.begun = self.start = at
        step = Step(step_id=LOOK_AGAIN, channel=channel, every_s=KEPT_EVERY_S, within_s=DAY_S)
        self._climb(TrackSteps(((channel, (Rung(step),)),)), looks_again=True)

    def closed(self, channel: Channel) -> str | None:
        """Return why no time will open a channel, by what is known so far; None when one may."""
        return self.closings.why(channel, applied=self.stage in TRANSACTION)

    def _close(self, activity: Activity) -> None:
        """Take into account an activity after which a channel may be closed, or open again."""
        self.closings.take(activity)
        self._see_again(instant(activity.began_at))

    def _see_again(self, at: int) -> None:
        """Ask anew which channels are closed, at an instant at which that may have changed."""
        for channel, ladder in self.ladders.items():
            was_closed, ladder.is_closed = ladder.is_closed, self.closed(channel) is not None
            if was_closed and not ladder.is_closed:
                self._reopen(ladder, at)

    def _end_language_wait(self, at: int) -> None:
        """Ask from now on for what nobody was to do while somebody who speaks the language was looked for, if so."""
        if self.wait is None or self.wait[0] is not Wait.LANGUAGE:
            return
        self.wait, self._paused_until = None, at
        self._lapse(at)
        for ladder in self.ladders.values():
            found = ladder.due(self.tried)
            if self.promise is None and found is not None and found[2] < at:
                ladder.ask_from(at)

    def _reopen(self, ladder: Ladder, at: int) -> None:
        """Go on with a ladder nobody could climb until `at`: a call is asked for from then on, the rest lapsed."""
        while (found := ladder.due(self.tried)) is not None and found[2] < at:
            end = ladder.on_time_until(found[2])
            if ladder.channel is _CALL or end >= at:
                ladder.ask_from(at)
                return
            self._record(ladder, found, end, skipped=CHANNEL_CLOSED, was_closed=True)
            ladder.skip_step(end, at)

    def _turn(self, at: int) -> None:
        """Let registries close what nothing the borrower did answers for any more, or open it again."""
        before = [ladder for ladder in self.ladders.values() if not ladder.is_closed]
        self._see_again(at)
        if self.finished is None and any(ladder.is_closed for ladder in before):
            # nothing is left to do from now on, not since the last activity
            self.last_at = at
            if self.looks_again:
                self._keep(at)

    def _reach(self, stage: Stage, at: int) -> None:
        self.stage = stage
        self.reached.setdefault(stage, at)
        self.closings.stage_reached()

    # -- time passes -----------------------------------------------------------------------------------

    def pass_time(self, at: int) -> None:
        """Let everything happen that time alone brings up to and at `at`: wake-ups, lapses, closures, the end."""
        while (turn := self.closings.next_turn) is not None and turn <= at:
            self._pass_time(turn)
            self.closings.pass_turn()
            self._turn(turn)
        self._pass_time(at)

    def _pass_time(self, at: int) -> None:
        while self.finished is None:
            if self.wait is not None:
                kind, until = self.wait
                if until > at:
                    if kind is Wait.NURTURE:
                        self._lapse(at)
                    return
                self._end_wait(kind, until)
                continue
            limit = self.give_up_at()
            self._lapse(at if limit is None else min(at, limit))
            end = self.exhausted_at()
            if end is None or end > at or self.promise is not None:
                return
            self._exhaust(end)

    def _end_wait(self, kind: Wait, until: int) -> None:
        self._end_language_wait(until)
        self.wait = None
        if kind is Wait.NURTURE:
            self._reach(Stage.ATTEMPTING, until)
            # pinned till now; "not now" restarts by the playbook that is published then (domain page, section 2)
            self.playbook = self.playbook.in_force(moment(until))
            self._enter(Track.NEW, until)
        elif kind is Wait.NO_WAY_TO_REACH:
            self._keep(until)
        elif kind is Wait.LOAN_SYSTEM:
            # nothing was reported: the officer's look is due at once, not a round later
            self._keep(until - KEPT_EVERY_S)

    def _lapse(self, at: int) -> None:
        """An e-mail or text nobody sent is skipped at its on-time end; a call never is."""
        if self.promise is not None:
            return
        for ladder in self.ladders.values():
            if ladder.channel is _CALL or ladder.is_closed:
                continue
            while ladder.rung is not None:
                found = ladder.due(self.tried)
                if found is None:
                    break
                end = ladder.on_time_until(found[2])
                if end >= at:
                    break
                self._record(ladder, found, end, skipped=WINDOW_PASSED)
                ladder.skip_step(end, end)

    def exhausted_at(self) -> int | None:
        """Return when nothing was left to do: the last on-time end or the day the playbook gives up; None before that.

        Channels that are closed for good have nothing left on them.
        """
        limit = self.give_up_at()
        if self.looks_again:
            return None
        for ladder in self.ladders.values():
            if ladder.rung is not None and not ladder.is_closed:
                return limit
        ends = [end for ladder in self.ladders.values() for end in ladder.ends]
        over = max([*ends, self.last_at])
        return over if limit is None else min(over, limit)

    def give_up_at(self) -> int | None:
        """Return when the playbook gives the lead up, whatever was done; None when it does not."""
        limit = self.playbook.give_up_after_s
        if limit is None or self.looks_again or self.track is not _NEW_TRACK:
            return None
        return max(self.start + limit, self._paused_until)

    def _exhaust(self, at: int) -> None:
        is_kept = self.lead.origin.is_own or self.lead.partner or self.playbook.on_exhausted is OnExhausted.KEEP
        # other tracks (an application's, say) end without giving the lead back
        if is_kept or self.track is not Track.NEW:
            self._keep(at)
        else:
            self._exit(Stage.RETURNED, at)

    def _exit(self, stage: Stage, at: int) -> None:
        self._leave(at, closed=True)
        self._reach(stage, at)
        self.finished = Finished(stage, moment(at))
        self._drop_promise(at)
        self.wait = None

    # -- attempts --------------------------------------------------------------------------------------

    def attempted(self, activity: Activity) -> None:
        """Follow only what an activity does as an attempt, if it is one: a step done, a promise answered, spacing."""
        if activity.kind not in ATTEMPTS or self.finished is not None:
            return
        at = instant(activity.began_at)
        if self.stage is _NEW:
            self._reach(Stage.ATTEMPTING, at)
        channel = activity.channel or _CALL
        ladder = self.ladders.get(channel)
        if self.promise is not None:
            # while a promise is pending, steps pause: an attempt answers it or does nothing
            if channel is _CALL and self.promise.is_answered_at(at):
                self._answer_promise(self.promise, activity, at)
                if ladder is not None:
                    ladder.resume()
        elif ladder is not None and not ladder.is_closed:
            self._do_step(ladder, activity, at)
        if ladder is not None:
            ladder.attempt(at)

    def _do_step(self, ladder: Ladder, activity: Activity, at: int) -> None:
        found = ladder.due(self.tried, before=at)
        if found is None or at < found[2] - EARLY_S:
            return
        if activity.kind in _TRIES_AGAIN:
            if activity.kind is not Kind.BUSY:
                ladder.ask_from(at)
                return
            if ladder.busy_in_a_row + 1 < BUSY_DOES_IT:
                ladder.busy(at)
                return
        end = ladder.on_time_until(found[2])
        self._record(ladder, found, end, done=activity)
        ladder.finish_step(at, end)

    def _record(
        self,
        ladder: Ladder,
        found: tuple[int, int, int],
        end: int,
        *,
        done: Activity | None = None,
        skipped: str | None = None,
        was_closed: bool = False,
    ) -> None:
        step = ladder.step
        assert step is not None  # noqa: S101 - asked only of a ladder with a candidate
        _, base, due = found
        done_at = None if done is None else instant(done.began_at)
        self.records.append(StepRecord(step, ladder.asked_for(base), due, end, done_at, skipped, was_closed))

    # -- promises --------------------------------------------------------------------------------------

    def _answer_promise(self, promise: Promise, activity: Activity, at: int) -> None:
        if promise.tries == 0:
            self.promises.append(promise.record(PromiseEnd.TRIED, activity))
        if promise.is_over_after(activity, at):
            self._drop_promise(at)

    def _drop_promise(self, at: int, end: PromiseEnd = PromiseEnd.VOID) -> None:
        """End the pending promise, if there is one; `end` says how, if nobody tried to keep it."""
        promise, self.promise = self.promise, None
        if promise is None:
            return
        self._paused_until = at
        if promise.tries == 0:
            self.promises.append(promise.record(promise.end_untried(at, end)))

    def _make_promise(self, activity: Activity, when: datetime, at: int) -> None:
        self._drop_promise(at, PromiseEnd.MOVED)
        self.promise = Promise(activity, instant(when), self.ground, self.tried)

    # -- the answer ------------------------------------------------------------------------------------

    def answer(self, now: int) -> Next:
        """Return what is asked for next. Call `pass_time(now)` first, or use `cadence.next_step`."""
        if self.finished is not None:
            return self.finished
        if self.promise is not None:
            return self.promise.as_due()
        candidate = self._candidate()
        if self.wait is not None:
            if self.wait[0] is Wait.NURTURE and candidate and instant(candidate.due_at) < self.wait[1]:
                return candidate
            return Paused(self.wait[0], moment(self.wait[1]))
        if candidate is not None:
            return candidate
        ends = [end for end in (self.exhausted_at(), self._last_closing()) if end is not None and end > now]
        if ends:
            return Paused(Wait.LAST_WINDOW, moment(min(ends)))
        # steps are left, but nothing opens within sight: an emergency, hours without a day
        rounds = max(0, now - self.last_at) // KEPT_EVERY_S + 1
        return Paused(Wait.NO_WAY_TO_REACH, moment(self.last_at + rounds * KEPT_EVERY_S))

    def _candidate(self) -> Due | None:
        limit = self.give_up_at()
        best: tuple[int, int, Ladder, tuple[int, int, int]] | None = None
        for ladder in self.ladders.values():
            rung = ladder.rung
            if rung is None or ladder.is_closed:
                continue
            found = ladder.due(self.tried)
            if found is None or (limit is not None and found[2] >= limit):
                continue
            closing = self._closing_at(ladder)
            if closing is not None and found[2] >= closing:
                continue
            due, place = found[2], rung.place
            if best is None or due < best[0] or (due == best[0] and place < best[1]):
                best = due, place, ladder, found
        return None if best is None else best[2].as_due(self.tried, best[3])

    def _closing_at(self, ladder: Ladder) -> int | None:
        """Return when a registry closes a ladder's channel unless the borrower asks again; None when none will."""
        if self.closings.next_turn is None:
            return None
        return self.closings.closing_at(ladder.channel, applied=self.stage in TRANSACTION)

    def _last_closing(self) -> int | None:
        """Return when a registry closes a channel that has steps left; asked where all of them are due after it."""
        climbing = [ladder for ladder in self.ladders.values() if ladder.rung is not None and not ladder.is_closed]
        return next((at for ladder in climbing if (at := self._closing_at(ladder)) is not None), None)
