"""Times the way people say them: "tomorrow 3pm", "thu 10", "in 20 min"."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.errors import BadInput

DAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
PARTS = {"morning": time(9), "noon": time(12), "afternoon": time(14), "evening": time(17), "tonight": time(18)}
DEFAULT = time(9)
UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def read_when(text: str, now: datetime, zone: str) -> datetime:
    """Return the instant meant, on a zone's clock, always after `now`; aware UTC. Raises BadInput with an example.

    A bare hour from 1 to 7 means the afternoon, as nobody promises a call at four in the morning.
    """
    words = text.strip().lower()
    try:
        iso = datetime.fromisoformat(text.strip())
    except ValueError:
        iso = None
    tz = ZoneInfo(zone)
    if iso is not None and (iso.tzinfo is not None or ":" in text):
        return _after(now, (iso if iso.tzinfo else iso.replace(tzinfo=tz)).astimezone(UTC))
    ahead = re.fullmatch(r"(?:in\s+)?(\d{1,3})\s*(m|h|d|w)[a-z]*", words)
    if ahead and (words.startswith("in") or ahead[2] != "m" or "min" in words):
        return _after(now, now + timedelta(**{UNITS[ahead[2]]: int(ahead[1])}))
    local = now.astimezone(tz)
    day, rest = _read_day(words, local.date())
    at = _read_time(rest)
    if day is None:
        if at is None:
            raise _unclear(text)
        found = datetime.combine(local.date(), at, tz)
        return _after(now, (found if found > local else found + timedelta(days=1)).astimezone(UTC))
    found = datetime.combine(day, at or DEFAULT, tz)
    if found <= local and any(name.startswith(words[:3]) for name in DAY_NAMES):
        found += timedelta(days=7)
    return _after(now, found.astimezone(UTC))


def _read_day(words: str, today: date) -> tuple[date | None, str]:
    first, _, rest = words.partition(" ")
    if words.startswith("next week"):
        return today + timedelta(days=7 - today.weekday()), words.removeprefix("next week").strip()
    if first in ("today", "tonight"):
        return today, rest or first
    if first in ("tomorrow", "tmrw", "tom"):
        return today + timedelta(days=1), rest
    first_of_next = first == "next"
    name = rest.partition(" ")[0] if first_of_next else first
    for n, day_name in enumerate(DAY_NAMES):
        if len(name) >= 3 and day_name.startswith(name):
            days = (n - today.weekday()) % 7
            rest = rest.partition(" ")[2] if first_of_next else rest
            return today + timedelta(days=days + (7 if first_of_next and days == 0 else 0)), rest
    return _read_date(words, today)


def _read_date(words: str, today: date) -> tuple[date | None, str]:
    month, day, year, rest = 0, 0, "", words
    if match := re.match(r"(\d{4})-(\d\d?)-(\d\d?)\b\s*", words):
        year, month, day, rest = match[1], int(match[2]), int(match[3]), words[match.end() :]
    elif match := re.match(r"(\d\d?)/(\d\d?)(?:/(\d{4}|\d\d))?\b\s*", words):
        month, day, year, rest = int(match[1]), int(match[2]), match[3] or "", words[match.end() :]
    elif match := re.match(r"([a-z]{3})[a-z]*\.?\s+(\d\d?)(?:st|nd|rd|th)?,?(?:\s+(\d{4}))?(?![:\d])\s*", words):
        if match[1] not in MONTHS:
            return None, words
        month, day, year, rest = MONTHS.index(match[1]) + 1, int(match[2]), match[3] or "", words[match.end() :]
    else:
        return None, words
    try:
        full = int(year) + (2000 if len(year) == 2 else 0) if year else today.year
        found = date(full, month, day)
    except ValueError:
        return None, words
    return (found.replace(year=full + 1) if not year and found < today else found), rest


def _read_time(words: str) -> time | None:
    words = words.removeprefix("at ").strip()
    if words in PARTS:
        return PARTS[words]
    match = re.fullmatch(r"(\d{1,2})(?::?(\d\d))?\s*(a|p)?\.?m?\.?", words)
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    if match[3]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match[3] == "p" else 0)
    elif 1 <= hour <= 7:
        hour += 12
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _after(now: datetime, at: datetime) -> datetime:
    if at <= now:
        raise BadInput("That time has passed.", "Give one that is still to come.")
    return at


def _unclear(text: str) -> BadInput:
    return BadInput(
        f"“{text.strip()}” is no time that could be read.", "Try: tomorrow 3pm, thu 10, in 20 min, 12/1 9:30."
    )
