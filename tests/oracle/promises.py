"""What became of each promise."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tests.oracle.course import Course, Promised
from tests.oracle.hours import MINUTE

GRACE = 10 * MINUTE


def state_of(course: Course, one: Promised) -> str:
    """Return kept, broken, pending, moved or excused; a promise the rules block is moved and excused."""
    if one.why == "moved" and one.over is not None and one.over <= one.at + GRACE:
        return "moved"
    if course.law.first(one.at) != one.at:
        return "excused"
    if one.tried is not None:
        return "kept" if one.tried <= one.at + GRACE else "broken"
    if one.over is not None and one.over <= one.at + GRACE:
        return "excused"
    return "pending" if course.at <= one.at + GRACE else "broken"


def promise_rows(courses: dict[str, Course], names: dict[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "lead_id": one.lead_id,
            "officer": names[course.lead.last_holder or ""],
            "promised_at": one.at.isoformat(),
            "attempted_at": _told(one.tried),
            "state": state_of(course, one),
        }
        for course in courses.values()
        for one in course.promises
    ]


def _told(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
