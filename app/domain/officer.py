"""An officer as the rules see one: hours, days off, licences."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

import msgspec

from app.domain.places import STATE_NAMES
from app.errors import BadInput

#: days that may be taken off in one go
LONGEST_ABSENCE = 366
#: what somebody is called who has not said who they are
NAMELESS = "Me"
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Hours(msgspec.Struct, frozen=True):
    """Shifts of a week: for each weekday (Monday first) its spans as minutes after local midnight."""

    week: tuple[tuple[tuple[int, int], ...], ...]


class Cover(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who works for an officer on the officer's days off, by hours of their own; None: all of such a day."""

    officer_id: str
    name: str
    zone: str
    hours: Hours | None = None
    days_off: frozenset[date] = frozenset()


class Officer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`zone` is the IANA zone the hours are read in. `hours` None means never recorded: always on shift.

    `licences` maps a state to the last day the licence holds (None: no expiry known); None as a whole means
    never recorded, which does not block. `days_off` are local dates, on which `cover` works instead, if anybody does.
    `working` are spans of UTC seconds in which the officer said to be working, shift or no shift.
    """

    officer_id: str
    name: str
    zone: str = "America/New_York"
    hours: Hours | None = None
    days_off: frozenset[date] = frozenset()
    cover: Cover | None = None
    working: tuple[tuple[int, int], ...] = ()
    licences: dict[str, date | None] | None = None
    nmls_id: str = ""
    branch: str = ""
    email: str = ""
    phone: str = ""

    @property
    def is_named(self) -> bool:
        return self.name != NAMELESS


#: whose hours judge a lead nobody ever held
NOBODY = Officer(officer_id="", name="")


def read_hours(text: str) -> Hours:
    """Read "09:00-18:00" (every day of Monday to Friday), "Mon-Fri 09:00-18:00; Sat 10:00-14:00" or "Mon-Fri 9am-6pm".

    Raises BadInput naming the part that could not be read.
    """
    week: list[list[tuple[int, int]]] = [[] for _ in DAYS]
    for part in re.split(r"[;,]", text):
        match = _SHIFT.fullmatch(part.lower())
        if not match:
            raise BadInput(f"Hours “{part.strip()}” could not be read.", "Write them like Mon-Fri 9am-6pm.")
        first, last = match[1] or "mon", match[2] or match[1] or "fri"
        if first not in DAYS or last not in DAYS:
            raise BadInput(f"Hours “{part.strip()}” name a day that is none.", "Days are Mon Tue Wed Thu Fri Sat Sun.")
        start, end = _minute(match[3]), _minute(match[4])
        if not 0 <= start < end <= 24 * 60:
            raise BadInput(f"Hours “{part.strip()}” do not end after they begin.", "Split a night shift at midnight.")
        day = DAYS.index(first)
        while True:
            week[day].append((start, end))
            if day == DAYS.index(last):
                break
            day = (day + 1) % 7
    return Hours(tuple(tuple(sorted(spans)) for spans in week))


#: a clock of twenty-four hours, or of twelve where it says so
_CLOCK = r"(\d{1,2}:[0-5]\d|\d{1,2}(?::[0-5]\d)?\s*[ap]m)"
_SHIFT = re.compile(rf"\s*(?:([a-z]{{3}})[a-z]*(?:\s*-\s*([a-z]{{3}})[a-z]*)?\s+)?{_CLOCK}\s*-\s*{_CLOCK}\s*", re.ASCII)


def _minute(words: str) -> int:
    """Return the minute of the day a clock shows, past the day's last for an hour there is none of."""
    hours, _, minutes = words.rstrip("apm ").partition(":")
    hour = int(hours)
    if words.endswith("m"):
        # noon and midnight are twelve on such a clock, and nothing is thirteen
        hour = hour % 12 + 12 * words.endswith("pm") if 1 <= hour <= 12 else 25
    return hour * 60 + int(minutes or 0)


def hours_words(hours: Hours) -> str:
    """Return a week of shifts the way `read_hours` reads it; "" for a week without any."""
    parts: list[str] = []
    first = 0
    while first < len(DAYS):
        last = first
        while last + 1 < len(DAYS) and hours.week[last + 1] == hours.week[first]:
            last += 1
        days = DAYS[first].capitalize() + (f"-{DAYS[last].capitalize()}" if last > first else "")
        parts += [f"{days} {wall_clock(start)}-{wall_clock(end)}" for start, end in hours.week[first]]
        first = last + 1
    return "; ".join(parts)


def wall_clock(minutes: int) -> str:
    """Return a minute of the day as a clock shows it."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def read_days(text: str) -> frozenset[date]:
    """Read "2026-12-24..2027-01-02, 2027-05-29" as the days named, both ends included; "" names none.

    Raises BadInput naming the part that could not be read, and for more than a year at once.
    """
    days: set[date] = set()
    for part in filter(None, (part.strip() for part in text.split(","))):
        first_text, dots, last_text = part.partition("..")
        try:
            first = date.fromisoformat(first_text.strip())
            last = date.fromisoformat(last_text.strip()) if dots else first
        except ValueError:
            raise BadInput(f"Days “{part}” could not be read.", "Write them like 2026-12-24..2027-01-02.") from None
        if not 0 <= (last - first).days <= LONGEST_ABSENCE:
            raise BadInput(f"Days “{part}” do not end after they begin, within a year.", "Split a longer absence.")
        days.update(first + timedelta(days=n) for n in range((last - first).days + 1))
    return frozenset(days)


def days_words(days: frozenset[date]) -> str:
    """Return days off the way `read_days` reads them: those in a row as their first and last."""
    spans: list[list[date]] = []
    for day in sorted(days):
        if spans and (day - spans[-1][1]).days == 1:
            spans[-1][1] = day
        else:
            spans.append([day, day])
    return ", ".join(str(first) if first == last else f"{first}..{last}" for first, last in spans)


def read_licences(text: str) -> dict[str, date | None]:
    """Read "CA,NV", "CA:2027-12-31,NV" or "California until 12/31/2027, NV" (the last day a licence holds)."""
    out: dict[str, date | None] = {}
    for part in text.split(","):
        named, colon, until = (word.strip() for word in _UNTIL.sub(":", part).partition(":"))
        state = _STATES.get(named.lower())
        if state is None:
            raise BadInput(f"Licence “{part.strip()}” names no state or territory.", "Write them like CA,NV.")
        out[state] = _last_day(part.strip(), until) if colon else None
    return out


#: a state by its letters or its name
_STATES = {word.lower().removeprefix("the "): state for state, name in STATE_NAMES.items() for word in (state, name)}
_UNTIL = re.compile(r"\s+until\s+", re.IGNORECASE)


def _last_day(licence: str, day: str) -> date:
    """Read 2027-12-31 or 12/31/2027."""
    american = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", day, re.ASCII)
    try:
        if american:
            return date(int(american[3]), int(american[1]), int(american[2]))
        return date.fromisoformat(day)
    except ValueError:
        raise BadInput(f"Licence “{licence}” has no day I can read.", "Write it like CA:2027-12-31.") from None


def licences_words(licences: Mapping[str, date | None]) -> str:
    """Return licences the way `read_licences` reads them."""
    return ", ".join(f"{state} until {day}" if day else state for state, day in sorted(licences.items()))


def lapsed_licences(officer: Officer, today: date) -> list[str]:
    """Return the states whose licence has ended: nobody there is called or given from that day on."""
    return sorted(state for state, last in (officer.licences or {}).items() if last is not None and last < today)
