"""One appointment as a calendar file (RFC 5545), in the borrower's zone and with that zone's clock beside it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

#: a calendar's line is no longer, in bytes and without its end; what is longer goes on behind a blank
LINE = 75
#: changes of the clock are told for so long before and after: a calendar then needs no list of zones of its own
AROUND = timedelta(days=400)
_BEFORE = timedelta(minutes=10)


class CalendarEntry(msgspec.Struct, frozen=True):
    """`uid` is the same each time the same appointment is written, so that a calendar keeps one of it."""

    uid: str
    at: datetime
    zone: str
    length: timedelta
    title: str
    words: str
    written_at: datetime


def calendar_text(entry: CalendarEntry) -> str:
    """Return the file's text: one event with a reminder ten minutes before; lines end as the RFC wants them."""
    zone = ZoneInfo(entry.zone)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Followthrough//Followthrough//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        *_zone_lines(entry.zone, entry.at),
        "BEGIN:VEVENT",
        f"UID:{_escaped(entry.uid)}",
        f"DTSTAMP:{_utc(entry.written_at)}",
        f"DTSTART;TZID={entry.zone}:{_wall(entry.at.astimezone(zone))}",
        f"DTEND;TZID={entry.zone}:{_wall((entry.at + entry.length).astimezone(zone))}",
        f"SUMMARY:{_escaped(entry.title)}",
        f"DESCRIPTION:{_escaped(entry.words)}",
        # whoever may look into this calendar sees that there is something, not with whom
        "CLASS:PRIVATE",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"TRIGGER:-PT{_BEFORE // timedelta(minutes=1)}M",
        f"DESCRIPTION:{_escaped(entry.title)}",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _zone_lines(name: str, at: datetime) -> Iterator[str]:
    """Give the zone's clock around an instant: what it showed first, then each change."""
    zone = ZoneInfo(name)
    yield from ("BEGIN:VTIMEZONE", f"TZID:{name}")
    first = at.astimezone(UTC) - AROUND
    yield from _observance(first, first, zone)
    for before, after in _changes(zone, first, first + 2 * AROUND):
        yield from _observance(before, after, zone)
    yield "END:VTIMEZONE"


def _observance(before: datetime, at: datetime, zone: ZoneInfo) -> Iterator[str]:
    """Give what a clock shows from `at` on; its begin is told by the clock as it was just `before`."""
    was, local = before.astimezone(zone), at.astimezone(zone)
    kind = "DAYLIGHT" if local.dst() else "STANDARD"
    onset = at.replace(tzinfo=None) + _offset(was)
    yield from (
        f"BEGIN:{kind}",
        f"DTSTART:{_wall(onset)}",
        f"TZOFFSETFROM:{was:%z}",
        f"TZOFFSETTO:{local:%z}",
        f"TZNAME:{_escaped(local.tzname() or '')}",
        f"END:{kind}",
    )


def _changes(zone: ZoneInfo, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Give the last second before and the first one after each change of the offset."""
    day, second = timedelta(days=1), timedelta(seconds=1)
    low = start.replace(microsecond=0)
    while low < end:
        high = low + day
        if _offset(low.astimezone(zone)) != _offset(high.astimezone(zone)):
            left, right = low, high
            while right - left > second:
                middle = left + (right - left) // 2 // second * second
                same = _offset(middle.astimezone(zone)) == _offset(left.astimezone(zone))
                left, right = (middle, right) if same else (left, middle)
            yield left, right
        low = high


def _offset(local: datetime) -> timedelta:
    return local.utcoffset() or timedelta()


def _wall(local: datetime) -> str:
    return f"{local:%Y%m%dT%H%M%S}"


def _utc(at: datetime) -> str:
    return f"{_wall(at.astimezone(UTC))}Z"


def _escaped(words: str) -> str:
    """Return text as a value: what would end or split it is marked, other control characters are no text."""
    marked = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    lines = "\\n".join(marked.splitlines())
    return "".join(c for c in lines if c >= " " and c != "\x7f")


def _folded(line: str) -> Iterator[str]:
    """Give a line in parts that are short enough; none begins in the middle of a character."""
    part, size = "", 0
    for character in line:
        width = len(character.encode())
        if size + width > LINE:
            yield part
            part, size = " ", 1
        part, size = part + character, size + width
    yield part
