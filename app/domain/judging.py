"""Which of a lead's steps were done while on time, which were missed, and which nobody could have done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Protocol, TypeVar

import msgspec
from msgspec.structs import replace

from app.domain.contact_rules import missing_licence
from app.domain.course import Course
from app.domain.excusing import BY_MANAGER
from app.domain.ground import Ground, ground_of
from app.domain.ladder import Ladder
from app.domain.lead import Channel
from app.domain.outcome import is_contact
from app.domain.playbook import Step
from app.domain.progress import CHANNEL_CLOSED, LOOK_AGAIN, WINDOW_PASSED, Left
from app.domain.spans import instant, moment
from app.domain.standing import StepRecord
from app.domain.tried import Tried

if TYPE_CHECKING:
    from app.domain.case import Case

CONTACTED = "contacted before"
CLOSED = "lead closed"
NOT_ASSIGNED = "not assigned in time"
NO_LICENCE = "no licence"


class JudgedStep(msgspec.Struct, frozen=True):
    """A step that has fallen due, in UTC seconds. `officer_id` held the lead when its window ended.

    `excused` says why it could not be done, "" when it could; an excused step counts nowhere else.
    `waits_for_shift`: it fell due where a shift opens, where leads take turns (domain page, rule 7).
    """

    lead_id: str
    received_at: int
    step: Step
    due_at: int
    on_time_until: int
    done_at: int | None
    officer_id: str | None
    excused: str = ""
    waits_for_shift: bool = False
    is_first: bool = False
    per_call_s: int = 0

    @property
    def is_on_time(self) -> bool:
        return self.done_at is not None and self.done_at <= self.on_time_until


class _Found(msgspec.Struct, frozen=True):
    """A step of one course, before it is known whose it is. `excused` as in `JudgedStep`."""

    step: Step
    due_at: int
    on_time_until: int
    done_at: int | None
    excused: str
    waits_for_shift: bool


def steps_of(case: Case) -> list[JudgedStep]:
    """Return every step of the officer's that has fallen due, were each done when due from where it stood undone.

    Never calling is thus a miss for every call, while a late call moves the ones after it. Each officer who held
    the lead is judged by own hours, for the windows that ended while the lead was theirs.
    """
    holders = list(dict.fromkeys(h.officer_id for h in case.held if h.officer_id))
    if not holders or holders == [case.holder_id]:
        return [_judged(case, found) for _, _, found in _numbered(_found(case, case.ground))]
    claimed: set[tuple[str, int]] = set()
    out: list[JudgedStep] = []
    for officer_id in holders:
        ground = ground_of(case.rules, case.place, case.officer_of(officer_id))
        for step_id, number, found in _numbered(_found(case, ground)):
            judged = _judged(case, found)
            if judged.officer_id == officer_id and (step_id, number) not in claimed:
                claimed.add((step_id, number))
                out.append(judged)
    return out


def past_by(steps: Iterable[JudgedStep], now: int) -> list[JudgedStep]:
    """Return the steps whose window has passed, once those that fell due together have had their turns (rule 7)."""
    together: dict[tuple[str | None, int], list[JudgedStep]] = defaultdict(list)
    out: list[JudgedStep] = []
    for step in steps:
        if step.waits_for_shift and not step.excused:
            together[step.officer_id, step.due_at].append(step)
        else:
            out.append(step)
    for waiting in together.values():
        out += [replace(step, on_time_until=end) for step, end in in_turn(waiting)]
    return [step for step in out if step.on_time_until < now]


class TakesTurn(Protocol):
    """A step that fell due at the opening of a shift, in UTC seconds."""

    @property
    def lead_id(self) -> str: ...
    @property
    def received_at(self) -> int: ...
    @property
    def due_at(self) -> int: ...
    @property
    def on_time_until(self) -> int: ...
    @property
    def is_first(self) -> bool: ...
    @property
    def per_call_s(self) -> int: ...


Turn = TypeVar("Turn", bound=TakesTurn)


def in_turn(waiting: Iterable[Turn]) -> list[tuple[Turn, int]]:
    """Return an officer's steps that fell due together, each with until when it is on time now that it has its turn."""

    def order(step: Turn) -> tuple[bool, int, str]:
        # the queue's: first calls, newest first; then what has least time left
        return not step.is_first, -step.received_at if step.is_first else step.on_time_until, step.lead_id

    ordered = sorted(waiting, key=order)
    if len(ordered) == 1:
        return [(step, step.on_time_until) for step in ordered]
    return [
        (step, max(step.on_time_until, step.due_at + turn * step.per_call_s))
        for turn, step in enumerate(ordered, start=1)
    ]


def _numbered(found: list[_Found]) -> Iterator[tuple[str, int, _Found]]:
    """Number the comings of each step, so that two officers' courses can be laid side by side."""
    seen: dict[str, int] = defaultdict(int)
    for item in sorted(found, key=lambda f: f.due_at):
        seen[item.step.step_id] += 1
        yield item.step.step_id, seen[item.step.step_id], item


def _judged(case: Case, found: _Found) -> JudgedStep:
    end = moment(found.on_time_until)
    return JudgedStep(
        lead_id=case.lead.lead_id,
        received_at=instant(case.lead.received_at),
        step=found.step,
        due_at=found.due_at,
        on_time_until=found.on_time_until,
        done_at=found.done_at,
        officer_id=case.holder_at(end),
        excused=found.excused or _excuse(case, found.due_at, end) or _by_manager(case, found),
        waits_for_shift=found.waits_for_shift,
        # each coming of it: a repeat inquiry has a first call of its own
        is_first=any(found.step is one for one in case.first_calls),
        per_call_s=case.playbook.per_call_s,
    )


def _excuse(case: Case, due_at: int, end: datetime) -> str:
    """Return why nobody could have done a step whose window ended then, "" when somebody could."""
    if not case.is_held_at(end):
        return NOT_ASSIGNED
    officer = case.officer_of(case.holder_at(end))
    return NO_LICENCE if missing_licence(case.rules, case.lead, officer, moment(due_at)) else ""


def _by_manager(case: Case, found: _Found) -> str:
    """Return whether a manager excused the step; what was done on time counts all the same."""
    is_on_time = found.done_at is not None and found.done_at <= found.on_time_until
    is_excused = not is_on_time and case.excusals.of_step(found.step.step_id, found.due_at)
    return BY_MANAGER if is_excused else ""


def _found(case: Case, ground: Ground) -> list[_Found]:
    """Follow the lead until somebody spoke with the borrower: from then on a step is excused, done or not."""
    course = Course(case.playbook, case.lead, ground, case.known)
    cut, now = instant(case.now), instant(case.now)
    contacted = False
    for activity in case.history:
        if is_contact(activity.kind):
            # the call that reached the borrower did its step; what was agreed in it comes after
            cut, contacted = instant(activity.began_at), True
            course.pass_time(cut)
            course.attempted(activity)
            break
        course.take(activity)
    else:
        course.pass_time(now)
    records = (record for record in course.records if record.step.step_id != LOOK_AGAIN)
    out = [_of_record(record, course, cut, contacted=contacted) for record in records]
    for left in course.left:
        out += _undone(course, left, now, CLOSED if left.closed else None)
    if course.finished is None:
        here = Left(course.ladders, cut, closed=False, limit=course.give_up_at())
        out += _undone(course, here, now, CONTACTED if contacted else "")
    return out


def _of_record(record: StepRecord, course: Course, cut: int, *, contacted: bool) -> _Found:
    channel, due, end = record.step.channel, record.due_at, record.on_time_until
    is_moot = contacted and record.done_at is None and end >= cut
    # to say no to what nobody could have done is no miss
    is_no = record.done_at is None and record.skipped != WINDOW_PASSED
    was_closed = record.was_closed or (is_no and course.closings.were_closed(channel, due, end))
    return _Found(
        step=record.step,
        due_at=due,
        on_time_until=end,
        done_at=record.done_at,
        excused=CHANNEL_CLOSED if was_closed else CONTACTED if is_moot else "",
        waits_for_shift=course.ground.waits_for_shift(channel, record.asked_at, due),
    )


def _undone(course: Course, left: Left, now: int, after: str | None) -> Iterator[_Found]:
    """Go on with ladders from where they were left, each step done when due, and yield the steps that were not.

    Windows that ended after the leaving are excused by `after`; None means that something new took their place.
    """
    ladders = [x for x in left.ladders.values() if x.step is not None and x.step.step_id != LOOK_AGAIN]
    tried = Tried(list(course.tried.all), list(course.tried.unasked))
    while True:
        found = _earliest(ladders, tried)
        if found is None:
            return
        ladder, step, base, due = found
        if due > now or (left.limit is not None and due >= left.limit):
            return
        end = ladder.on_time_until(due)
        is_moot = end >= left.at
        is_shut = course.closings.were_closed(ladder.channel, due, end)
        if not is_moot or after is not None:
            excused = CHANNEL_CLOSED if is_shut else ""
            if is_moot and after:
                excused = excused or after
            waits = course.ground.waits_for_shift(ladder.channel, ladder.asked_for(base), due)
            yield _Found(step, due, end, None, excused, waits)
        ladder.attempt(due)
        ladder.finish_step(due, end)
        if ladder.channel is not Channel.EMAIL and not is_shut:
            # a text nobody could have sent takes no call's place under the cap
            tried.add(due)


def _earliest(ladders: list[Ladder], tried: Tried) -> tuple[Ladder, Step, int, int] | None:
    """Return the ladder whose candidate is due first, with the step, where spacing puts it, and when it is due."""
    best: tuple[Ladder, Step, int, int] | None = None
    for ladder in ladders:
        step, found = ladder.step, ladder.due(tried)
        if step is not None and found is not None and (best is None or found[2] < best[3]):
            best = ladder, step, found[1], found[2]
    return best
