"""Times as files write them, read as instants."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

_TIME = r"(?:[,\sT]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([AaPp])?\.?(?:[Mm]\.?)?)?"
_US = re.compile(rf"(\d{{1,2}})[/-](\d{{1,2}})[/-](\d{{4}}|\d{{2}}){_TIME}")
#: as ISO has it, but with an hour of one digit or half a day's: "2026-03-02 9:05 AM"
_YEAR_FIRST = re.compile(rf"(\d{{4}})-(\d{{1,2}})-(\d{{1,2}}){_TIME}")
_MONTH_FIRST = re.compile(rf"([A-Za-z]{{3,9}})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}}){_TIME}")
_DAY_FIRST = re.compile(rf"(\d{{1,2}})[\s-]([A-Za-z]{{3,9}})\.?,?[\s-](\d{{4}}){_TIME}")
_SLASHED_ISO = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})")
_ZONE = re.compile(r"\s*\(?\b([A-Z]{2,4})\)?$")
#: some write a blank before the offset
_BEFORE_OFFSET = re.compile(r"(?<=\d)\s+([+-]\d{2}:?\d{2})$")
_EPOCH = re.compile(r"(\d{10})(\d{3})?")
#: what stands for "no date" in exports
_NO_DATE = re.compile(r"[0/\-.: ]*|n/?a|none|null", re.IGNORECASE)

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_HOURS_BEHIND = {
    "EST": 5, "EDT": 4, "CST": 6, "CDT": 5, "MST": 7, "MDT": 6, "PST": 8, "PDT": 7,
    "AKST": 9, "AKDT": 8, "HST": 10, "AST": 4, "UTC": 0, "GMT": 0,
}  # fmt: skip
_ZONES = {"ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles"}
#: no lead file is older, and what claims to be is a spreadsheet's zero
_FIRST_YEAR = 2000
_LAST_YEAR = 2200
#: no way of writing a time is longer
_LONGEST = 80
#: two-digit years from here on are the last century's
_OLD_CENTURY = 70


def is_no_date(text: str) -> bool:
    """Return whether the text is one of the ways to leave a date empty, "0/0/00" among them."""
    return _NO_DATE.fullmatch(text.strip()) is not None


def read_instant(text: str, zone: ZoneInfo) -> datetime | None:
    """Return the instant in UTC, None when the text is no date this century.

    A time that names no offset or zone is read on the clocks of `zone`, a date without a time as its midnight.
    Numbers are in the American order, month first.
    """
    text = text.strip()
    if len(text) > _LONGEST:
        return None
    clocks, rest = _named_zone(text, zone)
    try:
        wall = _iso(rest) or _american(rest) or _worded(rest) or _epoch(text) or _mail(text)
    except (ValueError, OverflowError, TypeError, IndexError):
        # the last two are the mail library's, which trips over some texts instead of refusing them
        return None
    if wall is None or not _FIRST_YEAR <= wall.year < _LAST_YEAR:
        return None
    return (wall if wall.tzinfo else wall.replace(tzinfo=clocks)).astimezone(UTC)


def _named_zone(text: str, zone: ZoneInfo) -> tuple[tzinfo, str]:
    found = _ZONE.search(text)
    if found and found[1] in _HOURS_BEHIND:
        return timezone(timedelta(hours=-_HOURS_BEHIND[found[1]])), text[: found.start()]
    if found and found[1] in _ZONES:
        return ZoneInfo(_ZONES[found[1]]), text[: found.start()]
    return zone, text


def _iso(text: str) -> datetime | None:
    slashed = _SLASHED_ISO.match(text)
    if slashed:
        text = f"{slashed[1]}-{int(slashed[2]):02}-{int(slashed[3]):02}{text[slashed.end() :]}"
    if offset := _BEFORE_OFFSET.search(text):
        text = text[: offset.start()] + offset[1]
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _american(text: str) -> datetime | None:
    if found := _YEAR_FIRST.fullmatch(text):
        return _wall(int(found[1]), int(found[2]), int(found[3]), found.groups()[3:])
    found = _US.fullmatch(text)
    if not found:
        return None
    year = int(found[3])
    if year < 100:
        year += 1900 if year >= _OLD_CENTURY else 2000
    return _wall(year, int(found[1]), int(found[2]), found.groups()[3:])


def _worded(text: str) -> datetime | None:
    if found := _MONTH_FIRST.fullmatch(text):
        month, day = found[1], found[2]
    elif found := _DAY_FIRST.fullmatch(text):
        day, month = found[1], found[2]
    else:
        return None
    name = month[:3].lower()
    return _wall(int(found[3]), _MONTHS.index(name) + 1, int(day), found.groups()[3:]) if name in _MONTHS else None


def _wall(year: int, month: int, day: int, time: tuple[str | None, ...]) -> datetime:
    hour, minute, second = (int(part or 0) for part in time[:3])
    half = (time[3] or "").lower()
    if half == "p" and hour < 12:
        hour += 12
    elif half == "a" and hour == 12:
        hour = 0
    return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - a wall time; the caller knows its zone


def _epoch(text: str) -> datetime | None:
    found = _EPOCH.fullmatch(text)
    return datetime.fromtimestamp(int(found[1]), tz=UTC) if found else None


def _mail(text: str) -> datetime | None:
    return parsedate_to_datetime(text) if "," in text and ":" in text else None
