"""A zone's clock in whole seconds: its offsets and wall times, looked up in weeks and days worked out once."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from app.domain.spans import to_utc

WEEK_S = 7 * 24 * 3600
DAY_S = 86400
EPOCH_DAY = date(1970, 1, 1).toordinal()
#: wall times kept for being asked again; leads of one day ask for the same few
_REMEMBERED = 1 << 16


class ZoneClock:
    """One zone's offsets by week: the second of the week's change, the offset before it and the one from it on.

    A week has one change at most; none of the zones where borrowers live ever had two.
    """

    def __init__(self, zone: str) -> None:
        self._tz = ZoneInfo(zone)
        self._weeks: dict[int, tuple[int, int, int]] = {}
        self._walls: dict[int, int] = {}

    def offset(self, at: int) -> int:
        """Return the seconds to add to UTC for the wall clock at a UTC second."""
        week = self._weeks.get(at // WEEK_S)
        if week is None:
            week = self._weeks[at // WEEK_S] = self._look(at // WEEK_S)
        return week[1] if at < week[0] else week[2]

    def day(self, at: int) -> int:
        """Return the calendar day of a UTC second on this clock, counted from 1970-01-01."""
        return (at + self.offset(at)) // DAY_S

    def wall(self, day: int, minute: int, *, last: bool = False) -> int:
        """Return the UTC second at which this clock shows a minute of a day (1440: the next midnight).

        `last` picks the second of two comings of it; a time that is skipped stands where the clock changes.
        """
        key = (day * 1440 + minute) * 2 + last
        found = self._walls.get(key)
        if found is None:
            if len(self._walls) >= _REMEMBERED:
                self._walls.clear()
            found = self._walls[key] = to_utc(self._tz, day_on(day), minute, last=last)
        return found

    def changes(self, first: int, past: int) -> list[tuple[int, int]]:
        """Return from when on which offset holds, from the beginning of the week `first` to that of the week `past`."""
        out = [(first * WEEK_S, self.offset(first * WEEK_S))]
        for week in range(first, past):
            self.offset(week * WEEK_S)
            at, before, offset = self._weeks[week]
            if offset != out[-1][1]:
                # one that changes just as the week begins shows no change within it
                out.append((at if before != offset else week * WEEK_S, offset))
        return out

    def _ask(self, at: int) -> int:
        offset = datetime.fromtimestamp(at, tz=UTC).astimezone(self._tz).utcoffset()
        assert offset is not None  # noqa: S101 - an aware instant has one
        return int(offset.total_seconds())

    def _look(self, week: int) -> tuple[int, int, int]:
        low, high = week * WEEK_S, (week + 1) * WEEK_S
        before, after = self._ask(low), self._ask(high - 1)
        if before == after:
            return high, before, after
        while high - low > 1:
            middle = (low + high) // 2
            if self._ask(middle) == before:
                low = middle
            else:
                high = middle
        return high, before, after


clock_of = cache(ZoneClock)


def day_on(day: int) -> date:
    """Return the date of a day counted from 1970-01-01."""
    return date.fromordinal(EPOCH_DAY + day)


def day_number(day: date) -> int:
    """Return a date as a day counted from 1970-01-01."""
    return day.toordinal() - EPOCH_DAY


def local_date(zone: str, at: int) -> date:
    """Return the calendar day of an instant on a zone's clock."""
    return day_on(clock_of(zone).day(at))


def local_instant(zone: str, day: date, minute: int) -> int:
    """Return the UTC second at which a zone's clock shows a minute of a day; see `ZoneClock.wall`."""
    return clock_of(zone).wall(day_number(day), minute)
