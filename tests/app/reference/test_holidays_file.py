"""The holidays of the states that ban calls on them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.errors import BadInput
from app.paths import resources
from app.reference.holidays_file import AddedDay, Holidays, easter_sunday, read_holidays


@pytest.fixture(scope="module")
def shipped() -> Holidays:
    return read_holidays(resources() / "rules" / "holiday_overrides.json")


@pytest.mark.parametrize(
    ("state", "day", "name"),
    [
        ("PA", date(2027, 3, 26), "Good Friday"),
        ("PA", date(2028, 4, 14), "Good Friday"),
        ("PA", date(2027, 6, 14), "Flag Day"),
        ("PA", date(2026, 11, 3), "Election Day"),
        ("PA", date(2027, 11, 2), "Election Day"),
        # the first Tuesday after a Monday: in 2022 the eighth, never the first
        ("PA", date(2022, 11, 8), "Election Day"),
        ("PA", date(2022, 11, 1), None),
        ("PA", date(2026, 11, 27), "Day After Thanksgiving"),
        ("LA", date(2027, 11, 1), "All Saints' Day"),
        ("LA", date(2027, 2, 9), "Mardi Gras"),
        ("UT", date(2027, 7, 24), "Pioneer Day"),
        ("UT", date(2027, 7, 23), "Pioneer Day (observed)"),
        ("RI", date(2027, 8, 9), "Victory Day"),
        ("AL", date(2027, 12, 31), "New Year's Day (observed)"),
        ("AL", date(2028, 1, 1), "New Year's Day"),
        ("AL", date(2027, 3, 26), None),
        ("PA", date(2027, 3, 27), None),
    ],
)
def test_a_state_keeps_a_day(shipped: Holidays, state: str, day: date, name: str | None) -> None:
    assert shipped(state, day) == name


@pytest.mark.parametrize(
    "day", [date(1961, 4, 2), date(2024, 3, 31), date(2026, 4, 5), date(2038, 4, 25), date(2285, 3, 22)]
)
def test_easter_falls_on_its_sunday(day: date) -> None:
    assert easter_sunday(day.year) == day


def written(tmp_path: Path, day: dict[str, Any]) -> Path:
    path = tmp_path / "holiday_overrides.json"
    document = {"schema": "s", "as_of": "2026-11-23", "note": "", "adds": {"PA": [{"source": "s", **day}]}}
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("day", "says"),
    [
        ({"name": "Two Ways", "easter": -2, "month_day": "06-14"}, "needs exactly one of"),
        ({"name": "No Way"}, "needs exactly one of"),
        ({"name": "Half a Way", "first": "tue"}, "needs exactly one of"),
        ({"name": "Leap Day", "month_day": "02-29"}, "“Leap Day” of PA falls on no day"),
        ({"name": "Some Day", "first": "someday", "on_or_after": "11-02"}, "“Some Day” of PA falls on no day"),
        ({"name": "Misspelt", "month_dya": "06-14"}, "cannot be read"),
    ],
)
def test_a_day_that_cannot_be_is_named(tmp_path: Path, day: dict[str, Any], says: str) -> None:
    with pytest.raises(BadInput) as refusal:
        read_holidays(written(tmp_path, day))
    assert says in refusal.value.happened
    assert refusal.value.remedy


def test_a_first_weekday_may_be_the_date_itself() -> None:
    day = AddedDay(name="First", source="s", first="mon", on_or_after="11-02")
    assert day.in_year(2026) == date(2026, 11, 2)
    assert day.in_year(2027) == date(2027, 11, 8)
