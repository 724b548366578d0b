"""The made-up branch's hours, on every day of years with and without a leap day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.demo.hours import ZONE, a_good_morning, is_working_time, sittings, working_hours, working_moment

EASTERN = ZoneInfo(ZONE)
THREE_WEEKS = timedelta(weeks=3)
#: one of each day of three years, at hours that wander through the day
INSTANTS = [datetime(2026, 1, 1, 3, tzinfo=UTC) + n * timedelta(hours=25) for n in range(3 * 351)]


@pytest.mark.parametrize("text", ["2026-11-24T10:40", "2026-11-24T10:39", "2026-11-23T18:00", "2026-11-22T09:00"])
def test_a_good_morning_is_the_last_one_that_was(text: str) -> None:
    before = datetime.fromisoformat(text).replace(tzinfo=EASTERN)
    tuesday, friday = datetime(2026, 11, 24, 10, 40, tzinfo=EASTERN), datetime(2026, 11, 20, 10, 40, tzinfo=EASTERN)
    assert a_good_morning(before) == (tuesday if before >= tuesday else friday)


def test_a_good_morning_is_in_the_middle_of_a_week_and_never_long_ago() -> None:
    for at in INSTANTS:
        morning = a_good_morning(at)
        local = morning.astimezone(EASTERN)
        assert (local.hour, local.minute) == (10, 40)
        assert local.weekday() in (1, 2, 3, 4)
        assert timedelta(0) <= at - morning < timedelta(days=4, hours=1)


def test_three_weeks_have_fifteen_sittings_at_five_past_nine() -> None:
    for at in INSTANTS:
        end = a_good_morning(at)
        mornings = [sitting.astimezone(EASTERN) for sitting in sittings(end - THREE_WEEKS, end)]
        assert len(mornings) == 15
        assert {(m.hour, m.minute) for m in mornings} == {(9, 5)}
        assert {m.weekday() for m in mornings} == {0, 1, 2, 3, 4}


def test_somebody_is_called_again_between_ten_and_four_and_not_before_they_asked() -> None:
    for at in INSTANTS:
        moment = working_moment(at)
        local = moment.astimezone(EASTERN)
        assert at < moment < at + timedelta(days=4)
        assert local.weekday() < 5
        assert 10 <= local.hour < 16 or (local.hour, local.minute) == (16, 0)


def test_working_hours_lie_in_working_time_between_the_two() -> None:
    for start in INSTANTS[::7]:
        end = start + THREE_WEEKS
        hours = working_hours(start, end)
        assert 15 * 9 - 9 <= len(hours) <= 15 * 9 + 9
        assert all(is_working_time(hour) and start < hour < end for hour in hours)
        assert hours == sorted(set(hours))
    assert working_hours(end, end) == []
