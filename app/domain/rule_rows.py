"""One state's contact rule as a row of data: what it leaves open on a day, and how often it lets people be tried."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, overload

import msgspec

from app.domain.answers import Code, Purpose

#: the state of the row that holds everywhere
FEDERAL = "US"
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DAY_MINUTES = 24 * 60

#: the name of the holiday a state keeps on a day, None when it keeps none
HolidayName = Callable[[str, date], str | None]


class Part(StrEnum):
    """What of a row a purpose may be exempt from; `DAY` is a weekday without any window."""

    HOURS = "hours"
    DAY = "day"
    HOLIDAY = "holiday"
    CAP = "cap"
    EMERGENCY = "emergency"


class Exempt(msgspec.Struct, frozen=True):
    """What the row's text spares these purposes, and where it says so."""

    part: Part
    purposes: frozenset[Purpose]
    citation: str


class Cap(msgspec.Struct, frozen=True):
    """At most `count` calls and texts within `hours`; `counts_all` also those the borrower had asked for."""

    count: int
    hours: int
    counts_all: bool


class DayRule(msgspec.Struct, frozen=True):
    """What a row leaves open on one day, in minutes after midnight, and in whose name it closes the rest."""

    window: tuple[int, int]
    code: Code
    detail: str


class Row(msgspec.Struct, frozen=True):
    """A state's rule while it is in force; dates are inclusive at both ends, None where open.

    `week` holds each weekday's window (Monday first, minutes after local midnight), None for a day without.
    `cap` is (count, hours). `emergency_citation` is of a ban while an emergency lasts, "" where the state's text has
    none. Citation, confidence, sources and notes are for people to judge the row by.
    """

    state: str
    week: tuple[tuple[int, int] | None, ...]
    citation: str
    confidence: str = ""
    holidays_banned: bool = False
    cap: tuple[int, int] | None = None
    calls_from: date | None = None
    texts_from: date | None = None
    until: date | None = None
    exempts: tuple[Exempt, ...] = ()
    sources: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    emergency_citation: str = ""

    def first_day(self, *, texts: bool) -> date:
        return (self.texts_from if texts else self.calls_from) or date.min

    def last_day(self) -> date:
        return self.until or date.max

    def is_in_force(self, day: date, *, texts: bool) -> bool:
        return self.first_day(texts=texts) <= day <= self.last_day()

    def spares(self, part: Part, purpose: Purpose) -> bool:
        return any(exempt.part is part and purpose in exempt.purposes for exempt in self.exempts)

    def on(self, day: date, purpose: Purpose, holiday_name: HolidayName) -> DayRule:
        """Return what the row leaves open on a day it is in force."""
        if self.holidays_banned and not self.spares(Part.HOLIDAY, purpose):
            name = holiday_name(self.state, day)
            if name:
                return DayRule((0, 0), Code.HOLIDAY, name)
        window = self.week[day.weekday()]
        if window is None:
            ends = DAY_MINUTES if self.spares(Part.DAY, purpose) else 0
            return DayRule((0, ends), Code.NO_CALLS_THAT_DAY, WEEKDAYS[day.weekday()])
        if self.spares(Part.HOURS, purpose):
            window = (0, DAY_MINUTES)
        return DayRule(window, Code.HOURS, f"{clock(window[0])}-{clock(window[1])}")

    def is_stricter_than(self, other: Row) -> bool:
        """Return whether there may be a minute this row closes and the other leaves open; dates aside."""
        if self.holidays_banned:
            return True
        return any(
            theirs is not None and (ours is None or ours[0] > theirs[0] or ours[1] < theirs[1])
            for ours, theirs in zip(self.week, other.week, strict=True)
        )


def row_on(rows: Iterable[Row], day: date, *, texts: bool) -> Row | None:
    """Return the row of one state in force on a day; at any date at most one is."""
    return next((row for row in rows if row.is_in_force(day, texts=texts)), None)


def clock(minute: int) -> str:
    """Return minutes after midnight as people write them, "08:00"."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


@overload
def free_at(times: Sequence[int], at: int, count: int, period: int) -> int: ...
@overload
def free_at(times: Sequence[datetime], at: datetime, count: int, period: timedelta) -> datetime: ...
def free_at(times: Sequence[Any], at: Any, count: int, period: Any) -> Any:
    """Return the first t from `at` on with fewer than `count` of the sorted times in (t - period, t]."""
    while True:
        so_far = bisect_right(times, at)
        if so_far < count or times[so_far - count] <= at - period:
            return at
        at = times[so_far - count] + period
