"""When somebody may be called: shifts, and the hours of the few states the tests' borrowers live in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

Span = tuple[datetime, datetime]
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)

_EVERY_DAY = [(8, 21)] * 7
#: local hours of a week, Monday first, as the rules of these states have them; None is a day on which nobody calls
STATE_HOURS: dict[str, list[tuple[int, int] | None]] = {
    "US": [*_EVERY_DAY],
    "TN": [*_EVERY_DAY],
    "GA": [*_EVERY_DAY],
    "CA": [*_EVERY_DAY],
    "KY": [(10, 21)] * 7,
    "AL": [*[(8, 20)] * 6, None],
}
CHICAGO, NEW_YORK, LOS_ANGELES = "America/Chicago", "America/New_York", "America/Los_Angeles"
AREAS = {
    "615": ("TN", CHICAGO),
    "502": ("KY", NEW_YORK),
    "404": ("GA", NEW_YORK),
    "205": ("AL", CHICAGO),
    "310": ("CA", LOS_ANGELES),
}
ZIPS = {"37201": CHICAGO, "40202": NEW_YORK, "30303": NEW_YORK, "35203": CHICAGO, "90012": LOS_ANGELES}


class Open:
    """Instants at which something may be done, as spans in order."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self.spans = sorted(span for span in spans if span[0] < span[1])

    def first(self, at: datetime) -> datetime | None:
        return next((max(at, start) for start, end in self.spans if end > at), None)

    def after(self, at: datetime, length: timedelta) -> datetime:
        """Return the instant by which so much open time has passed."""
        for start, end in self.spans:
            if end <= at:
                continue
            here = max(at, start)
            if here + length <= end:
                return here + length
            length -= end - here
        raise AssertionError("the spans of the test are too few days")

    def passed(self, begin: datetime, end: datetime) -> timedelta:
        """Return how much of a stretch is open."""
        parts = ((max(begin, low), min(end, high)) for low, high in self.spans)
        return sum((high - low for low, high in parts if high > low), timedelta())

    def begins_at(self, at: datetime) -> bool:
        return any(start == at for start, _ in self.spans)

    def both(self, other: Open) -> Open:
        return Open((max(a, c), min(b, d)) for a, b in self.spans for c, d in other.spans if max(a, c) < min(b, d))


def wall(zone: str, day: date, minute: int) -> datetime:
    """Return what a clock of the zone means by a time of a day; 24:00 is the next midnight."""
    shown = datetime.combine(day + minute // 1440 * DAY, time(minute % 1440 // 60, minute % 60), ZoneInfo(zone))
    return shown.astimezone(UTC)


def day_in(zone: str, at: datetime) -> date:
    return at.astimezone(ZoneInfo(zone)).date()


def days(first: date, last: date) -> Iterable[date]:
    return (first + n * DAY for n in range((last - first).days + 1))


def lawful(zones: set[str], states: set[str], first: date, last: date) -> Open:
    """Return when every possible zone and every possible state allow a call, the federal floor among them."""
    found: Open | None = None
    for zone in zones:
        for state in {*states, "US"}:
            allowed = [(day, STATE_HOURS[state][day.weekday()]) for day in days(first, last)]
            spans = Open((wall(zone, day, h[0] * 60), wall(zone, day, h[1] * 60)) for day, h in allowed if h)
            found = spans if found is None else found.both(spans)
    assert found is not None
    return found


def shift_of(officer: dict[str, Any], first: date, last: date) -> Open:
    """Return when an officer works by the profile the hub has, or the cover on a day off; no hours is always."""
    off, zone = officer.get("days_off", []), officer["zone"]
    cover = officer.get("cover")
    spans: list[Span] = []
    for day in days(first, last):
        if day.isoformat() not in off:
            spans += _works(officer, zone, day)
        elif cover and day.isoformat() not in cover.get("days_off", []):
            spans += _works(cover, cover["zone"], day)
    return Open(_joined(spans))


def _works(profile: dict[str, Any], zone: str, day: date) -> list[Span]:
    hours = profile.get("hours")
    week = hours["week"][day.weekday()] if hours else [[0, 1440]]
    return [(wall(zone, day, start), wall(zone, day, end)) for start, end in week]


def _joined(spans: list[Span]) -> list[Span]:
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out
