"""Which steps were done while on time, which were not, and which nobody could have done."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import timedelta
from math import floor

from tests.oracle.course import Course, Window
from tests.oracle.hours import MINUTE

PER_CALL = 6 * MINUTE


@dataclass
class Adherence:
    n: int = 0
    of: int = 0
    excused: Counter[str] = field(default_factory=Counter)


def adherence(followed: dict[str, dict[str, Course]]) -> dict[str, Adherence]:
    """Return each officer's: a step is judged for whoever held the lead when its window ended."""
    found: dict[str, Adherence] = {}
    for course, window in with_turns(_owned(followed)):
        owner = course.lead.owner_at(window.until)
        if owner is None or not window.until < course.at:
            continue
        mine = found.setdefault(owner, Adherence())
        why = excuse(course, window)
        if why:
            mine.excused[why] += 1
        else:
            mine.of += 1
            mine.n += is_on_time(window)
    return found


def is_on_time(window: Window) -> bool:
    return window.done is not None and window.done <= window.until


def excuse(course: Course, window: Window) -> str:
    """Return why nobody could have done the step: what was so whoever had the lead comes before that nobody did."""
    lead, done = course.lead, window.done
    by = done if done is not None and is_on_time(window) else window.until
    if course.closed_channel(window.step.channel, by):
        return "channel closed"
    if course.closed is not None and course.closed < by and not window.skipped:
        return "lead closed"
    contact = lead.contact
    if contact is not None and contact.at < by:
        return "contacted before"
    if lead.holder_at(window.until) is None:
        return "not assigned in time"
    excused = any(
        one.fact == "all" or (one.fact == "step" and one.value == window.step.step_id)
        for one in lead.excusals
        if window.due.timestamp() <= floor(one.at.timestamp())
    )
    return "excused by a manager" if excused and not is_on_time(window) else ""


def _owned(followed: dict[str, dict[str, Course]]) -> list[tuple[Course, Window]]:
    """Return the windows as each officer had them, of those that ended while the lead was theirs."""
    found = []
    for by_holder in followed.values():
        seen: set[tuple[str, int]] = set()
        for who, course in by_holder.items():
            comings: Counter[str] = Counter()
            for window in sorted(course.windows, key=lambda one: one.due):
                step = window.step.step_id
                comings[step] += 1
                if course.lead.owner_at(window.until) in (who, None) and (step, comings[step]) not in seen:
                    seen.add((step, comings[step]))
                    found.append((course, window))
    return found


def with_turns(owned: list[tuple[Course, Window]]) -> list[tuple[Course, Window]]:
    """Return the windows, those that fall due together at a shift's start on time until their turn is over."""
    found = list(owned)
    together: dict[tuple[str, object], list[int]] = {}
    for place, (course, window) in enumerate(found):
        if course.shift.begins_at(window.due) and not excuse(course, window):
            owner = course.lead.owner_at(window.until) or ""
            together.setdefault((owner, window.due), []).append(place)
    for places in together.values():
        if len(places) == 1:
            continue
        for turn, place in enumerate(sorted(places, key=lambda one: _queue_order(*found[one])), start=1):
            course, window = found[place]
            until = max(window.until, window.due + turn * PER_CALL)
            found[place] = course, replace(window, until=until)
    return found


def _queue_order(course: Course, window: Window) -> tuple[bool, timedelta | object, str]:
    """Return the order of the queue: new leads first, the newest of them before, then who has least time left."""
    is_first = window.step.step_id == course.first_call_id
    newest = course.lead.received.timestamp()
    return not is_first, -newest if is_first else window.until.timestamp(), course.lead.lead_id
