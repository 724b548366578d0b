"""The course of one lead: its activities followed in order, each step, promise and exit falling where it falls."""

from __future__ import annotations

from app.domain.activity import Activity, Kind
from app.domain.asked_for import ANSWERED_WITHIN
from app.domain.handing_over import REPORTED_WITHIN, is_handed_over
from app.domain.known import CLOSING
from app.domain.lead import Channel
from app.domain.outcome import ATTEMPTS, is_contact
from app.domain.playbook import Track
from app.domain.progress import RANK, Progress
from app.domain.shift import working_hours_later
from app.domain.spans import instant
from app.domain.stage import EXITS, TRANSACTION, Stage
from app.domain.standing import PromiseEnd, Wait

ANSWERED_WITHIN_S = int(ANSWERED_WITHIN.total_seconds())
LANGUAGE_WAIT_HOURS = 4
HANDED_OVER_S = int(REPORTED_WITHIN.total_seconds())

_STAGES = frozenset(Stage)
_STAGE_OF = {Kind.APPOINTMENT: Stage.APPOINTMENT, Kind.SENDING_APPLICATION: Stage.APPLICATION_STARTED}
_TRACK_OF = {
    Stage.APPLICATION_STARTED: Track.APPLICATION,
    Stage.APPLICATION_SUBMITTED: Track.APPLICATION,
    Stage.PRE_APPROVED: Track.PREAPPROVED,
}
EXIT_OF = {
    Kind.NOT_INTERESTED: Stage.LOST,
    Kind.DO_NOT_CALL: Stage.DO_NOT_CONTACT,
    Kind.BAD_LEAD: Stage.BAD_LEAD,
}
#: nobody was spoken to and nothing was settled: such an activity is an attempt, or nothing to the playbook
_SAYS_NOTHING = frozenset(
    {
        Kind.NO_ANSWER,
        Kind.LEFT_VOICEMAIL,
        Kind.VOICEMAIL_FULL,
        Kind.BUSY,
        Kind.THIRD_PARTY,
        Kind.WRONG_NUMBER,
        Kind.DISCONNECTED,
        Kind.SENT,
        Kind.FAILED,
        Kind.BOUNCED,
        Kind.CONSENTED,
        Kind.WITHDREW,
        Kind.NOTE,
        Kind.CORRECTED,
        Kind.EXCUSED,
    }
)
#: waits in which nothing is asked for until the borrower comes back
_SLEEPS = frozenset({Wait.NURTURE, Wait.LOAN_SYSTEM})
#: a borrower who says one of these to a lead that had ended brings it back
_REVIVES = frozenset(
    {
        Kind.APPOINTMENT,
        Kind.CALL_BACK,
        Kind.SENDING_APPLICATION,
        Kind.NOT_NOW,
        Kind.LANGUAGE,
        Kind.INBOUND,
        Kind.REPLIED,
    }
)


class Course(Progress):
    """Follows one lead through time. Feed activities in order with `take`, then ask `answer`."""

    def take(self, activity: Activity) -> None:
        """Follow one standing activity; they must come in the order they began."""
        kind, at = activity.kind, instant(activity.began_at)
        self.pass_time(at)
        if kind in ATTEMPTS:
            self.attempted(activity)
        if kind in CLOSING:
            self._close(activity)
            if self.promise is not None and self.closings.are_closed_to_all(Channel.CALL):
                self._drop_promise(at)
        if kind not in _SAYS_NOTHING:
            self._effect(activity, at)
        if at > self.last_at:
            self.last_at = at

    # -- effects ---------------------------------------------------------------------------------------

    def _effect(self, activity: Activity, at: int) -> None:
        kind = activity.kind
        if kind is Kind.STAGE_REPORTED:
            if activity.stage in _STAGES:
                self._reported(Stage(activity.stage), at)
            return
        if kind is Kind.LETTER:
            self._letter(activity, at)
            return
        if self.stage is Stage.DO_NOT_CONTACT:
            return
        if kind in (Kind.INBOUND, Kind.REPLIED):
            self._spoke_at = at
        if is_contact(kind):
            self._contact(kind, at)
        if is_handed_over(activity):
            self._hand_over(at)
        elif kind in EXIT_OF:
            self._exit(EXIT_OF[kind], at)
        elif kind is Kind.INQUIRED_AGAIN:
            self._inquired_again(at)
        elif self.finished is None:
            self._agreed(activity, at)

    def _agreed(self, activity: Activity, at: int) -> None:
        """Follow what somebody said or settled about a lead that goes on."""
        kind, when = activity.kind, activity.when
        if kind is Kind.SENDING_APPLICATION:
            self._drop_promise(at)
            self._enter(Track.APPLICATION, at)
        elif kind is Kind.NOT_NOW:
            self._drop_promise(at)
            if when is not None:
                self._reach(Stage.NURTURE, at)
                self._enter(Track.NURTURE, at)
                self.wait = (Wait.NURTURE, max(instant(when), at))
        elif kind is Kind.LANGUAGE:
            until = working_hours_later(self.ground.officer, activity.began_at, LANGUAGE_WAIT_HOURS)
            self.wait = (Wait.LANGUAGE, instant(until))
        elif kind is Kind.ASSIGNED:
            self._end_language_wait(at)
        elif kind is Kind.SKIP:
            self._skip(activity, at)
        elif kind in (Kind.APPOINTMENT, Kind.CALL_BACK, Kind.INBOUND) and when is not None:
            self._make_promise(activity, when, at)

    def _contact(self, kind: Kind, at: int) -> None:
        has_ended = self.finished is not None or (self.wait is not None and self.wait[0] in _SLEEPS)
        if has_ended and kind in _REVIVES:
            self._enter(Track.NEW, at)
            self.wait = None
            self._reach(Stage.CONTACTED, at)
        stage = _STAGE_OF.get(kind, Stage.CONTACTED)
        if self.finished is None and RANK[stage] > RANK[self.stage]:
            self._reach(stage, at)

    def _hand_over(self, at: int) -> None:
        """Ask for nothing more until the loan system reports how it ended; the playbook's steps are over."""
        self._leave(at, closed=True)
        self._drop_promise(at)
        self.finished = None
        if self.stage in EXITS:
            self._reach(Stage.CONTACTED, at)
        self.track, self.ladders, self.looks_again = Track.NEW, {}, False
        self.wait = (Wait.LOAN_SYSTEM, at + HANDED_OVER_S)

    def _inquired_again(self, at: int) -> None:
        """A repeat inquiry opens a new first-call window, and wakes what had ended.

        A loan under way goes on by its own track: who asks elsewhere in the middle of it is no new lead.
        """
        is_under_way = self.track in (Track.APPLICATION, Track.PREAPPROVED) and not self.looks_again
        if self.finished is None and (is_under_way or self.stage in TRANSACTION):
            return
        if self.stage in EXITS:
            self._reach(Stage.ATTEMPTING if Stage.ATTEMPTING in self.reached else Stage.NEW, at)
        self._enter(Track.NEW, at)
        self.wait = None

    def _reported(self, stage: Stage, at: int) -> None:
        if stage is Stage.NURTURE:
            return  # a loan system names no day to wake it on
        if stage in EXITS:
            self._exit(stage, at)
            return
        self._reach(stage, at)
        track = _TRACK_OF.get(stage, Track.APPLICATION if RANK[stage] > RANK[Stage.PRE_APPROVED] else Track.NEW)
        goes_on = track is self.track or (track is Track.NEW and self.wait is None)
        if self.finished is not None or not goes_on:
            self._enter(track, at)
        elif self.known.registered:
            self._see_again(at)
        self._end_language_wait(at)
        self.wait = None

    def _letter(self, activity: Activity, at: int) -> None:
        """Note the last day of the borrower's letter, which counts once they are on a track that asks for it."""
        if activity.when is not None:
            self.letter = self.ground.clock.day(instant(activity.when)), at
            for ladder in self.ladders.values():
                ladder.expect_expiry(self.letter)

    def _skip(self, activity: Activity, at: int) -> None:
        """Leave out what is asked for next: a pending promise, or the candidate of the named channel."""
        if self.promise is not None:
            self._drop_promise(at, PromiseEnd.LEFT_UNDONE)
            return
        asked = self._candidate()
        channel = activity.channel or (asked.channel if asked else Channel.CALL)
        ladder = self.ladders.get(channel)
        if ladder is None or ladder.rung is None:
            return
        found = ladder.due(self.tried, before=at)
        if found is None:
            ladder.skip_step(None)
            return
        end = ladder.on_time_until(found[2])
        self._record(ladder, found, end, skipped=activity.reason or "skipped")
        ladder.skip_step(end, max(at, found[2]))

    def imagine(self, attempt: Activity, *, keeps_promise: bool) -> None:
        """Follow an attempt that was not made (a plan ahead), and count it for the cap if it would have been."""
        self.take(attempt)
        at = instant(attempt.began_at)
        is_answer = self._spoke_at is not None and at - self._spoke_at <= ANSWERED_WITHIN_S
        is_asked_for = keeps_promise or is_answer or self.stage in TRANSACTION
        if attempt.channel is not Channel.EMAIL:
            self.tried.add(at, was_asked_for=is_asked_for)
