"""Where a lead stands: what is asked for next, what it waits for, or how it ended."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import msgspec

from app.domain.contact_rules import Reason
from app.domain.lead import Channel
from app.domain.playbook import Step
from app.domain.stage import Stage


class MovedBy(StrEnum):
    """What moved a due time away from where the playbook alone would have put it."""

    SPACING = "spacing"
    SHIFT = "shift"
    RULES = "rules"
    CAP = "cap"


class Move(msgspec.Struct, frozen=True):
    """`reason` names the rule when the rules or a cap moved it."""

    by: MovedBy
    reason: Reason | None = None


class Due(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag="due", gc=False):
    """One contact that is asked for. `step` is None for a promise, `promise_id` "" for a step.

    `planned_at` is the time before shift, rules and cap moved it; it stays in the past while overdue, and so
    does `due_at`. `tries` counts attempts that did not reach a borrower who was promised a call.
    """

    channel: Channel
    planned_at: datetime
    due_at: datetime
    on_time_until: datetime
    step: Step | None = None
    promise_id: str = ""
    tries: int = 0
    moves: tuple[Move, ...] = ()

    @property
    def is_promise(self) -> bool:
        return self.step is None

    @property
    def step_id(self) -> str:
        return self.step.step_id if self.step else ""


class Wait(StrEnum):
    """What a lead waits for when nobody is to act."""

    NURTURE = "nurture"
    LANGUAGE = "language"
    LAST_WINDOW = "last_window"
    NO_WAY_TO_REACH = "no_way_to_reach"
    LOAN_SYSTEM = "loan_system"


class Paused(msgspec.Struct, frozen=True, tag="paused", gc=False):
    """A dated wait; `until` says what ends it, always after the moment it was asked for."""

    wait: Wait
    until: datetime


class Finished(msgspec.Struct, frozen=True, tag="finished", gc=False):
    """An exit, and when it was reached."""

    stage: Stage
    at: datetime


Next = Due | Paused | Finished


class StepRecord(msgspec.Struct, frozen=True):
    """What became of one step; instants in UTC seconds. `skipped` is the reason when it was not done.

    `asked_at` is when it would have been asked for had no shift been in the way. `was_closed`: its window passed while
    nobody could have used the channel.
    """

    step: Step
    asked_at: int
    due_at: int
    on_time_until: int
    done_at: int | None = None
    skipped: str | None = None
    was_closed: bool = False


class PromiseEnd(StrEnum):
    """What came of a promise. `VOID`: before its time the borrower, or the end of the lead, made it pointless."""

    PENDING = "pending"
    TRIED = "tried"
    MOVED = "moved"
    VOID = "void"
    LEFT_UNDONE = "left_undone"


class PromiseRecord(msgspec.Struct, frozen=True):
    """A time a borrower asked for, and what came of it; `attempted_at` is the first try from ten minutes before on.

    `due_at` is later than `promised_at` when the rules do not allow a call at that time.
    """

    promise_id: str
    officer_id: str
    promised_at: datetime
    due_at: datetime
    attempted_at: datetime | None = None
    end: PromiseEnd = PromiseEnd.PENDING
