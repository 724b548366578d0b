"""A playbook's steps that are marketing's: which are due of a lead, which are withheld and why, what came of them.

They are in no queue and no adherence, and move no officer's step: what marketing sends is nobody's attempt.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any

import msgspec

from app.domain.cadence import follow
from app.domain.case import Case
from app.domain.contact_rules import Blocked, may_contact
from app.domain.course import Course
from app.domain.ground import ground_of
from app.domain.ladder import Ladder
from app.domain.lead import Channel
from app.domain.officer import NOBODY
from app.domain.playbook import Doer, Step
from app.domain.progress import LOOK_AGAIN
from app.domain.spans import instant, moment
from app.domain.standing import Wait
from app.domain.track_steps import marketings_steps
from app.domain.tried import Tried
from app.domain.wording import reason_words

Row = dict[str, Any]

RULES: Mapping[str, str] = {
    "due": (
        "Steps whose time has come and that were neither handed out nor passed by: a step stands until the next one of "
        "its channel falls due or the lead leaves the track. One done later than planned moves those after it."
    ),
    "handed_out": "Handed out and not taken back yet; never handed out again.",
    "withheld": "Due, and not handed out for this reason.",
    "done": "Taken back as sent; bounced, opted out and replied are counted apart.",
}
_ELSEWHERE = "asked on another lead to be left alone"
_OWN = "an officer's own lead"
_PROMISED = "the borrower is promised a call"
_WAITS = {Wait.LANGUAGE: "somebody who speaks the language is looked for", Wait.LOAN_SYSTEM: "the loan is decided"}


class Result(StrEnum):
    """What became of a step that was handed out; the later ones say more than those before them."""

    FAILED = "failed"
    DONE = "done"
    BOUNCED = "bounced"
    REPLIED = "replied"
    OPTED_OUT = "opted_out"

    @property
    def is_done(self) -> bool:
        """Return whether the borrower was sent it."""
        return self not in (Result.FAILED, Result.BOUNCED)


_WEIGHT = {result: n for n, result in enumerate(Result)}


def says_more(new: Result, known: Result | None) -> bool:
    return known is None or _WEIGHT[new] > _WEIGHT[known]


class Touch(msgspec.Struct, frozen=True, kw_only=True):
    """A step that was handed out to marketing, and what it told of it; `begun_at` is when its track was entered."""

    touch_id: str
    lead_id: str
    step_id: str
    channel: Channel
    begun_at: datetime
    due_at: datetime
    handed_at: datetime
    result: Result | None = None
    at: datetime | None = None


class MarketingStep(msgspec.Struct, frozen=True):
    """A step that is due; `withheld` says why it is not to be handed out, `to` is where it goes, "" then."""

    step: Step
    begun_at: datetime
    due_at: datetime
    to: str = ""
    withheld: str = ""

    def unless_closed(self, channels: Set[Channel]) -> MarketingStep:
        """Return it withheld where its people closed the channel on another lead of theirs."""
        if self.withheld or self.step.channel not in channels:
            return self
        return msgspec.structs.replace(self, to="", withheld=_ELSEWHERE)


def steps_due(case: Case, touches: Sequence[Touch] = ()) -> list[MarketingStep]:
    """Return marketing's steps that are due of a lead as of the case's `now`, one a channel at most."""
    books = (case.playbook, *(later for _, later in case.playbook.later))
    # most playbooks leave marketing nothing: that is asked before the lead is followed
    if case.lead.is_test or not any(step.by is Doer.MARKETING for book in books for step in book.steps):
        return []
    course = follow(case.playbook, case.lead, case.history, case.rules, case.known, case.officer, case.now)
    course.pass_time(instant(case.now))
    begun = _begun(course)
    if course.finished is not None or begun is None:
        return []
    begun_at = moment(begun)
    found = []
    for channel, ladder in _ladders(case, course, begun):
        mine = [one for one in touches if one.begun_at == begun_at and one.channel is channel]
        due = _due(ladder, mine, instant(case.now))
        if due is not None:
            step, at = due
            why = _withheld(case, course, channel)
            found.append(MarketingStep(step, begun_at, moment(at), "" if why else _address(case, channel), why))
    return found


def _begun(course: Course) -> int | None:
    """Return when the track was entered, also of a lead that is only looked at now and then."""
    if not course.looks_again:
        return course.begun
    ladders = (next(iter(left.ladders.values()), None) for left in reversed(course.left))
    return next((one.begun for one in ladders if one is not None and one.rungs[0].step.step_id != LOOK_AGAIN), None)


def _ladders(case: Case, course: Course, begun: int) -> list[tuple[Channel, Ladder]]:
    """Return a ladder of marketing's own a channel: it works at any hour, and shares none with an officer's."""
    ground = ground_of(case.rules, case.place, NOBODY)
    start = max(begun, ground.calls.next_open(begun) or begun)
    ladders = [
        (channel, Ladder(ground, channel, rungs, begun, start))
        for channel, rungs in marketings_steps(course.playbook, course.track)
    ]
    for _, ladder in ladders:
        ladder.expect_expiry(course.letter)
    return ladders


def _due(ladder: Ladder, touches: Sequence[Touch], now: int) -> tuple[Step, int] | None:
    """Return the last step of a channel whose time has come, of those not handed out; older ones are passed by."""
    handed: dict[str, deque[Touch]] = defaultdict(deque)
    for touch in sorted(touches, key=lambda one: one.handed_at):
        handed[touch.step_id].append(touch)
    last: tuple[Step, int] | None = None
    while ladder.rung is not None:
        step = ladder.rung.step
        if handed[step.step_id]:
            _leave(ladder, handed[step.step_id].popleft())
            last = None
            continue
        found = ladder.due(Tried())
        if found is None or found[2] > now:
            break
        last = step, found[2]
        if step.every_s is not None:
            break
        ladder.skip_step(None)
    return last


def _leave(ladder: Ladder, touch: Touch) -> None:
    """Go past a step that was handed out; one that was sent moves those after it, one nobody told of moves nothing."""
    at = instant(touch.at or touch.handed_at)
    if touch.result is not None and touch.result.is_done:
        ladder.finish_step(at, at)
        ladder.attempt(at)
    else:
        ladder.skip_step(at, at)


def _withheld(case: Case, course: Course, channel: Channel) -> str:
    """Return why a step that is due is not handed out now; "" where nothing stands against it."""
    if case.lead.origin.is_own:
        return _OWN
    if course.promise is not None:
        return _PROMISED
    if course.wait is not None and course.wait[0] in _WAITS:
        return _WAITS[course.wait[0]]
    if (closed := course.closed(channel)) is not None:
        return closed
    answer = may_contact(case.rules, case.lead, case.known, NOBODY, channel, case.now)
    return reason_words(answer.reason) if isinstance(answer, Blocked) else ""


def _address(case: Case, channel: Channel) -> str:
    known = case.known
    if channel is Channel.EMAIL:
        return next((one for one in case.lead.emails if one not in known.dead), "")
    numbers = (phone.number for phone in case.lead.phones)
    return next((one for one in numbers if one not in known.dead and one not in known.no_texts_to), "")


def marketing_rows(
    cases: Iterable[Case],
    touches: Mapping[str, Sequence[Touch]],
    closed: Mapping[str, frozenset[Channel]] = MappingProxyType({}),
) -> list[Row]:
    """Return a row a source and step: how many are due, withheld and why, handed out, and what came of those.

    `closed` are the channels that a lead's people closed on another one.
    """
    grouped: dict[tuple[str, str], _Step] = {}
    for case in cases:
        source = case.lead.source
        shut = closed.get(case.lead.lead_id, frozenset())
        for due in (one.unless_closed(shut) for one in steps_due(case, touches.get(case.lead.lead_id, ()))):
            row = grouped.setdefault((source, due.step.step_id), _Step(due.step.channel))
            if due.withheld:
                row.withheld[due.withheld] += 1
            else:
                row.due += 1
        for touch in touches.get(case.lead.lead_id, ()):
            if touch.handed_at <= case.now:
                row = grouped.setdefault((source, touch.step_id), _Step(touch.channel))
                row.results[_told_by(touch, case.now)] += 1
    return [_row(key, grouped[key]) for key in sorted(grouped)]


def _told_by(touch: Touch, at: datetime) -> Result | None:
    return None if touch.at is None or touch.at > at else touch.result


class _Step:
    """What a row is added up from."""

    def __init__(self, channel: Channel) -> None:
        self.channel = channel
        self.due = 0
        self.withheld: Counter[str] = Counter()
        self.results: Counter[Result | None] = Counter()


def _row(key: tuple[str, str], step: _Step) -> Row:
    source, step_id = key
    return {
        "source": source,
        "step": step_id,
        "channel": step.channel.value,
        "due": step.due,
        "withheld": dict(sorted(step.withheld.items())),
        "handed_out": step.results[None],
        **{result.value: step.results[result] for result in Result},
    }
