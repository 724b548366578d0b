"""When something is due again and again, on a wall clock, and which days it is about."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec

from app.domain.officer import DAYS
from app.errors import BadInput

#: how often: every day, on a day of the week, on the first of the month
EVERY = ("day", *DAYS, "month")
PERIODS = ("yesterday", "last-7-days", "last-week", "last-30-days", "last-month", "all")
_DAY = timedelta(days=1)


class Rhythm(msgspec.Struct, frozen=True):
    """`every` is one of EVERY; `minute` is of the wall clock, after midnight."""

    every: str
    minute: int

    def is_on(self, day: date) -> bool:
        if self.every == "month":
            return day.day == 1
        return self.every == "day" or DAYS[day.weekday()] == self.every

    def following(self, after: datetime, zone: str) -> datetime:
        """Return the first due time after an instant; an hour that a spring leaves out is the next there is."""
        tz = ZoneInfo(zone)
        day = after.astimezone(tz).date()
        while not (self.is_on(day) and self._on(day, tz) > after):
            day += _DAY
        return self._on(day, tz)

    def latest(self, by: datetime, zone: str) -> datetime:
        """Return the last due time at or before an instant."""
        tz = ZoneInfo(zone)
        day = by.astimezone(tz).date()
        while not (self.is_on(day) and self._on(day, tz) <= by):
            day -= _DAY
        return self._on(day, tz)

    def _on(self, day: date, tz: ZoneInfo) -> datetime:
        return datetime.combine(day, time(*divmod(self.minute, 60)), tz).astimezone(UTC)


def read_rhythm(every: str, at: str) -> Rhythm:
    """Read "mon" and "07:00"; raises BadInput for a time that is none."""
    try:
        said = time.fromisoformat(at)
    except ValueError:
        raise BadInput(f"“{at}” is no time of day.", "Write it like 07:00.") from None
    return Rhythm(every, said.hour * 60 + said.minute)


def days_of(period: str, due_on: date) -> tuple[date | None, date | None]:
    """Return the first and last day that a period of PERIODS has on a day; the day itself is never over yet."""
    yesterday = due_on - _DAY
    match period:
        case "yesterday":
            return yesterday, yesterday
        case "last-7-days":
            return due_on - 7 * _DAY, yesterday
        case "last-30-days":
            return due_on - 30 * _DAY, yesterday
        case "last-week":
            monday = due_on - due_on.weekday() * _DAY
            return monday - 7 * _DAY, monday - _DAY
        case "last-month":
            end = due_on.replace(day=1) - _DAY
            return end.replace(day=1), end
        case _:
            return None, None
