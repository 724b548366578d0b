"""The course of one lead: its activities followed in order, each step, promise and exit falling where it falls."""

from __future__ import annotations

from bisect import insort
from datetime import datetime

from app.domain.activity import Activity, Kind
from app.domain.contact_rules import Purpose, closed_for_good
from app.domain.known import CLOSING, Known, known_of
from app.domain.ladder import EARLY_S, Ground, Ladder
from app.domain.lead import Channel, Lead
from app.domain.outcome import is_attempt, is_contact
from app.domain.playbook import DAY_S, Doer, OnExhausted, Playbook, Step, Track
from app.domain.shift import next_working_morning, working_hours_later
from app.domain.spans import instant, moment
from app.domain.stage import EXITS, Stage
from app.domain.standing import (
    Due,
    Finished,
    Move,
    MovedBy,
    Next,
    Paused,
    PromiseRecord,
    StepRecord,
    Wait,
)
from app.domain.wording import reason_words

PROMISE_AGAIN_S = 15 * 60
PROMISE_ON_TIME_S = 10 * 60
LANGUAGE_WAIT_HOURS = 4
KEPT_EVERY_S = 30 * DAY_S
#: what a kept lead with nothing left to do is asked for (domain page: `on_exhausted = "keep"`)
LOOK_AGAIN = "look-again"
WINDOW_PASSED = "window passed"

_PROMISES = (Kind.APPOINTMENT, Kind.CALL_BACK)
_RANK = {stage: n for n, stage in enumerate(Stage)}
_STAGE_OF = {Kind.APPOINTMENT: Stage.APPOINTMENT, Kind.SENDING_APPLICATION: Stage.APPLICATION_STARTED}
_TRACK_OF = {
    Stage.APPLICATION_STARTED: Track.APPLICATION,
    Stage.APPLICATION_SUBMITTED: Track.APPLICATION,
    Stage.PRE_APPROVED: Track.PREAPPROVED,
}
_EXIT_OF = {
    Kind.NOT_INTERESTED: Stage.LOST,
    Kind.DO_NOT_CALL: Stage.DO_NOT_CONTACT,
    Kind.BAD_LEAD: Stage.BAD_LEAD,
}
#: a borrower who says one of these to a lead that had ended brings it back
_REVIVES = (Kind.APPOINTMENT, Kind.CALL_BACK, Kind.SENDING_APPLICATION, Kind.INBOUND, Kind.REPLIED)


class _Promise:
    """A pending promise; `at` moves with each try that does not reach the borrower."""

    def __init__(self, activity: Activity, at: int) -> None:
        self.activity = activity
        self.first_at = at
        self.at = at
        self.tries = 0


class Course:
    """Follows one lead through time. Feed activities in order with `take`, then ask `answer`.

    Everything inside is UTC seconds. `known` tells what is known of the person at the end; the cap looks only
    at attempts before the instant in question, so knowing later ones changes no earlier answer.
    """

    def __init__(self, playbook: Playbook, lead: Lead, ground: Ground, known: Known) -> None:
        self.playbook, self.lead, self.ground, self.known = playbook, lead, ground, known
        capped = ground.rules.cap_of(ground.place).counts_all
        self.times = [instant(t) for t in (known.attempts if capped else known.solicits)]
        self.stage = Stage.NEW
        self.reached: dict[Stage, int] = {}
        self.finished: Finished | None = None
        self.wait: tuple[Wait, int] | None = None
        self.promise: _Promise | None = None
        self.records: list[StepRecord] = []
        self.promises: list[PromiseRecord] = []
        self.last_at = instant(lead.received_at)
        self._promise_over_at = 0
        # closed channels are judged by what was known at the time, so this grows with the activities taken
        self._closers: list[Activity] = []
        self._known_now = known_of(lead, (), listed=known.listed)
        self._reach(Stage.NEW, self.last_at)
        self._enter(Track.NEW, self.last_at)

    # -- entering tracks -------------------------------------------------------------------------------

    def _enter(self, track: Track, at: int) -> None:
        self.track = track
        self.begun = at
        self.start = self._start(at)
        steps = [s for s in self.playbook.track(track) if s.by is Doer.OFFICER]
        self.ladders = self._ladders(steps)
        self._positions = {step.step_id: n for n, step in enumerate(steps)}

    def _start(self, at: int) -> int:
        opened = self.ground.open(Channel.CALL).next_open(at)
        return at if opened is None else opened

    def _ladders(self, steps: list[Step]) -> dict[Channel, Ladder]:
        channels = [c for c in Channel if any(s.channel is c for s in steps)]
        return {
            c: Ladder(c, tuple(s for s in steps if s.channel is c), begun=self.begun, start=self.start)
            for c in channels
        }

    def _keep(self, at: int) -> None:
        """Nothing is left to do and the officer keeps the lead: look at it again every thirty days."""
        channel = next((c for c in (Channel.CALL, Channel.EMAIL, Channel.TEXT) if self._closed(c) is None), None)
        if channel is None:
            self.wait = (Wait.NO_WAY_TO_REACH, at + KEPT_EVERY_S)
            return
        self.begun = self.start = at
        step = Step(step_id=LOOK_AGAIN, channel=channel, every_s=KEPT_EVERY_S, within_s=DAY_S)
        self.ladders = self._ladders([step])
        self._positions = {LOOK_AGAIN: 0}

    def _closed(self, channel: Channel) -> str | None:
        reason = closed_for_good(self.lead, self._known_now, channel)
        return None if reason is None else reason_words(reason)

    def _reach(self, stage: Stage, at: int) -> None:
        self.stage = stage
        self.reached.setdefault(stage, at)

    # -- time passes -----------------------------------------------------------------------------------

    def pass_time(self, at: int) -> None:
        """Let everything happen that time alone brings up to and at `at`: wake-ups, lapses, the end."""
        if self.finished is not None:
            return
        if self.wait is not None:
            if self.wait[1] > at:
                return
            self._end_wait()
        self._lapse(at)
        end = self.exhausted_at()
        if end is not None and end <= at and self.promise is None and self.track is Track.NEW:
            self._exhaust(end)

    def _end_wait(self) -> None:
        assert self.wait is not None  # noqa: S101 - asked only while waiting
        kind, until = self.wait
        self.wait = None
        if kind is Wait.NURTURE:
            self._reach(Stage.ATTEMPTING if self.stage is Stage.NURTURE else self.stage, until)
            self._enter(Track.NEW, until)
        elif kind is Wait.NO_WAY_TO_REACH:
            self._keep(until)

    def _lapse(self, at: int) -> None:
        """An e-mail or text nobody sent is skipped at its on-time end; a call never is."""
        for channel in (Channel.TEXT, Channel.EMAIL):
            ladder = self.ladders.get(channel)
            while ladder is not None and ladder.step is not None and self.promise is None:
                found = ladder.due(self.ground, self.times)
                if found is None:
                    break
                end = ladder.on_time_until(self.ground, found[2])
                if end >= at:
                    break
                self._record(ladder, found[2], end, skipped=WINDOW_PASSED)
                ladder.skip_step(end)

    def exhausted_at(self) -> int | None:
        """Return when nothing was left to do: the last on-time end or the day the playbook gives up; None before that.

        Channels that are closed for good have nothing left on them.
        """
        limit = self.give_up_at()
        if LOOK_AGAIN in self._positions:
            return None
        if any(ladder.step is not None and self._closed(c) is None for c, ladder in self.ladders.items()):
            return limit
        ends = [end for ladder in self.ladders.values() for end in ladder.ends]
        over = max([*ends, self.last_at])
        return over if limit is None else min(over, limit)

    def give_up_at(self) -> int | None:
        """Return when the playbook gives the lead up, whatever was done; None when it does not."""
        if self.playbook.give_up_after_s is None or self.track is not Track.NEW or LOOK_AGAIN in self._positions:
            return None
        return max(self.start + self.playbook.give_up_after_s, self._promise_over_at)

    def _exhaust(self, at: int) -> None:
        if self.lead.origin.is_own or self.lead.partner or self.playbook.on_exhausted is OnExhausted.KEEP:
            self._keep(at)
            return
        self._exit(Stage.RETURNED, at)

    def _exit(self, stage: Stage, at: int) -> None:
        self._reach(stage, at)
        self.finished = Finished(stage, moment(at))
        self._drop_promise(at)
        self.wait = None

    # -- something happens -----------------------------------------------------------------------------

    def take(self, activity: Activity) -> None:
        """Follow one standing activity; they must come in the order they began."""
        at = instant(activity.began_at)
        self.pass_time(at)
        if is_attempt(activity.kind):
            self._attempt(activity, at)
        if activity.kind in CLOSING:
            self._closers.append(activity)
            self._known_now = known_of(self.lead, self._closers, listed=self.known.listed)
        self._effect(activity, at)
        self.last_at = max(self.last_at, at)

    def _attempt(self, activity: Activity, at: int) -> None:
        if _RANK[self.stage] < _RANK[Stage.ATTEMPTING]:
            self._reach(Stage.ATTEMPTING, at)
        channel = activity.channel or Channel.CALL
        ladder = self.ladders.get(channel)
        if self.promise is not None and channel is Channel.CALL:
            self._answer_promise(activity, at)
        elif ladder is not None and self.promise is None and self.finished is None:
            self._do_step(ladder, activity, at)
        if ladder is not None:
            ladder.attempt(at)

    def _do_step(self, ladder: Ladder, activity: Activity, at: int) -> None:
        found = ladder.due(self.ground, self.times, before=at)
        if found is None or at < found[2] - EARLY_S:
            return
        due = found[2]
        end = ladder.on_time_until(self.ground, due)
        if activity.kind is Kind.BUSY and ladder.busy_in_a_row < 2:
            ladder.busy_in_a_row += 1
            ladder.again_at = at + PROMISE_AGAIN_S
            return
        if activity.kind in (Kind.WRONG_NUMBER, Kind.DISCONNECTED, Kind.FAILED):
            ladder.again_at, ladder.busy_in_a_row = at, 0
            return
        self._record(ladder, due, end, done=activity)
        ladder.finish_step(at, end)

    def _record(
        self, ladder: Ladder, due: int, end: int, *, done: Activity | None = None, skipped: str | None = None
    ) -> None:
        assert ladder.step is not None  # noqa: S101 - asked only of a ladder with a candidate
        self.records.append(
            StepRecord(
                step=ladder.step,
                due_at=moment(due),
                on_time_until=moment(end),
                done_at=done.began_at if done else None,
                done_by=done.actor_id if done else "",
                skipped=skipped,
            )
        )

    # -- promises --------------------------------------------------------------------------------------

    def _answer_promise(self, activity: Activity, at: int) -> None:
        promise = self.promise
        assert promise is not None  # noqa: S101 - asked only while one is pending
        if at < min(promise.at, self._promise_due(promise)) - EARLY_S:
            return
        if promise.tries == 0:
            self._file_promise(promise, attempted=activity.began_at)
        promise.tries += 1
        if is_contact(activity.kind) or promise.tries >= 3:
            self._drop_promise(at)
        elif promise.tries == 1:
            promise.at = at + PROMISE_AGAIN_S
        else:
            promise.at = next_working_morning(self.ground.officer, at, self.ground.place.clock_zone)

    def _promise_due(self, promise: _Promise) -> int:
        """Return when a promise may be kept: its time, or the first moment the rules allow (rule 8)."""
        calendar = self.ground.rules.open_hours(
            self.ground.place, Channel.CALL, Purpose.REQUESTED, named_time=promise.tries == 0
        )
        opened = calendar.next_open(promise.at)
        return promise.at if opened is None else opened

    def _file_promise(self, promise: _Promise, *, attempted: datetime | None, moved: bool = False) -> None:
        self.promises.append(
            PromiseRecord(
                promise_id=promise.activity.activity_id,
                officer_id=promise.activity.actor_id,
                promised_at=moment(promise.first_at),
                due_at=moment(self._promise_due(promise)),
                attempted_at=attempted,
                is_moved=moved,
                is_pending=False,
            )
        )

    def _drop_promise(self, at: int) -> None:
        """End the pending promise, if there is one; one that ends untried before its time was moved, not broken."""
        promise, self.promise = self.promise, None
        if promise is None:
            return
        self._promise_over_at = at
        if promise.tries == 0:
            self._file_promise(promise, attempted=None, moved=at < promise.first_at)

    def _make_promise(self, activity: Activity, at: int) -> None:
        assert activity.when is not None  # noqa: S101 - asked only of one with a time
        self._drop_promise(at)
        self.promise = _Promise(activity, instant(activity.when))

    # -- effects ---------------------------------------------------------------------------------------

    def _effect(self, activity: Activity, at: int) -> None:
        kind = activity.kind
        if is_contact(kind):
            self._contact(kind, at)
        if kind in _EXIT_OF:
            self._exit(_EXIT_OF[kind], at)
        elif kind is Kind.INQUIRED_AGAIN:
            self._inquired_again(at)
        elif kind is Kind.STAGE_REPORTED:
            self._reported(Stage(activity.stage), at)
        elif kind is Kind.SENDING_APPLICATION:
            self._drop_promise(at)
            self._reach(Stage.APPLICATION_STARTED, at)
            self._enter(Track.APPLICATION, at)
        elif kind is Kind.NOT_NOW and activity.when is not None:
            self._drop_promise(at)
            self._reach(Stage.NURTURE, at)
            self.wait = (Wait.NURTURE, instant(activity.when))
            self._enter(Track.NURTURE, at)
        elif kind is Kind.LANGUAGE:
            until = working_hours_later(self.ground.officer, activity.began_at, LANGUAGE_WAIT_HOURS)
            self.wait = (Wait.LANGUAGE, instant(until))
        elif kind is Kind.ASSIGNED and self.wait is not None and self.wait[0] is Wait.LANGUAGE:
            self.wait = None
        elif kind is Kind.SKIP:
            self._skip(activity, at)
        elif activity.when is not None and kind in (*_PROMISES, Kind.INBOUND):
            self._make_promise(activity, at)

    def _contact(self, kind: Kind, at: int) -> None:
        has_ended = self.finished is not None or (self.wait is not None and self.wait[0] is Wait.NURTURE)
        if has_ended and kind in _REVIVES and self.stage is not Stage.DO_NOT_CONTACT:
            self.finished, self.wait = None, None
            self._reach(Stage.CONTACTED, at)
            self._enter(Track.NEW, at)
        stage = _STAGE_OF.get(kind, Stage.CONTACTED)
        if self.finished is None and _RANK[stage] > _RANK[self.stage]:
            self._reach(stage, at)

    def _inquired_again(self, at: int) -> None:
        """A repeat inquiry opens a new first-call window, and wakes what had ended, but for a do-not-call."""
        if self.stage is Stage.DO_NOT_CONTACT or self.track in (Track.APPLICATION, Track.PREAPPROVED):
            return
        if self.stage in EXITS:
            self._reach(Stage.ATTEMPTING if Stage.ATTEMPTING in self.reached else Stage.NEW, at)
        self.finished, self.wait = None, None
        self._enter(Track.NEW, at)

    def _reported(self, stage: Stage, at: int) -> None:
        if stage in EXITS and stage is not Stage.NURTURE:
            self._exit(stage, at)
            return
        self.finished, self.wait = None, None
        self._reach(stage, at)
        track = _TRACK_OF.get(stage, Track.APPLICATION if _RANK[stage] > _RANK[Stage.PRE_APPROVED] else None)
        if track is not None and track is not self.track:
            self._enter(track, at)

    def _skip(self, activity: Activity, at: int) -> None:
        """Leave out what is asked for next: a pending promise, or the candidate of the named channel."""
        if self.promise is not None:
            self._drop_promise(at)
            return
        ladder = self.ladders.get(activity.channel or Channel.CALL)
        if ladder is None or ladder.step is None:
            return
        found = ladder.due(self.ground, self.times)
        if found is None:
            ladder.skip_step(None)
            return
        end = ladder.on_time_until(self.ground, found[2])
        self._record(ladder, found[2], end, skipped=activity.reason or "skipped")
        ladder.skip_step(min(end, max(at, found[2])))

    # -- the answer ------------------------------------------------------------------------------------

    def answer(self, now: int) -> Next:
        """Return what is asked for next. Call `pass_time(now)` first, or use `cadence.next_step`."""
        if self.finished is not None:
            return self.finished
        if self.promise is not None:
            return self._promised(self.promise)
        candidate = self._candidate()
        if self.wait is not None:
            if self.wait[0] is Wait.NURTURE and candidate and instant(candidate.due_at) < self.wait[1]:
                return candidate
            return Paused(self.wait[0], moment(self.wait[1]))
        if candidate is not None:
            return candidate
        end = self.exhausted_at()
        if end is not None and end > now:
            return Paused(Wait.LAST_WINDOW, moment(end))
        # a track that ends without giving the lead back (an application's, say) is looked at again
        self._keep(self.last_at if end is None else end)
        return self._kept(now)

    def _kept(self, now: int) -> Next:
        """Return the next look at a lead that is kept, or the wait for one where no way leads to the borrower."""
        self.pass_time(now)
        again = self._candidate()
        if again is not None:
            return again
        assert self.wait is not None  # noqa: S101 - keeping a lead leaves it a step or a wait
        rounds = max(0, now - self.wait[1]) // KEPT_EVERY_S + 1
        until = self.wait[1] if self.wait[1] > now else self.wait[1] + rounds * KEPT_EVERY_S
        return Paused(self.wait[0], moment(until))

    def _promised(self, promise: _Promise) -> Due:
        due = self._promise_due(promise)
        moves: tuple[Move, ...] = ()
        if due > promise.at:
            why = self.ground.rules.why_closed(self.ground.place, Channel.CALL, promise.at, Purpose.REQUESTED)
            moves = (Move(MovedBy.RULES, why),)
        return Due(
            channel=Channel.CALL,
            promise_id=promise.activity.activity_id,
            planned_at=moment(promise.at),
            due_at=moment(due),
            on_time_until=moment(due + PROMISE_ON_TIME_S),
            tries=promise.tries,
            moves=moves,
        )

    def _candidate(self) -> Due | None:
        limit = self.give_up_at()
        best: tuple[int, int, Ladder] | None = None
        for channel, ladder in self.ladders.items():
            if ladder.step is None or self._closed(channel) is not None:
                continue
            found = ladder.due(self.ground, self.times)
            if found is None or (limit is not None and found[2] >= limit):
                continue
            key = (found[2], self._positions[ladder.step.step_id], ladder)
            if best is None or key[:2] < best[:2]:
                best = key
        return None if best is None else best[2].as_due(self.ground, self.times)

    def note_attempt(self, at: int) -> None:
        """Count an attempt that is only imagined (a plan ahead) for the cap."""
        insort(self.times, at)
