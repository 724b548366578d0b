"""How far the clock can be believed by which something was logged, and what follows for the sums of speed."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

import msgspec

from app.domain.activity import Activity

#: a clock that is off by no more changes nothing: the way to the hub and back takes as long
UNNOTICED = timedelta(seconds=2)
#: a clock that is off by more is to be set: reminders ring by it
TO_BE_SET = timedelta(seconds=300)


class ClockGrade(StrEnum):
    """`GOOD`: compared with the hub's shortly before; `DERIVED`: worked out later; `POOR`: nobody can tell."""

    GOOD = "good"
    DERIVED = "derived"
    POOR = "poor"


# named here: a push asks of each activity, and to look a member up in its class takes longer
_GOOD: Final = ClockGrade.GOOD
_UNNOTICED_MS = UNNOTICED // timedelta(milliseconds=1)


class Clocked(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A grade, and by how much the hub's clock was ahead of the desk's; nothing of a poor one."""

    grade: ClockGrade
    offset_ms: int = 0

    @property
    def offset(self) -> timedelta:
        return timedelta(milliseconds=self.offset_ms)

    @property
    def is_plain(self) -> bool:
        """Return whether there is nothing to say: the clock was right and known to be."""
        return self.grade is _GOOD and abs(self.offset_ms) <= _UNNOTICED_MS


def counted_at(activity: Activity, clock: Clocked | None, received_at: datetime) -> datetime:
    """Return when an activity began as the sums of speed count it, by the hub's clock where the desk's was off.

    A time that was stated afterwards is what a person remembers, by whatever clock, and counts as stated. What was
    done with a lead was done after it came: a desk whose clock is behind writes down no earlier instant, and what it
    then wrote is taken by the clock it was written by.
    """
    stated = activity.began_at
    if activity.back_dated or clock is None or clock.grade is ClockGrade.POOR:
        return stated
    corrected = min(stated, activity.logged_at) + clock.offset
    if stated >= received_at:
        corrected = max(corrected, received_at)
    return stated if abs(corrected - stated) <= UNNOTICED else corrected


def is_doubtful(activity: Activity, clock: Clocked | None) -> bool:
    """Return whether no speed is to be made of an activity: nobody stated its time, and its clock was poor."""
    return not activity.back_dated and clock is not None and clock.grade is ClockGrade.POOR
