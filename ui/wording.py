"""Times, spans and counts as an officer says them: twelve-hour clock, borrower's place, no seconds to spare."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from app.domain.lead import Channel, Origin
from app.domain.source_words import TITLES, source_title
from ui.language import counted, from_app, marked, translate

_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_WEEK_DAYS = 7

#: zones an officer knows by a name that is not the city's
_ZONE_WORDS = {
    "America/New_York": marked("wording", "Eastern time"),
    "America/Chicago": marked("wording", "Central time"),
    "America/Denver": marked("wording", "Mountain time"),
    "America/Los_Angeles": marked("wording", "Pacific time"),
    "America/Anchorage": marked("wording", "Alaska time"),
    "Pacific/Honolulu": marked("wording", "Hawaii time"),
    "America/Phoenix": marked("wording", "Arizona time"),
}

_CHANNEL_WORDS = {
    Channel.CALL: marked("wording", "Call"),
    Channel.TEXT: marked("wording", "Text"),
    Channel.EMAIL: marked("wording", "E-mail"),
}
CHANNEL_ICONS = {Channel.CALL: "phone", Channel.TEXT: "message-square", Channel.EMAIL: "mail"}
_ORIGIN_WORDS = {
    Origin.COMPANY: marked("wording", "Company lead"),
    Origin.PHONE_IN: marked("wording", "Rang in"),
    Origin.WALK_IN: marked("wording", "Walked in"),
    Origin.PARTNER: marked("wording", "Sent by a partner"),
    Origin.PAST_CLIENT: marked("wording", "Past client"),
    Origin.OWN_LIST: marked("wording", "Own list"),
}

WEEKDAYS = (
    marked("weekdays", "Monday"),
    marked("weekdays", "Tuesday"),
    marked("weekdays", "Wednesday"),
    marked("weekdays", "Thursday"),
    marked("weekdays", "Friday"),
    marked("weekdays", "Saturday"),
    marked("weekdays", "Sunday"),
)
_SHORT_WEEKDAYS = (
    marked("short weekdays", "Mon"),
    marked("short weekdays", "Tue"),
    marked("short weekdays", "Wed"),
    marked("short weekdays", "Thu"),
    marked("short weekdays", "Fri"),
    marked("short weekdays", "Sat"),
    marked("short weekdays", "Sun"),
)
_MONTHS = (
    marked("months", "January"),
    marked("months", "February"),
    marked("months", "March"),
    marked("months", "April"),
    marked("months", "May"),
    marked("months", "June"),
    marked("months", "July"),
    marked("months", "August"),
    marked("months", "September"),
    marked("months", "October"),
    marked("months", "November"),
    marked("months", "December"),
)
_SHORT_MONTHS = (
    marked("short months", "Jan"),
    marked("short months", "Feb"),
    marked("short months", "Mar"),
    marked("short months", "Apr"),
    marked("short months", "May"),
    marked("short months", "Jun"),
    marked("short months", "Jul"),
    marked("short months", "Aug"),
    marked("short months", "Sep"),
    marked("short months", "Oct"),
    marked("short months", "Nov"),
    marked("short months", "Dec"),
)


def channel(of: Channel) -> str:
    return translate("wording", _CHANNEL_WORDS[of])


def origin(of: Origin) -> str:
    return translate("wording", _ORIGIN_WORDS[of])


def source(name: str) -> str:
    """Say where a lead came from as it stands by itself, "" for nowhere named."""
    title = source_title(name)
    return from_app(title) if title in TITLES else title


def large(words: str) -> str:
    """Begin words with a large letter and leave the others as they are: some languages write nouns so."""
    return words[:1].upper() + words[1:]


def duration(span: timedelta) -> str:
    """Say a length of time in at most two units; anything under a minute is "under a minute"."""
    seconds = int(abs(span.total_seconds()))
    if seconds < _MINUTE:
        return translate("wording", "under a minute")
    if seconds < _HOUR:
        return translate("wording", "{} min").format(seconds // _MINUTE)
    if seconds < _DAY:
        hours, minutes = seconds // _HOUR, seconds % _HOUR // _MINUTE
        if minutes and hours < 10:
            return translate("wording", "{} h {} min").format(hours, minutes)
        return translate("wording", "{} h").format(hours)
    days = seconds // _DAY
    return counted("wording", "%n days", "%n day", days)


def short_seconds(seconds: float | None) -> str:
    """Say a measured time for a table: "48 s", "4 min 10 s", "3 h 5 min"; a dash when there is none."""
    if seconds is None:
        return "–"
    whole = round(seconds)
    if whole < _MINUTE:
        return translate("wording", "{} s").format(whole)
    if whole < 10 * _MINUTE and whole % _MINUTE:
        return translate("wording", "{} min {} s").format(whole // _MINUTE, whole % _MINUTE)
    return duration(timedelta(seconds=whole))


def ticking(span: timedelta) -> str:
    """Say a running time: "0:42", "12:05", "1:02:09"."""
    seconds = max(0, int(span.total_seconds()))
    hours, rest = divmod(seconds, _HOUR)
    minutes, left = divmod(rest, _MINUTE)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"


def clock_time(at: datetime) -> str:
    """Say the wall time of an aware instant in the zone it carries: "2:14 pm"."""
    half = translate("wording", "am") if at.hour < 12 else translate("wording", "pm")
    # a catalogue may leave the half of the day out and take the hours of all of it
    said = translate("wording", "{hour}:{minute} {half}")
    return said.format(hour=at.hour % 12 or 12, hour_of_day=at.hour, minute=f"{at.minute:02}", half=half)


def weekday(at: date) -> str:
    return translate("weekdays", WEEKDAYS[at.weekday()])


def short_weekday(at: date) -> str:
    return translate("short weekdays", _SHORT_WEEKDAYS[at.weekday()])


def month_day(at: date) -> str:
    """Say a day of the year: "Nov 26"."""
    month = translate("short months", _SHORT_MONTHS[at.month - 1])
    return translate("wording", "{month} {day}").format(month=month, day=at.day)


def month_of_year(at: date) -> str:
    """Say a month: "Nov 2026"."""
    month = translate("short months", _SHORT_MONTHS[at.month - 1])
    return translate("wording", "{month} {year}").format(month=month, year=at.year)


def days_left(days: int) -> str:
    return counted("wording", "%n days left", "%n day left", days) if days else translate("wording", "last day")


def days_between(first: date, last: date) -> str:
    """Say a range of days, with the years where there are two: "Nov 3 – Nov 9"."""
    said = month_day if first.year == last.year else _day_of_year
    return translate("wording", "{} – {}").format(said(first), said(last))


def _day_of_year(at: date) -> str:
    return translate("wording", "{}, {year}").format(month_day(at), year=at.year)


def whole_day(at: date) -> str:
    """Say a day where there is room: "Friday, November 20"."""
    month = translate("months", _MONTHS[at.month - 1])
    said = translate("wording", "{weekday}, {month} {day}")
    return said.format(weekday=weekday(at), month=month, day=at.day)


def dated(at: date) -> str:
    """Say a calendar day: "Thu, Dec 3"."""
    return translate("wording", "{}, {}").format(short_weekday(at), month_day(at))


def day(at: datetime, now: datetime) -> str:
    """Say the day of `at` as seen from `now`, both read in the zone `at` carries."""
    today = now.astimezone(at.tzinfo).date()
    apart = (at.date() - today).days
    match apart:
        case 0:
            return translate("wording", "today")
        case 1:
            return translate("wording", "tomorrow")
        case -1:
            return translate("wording", "yesterday")
    same_year = at.year == today.year
    return dated(at) if same_year else translate("wording", "{}, {year}").format(dated(at), year=at.year)


def coming_day(at: datetime, now: datetime, zone: str) -> str:
    """Head a list of what comes: "Later today", "Tomorrow", the weekday for a week, then the date."""
    local = at.astimezone(ZoneInfo(zone))
    ahead = (local.date() - now.astimezone(local.tzinfo).date()).days
    if ahead <= 0:
        return translate("wording", "Later today")
    if ahead == 1:
        return translate("wording", "Tomorrow")
    return weekday(local) if ahead < _WEEK_DAYS else day(local, now)


def moment(at: datetime, now: datetime, zone: str) -> str:
    """Say an instant on a wall clock of `zone`, naming the day only when it is not today."""
    local = at.astimezone(ZoneInfo(zone))
    if local.date() == now.astimezone(local.tzinfo).date():
        return clock_time(local)
    return translate("wording", "{day} {time}").format(day=day(local, now), time=clock_time(local))


def ago(at: datetime, now: datetime, zone: str) -> str:
    """Say how long ago something was, as a day and time once it is more than twelve hours old."""
    passed = now - at
    if passed < timedelta(minutes=1):
        return translate("wording", "just now")
    if passed < timedelta(hours=12):
        return translate("wording", "{} ago").format(duration(passed))
    return moment(at, now, zone)


def place(zone: str, city: str = "") -> str:
    """Say where a wall clock hangs: the lead's city when it is known, else what the zone is called."""
    known = "" if city else _ZONE_WORDS.get(zone)
    if known:
        return translate("wording", known)
    return translate("wording", "in {place}").format(place=city or zone.rsplit("/", 1)[-1].replace("_", " "))


def on_their_clock(at: datetime, now: datetime, zone: str, mine: str) -> str:
    """Say an instant on the borrower's clock, and on one's own where that shows something else."""
    there, here = moment(at, now, zone), moment(at, now, mine)
    theirs = f"{there} {place(zone)}"
    return theirs if there == here else f"{theirs} · " + translate("wording", "{} for you").format(here)


def local_time(local: datetime, zone: str, city: str = "") -> str:
    """Say a wall time and where: "2:14 pm in Louisville", "2:14 pm Eastern time"."""
    return translate("wording", "{time} {place}").format(time=clock_time(local), place=place(zone, city))


def time_left(due_at: datetime, on_time_until: datetime, now: datetime, zone: str) -> str:
    """Say how a due thing stands: "at 4:10 pm", "in 12 min", "4 min left", "2 h late"."""
    if now < due_at:
        ahead = due_at - now
        if ahead < timedelta(hours=1):
            return translate("wording", "in {}").format(duration(ahead))
        return moment(due_at, now, zone)
    if now <= on_time_until:
        left = on_time_until - now
        if left < timedelta(minutes=1):
            return translate("wording", "under a minute left")
        return translate("wording", "{} left").format(duration(left))
    late = now - on_time_until
    if late < timedelta(minutes=1):
        return translate("wording", "just late")
    return translate("wording", "{} late").format(duration(late))


def leads(n: int) -> str:
    return counted("wording", "%n leads", "%n lead", n)


def rows(n: int) -> str:
    return counted("wording", "%n rows", "%n row", n)


def listed(words: Sequence[str]) -> str:
    """Return words as a sentence lists them: "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return translate("wording", "{} and {}").format(", ".join(words[:-1]), words[-1])


def share(n: int, of: int) -> str:
    """Say a rate with its denominator: "12 of 40"; nothing is claimed of none."""
    return translate("wording", "{:,} of {:,}").format(n, of) if of else "–"


def dollars(amount: Decimal) -> str:
    return f"${amount:,.0f}" if amount == amount.to_integral_value() else f"${amount:,.2f}"
