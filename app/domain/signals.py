"""Signals: what is worth a question, asked of the officer first; none is a score or proves anything."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

import msgspec
from msgspec.structs import replace

from app.domain.activity import Activity, Evidence, Kind
from app.domain.case import Case
from app.domain.course import Course
from app.domain.differing import Verdict, difference, estimate_of
from app.domain.ground import ground_of
from app.domain.hour_changes import HoursChange
from app.domain.officer import Officer
from app.domain.outcome import OUTCOMES, is_contact
from app.domain.rates import Rate, rate_of
from app.domain.shift import shift_calendar
from app.domain.spans import instant, moment
from app.domain.standing import PromiseEnd

#: sooner after the popup than this nobody has dialled, talked and chosen an outcome
SOONEST = timedelta(seconds=8)
MOST_A_MINUTE = 6
_MINUTE = timedelta(minutes=1)
#: times the branch's share
INBOUND_TIMES = 2
#: of fewer inbound contacts nothing is said, whatever the share
INBOUND_FEWEST = 5
PROMISE_FAR = timedelta(days=14)
MOVED_OFTEN = 2
_PROMISES = frozenset({Kind.APPOINTMENT, Kind.CALL_BACK, Kind.INBOUND})
_DEAD = frozenset({Kind.WRONG_NUMBER, Kind.DISCONNECTED})
#: an officer whose hours nobody recorded has had this long to see a signal
_A_DAY = timedelta(days=1)


class Sign(StrEnum):
    """What was noticed, in the order of the domain page."""

    SOON_AFTER_POPUP = "soon_after_popup"
    MANY_A_MINUTE = "many_a_minute"
    INBOUND_SHARE = "inbound_share"
    PROMISE_FAR_OFF = "promise_far_off"
    PROMISE_MOVED = "promise_moved"
    DEAD_NUMBER_REACHED = "dead_number_reached"
    HOURS_CHANGED = "hours_changed"


class Signal(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thing noticed of an officer at an instant. `lead_id` is "" where it is of no single lead.

    `n` and `of` are what was counted: seconds after the popup, outcomes in a minute, contacts, days, times moved.
    `branch_n` and `branch_of` are the branch's, where it is held against that.
    """

    sign: Sign
    officer_id: str
    at: datetime
    lead_id: str = ""
    n: int = 0
    of: int = 0
    branch_n: int = 0
    branch_of: int = 0


def signals_of(cases: Iterable[Case], officer: Officer, changes: Sequence[HoursChange] = ()) -> list[Signal]:
    """Return what is noticed of an officer over a cohort, the newest first.

    `cases` are the whole branch's, for it is held against that; test leads are left out.
    """
    real, who = [case for case in cases if not case.lead.is_test], officer.officer_id
    # of the others no course need be followed
    logged_on = [case for case in real if any(activity.actor_id == who for activity in case.history)]
    found = [
        *_soon_after_popup(logged_on, who),
        *_many_a_minute(logged_on, who),
        *_inbound_share(real, officer),
        *(signal for case in logged_on for signal in _of_lead(case, who)),
        *(signal for change in changes if change.officer_id == who for signal in _hours_changed(real, change)),
    ]
    return sorted(found, key=lambda signal: (signal.at, signal.sign, signal.lead_id), reverse=True)


def for_the_manager_from(signal: Signal, officer: Officer) -> datetime:
    """Return when a signal is the manager's to see too: once the officer had a whole shift to see it and say why.

    That is the end of the first shift that begins after it, a day where no hours are recorded.
    """
    if officer.hours is None:
        return signal.at + _A_DAY
    # who covers on a day off sees nothing of it
    shifts, at = shift_calendar(replace(officer, cover=None)), instant(signal.at)
    ended = shifts.closes_at(at)
    begins = shifts.next_open(at if ended is None else ended)
    ends = None if begins is None else shifts.closes_at(begins)
    return signal.at + _A_DAY if ends is None else moment(ends)


def _of_lead(case: Case, officer_id: str) -> Iterator[Signal]:
    lead_id = case.lead.lead_id
    for activity in case.history:
        if activity.actor_id != officer_id:
            continue
        if activity.kind in _PROMISES and activity.when is not None:
            ahead = activity.when - activity.began_at
            if ahead > PROMISE_FAR:
                yield Signal(Sign.PROMISE_FAR_OFF, officer_id, activity.logged_at, lead_id, n=ahead.days)
        if activity.kind in _DEAD and activity.number:
            reached = _reached_after(case.history, activity)
            if reached is not None:
                yield Signal(Sign.DEAD_NUMBER_REACHED, officer_id, reached.logged_at, lead_id)
    yield from _moved_promises(case, officer_id)


def _reached_after(history: Sequence[Activity], dead: Activity) -> Activity | None:
    """Return the first contact on a number after it was said to be dead."""
    later = (a for a in history if a.began_at > dead.began_at and a.number == dead.number)
    return next((a for a in later if is_contact(a.kind)), None)


def _moved_promises(case: Case, officer_id: str) -> Iterator[Signal]:
    """Yield once for each time a borrower asked for that was moved twice or more, at the last move."""
    by_id = {activity.activity_id: activity for activity in case.history}
    times = 0
    for promise in case.where.promises:
        if times >= MOVED_OFTEN and promise.end is not PromiseEnd.MOVED and promise.officer_id == officer_id:
            at = by_id[promise.promise_id].logged_at
            yield Signal(Sign.PROMISE_MOVED, officer_id, at, case.lead.lead_id, n=times)
        times = times + 1 if promise.end is PromiseEnd.MOVED else 0


def _many_a_minute(cases: Iterable[Case], officer_id: str) -> Iterator[Signal]:
    """Yield once for each run of outcomes that were written closer together than anybody can call.

    Outcomes entered late are a list of calls from another phone, which is written in one go.
    """
    written = sorted(
        activity.logged_at
        for case in cases
        for activity in case.history
        if activity.actor_id == officer_id and activity.kind in OUTCOMES and not activity.back_dated
    )
    first = last = 0
    while first < len(written):
        last = max(last, first)
        while last < len(written) and written[last] - written[first] < _MINUTE:
            last += 1
        many = last - first
        if many > MOST_A_MINUTE:
            yield Signal(Sign.MANY_A_MINUTE, officer_id, written[last - 1], n=many)
        first = last if many > MOST_A_MINUTE else first + 1


def _inbound_share(cases: Iterable[Case], officer: Officer) -> Iterator[Signal]:
    """Yield where twice as many of an officer's contacts as of the branch's are said to have come from the borrower,
    and chance does not explain that.
    """
    inbound: dict[bool, list[datetime]] = defaultdict(list)
    contacts: dict[bool, int] = defaultdict(int)
    for case in cases:
        for activity in case.history:
            is_own = activity.actor_id == officer.officer_id
            by = officer if is_own else case.officers.get(activity.actor_id)
            if is_contact(activity.kind) and by is not None and by.branch == officer.branch:
                contacts[is_own] += 1
                if activity.kind is Kind.INBOUND:
                    inbound[is_own].append(activity.logged_at)
    mine = rate_of(len(inbound[True]), contacts[True])
    branch = rate_of(mine.n + len(inbound[False]), mine.of + contacts[False])
    others = rate_of(branch.n - mine.n, branch.of - mine.of)
    if _is_times(mine, branch) and difference(estimate_of(mine), estimate_of(others)).verdict is Verdict.HIGHER:
        at = max(inbound[True])
        yield Signal(
            Sign.INBOUND_SHARE, officer.officer_id, at, n=mine.n, of=mine.of, branch_n=branch.n, branch_of=branch.of
        )


def _is_times(mine: Rate, branch: Rate) -> bool:
    return mine.n >= INBOUND_FEWEST and mine.n * branch.of >= INBOUND_TIMES * branch.n * mine.of


def _hours_changed(cases: Iterable[Case], change: HoursChange) -> Iterator[Signal]:
    """Yield for each lead that had landed, that nobody had called, and whose first call the change put off.

    An absence moves no due time: it counts while the first call was still to be made in its time.
    """
    for case in cases:
        has_landed = case.is_held_at(change.at) and case.holder_at(change.at) == change.officer_id
        was_called = case.first_call is not None and case.first_call.began_at <= change.at
        if has_landed and not was_called and _puts_off(case, change):
            yield Signal(Sign.HOURS_CHANGED, change.officer_id, change.at, case.lead.lead_id)


def _puts_off(case: Case, change: HoursChange) -> bool:
    if change.is_absence:
        return change.at <= case.first_call_by
    return _starts(case, change.after) > _starts(case, change.before)


def _starts(case: Case, officer: Officer) -> int:
    """Return when a first call would be possible by an officer's hours."""
    return Course(case.playbook, case.lead, ground_of(case.rules, case.place, officer), case.known).start


def _soon_after_popup(cases: Iterable[Case], officer_id: str) -> Iterator[Signal]:
    """Yield each outcome of a call that was written within seconds of the popup and that no phone was handed."""
    for case in cases:
        for call in case.calls:
            rang_at = call.rang_at
            if call.actor_id != officer_id or rang_at is None or call.back_dated:
                continue
            after = call.logged_at - rang_at
            if after < SOONEST and call.evidence is Evidence.SELF:
                seconds = int(after.total_seconds())
                yield Signal(Sign.SOON_AFTER_POPUP, officer_id, call.logged_at, case.lead.lead_id, n=seconds)
