"""One lead as the sums see it: who held it, how fast and how often it was tried, what was promised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property

import msgspec

from app.domain.activity import Activity, Kind
from app.domain.cadence import Whereabouts, whereabouts
from app.domain.clock_grade import Clocked, counted_at, is_doubtful
from app.domain.contact_rules import ContactRules
from app.domain.course import Course
from app.domain.excusing import Excusals, excusals_in
from app.domain.ground import Ground, ground_of
from app.domain.judging import JudgedStep, steps_of
from app.domain.known import Known
from app.domain.lead import Channel, Lead
from app.domain.officer import Officer
from app.domain.outcome import OUTCOMES, is_attempt, is_contact
from app.domain.phone_system import UNKNOWN, PhoneSystem
from app.domain.places import Place
from app.domain.playbook import Playbook, Step, Track
from app.domain.spans import instant, moment
from app.domain.stage import TRANSACTION, Stage
from app.domain.standing import Due, PromiseEnd, PromiseRecord
from app.domain.tried import Tried

KEPT_WITHIN = timedelta(minutes=10)
#: a loan that ended in one of these had an application, whether or not anybody reported its submission
_HAD_APPLICATION = frozenset({*TRANSACTION, Stage.FUNDED, Stage.CANCELLED, Stage.WITHDRAWN, Stage.DENIED})


class Holding(msgspec.Struct, frozen=True):
    """Who held a lead from an instant on; None while it waited with marketing or the pool."""

    officer_id: str | None
    from_at: datetime


class PromiseState(StrEnum):
    """What a promise counts as. `EXCUSED`: the rules moved it, it was pointless before its time, or by a manager."""

    KEPT = "kept"
    BROKEN = "broken"
    PENDING = "pending"
    MOVED = "moved"
    EXCUSED = "excused"


class Case(msgspec.Struct, frozen=True, dict=True):
    """Everything the sums ask about one lead as of `now`; worked out on first use.

    `history` stands, in the order it began, nothing in it after `now`. `officer` is the present holder, or the
    last one; `officers` are those who held it before, for their hours judge what fell to them. `holdings` are in
    order and today's: some may lie after `now`. A desk of its own has one, from when the lead came. `clocks` tell by
    activity how far the clock can be believed it was logged by, `phone` what the phone system knows of the calls.
    """

    lead: Lead
    history: Sequence[Activity]
    known: Known
    playbook: Playbook
    officer: Officer
    holdings: Sequence[Holding]
    rules: ContactRules
    now: datetime
    officers: Mapping[str, Officer] = msgspec.field(default_factory=dict)
    clocks: Mapping[str, Clocked] = msgspec.field(default_factory=dict)
    phone: PhoneSystem = UNKNOWN

    # -- who ------------------------------------------------------------------------------------------

    @cached_property
    def held(self) -> Sequence[Holding]:
        """Return who held the lead by `now`.

        Assignment is today's whatever instant is asked about (interfaces page, `--at`): when nobody had the lead
        by then, today's holder is taken to have had it from the start.
        """
        by_now = [h for h in self.holdings if h.from_at <= self.now]
        if any(h.officer_id for h in by_now) or self.holder_id is None:
            return by_now
        return [Holding(self.holder_id, self.lead.received_at)]

    @cached_property
    def holder_id(self) -> str | None:
        """Return who holds the lead, or held it last."""
        return next((h.officer_id for h in reversed(self.holdings) if h.officer_id), None)

    def holder_at(self, at: datetime) -> str | None:
        """Return who held the lead at an instant, or last before it; before anybody did, whoever was first."""
        before = [h.officer_id for h in self.held if h.from_at <= at and h.officer_id]
        return before[-1] if before else next((h.officer_id for h in self.held if h.officer_id), None)

    def is_held_at(self, at: datetime) -> bool:
        """Return whether the lead was some officer's at an instant."""
        before = [h for h in self.held if h.from_at <= at]
        return bool(before) and before[-1].officer_id is not None

    def officer_of(self, officer_id: str | None) -> Officer:
        return self.officers.get(officer_id or "", self.officer)

    # -- speed ----------------------------------------------------------------------------------------

    @cached_property
    def place(self) -> Place:
        return self.rules.place(self.lead, self.known)

    @cached_property
    def ground(self) -> Ground:
        return ground_of(self.rules, self.place, self.officer)

    @cached_property
    def attempts(self) -> list[Activity]:
        return [a for a in self.history if is_attempt(a.kind)]

    @cached_property
    def calls(self) -> list[Activity]:
        return [a for a in self.attempts if channel_of(a) is Channel.CALL]

    @cached_property
    def first_contact(self) -> Activity | None:
        return next((a for a in self.history if is_contact(a.kind)), None)

    @property
    def tried_until_reached(self) -> list[Activity]:
        """Return the attempts up to the first contact: the one that reached them is the last that was needed."""
        contact = self.first_contact
        return self.attempts if contact is None else [a for a in self.attempts if a.began_at <= contact.began_at]

    @cached_property
    def is_borrower_first(self) -> bool:
        """Whether the borrower came before anybody called; such a lead is in no number of speed.

        They called or wrote of their own accord. A reply to an e-mail of ours is an answer, not a beginning.
        """
        first_call = self.calls[0].began_at if self.calls else None
        first_try = self.attempts[0].began_at if self.attempts else None
        for activity in self.history:
            before = first_call if activity.kind is Kind.INBOUND else first_try
            if activity.kind in (Kind.INBOUND, Kind.REPLIED) and (before is None or activity.began_at < before):
                return True
        return False

    @property
    def first_call(self) -> Activity | None:
        return self.calls[0] if self.calls else None

    @property
    def attempt_s(self) -> float | None:
        """Return the seconds from receipt to the first call; None without one."""
        return self._seconds_to(self.first_call)

    @property
    def contact_s(self) -> float | None:
        """Return the seconds from receipt to the first contact; None without one."""
        return self._seconds_to(self.first_contact)

    def _seconds_to(self, activity: Activity | None) -> float | None:
        return None if activity is None else (self._counted_at(activity) - self.lead.received_at).total_seconds()

    def _counted_at(self, activity: Activity) -> datetime:
        return counted_at(activity, self.clocks.get(activity.activity_id), self.lead.received_at)

    def is_doubtful(self, activity: Activity | None) -> bool:
        """Return whether no speed is to be made of it, because nobody can tell what its clock showed."""
        return activity is not None and is_doubtful(activity, self.clocks.get(activity.activity_id))

    @property
    def working_s(self) -> float | None:
        """Return the seconds to the first call that were on shift and legal for a call; None without one.

        The shift is that of the officer whose speed it is.
        """
        if self.first_call is None:
            return None
        ground = ground_of(self.rules, self.place, self.officer_of(self.speed_holder_id))
        began = instant(self._counted_at(self.first_call))
        return float(ground.open(Channel.CALL).open_seconds(instant(self.lead.received_at), began))

    @cached_property
    def speed_holder_id(self) -> str | None:
        """Return who held the lead when its first-call window ended: the speed is theirs."""
        ladder = self._beginning.ladders.get(Channel.CALL)
        found = ladder.due(Tried()) if ladder is not None else None
        if ladder is None or found is None:
            return self.holder_at(self.first_call_by)
        return self.holder_at(moment(ladder.on_time_until(found[2])))

    @property
    def first_call_by(self) -> datetime:
        """Return until when the playbook promises a first call, counted from when one is possible at all."""
        return moment(self._beginning.start + self.playbook.first_call_within_s)

    @cached_property
    def _beginning(self) -> Course:
        return Course(self.playbook, self.lead, self.ground, self.known)

    # -- where it stands ------------------------------------------------------------------------------

    @cached_property
    def where(self) -> Whereabouts:
        return whereabouts(self.playbook, self.lead, self.history, self.rules, self.known, self.officer, self.now)

    def has_reached(self, stage: Stage) -> bool:
        """Return whether the lead was ever at a stage; a later stage of a loan implies the application."""
        if stage is Stage.APPLICATION_SUBMITTED:
            return self.reached_at(stage) is not None
        if stage is Stage.APPOINTMENT:
            # one that is made when the lead is further on does not take it back
            return stage in self.where.reached or any(a.kind is Kind.APPOINTMENT for a in self.history)
        return stage in self.where.reached

    def reached_at(self, stage: Stage) -> datetime | None:
        """Return when the lead first was at a stage; an application that nobody reported, at what implies it."""
        implied = _HAD_APPLICATION if stage is Stage.APPLICATION_SUBMITTED else frozenset({stage})
        return min((at for reached, at in self.where.reached.items() if reached in implied), default=None)

    @property
    def is_overdue(self) -> bool:
        following = self.where.next
        return isinstance(following, Due) and following.on_time_until < self.now

    @cached_property
    def first_calls(self) -> list[Step]:
        """Return the first call to a new lead in the lead's version, and in those it may have restarted by since."""
        books = (self.playbook, *(later for _, later in self.playbook.later))
        calls = ([s for s in book.track(Track.NEW) if s.channel is Channel.CALL] for book in books)
        return [first for first, *_ in filter(None, calls)]

    @cached_property
    def promises(self) -> list[tuple[PromiseRecord, PromiseState]]:
        return [(promise, self._state_of(promise)) for promise in self.where.promises]

    def _state_of(self, promise: PromiseRecord) -> PromiseState:
        state = _state(promise, self.now)
        is_excused = state is PromiseState.BROKEN and self.excusals.of_promise(promise.promised_at)
        return PromiseState.EXCUSED if is_excused else state

    @cached_property
    def excusals(self) -> Excusals:
        return excusals_in(self.history)

    @cached_property
    def steps(self) -> list[JudgedStep]:
        """Return the officers' steps that have fallen due; `judging.past_by` says whose window has passed."""
        return steps_of(self)


def channel_of(activity: Activity) -> Channel:
    """Return how somebody was tried; an outcome that names no channel has its own."""
    return activity.channel or OUTCOMES[activity.kind].channels[0]


def _state(promise: PromiseRecord, now: datetime) -> PromiseState:
    if promise.end is PromiseEnd.MOVED:
        return PromiseState.MOVED
    if promise.end is PromiseEnd.VOID or promise.due_at > promise.promised_at:
        return PromiseState.EXCUSED
    if promise.attempted_at is not None:
        return PromiseState.KEPT if promise.attempted_at <= promise.promised_at + KEPT_WITHIN else PromiseState.BROKEN
    if promise.end is PromiseEnd.PENDING and now <= promise.promised_at + KEPT_WITHIN:
        return PromiseState.PENDING
    return PromiseState.BROKEN
