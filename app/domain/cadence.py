"""The playbook engine: what a lead needs next, a pure function of the past."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from datetime import datetime

import msgspec

from app.domain.activity import Activity, Kind
from app.domain.contact_rules import ContactRules
from app.domain.course import Course
from app.domain.ground import Ground, ground_of
from app.domain.known import Known
from app.domain.ladder import Ladder
from app.domain.lead import Channel, Lead
from app.domain.officer import Officer
from app.domain.playbook import Doer, Playbook, Step
from app.domain.progress import LOOK_AGAIN
from app.domain.spans import instant, moment
from app.domain.stage import Stage
from app.domain.standing import Due, Finished, Next, Paused, PromiseEnd, PromiseRecord, StepRecord
from app.domain.wording import reason_words

#: changes that time alone brings, beyond which nobody follows a lead ahead
_STRETCHES = 40


def follow(
    playbook: Playbook,
    lead: Lead,
    history: Iterable[Activity],
    rules: ContactRules,
    known: Known,
    officer: Officer,
    now: datetime,
) -> Course:
    """Follow a lead through its standing activities that began by `now`; time after the last one stands still."""
    ground = ground_of(rules, rules.place(lead, known), officer)
    course = Course(playbook, lead, ground, known)
    for activity in history:
        if activity.began_at <= now:
            course.take(activity)
    return course


def next_step(
    playbook: Playbook,
    lead: Lead,
    history: Iterable[Activity],
    rules: ContactRules,
    known: Known,
    officer: Officer,
    now: datetime,
) -> Next:
    """Return the one thing a lead needs next: a due step or promise, a dated wait, or its exit.

    `history` holds standing activities in the order they began (see `activity.standing`).
    """
    course = follow(playbook, lead, history, rules, known, officer, now)
    course.pass_time(instant(now))
    return course.answer(instant(now))


class Whereabouts(msgspec.Struct, frozen=True):
    """Where a lead stands at one instant: its stage, what is next, and when each stage was first reached.

    `revisit_at` is the first later instant at which time alone may change the answer; None when it never does.
    `playbook` is the version it is on.
    """

    stage: Stage
    playbook: Playbook
    next: Next
    reached: dict[Stage, datetime]
    records: list[StepRecord]
    promises: list[PromiseRecord]
    revisit_at: datetime | None


def whereabouts(
    playbook: Playbook,
    lead: Lead,
    history: Iterable[Activity],
    rules: ContactRules,
    known: Known,
    officer: Officer,
    now: datetime,
) -> Whereabouts:
    """Return stage, next thing, and what became of every step and promise so far."""
    course = follow(playbook, lead, history, rules, known, officer, now)
    course.pass_time(instant(now))
    answer = course.answer(instant(now))
    promises = list(course.promises)
    if course.promise is not None and course.promise.tries == 0:
        promises.append(course.promise.record(PromiseEnd.PENDING))
    reached = {stage: moment(at) for stage, at in course.reached.items()}
    return Whereabouts(
        stage=course.stage,
        playbook=course.playbook,
        next=answer,
        reached=reached,
        records=list(course.records),
        promises=promises,
        revisit_at=_revisit_at(course, answer),
    )


def stretches(
    playbook: Playbook,
    lead: Lead,
    history: Iterable[Activity],
    rules: ContactRules,
    known: Known,
    officer: Officer,
    now: datetime,
    until: datetime,
) -> Iterator[tuple[datetime, datetime, Next]]:
    """Yield what the lead needs from `now` on if nothing happens, each with from when and until when that is so.

    The last one ends at `until`, or before, where too much changes for it to be worth following.
    """
    course = follow(playbook, lead, history, rules, known, officer, now)
    at, end = instant(now), instant(until)
    for _ in range(_STRETCHES):
        course.pass_time(at)
        answer = course.answer(at)
        revisit = _revisit_at(course, answer)
        turns = [*_lapses(course), *([] if revisit is None else [instant(revisit)])]
        # a step that nobody is to do while a promise waits may be past its time
        then = min([end, *(turn for turn in turns if turn > at)])
        yield moment(at), until if then >= end else moment(then), answer
        if then >= end:
            return
        at = then


def _lapses(course: Course) -> Iterator[int]:
    """Yield when the e-mails and texts now asked for lapse: what comes after one may be due before a call is."""
    for ladder in course.ladders.values():
        found = None if ladder.is_closed or ladder.channel is Channel.CALL else ladder.due(course.tried)
        if found is not None:
            yield ladder.on_time_until(found[2]) + 1


def _revisit_at(course: Course, answer: Next) -> datetime | None:
    if isinstance(answer, Finished):
        return None
    if isinstance(answer, Paused):
        turn = course.closings.next_turn
        return answer.until if turn is None else min(answer.until, moment(turn))
    if answer.is_promise:
        return None
    ends = [instant(answer.on_time_until) + 1] if answer.channel is not Channel.CALL else []
    limit = course.give_up_at()
    ends += [end for end in (limit, course.closings.next_turn) if end is not None]
    if course.wait is not None:
        ends.append(course.wait[1])
    return moment(min(ends)) if ends else None


class Planned(msgspec.Struct, frozen=True):
    """One step of a plan; a skipped one has no due. `by` marketing is not the officer's to do."""

    step: Step
    due: Due | None
    skipped: str | None = None
    by: Doer = Doer.OFFICER


def plan(
    playbook: Playbook,
    lead: Lead,
    history: Iterable[Activity],
    rules: ContactRules,
    known: Known,
    officer: Officer,
    now: datetime,
    *,
    when_due: bool = False,
) -> list[Planned]:
    """Return every remaining step of the current track, were each done when due with no answer.

    An overdue one is imagined done at `now`; with `when_due`, when it was due, which tells what should have
    happened. A step that comes again and again is listed once. A lead that waits is planned from the day it wakes.
    """
    course = follow(playbook, lead, history, rules, known, officer, now)
    # judged by what should have happened, nothing lapses between the last activity and now
    at = course.last_at if when_due else instant(now)
    seen = len(course.records)
    course.pass_time(at)
    has_ended = course.finished is not None
    exhausted = course.stage is Stage.RETURNED
    out, ladders = _steps_ahead(course, lead, officer, at, when_due=when_due)
    out += [Planned(r.step, None, r.skipped) for r in course.records[seen:] if r.skipped]
    # what no channel could do is worth telling; of a lead that was closed nothing remains
    if not has_ended or exhausted:
        out += _closed_steps(course, ladders)
        out += _never_open(course, ladders, {planned.step.step_id for planned in out})
    if not has_ended:
        marketing = (s for s in course.playbook.track(course.track) if s.by is Doer.MARKETING)
        out += [Planned(step, None, None, Doer.MARKETING) for step in marketing]
    order = {step.step_id: n for n, step in enumerate(course.playbook.steps)}
    return sorted(out, key=lambda p: order.get(p.step.step_id, len(order)))


def _steps_ahead(
    course: Course, lead: Lead, officer: Officer, at: int, *, when_due: bool
) -> tuple[list[Planned], Mapping[Channel, Ladder]]:
    """Imagine each step done from an instant on and return them in that order, with the ladders they stood on.

    The course has come that far then.
    """
    out: list[Planned] = []
    ladders = course.ladders
    for _ in range(len(course.playbook.steps) * 2 + 16):
        course.pass_time(at)
        # a kept lead's looks stand where its steps stood
        ladders = ladders if course.looks_again else course.ladders
        answer = course.answer(at)
        if isinstance(answer, Finished):
            break
        if isinstance(answer, Paused):
            at = instant(answer.until)
            continue
        if answer.step is not None and answer.step.step_id == LOOK_AGAIN:
            break
        if answer.step is not None:
            out.append(Planned(answer.step, answer))
            if answer.step.every_s is not None:
                # it never makes room on its own channel; the others go on
                del course.ladders[answer.channel]
                continue
        due = instant(answer.due_at)
        at = due if when_due else max(due, at)
        course.imagine(_imagined(lead, officer, answer, moment(at)), keeps_promise=answer.is_promise)
    return out, ladders


def _imagined(lead: Lead, officer: Officer, due: Due, at: datetime) -> Activity:
    kind = Kind.NO_ANSWER if due.channel is Channel.CALL else Kind.SENT
    return Activity(
        activity_id="imagined",
        lead_id=lead.lead_id,
        kind=kind,
        actor_id=officer.officer_id,
        began_at=at,
        logged_at=at,
        channel=due.channel,
    )


def _closed_steps(course: Course, ladders: Mapping[Channel, Ladder]) -> list[Planned]:
    """Return the steps that closed channels leave undone."""
    out: list[Planned] = []
    for channel, ladder in ladders.items():
        reason = course.closed(channel)
        if reason is not None:
            out += [Planned(step, None, reason) for step in ladder.left()]
    return out


def _never_open(course: Course, ladders: Mapping[Channel, Ladder], told: Set[str]) -> list[Planned]:
    """Return the steps for which no time will come, each with what keeps its channel closed."""
    out: list[Planned] = []
    for channel, ladder in ladders.items():
        left = [step for step in ladder.left() if step.step_id not in told]
        if left and course.closed(channel) is None and ladder.due(course.tried) is None:
            reason = _why_never(course.ground, channel, course.last_at)
            out += [Planned(step, None, reason) for step in left]
    return out


def _why_never(ground: Ground, channel: Channel, at: int) -> str:
    law = ground.rules.open_hours(ground.place, channel)
    if law.next_open(at) is None:
        return reason_words(ground.rules.why_closed(ground.place, channel, at))
    return "No shift is ever in open hours"
