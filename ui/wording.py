"""Times, spans and counts as an officer says them: twelve-hour clock, borrower's place, no seconds to spare."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from app.domain.lead import Channel, Origin
from app.domain.time_words import day_words

_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_WEEK_DAYS = 7

#: zones an officer knows by a name that is not the city's
_ZONE_WORDS = {
    "America/New_York": "Eastern",
    "America/Chicago": "Central",
    "America/Denver": "Mountain",
    "America/Los_Angeles": "Pacific",
    "America/Anchorage": "Alaska",
    "Pacific/Honolulu": "Hawaii",
    "America/Phoenix": "Arizona",
}

CHANNEL_WORDS = {Channel.CALL: "Call", Channel.TEXT: "Text", Channel.EMAIL: "E-mail"}
CHANNEL_ICONS = {Channel.CALL: "phone", Channel.TEXT: "message-square", Channel.EMAIL: "mail"}
ORIGIN_WORDS = {
    Origin.COMPANY: "company lead",
    Origin.PHONE_IN: "rang in",
    Origin.WALK_IN: "walked in",
    Origin.PARTNER: "sent by a partner",
    Origin.PAST_CLIENT: "past client",
    Origin.OWN_LIST: "own list",
}


def duration(span: timedelta) -> str:
    """Say a length of time in at most two units; anything under a minute is "under a minute"."""
    seconds = int(abs(span.total_seconds()))
    if seconds < _MINUTE:
        return "under a minute"
    if seconds < _HOUR:
        return f"{seconds // _MINUTE} min"
    if seconds < _DAY:
        hours, minutes = seconds // _HOUR, seconds % _HOUR // _MINUTE
        return f"{hours} h {minutes} min" if minutes and hours < 10 else f"{hours} h"
    days = seconds // _DAY
    return "1 day" if days == 1 else f"{days} days"


def short_seconds(seconds: float | None) -> str:
    """Say a measured time for a table: "48 s", "4 min 10 s", "3 h 5 min"; a dash when there is none."""
    if seconds is None:
        return "–"
    whole = round(seconds)
    if whole < _MINUTE:
        return f"{whole} s"
    if whole < 10 * _MINUTE:
        return f"{whole // _MINUTE} min {whole % _MINUTE} s" if whole % _MINUTE else f"{whole // _MINUTE} min"
    return duration(timedelta(seconds=whole))


def ticking(span: timedelta) -> str:
    """Say a running time: "0:42", "12:05", "1:02:09"."""
    seconds = max(0, int(span.total_seconds()))
    hours, rest = divmod(seconds, _HOUR)
    minutes, left = divmod(rest, _MINUTE)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"


def clock_time(at: datetime) -> str:
    """Say the wall time of an aware instant in the zone it carries: "2:14 pm"."""
    hour = at.hour % 12 or 12
    return f"{hour}:{at.minute:02} {'am' if at.hour < 12 else 'pm'}"


def day(at: datetime, now: datetime) -> str:
    """Say the day of `at` as seen from `now`, both read in the zone `at` carries."""
    today = now.astimezone(at.tzinfo).date()
    apart = (at.date() - today).days
    match apart:
        case 0:
            return "today"
        case 1:
            return "tomorrow"
        case -1:
            return "yesterday"
    return day_words(at.date(), today)


def coming_day(at: datetime, now: datetime, zone: str) -> str:
    """Head a list of what comes: "Later today", "Tomorrow", the weekday for a week, then the date."""
    local = at.astimezone(ZoneInfo(zone))
    ahead = (local.date() - now.astimezone(local.tzinfo).date()).days
    if ahead <= 0:
        return "Later today"
    if ahead == 1:
        return "Tomorrow"
    return f"{local:%A}" if ahead < _WEEK_DAYS else day(local, now)


def moment(at: datetime, now: datetime, zone: str) -> str:
    """Say an instant on a wall clock of `zone`, naming the day only when it is not today."""
    local = at.astimezone(ZoneInfo(zone))
    named = day(local, now)
    return clock_time(local) if named == "today" else f"{named} {clock_time(local)}"


def ago(at: datetime, now: datetime, zone: str) -> str:
    """Say how long ago something was, as a day and time once it is more than twelve hours old."""
    passed = now - at
    if passed < timedelta(minutes=1):
        return "just now"
    if passed < timedelta(hours=12):
        return f"{duration(passed)} ago"
    return moment(at, now, zone)


def place(zone: str, city: str = "") -> str:
    """Say where a wall clock hangs: the lead's city when it is known, else what the zone is called."""
    if city:
        return f"in {city}"
    known = _ZONE_WORDS.get(zone)
    return f"{known} time" if known else f"in {zone.rsplit('/', 1)[-1].replace('_', ' ')}"


def local_time(local: datetime, zone: str, city: str = "") -> str:
    """Say a wall time and where: "2:14 pm in Louisville", "2:14 pm Eastern time"."""
    return f"{clock_time(local)} {place(zone, city)}"


def time_left(due_at: datetime, on_time_until: datetime, now: datetime, zone: str) -> str:
    """Say how a due thing stands: "at 4:10 pm", "in 12 min", "4 min left", "2 h late"."""
    if now < due_at:
        ahead = due_at - now
        return f"in {duration(ahead)}" if ahead < timedelta(hours=1) else moment(due_at, now, zone)
    if now <= on_time_until:
        left = on_time_until - now
        return "under a minute left" if left < timedelta(minutes=1) else f"{duration(left)} left"
    late = now - on_time_until
    return "just late" if late < timedelta(minutes=1) else f"{duration(late)} late"


def listed(words: Sequence[str]) -> str:
    """Return words as a sentence lists them: "a, b and c"."""
    return " and ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)


def counted(n: int, one: str, many: str = "") -> str:
    """Say a count with its noun: "1 lead", "12 leads"."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def share(n: int, of: int) -> str:
    """Say a rate with its denominator: "12 of 40"; nothing is claimed of none."""
    return f"{n:,} of {of:,}" if of else "–"


def dollars(amount: Decimal) -> str:
    return f"${amount:,.0f}" if amount == amount.to_integral_value() else f"${amount:,.2f}"
