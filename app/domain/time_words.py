"""Instants and lengths of time as people say them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo


def clock_words(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """Return a wall time with as much of its date as it needs: "2:14 pm", "tomorrow 9:00 am", "Thu, Dec 3 10:00 am"."""
    local, today = at.astimezone(zone), now.astimezone(zone).date()
    clock = f"{local.hour % 12 or 12}:{local.minute:02d} {'am' if local.hour < 12 else 'pm'}"
    days = (local.date() - today).days
    if days == 0:
        return clock
    if days in (1, -1):
        return f"{'tomorrow' if days == 1 else 'yesterday'} {clock}"
    return f"{day_words(local.date(), today)} {clock}"


def until_words(end: datetime, now: datetime, zone: ZoneInfo) -> str:
    """Return the end of a window likewise; what ends with today ends at "midnight"."""
    words = clock_words(end, now, zone)
    return "midnight" if words == "tomorrow 12:00 am" else words


def day_words(day: date, today: date) -> str:
    """Return a calendar day as people here write it, "Thu, Dec 3"; another year's with the year."""
    return f"{day:%a}, {day:%b} {day.day}{f', {day.year}' if day.year != today.year else ''}"


def span_words(length: timedelta) -> str:
    """Return a length in its largest unit: "less than a minute", "5 minutes", "3 hours", "12 days"."""
    seconds = int(abs(length.total_seconds()))
    for unit, size in (("day", 86400), ("hour", 3600), ("minute", 60)):
        count = seconds // size
        if count:
            return f"{count} {unit}{'s' if count != 1 else ''}"
    return "less than a minute"
