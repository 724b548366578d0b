"""One lead judged: how fast, how often, what was promised, which steps were done while on time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from app.domain.activity import Activity, Kind
from app.domain.cadence import Whereabouts, plan, whereabouts
from app.domain.contact_rules import ContactRules
from app.domain.known import Known
from app.domain.ladder import Ground
from app.domain.lead import Channel, Lead
from app.domain.officer import Officer
from app.domain.outcome import is_attempt, is_contact
from app.domain.playbook import Playbook, Step
from app.domain.spans import instant
from app.domain.stage import TRANSACTION, Stage
from app.domain.standing import Due, PromiseEnd, PromiseRecord

KEPT_WITHIN = timedelta(minutes=10)
CONTACTED_BEFORE = "contacted before"
NOT_ASSIGNED = "not assigned in time"


@dataclass(frozen=True, slots=True)
class Holding:
    """Who held a lead from an instant on; None while it waited with marketing or the pool."""

    officer_id: str | None
    from_at: datetime


@dataclass(frozen=True, slots=True)
class JudgedStep:
    """A step whose on-time end has passed. `excused` says why it could not be done, "" when it could."""

    step: Step
    on_time_until: datetime
    is_on_time: bool
    excused: str = ""


@dataclass(frozen=True)
class Case:
    """Everything the sums ask about one lead as of `now`; worked out on first use.

    `history` stands, in the order it began. `officer` is whose hours and licences count: the present holder, or
    the last one. `holdings` are in order; a desk of its own has one, from when the lead came.
    """

    lead: Lead
    history: Sequence[Activity]
    known: Known
    playbook: Playbook
    officer: Officer
    holdings: Sequence[Holding]
    rules: ContactRules
    now: datetime

    # -- who ------------------------------------------------------------------------------------------

    @property
    def holder_id(self) -> str | None:
        """Return who holds the lead, or held it last."""
        return next((h.officer_id for h in reversed(self.holdings) if h.officer_id), None)

    def holder_at(self, at: datetime) -> str | None:
        """Return who held the lead at an instant; before anybody did, whoever was first."""
        held = [h.officer_id for h in self.holdings if h.from_at <= at and h.officer_id]
        return held[-1] if held else next((h.officer_id for h in self.holdings if h.officer_id), None)

    # -- speed ----------------------------------------------------------------------------------------

    @cached_property
    def calls(self) -> list[Activity]:
        return [a for a in self.history if is_attempt(a.kind) and a.channel is Channel.CALL]

    @cached_property
    def first_contact(self) -> Activity | None:
        return next((a for a in self.history if is_contact(a.kind)), None)

    @property
    def is_borrower_first(self) -> bool:
        """Whether the borrower reached us before anybody called; such a lead is in no number of speed."""
        contact = self.first_contact
        if contact is None or is_attempt(contact.kind):
            return False
        return not self.calls or contact.began_at < self.calls[0].began_at

    @property
    def attempt_s(self) -> float | None:
        """Return the seconds from receipt to the first call; None without one."""
        return (self.calls[0].began_at - self.lead.received_at).total_seconds() if self.calls else None

    @property
    def contact_s(self) -> float | None:
        """Return the seconds from receipt to the first contact; None without one."""
        contact = self.first_contact
        return None if contact is None else (contact.began_at - self.lead.received_at).total_seconds()

    @property
    def working_s(self) -> float | None:
        """Return the seconds to the first call that were on shift and legal for a call; None without one."""
        if not self.calls:
            return None
        ground = Ground(self.rules, self.rules.place(self.lead, self.known), self.officer)
        began = instant(self.calls[0].began_at)
        return float(ground.open(Channel.CALL).open_seconds(instant(self.lead.received_at), began))

    @property
    def speed_window_ends_at(self) -> datetime:
        return self.lead.received_at + timedelta(seconds=self.playbook.first_call_within_s)

    # -- where it stands ------------------------------------------------------------------------------

    @cached_property
    def where(self) -> Whereabouts:
        return whereabouts(self.playbook, self.lead, self.history, self.rules, self.known, self.officer, self.now)

    def has_reached(self, stage: Stage) -> bool:
        """Return whether the lead was ever at a stage; a later stage of a loan implies the application."""
        reached = self.where.reached
        if stage is Stage.APPLICATION_SUBMITTED:
            return any(s in reached for s in (*TRANSACTION, Stage.FUNDED))
        return stage in reached

    @property
    def is_overdue(self) -> bool:
        following = self.where.next
        return isinstance(following, Due) and following.on_time_until < self.now

    # -- promises -------------------------------------------------------------------------------------

    @property
    def promises_due(self) -> list[tuple[PromiseRecord, bool]]:
        """Return the promises whose time has come and that were not moved before it, each with whether it was kept."""
        out = []
        for promise in self.where.promises:
            is_over = promise.attempted_at is not None or promise.due_at + KEPT_WITHIN < self.now
            if promise.end in (PromiseEnd.MOVED, PromiseEnd.VOID) or not is_over:
                continue
            attempted = promise.attempted_at
            out.append((promise, attempted is not None and attempted <= promise.due_at + KEPT_WITHIN))
        return out

    # -- adherence ------------------------------------------------------------------------------------

    @cached_property
    def judged_steps(self) -> list[JudgedStep]:
        """Return the officer's steps whose on-time end, had each been done when due, has passed (section 7)."""
        out = [self._judge(r.step, r.due_at, r.on_time_until, r.done_at) for r in self.where.records]
        undone = plan(
            self.playbook,
            self.lead,
            self.history,
            self.rules,
            self.known,
            self.officer,
            self.now,
            when_due=True,
        )
        seen = {id(r.step) for r in self.where.records}
        for item in undone:
            if item.due is not None and id(item.step) not in seen:
                out.append(self._judge(item.step, item.due.due_at, item.due.on_time_until, None))
            elif item.skipped and item.due is None and id(item.step) not in seen:
                out.append(JudgedStep(item.step, self.now, is_on_time=False, excused=item.skipped))
        return [judged for judged in out if judged.on_time_until <= self.now]

    def _judge(self, step: Step, due_at: datetime, until: datetime, done_at: datetime | None) -> JudgedStep:
        contact = self.first_contact
        excused = ""
        if contact is not None and contact.began_at < due_at:
            excused = CONTACTED_BEFORE
        elif not any(h.officer_id and h.from_at <= until for h in self.holdings):
            excused = NOT_ASSIGNED
        return JudgedStep(step, until, is_on_time=done_at is not None and done_at <= until, excused=excused)


def attempts_of(case: Case, officer_id: str) -> list[Activity]:
    """Return the attempts one officer made on the lead; an attempt is its maker's, whoever holds the lead."""
    return [a for a in case.history if is_attempt(a.kind) and a.actor_id == officer_id and a.kind is not Kind.BOUNCED]
