"""When an officer is on shift."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache

from app.domain.officer import Cover, Hours, Officer
from app.domain.spans import (
    ALWAYS,
    WEEK_S,
    Calendar,
    Span,
    Windows,
    either,
    instant,
    local_calendar,
    moment,
)
from app.domain.zone_clock import clock_of, day_on, local_date, local_instant

#: without recorded hours a working morning is this minute of a weekday on the borrower's clock
MORNING_MINUTE = 9 * 60
ALL_DAY: Windows = ((0, 24 * 60),)
#: a day without a shift, and one whose end depends on when it is asked for
_NO_SHIFT, AS_IT_GOES = -1, -2


def shift_calendar(officer: Officer) -> Calendar:
    """Return when the officer works, or whoever covers a day off; without recorded hours an officer always does."""
    shifts = _shifts(officer.zone, officer.hours, officer.days_off)
    if officer.cover is not None and officer.days_off:
        shifts = either(shifts, _covered(officer.cover, officer.days_off))
    return either(shifts, _said_to_work(officer.working)) if officer.working else shifts


@lru_cache(maxsize=2048)
def _shifts(zone: str, hours: Hours | None, days_off: frozenset[date]) -> Calendar:
    if hours is None and not days_off:
        return ALWAYS

    def windows(day: date) -> Windows:
        if day in days_off:
            return ()
        return ALL_DAY if hours is None else hours.week[day.weekday()]

    return local_calendar(zone, windows)


@lru_cache(maxsize=2048)
def _covered(cover: Cover, days: frozenset[date]) -> Calendar:
    def windows(day: date) -> Windows:
        if day not in days or day in cover.days_off:
            return ()
        return ALL_DAY if cover.hours is None else cover.hours.week[day.weekday()]

    return local_calendar(cover.zone, windows)


@lru_cache(maxsize=256)
def _said_to_work(spans: tuple[tuple[int, int], ...]) -> Calendar:
    def in_week(week: int) -> list[Span]:
        low, high = week * WEEK_S, (week + 1) * WEEK_S
        return [(max(low, start), min(high, end)) for start, end in spans if start < high and end > low]

    return Calendar(in_week)


class ShiftDays:
    """When the shift days of one officer end, as one borrower's clock has it; each worked out once.

    A shift day ends with its last shift, at the borrower's midnight where no hours are recorded. A time off shift
    (a promise, say) ends with its calendar day on the officer's clock.
    """

    def __init__(self, officer: Officer, clock_zone: str) -> None:
        self._officer = officer
        self.clock = clock_of(officer.zone if officer.hours is not None else clock_zone)
        self._closings: dict[int, int] = {}

    def end(self, at: int) -> int:
        """Return when the shift day that holds a UTC second ends."""
        day = self.clock.day(at)
        closing = self.closing(day)
        if closing == AS_IT_GOES:
            return _last_closing(self._officer, at, self.clock.wall(day + 1, 0))
        return closing if closing > at else self.clock.wall(day + 1, 0)

    def closing(self, day: int) -> int:
        """Return when the last shift of a day (see `ZoneClock.day`) ends; `AS_IT_GOES`, or nothing later than it."""
        closing = self._closings.get(day)
        if closing is None:
            closing = self._closings[day] = self._closing(day)
        return closing

    def _closing(self, day: int) -> int:
        officer, on = self._officer, day_on(day)
        if officer.working or (officer.cover is not None and on in officer.days_off):
            return AS_IT_GOES
        shifts = () if officer.hours is None or on in officer.days_off else officer.hours.week[on.weekday()]
        return self.clock.wall(day, max(finish for _, finish in shifts), last=True) if shifts else _NO_SHIFT


def _last_closing(officer: Officer, at: int, midnight: int) -> int:
    """Return the last end of work between an instant and the midnight after it, the midnight where there is none."""
    shifts, end = shift_calendar(officer), at
    while (opened := shifts.next_open(end)) is not None and opened < midnight:
        closes = shifts.open_until(opened)
        assert closes is not None  # noqa: S101 - it is open there
        end = min(closes, midnight)
    return end if end > at else midnight


def next_working_morning(officer: Officer, at: int, clock_zone: str) -> int:
    """Return the start of the next day's or later shift; without hours, 09:00 of the borrower's next weekday worked."""
    shifts = shift_calendar(officer)
    if officer.hours is None:
        day, morning = local_date(clock_zone, at), None
        while morning is None or day.weekday() >= 5 or not shifts.is_open(morning):
            day += timedelta(days=1)
            morning = local_instant(clock_zone, day, MORNING_MINUTE)
        return morning
    midnight = local_instant(officer.zone, local_date(officer.zone, at) + timedelta(days=1), 0)
    opened = shifts.next_open(midnight)
    return midnight if opened is None else opened


def working_hours_later(officer: Officer, since: datetime, hours: int) -> datetime:
    """Return the instant by which so many hours on shift have passed."""
    start = instant(since)
    end = shift_calendar(officer).add_open(start, hours * 3600)
    return moment(end if end is not None else start + hours * 3600)
