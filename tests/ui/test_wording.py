"""Times and counts as they are said."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from ui import wording
from ui.language import counted

NOON = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
LOUISVILLE = "America/Kentucky/Louisville"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "under a minute"),
        (59, "under a minute"),
        (60, "1 min"),
        (3599, "59 min"),
        (3600, "1 h"),
        (4800, "1 h 20 min"),
        (11 * 3600 + 1200, "11 h"),
        (86400, "1 day"),
        (3 * 86400, "3 days"),
    ],
)
def test_lengths_are_said_in_at_most_two_units(seconds: int, said: str) -> None:
    assert wording.duration(timedelta(seconds=seconds)) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(None, "–"), (48, "48 s"), (250.4, "4 min 10 s"), (240, "4 min"), (3720, "1 h 2 min"), (599.6, "10 min")],
)
def test_measured_times_fit_a_table(seconds: float | None, said: str) -> None:
    assert wording.short_seconds(seconds) == said


def test_a_running_call_ticks() -> None:
    assert [wording.ticking(timedelta(seconds=s)) for s in (-3, 42, 725, 3729)] == ["0:00", "0:42", "12:05", "1:02:09"]


@pytest.mark.parametrize(("hour", "said"), [(0, "12:05 am"), (9, "9:05 am"), (12, "12:05 pm"), (23, "11:05 pm")])
def test_the_clock_has_twelve_hours(hour: int, said: str) -> None:
    assert wording.clock_time(datetime(2026, 11, 20, hour, 5, tzinfo=UTC)) == said


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (NOON + timedelta(hours=2), "2:00 pm"),
        (NOON + timedelta(hours=13), "tomorrow 1:00 am"),
        (NOON - timedelta(hours=24), "yesterday 12:00 pm"),
        (NOON + timedelta(days=6), "Thu, Nov 26 12:00 pm"),
        (NOON + timedelta(days=60), "Tue, Jan 19, 2027 12:00 pm"),
    ],
)
def test_a_moment_names_its_day_unless_it_is_today(at: datetime, said: str) -> None:
    assert wording.moment(at, NOON, LOUISVILLE) == said


def test_the_day_is_the_borrowers_not_the_servers() -> None:
    late = datetime(2026, 11, 21, 2, 30, tzinfo=UTC)
    assert wording.moment(late, NOON, LOUISVILLE) == "9:30 pm"
    assert wording.moment(late, NOON, "Pacific/Honolulu") == "4:30 pm"


@pytest.mark.parametrize(
    ("seconds", "said"), [(30, "just now"), (600, "10 min ago"), (7200, "2 h ago"), (86400, "yesterday 12:00 pm")]
)
def test_what_was_is_said_as_ago_and_later_as_a_time(seconds: int, said: str) -> None:
    assert wording.ago(NOON - timedelta(seconds=seconds), NOON, LOUISVILLE) == said


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (-200, "12:00 pm"),
        (-12, "in 12 min"),
        (0, "5 min left"),
        (3, "2 min left"),
        (5, "under a minute left"),
        (5.5, "just late"),
        (20, "15 min late"),
        (24 * 60 + 5, "1 day late"),
    ],
)
def test_time_left_runs_from_ahead_over_left_to_late(minutes: float, said: str) -> None:
    due = NOON
    assert wording.time_left(due, due + timedelta(minutes=5), due + timedelta(minutes=minutes), LOUISVILLE) == said


@pytest.mark.parametrize(
    ("zone", "city", "said"),
    [
        (LOUISVILLE, "", "2:14 pm in Louisville"),
        ("America/New_York", "", "2:14 pm Eastern time"),
        ("America/New_York", "Dayton", "2:14 pm in Dayton"),
        ("America/North_Dakota/New_Salem", "", "2:14 pm in New Salem"),
    ],
)
def test_a_local_time_says_where_its_clock_hangs(zone: str, city: str, said: str) -> None:
    assert wording.local_time(datetime(2026, 11, 20, 14, 14, tzinfo=UTC), zone, city) == said


def test_counts_and_rates_carry_their_nouns_and_denominators() -> None:
    assert wording.leads(1) == "1 lead"
    assert wording.leads(1200) == "1,200 leads"
    assert counted("syncing", "%n entries wait", "%n entry waits", 2) == "2 entries wait"
    assert wording.share(3, 40) == "3 of 40"
    assert wording.share(0, 0) == "–"


def test_money_has_cents_only_where_there_are_any() -> None:
    assert wording.dollars(Decimal(350000)) == "$350,000"
    assert wording.dollars(Decimal("42.5")) == "$42.50"


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (datetime(2026, 11, 21, 4, 30, tzinfo=UTC), "Later today"),
        (datetime(2026, 11, 21, 5, 30, tzinfo=UTC), "Tomorrow"),
        (datetime(2026, 11, 22, 15, 0, tzinfo=UTC), "Sunday"),
        (datetime(2026, 11, 26, 15, 0, tzinfo=UTC), "Thursday"),
        (datetime(2026, 11, 27, 15, 0, tzinfo=UTC), "Fri, Nov 27"),
    ],
)
def test_days_ahead_are_those_of_the_officers_clock(at: datetime, said: str) -> None:
    friday = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
    assert wording.coming_day(at, friday, "America/New_York") == said


def test_days_of_two_years_are_said_with_their_years() -> None:
    assert wording.days_between(date(2026, 11, 3), date(2026, 11, 9)) == "Nov 3 – Nov 9"
    assert wording.days_between(date(2025, 11, 28), date(2026, 11, 27)) == "Nov 28, 2025 – Nov 27, 2026"
