"""When a report is due on the company's wall clock, and the leads of which days it has."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from app.domain.rhythm import EVERY, PERIODS, Rhythm, days_of, read_rhythm
from app.errors import BadInput

CHICAGO = "America/Chicago"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_it_is_due_on_its_day_at_its_minute_of_the_companys_clock() -> None:
    monday = read_rhythm("mon", "07:00")
    assert monday.following(at("2026-03-02T12:00+00:00"), CHICAGO) == at("2026-03-02T07:00-06:00")
    # at the very minute it is the next week's
    assert monday.following(at("2026-03-02T07:00-06:00"), CHICAGO) == at("2026-03-09T07:00-05:00")
    assert monday.latest(at("2026-03-02T07:00-06:00"), CHICAGO) == at("2026-03-02T07:00-06:00")
    assert monday.latest(at("2026-03-02T06:59-06:00"), CHICAGO) == at("2026-02-23T07:00-06:00")
    assert read_rhythm("month", "00:30").following(at("2026-03-02T12:00+00:00"), CHICAGO) == at(
        "2026-04-01T00:30-05:00"
    )
    assert read_rhythm("day", "23:59").following(at("2026-03-02T12:00+00:00"), CHICAGO) == at("2026-03-02T23:59-06:00")


def test_an_hour_that_is_left_out_or_comes_twice_is_due_once() -> None:
    daily = read_rhythm("day", "02:30")
    left_out = daily.following(at("2026-03-08T00:00-06:00"), CHICAGO)
    assert left_out == at("2026-03-08T03:30-05:00")
    assert daily.following(left_out, CHICAGO) == at("2026-03-09T02:30-05:00")
    twice = read_rhythm("day", "01:30").following(at("2026-11-01T00:00-05:00"), CHICAGO)
    assert twice == at("2026-11-01T01:30-05:00")
    assert read_rhythm("day", "01:30").following(twice, CHICAGO) == at("2026-11-02T01:30-06:00")


@pytest.mark.parametrize("every", EVERY)
def test_the_latest_is_the_one_before_the_following(every: str) -> None:
    rhythm, now = Rhythm(every, 7 * 60), at("2026-01-01T00:00+00:00")
    for _ in range(40):
        now += timedelta(hours=37)
        following = rhythm.following(now, CHICAGO)
        assert rhythm.latest(following, CHICAGO) == following
        latest = rhythm.latest(now, CHICAGO)
        assert latest <= now < following
        assert rhythm.following(latest, CHICAGO) == following


def test_a_period_ends_the_day_before_or_with_the_week_or_month_before() -> None:
    wednesday = date(2026, 3, 4)
    assert {period: tuple(map(str, days_of(period, wednesday))) for period in PERIODS} == {
        "yesterday": ("2026-03-03", "2026-03-03"),
        "last-7-days": ("2026-02-25", "2026-03-03"),
        "last-week": ("2026-02-23", "2026-03-01"),
        "last-30-days": ("2026-02-02", "2026-03-03"),
        "last-month": ("2026-02-01", "2026-02-28"),
        "all": ("None", "None"),
    }


def test_a_time_that_is_none_is_refused() -> None:
    with pytest.raises(BadInput, match="no time of day"):
        read_rhythm("mon", "25:00")
    assert read_rhythm("mon", "07:05").following(datetime(2026, 1, 1, tzinfo=UTC), "UTC").minute == 5
