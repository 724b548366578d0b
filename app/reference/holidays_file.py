"""The holidays on which states ban calls: the holidays package, and what it lacks, from a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

import msgspec

from app.errors import BadInput
from app.reference.reading import read_bytes

_REMEDY = "Correct holiday_overrides.json."
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class AddedDay(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A holiday of every year: on a date, so many days after Easter, or on the first weekday from a date on."""

    name: str
    source: str
    month_day: str = ""
    easter: int | None = None
    first: str = ""
    on_or_after: str = ""

    def in_year(self, year: int) -> date:
        if self.easter is not None:
            return easter_sunday(year) + timedelta(days=self.easter)
        if self.month_day:
            return date.fromisoformat(f"{year}-{self.month_day}")
        earliest = date.fromisoformat(f"{year}-{self.on_or_after}")
        return earliest + timedelta(days=(_WEEKDAYS.index(self.first) - earliest.weekday()) % 7)


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    schema: str
    as_of: date
    note: str
    adds: dict[str, list[AddedDay]]


class Holidays:
    """Names the holiday a state keeps on a day; calling it works a year out once for each state.

    A holiday that falls on a weekend is kept on both days, the one it falls on and the one it is observed on.
    """

    def __init__(self, added: Mapping[str, Sequence[AddedDay]]) -> None:
        self._added = added
        self._years: dict[tuple[str, int], Mapping[date, str]] = {}

    def __call__(self, state: str, day: date) -> str | None:
        key = (state, day.year)
        found = self._years.get(key)
        if found is None:
            found = self._years[key] = self._work_out(state, day.year)
        return found.get(day)

    def _work_out(self, state: str, year: int) -> Mapping[date, str]:
        # takes a third of a second to import, and most leads live where no holiday closes anything
        from holidays.countries.united_states import US

        days = {added.in_year(year): added.name for added in self._added.get(state, ())}
        kept: Mapping[date, str] = US(subdiv=state, years=year, observed=True)  # type: ignore[no-untyped-call]
        return days | dict(kept.items())


def read_holidays(path: Path) -> Holidays:
    """Read the file of added days. Raises BadInput naming the state and the day that cannot be."""
    try:
        file = msgspec.json.decode(read_bytes(path), type=_File)
    except msgspec.DecodeError as failure:
        raise BadInput(f"{path.name} cannot be read: {failure}.", _REMEDY) from failure
    for state, days in file.adds.items():
        for day in days:
            _check(state, day)
    return Holidays(file.adds)


def _check(state: str, day: AddedDay) -> None:
    name = f"The added holiday “{day.name}” of {state}"
    ways = (day.easter is not None, bool(day.month_day), bool(day.first and day.on_or_after))
    if sum(ways) != 1:
        raise BadInput(f"{name} needs exactly one of month_day, easter, or first with on_or_after.", _REMEDY)
    try:
        # a common year: a holiday of 29 February would be missing in three of four
        day.in_year(2027)
    except ValueError as failure:
        raise BadInput(f"{name} falls on no day of the calendar: {failure}.", _REMEDY) from failure


def easter_sunday(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar (the anonymous algorithm of 1876)."""
    golden = year % 19
    century, in_century = divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    moon_drift = (century - (century + 8) // 25 + 1) // 3
    full_moon = (19 * golden + century - leap_centuries - moon_drift + 15) % 30
    leap_years, year_rest = divmod(in_century, 4)
    to_sunday = (32 + 2 * century_rest + 2 * leap_years - full_moon - year_rest) % 7
    late = (golden + 11 * full_moon + 22 * to_sunday) // 451
    month, day = divmod(full_moon + to_sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)
