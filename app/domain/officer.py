"""An officer as the rules see one: hours, days off, licences."""

from __future__ import annotations

import re
from datetime import date, timedelta

import msgspec

from app.domain.places import STATE_NAMES
from app.errors import BadInput

#: days that may be taken off in one go
LONGEST_ABSENCE = 366
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


#: whose hours judge a lead nobody ever held
NOBODY = Officer(officer_id="", name="")


def read_hours(text: str) -> Hours:
    """Read "09:00-18:00" (every day of Monday to Friday) or "Mon-Fri 09:00-18:00; Sat 10:00-14:00".

    Raises BadInput naming the part that could not be read.
    """
    week: list[list[tuple[int, int]]] = [[] for _ in DAYS]
    for part in re.split(r"[;,]", text):
        match = re.fullmatch(
            r"\s*(?:([a-z]{3})[a-z]*(?:\s*-\s*([a-z]{3})[a-z]*)?\s+)?(\d{1,2}):([0-5]\d)\s*-\s*(\d{1,2}):([0-5]\d)\s*",
            part.lower(),
            re.ASCII,
        )
        if not match:
            raise BadInput(f"Hours “{part.strip()}” could not be read.", "Write them like Mon-Fri 09:00-18:00.")
        first, last = match[1] or "mon", match[2] or match[1] or "fri"
        if first not in DAYS or last not in DAYS:
            raise BadInput(f"Hours “{part.strip()}” name a day that is none.", "Days are Mon Tue Wed Thu Fri Sat Sun.")
        start, end = int(match[3]) * 60 + int(match[4]), int(match[5]) * 60 + int(match[6])
        if not 0 <= start < end <= 24 * 60:
            raise BadInput(f"Hours “{part.strip()}” do not end after they begin.", "Split a night shift at 24:00.")
        day = DAYS.index(first)
        while True:
            week[day].append((start, end))
            if day == DAYS.index(last):
                break
            day = (day + 1) % 7
    return Hours(tuple(tuple(sorted(spans)) for spans in week))


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


def read_licences(text: str) -> dict[str, date | None]:
    """Read "CA,NV" or "CA:2027-12-31,NV" (the last day a licence holds)."""
    out: dict[str, date | None] = {}
    for part in text.split(","):
        state, colon, until = (word.strip() for word in part.partition(":"))
        if state.upper() not in STATE_NAMES:
            raise BadInput(f"Licence “{part.strip()}” names no state or territory.", "Write them like CA,NV.")
        try:
            out[state.upper()] = date.fromisoformat(until) if colon else None
        except ValueError:
            raise BadInput(f"Licence “{part.strip()}” has no day I can read.", "Write it like CA:2027-12-31.") from None
    return out
