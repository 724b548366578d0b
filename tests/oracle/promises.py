"""What became of each time a borrower asked for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from tests.oracle.course import EARLY, ENDS_PROMISE, EXITS, Course
from tests.oracle.hours import MINUTE
from tests.oracle.kept import PROMISES, Act

GRACE = 10 * MINUTE
DEAD = {"wrong_number", "disconnected"}


@dataclass(frozen=True)
class Promised:
    """A time that was asked for; `tried` is the first try that answers it, `over` when `why` ended it before one."""

    made: Act
    at: datetime
    tried: datetime | None = None
    over: datetime | None = None
    why: str = ""


def promised_on(course: Course) -> list[Promised]:
    """Return the promises of a lead, in the order they were made."""
    found: list[Promised] = []
    for act in course.lead.acts:
        open_one = found[-1] if found and found[-1].tried is None and not found[-1].why else None
        if open_one is not None and act.is_call and act.at >= open_one.at - EARLY:
            open_one = found[-1] = replace(open_one, tried=act.at)
        is_promise = act.kind in PROMISES and act.when is not None
        if open_one is not None and open_one.tried is None:
            why = _ending(course, act, is_promise=is_promise)
            found[-1] = replace(open_one, over=act.at, why=why) if why else open_one
        if is_promise and act.when is not None:
            found.append(Promised(act, act.when))
    return found


def _ending(course: Course, act: Act, *, is_promise: bool) -> str:
    """Return what an activity does to a promise nobody has tried to keep yet."""
    if is_promise:
        return "moved"
    if act.kind == "skip":
        return "skipped"
    if act.stage in EXITS:
        return "ended"
    dead = {one.number for one in course.lead.acts if one.kind in DEAD and one.at <= act.at}
    return "ended" if act.kind in ENDS_PROMISE or not set(course.lead.phones) - dead else ""


def state_of(course: Course, one: Promised) -> str:
    """Return what it counts as, where a manager has the last word on one that was broken."""
    state = _without_manager(course, one)
    return "excused" if state == "broken" and _is_excused(course, one) else state


def _is_excused(course: Course, one: Promised) -> bool:
    return any(
        (said.fact == "promise" and said.when is not None and said.when.timestamp() // 1 == one.at.timestamp() // 1)
        or (said.fact == "all" and one.at.timestamp() // 1 <= said.at.timestamp() // 1)
        for said in course.lead.excusals
    )


def _without_manager(course: Course, one: Promised) -> str:
    """Return kept, broken, pending, moved or excused; a promise the rules block is moved and excused."""
    late = one.at + GRACE
    if one.why == "moved" and one.over is not None and one.over <= late:
        return "moved"
    if course.law.first(one.at) != one.at:
        return "excused"
    if one.tried is not None:
        return "kept" if one.tried <= late else "broken"
    if one.why == "ended" and one.over is not None and one.over <= late:
        return "excused"
    if one.why == "skipped":
        return "broken"
    return "pending" if course.at <= late else "broken"


def promise_rows(courses: dict[str, Course], names: dict[str, str]) -> list[dict[str, Any]]:
    """Return a row a promise; it is in the rate of whoever holds the lead."""
    rows = [
        {
            "lead_id": course.lead.lead_id,
            "officer": names[course.lead.last_holder or ""],
            "promised_at": one.at.isoformat(),
            "attempted_at": None if one.tried is None else one.tried.isoformat(),
            "state": state_of(course, one),
        }
        for course in courses.values()
        for one in promised_on(course)
    ]
    return sorted(rows, key=lambda row: (row["promised_at"], row["lead_id"]))
