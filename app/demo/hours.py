"""When the made-up branch works: weekdays from nine to six on its own clock, holidays too."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE = "America/New_York"
SITS_AT = time(9, 5)
_HOUR = timedelta(hours=1)


def sittings(start: datetime, end: datetime) -> list[datetime]:
    """Return when officers sit down to their queue: each working morning; for the rest of the day it rings."""
    zone = ZoneInfo(ZONE)
    first, last = start.astimezone(zone).date(), end.astimezone(zone).date()
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    mornings = [datetime.combine(day, SITS_AT, tzinfo=zone).astimezone(UTC) for day in days if day.weekday() < 5]
    return [at for at in mornings if start <= at <= end]


def is_working_time(at: datetime) -> bool:
    local = at.astimezone(ZoneInfo(ZONE))
    return local.weekday() < 5 and 9 <= local.hour < 18


def is_same_day(one: datetime, other: datetime) -> bool:
    zone = ZoneInfo(ZONE)
    return one.astimezone(zone).date() == other.astimezone(zone).date()


def working_hours(start: datetime, end: datetime) -> list[datetime]:
    """Return the instants an hour apart, counted from a start, that lie in working time before an end."""
    return [at for n in range(1, (end - start) // _HOUR + 1) if is_working_time(at := start + n * _HOUR) and at < end]


def working_moment(at: datetime) -> datetime:
    """Return the instant, or the next one at ten to four on a weekday, on the quarter hour."""
    zone = ZoneInfo(ZONE)
    local = at.astimezone(zone).replace(minute=at.minute // 15 * 15, second=0, microsecond=0) + timedelta(minutes=15)
    if not 10 <= local.hour < 16:
        local = (local + timedelta(days=1 if local.hour >= 16 else 0)).replace(hour=10, minute=30)
    while local.weekday() >= 5:
        local += timedelta(days=1)
    return local.astimezone(UTC)


def a_good_morning(before: datetime) -> datetime:
    """Return the last weekday's 10:40 before an instant, when most of the country may be called."""
    zone = ZoneInfo(ZONE)
    local = before.astimezone(zone).replace(hour=10, minute=40, second=0, microsecond=0)
    while local > before.astimezone(zone) or local.weekday() in (0, 5, 6):
        local -= timedelta(days=1)
    return local.astimezone(UTC)
