"""Times the way people say them: "tomorrow 3pm", "thu 10", "in 20 min"."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.errors import BadInput

DAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
#: what a part of the day means on its own; the bool says whether a bare hour beside it is after noon
PARTS = {
    "morning": (time(9), False),
    "noon": (time(12), True),
    "afternoon": (time(14), True),
    "evening": (time(17), True),
    "night": (time(18), True),
    "tonight": (time(18), True),
}
DEFAULT = time(9)
#: a shortened name of a day stops short of no other word
_DAY = "|".join(f"{name[:3]}(?:{'|'.join(name[3:n] for n in range(len(name), 3, -1))})?" for name in DAY_NAMES)
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_AHEAD = re.compile(
    r"(?:in\s+)?(?:(\d{1,3})|an?)\s*"
    r"(?:(?P<minutes>m|mins?|minutes?)|(?P<hours>h|hrs?|hours?)|(?P<days>d|days?)|(?P<weeks>w|wks?|weeks?)"
    r"|(?P<months>mos?|months?)|(?P<years>y|yrs?|years?))"
)
_CLOCK = re.compile(r"(?:at\s+)?(\d{1,2})(?::?([0-5]\d))?\s*(?:([ap])\.?(?:m\.?)?)?")


def read_when(text: str, now: datetime, zone: str) -> datetime:
    """Return the instant meant, on a zone's clock, always after `now`; aware UTC. Raises BadInput with an example.

    A bare hour from 1 to 7 means the afternoon, as nobody promises a call at four in the morning.
    """
    tz = ZoneInfo(zone)
    try:
        return _after(now, _meant(text, now.astimezone(tz), tz).astimezone(UTC))
    except (OverflowError, ValueError):
        raise _unclear(text) from None


def _meant(text: str, now: datetime, tz: ZoneInfo) -> datetime:
    exact = _iso(text.strip())
    if exact is not None:
        return exact if exact.tzinfo else exact.replace(tzinfo=tz)
    words = " ".join(text.lower().replace(",", " ").split())
    ahead = _AHEAD.fullmatch(words)
    if ahead:
        return _ahead(now, ahead.lastgroup or "", int(ahead[1] or 1), tz)
    day, rest, is_name = _read_day(words, now.date())
    at = _read_time(rest)
    if (at is None and rest) or (day is None and at is None):
        raise _unclear(text)
    found = datetime.combine(day or now.date(), at or DEFAULT, tz)
    if found <= now and day is None:
        # a wall time, not 24 hours: the clocks may change tonight
        return datetime.combine(now.date() + timedelta(days=1), found.time(), tz)
    if found <= now and is_name:
        return datetime.combine(found.date() + timedelta(days=7), found.time(), tz)
    return found


def _iso(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    # a bare date, or digits that could be one, are read in words
    return found if found.tzinfo is not None or ":" in text else None


def _ahead(now: datetime, unit: str, count: int, tz: ZoneInfo) -> datetime:
    """Minutes and hours are elapsed time; days and more keep the wall time, months the day of the month."""
    if unit in ("minutes", "hours"):
        return now.astimezone(UTC) + timedelta(**{unit: count})
    if unit in ("days", "weeks"):
        return datetime.combine(now.date() + timedelta(**{unit: count}), now.time(), tz)
    years, month = divmod(now.month - 1 + count * (12 if unit == "years" else 1), 12)
    # a month that has no thirty-first ends on its last day
    day = min(now.day, monthrange(now.year + years, month + 1)[1])
    return datetime.combine(date(now.year + years, month + 1, day), now.time(), tz)


def _read_day(words: str, today: date) -> tuple[date | None, str, bool]:
    """Return the day that is named, the words without it, and whether it was a weekday's name."""
    if match := re.search(r"\bnext week\b", words):
        return today + timedelta(days=7 - today.weekday()), _without(words, match), False
    if match := re.search(r"\b(today|tonight|tomorrow|tmrw|tom)\b", words):
        ahead = 0 if match[1] in ("today", "tonight") else 1
        rest = _without(words, match)
        return today + timedelta(days=ahead), f"{rest} tonight".strip() if match[1] == "tonight" else rest, False
    if match := re.search(rf"\b(?:on )?(next )?({_DAY})\b", words):
        number = next(n for n, name in enumerate(DAY_NAMES) if name.startswith(match[2][:3]))
        days = (number - today.weekday()) % 7
        return today + timedelta(days=7 if match[1] and days == 0 else days), _without(words, match), True
    return _read_date(words, today)


def _read_date(words: str, today: date) -> tuple[date | None, str, bool]:
    if match := re.search(r"\b(\d{4})-(\d\d?)-(\d\d?)\b", words):
        year, month, day = match[1], int(match[2]), int(match[3])
    elif match := re.search(r"\b(\d\d?)/(\d\d?)(?:/(\d{4}|\d\d))?\b", words):
        month, day, year = int(match[1]), int(match[2]), match[3] or ""
    elif match := re.search(rf"\b(?:on )?{_MONTH} (\d\d?)(?:st|nd|rd|th)?(?: (\d{{4}}))?(?![:\d])\b", words):
        month, day, year = MONTHS.index(match[1]) + 1, int(match[2]), match[3] or ""
    else:
        return None, words, False
    full = int(year) + (2000 if len(year) == 2 else 0) if year else today.year
    found = date(full, month, day)
    return found if year or found >= today else found.replace(year=full + 1), _without(words, match), False


def _without(words: str, match: re.Match[str]) -> str:
    return " ".join((words[: match.start()] + " " + words[match.end() :]).split())


def _read_time(words: str) -> time | None:
    """Read a clock time, a part of the day, or both: "3pm", "10:30", "morning", "8 tonight"."""
    part = next((name for name in PARTS if re.search(rf"\b{name}\b", words)), None)
    if part is not None:
        words = re.sub(rf"\b(?:(?:in the|this|at) )?{part}\b", "", words).strip()
        if not words:
            return PARTS[part][0]
    match = _CLOCK.fullmatch(words)
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    if match[3]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match[3] == "p" else 0)
    elif (1 <= hour <= 7 and part is None) or (part is not None and PARTS[part][1] and hour < 12):
        hour += 12
    return time(hour, minute) if hour < 24 else None


def _after(now: datetime, at: datetime) -> datetime:
    if at <= now:
        raise BadInput("That time has passed.", "Give one that is still to come.")
    return at


def _unclear(text: str) -> BadInput:
    return BadInput(
        f"“{text.strip()}” is no time that could be read.", "Try: tomorrow 3pm, thu 10, in 20 min, 12/1 9:30."
    )
