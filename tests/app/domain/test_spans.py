"""Calendars of open seconds, across the nights on which clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.officer import Officer, read_hours
from app.domain.shift import ShiftDays, next_working_morning, shift_calendar, working_hours_later
from app.domain.spans import ALWAYS, WEEK_S, Calendar, both, instant, join, local_calendar, moment, to_utc

EASTERN = ZoneInfo("America/New_York")
DAY_S = 86400


def nine_to_five(zone: str = "America/New_York") -> Calendar:
    return local_calendar(zone, lambda day: ((540, 1020),) if day.weekday() < 5 else ())


def at(text: str, zone: ZoneInfo = EASTERN) -> int:
    return instant(datetime.fromisoformat(text).replace(tzinfo=zone))


def test_the_next_open_second_is_now_while_open_and_the_opening_otherwise() -> None:
    hours = nine_to_five()
    assert hours.next_open(at("2026-11-20T12:00:01")) == at("2026-11-20T12:00:01")
    assert hours.next_open(at("2026-11-20T08:00")) == at("2026-11-20T09:00")
    # an end is closed: Friday five o'clock is Monday
    assert hours.next_open(at("2026-11-20T17:00")) == at("2026-11-23T09:00")
    assert (hours.is_open(at("2026-11-20T16:59:59")), hours.is_open(at("2026-11-20T17:00"))) == (True, False)


def test_what_is_open_closes_at_the_end_of_its_span_whatever_week_that_is_in() -> None:
    # a Wednesday evening reaches into the next block of 604,800 seconds
    evenings = local_calendar("America/New_York", lambda _day: ((600, 1260),))
    assert evenings.closes_at(at("2026-12-02T18:30")) == at("2026-12-02T21:00")
    assert evenings.closes_at(at("2026-12-02T20:59:59")) == at("2026-12-02T21:00")
    assert evenings.closes_at(at("2026-12-02T21:00")) is None
    assert ALWAYS.closes_at(0) is None


def test_what_never_opens_has_no_next_opening() -> None:
    never = Calendar(lambda week: ())
    assert never.next_open(0) is None
    assert never.add_open(0, 1) is None


def test_open_time_is_added_over_closed_time_and_may_end_with_a_span() -> None:
    hours = nine_to_five()
    assert hours.add_open(at("2026-11-20T16:55"), 300) == at("2026-11-20T17:00")
    assert hours.add_open(at("2026-11-20T16:55"), 301) == at("2026-11-23T09:00:01")
    assert hours.add_open(at("2026-11-21T12:00"), 60) == at("2026-11-23T09:01")
    # a week of forty hours
    assert hours.add_open(at("2026-11-16T09:00"), 40 * 3600) == at("2026-11-20T17:00")


def test_open_seconds_are_counted_between_two_instants() -> None:
    hours = nine_to_five()
    assert hours.open_seconds(at("2026-11-20T16:00"), at("2026-11-23T10:00")) == 2 * 3600
    assert hours.open_seconds(at("2026-11-21T00:00"), at("2026-11-22T00:00")) == 0
    assert hours.open_seconds(at("2026-11-20T12:00"), at("2026-11-20T12:00")) == 0


def test_a_day_with_a_skipped_hour_is_an_hour_shorter_and_one_that_repeats_it_longer() -> None:
    whole = local_calendar("America/New_York", lambda day: ((0, 1440),))
    assert whole.open_seconds(at("2026-03-08T00:00"), at("2026-03-09T00:00")) == 23 * 3600
    night = local_calendar("America/New_York", lambda day: ((60, 180),))
    assert night.open_seconds(at("2026-03-08T00:00"), at("2026-03-09T00:00")) == 3600
    assert night.open_seconds(at("2026-11-01T00:00"), at("2026-11-02T00:00")) == 3 * 3600


def test_a_wall_time_that_is_skipped_stands_where_the_clocks_change() -> None:
    changed = instant(datetime(2026, 3, 8, 7, 0, tzinfo=UTC))
    assert to_utc(EASTERN, date(2026, 3, 8), 150) == changed
    assert to_utc(EASTERN, date(2026, 3, 8), 150, last=True) == changed
    assert to_utc(EASTERN, date(2026, 3, 8), 180) == changed
    # half past two, which came twice
    twice = [to_utc(EASTERN, date(2026, 11, 1), 90, last=last) for last in (False, True)]
    assert twice[1] - twice[0] == 3600


def test_two_calendars_are_open_together_when_both_are() -> None:
    east, west = nine_to_five(), nine_to_five("America/Los_Angeles")
    common = both(east, west)
    assert common.next_open(at("2026-11-20T09:00")) == at("2026-11-20T12:00")
    assert common.add_open(at("2026-11-20T09:00"), 5 * 3600) == at("2026-11-20T17:00")
    assert both(ALWAYS, east) is east
    assert both(east, ALWAYS) is east


def test_spans_that_touch_or_overlap_are_one() -> None:
    assert join([(5, 7), (1, 3), (3, 4), (6, 9), (8, 8)]) == [(1, 4), (5, 9)]


def test_an_instant_before_1970_is_rounded_down_like_any() -> None:
    assert instant(datetime(1969, 12, 31, 23, 59, 59, 500_000, tzinfo=UTC)) == -1
    assert moment(-1) == datetime(1969, 12, 31, 23, 59, 59, tzinfo=UTC)


ZONES = st.sampled_from(["America/New_York", "America/Los_Angeles", "Pacific/Honolulu", "America/Phoenix"])
SECONDS = st.integers(instant(datetime(2026, 1, 1, tzinfo=UTC)), instant(datetime(2027, 12, 31, tzinfo=UTC)))


@given(ZONES, SECONDS, st.integers(1, 5 * DAY_S))
def test_adding_open_time_and_counting_it_agree(zone: str, start: int, seconds: int) -> None:
    hours = nine_to_five(zone)
    end = hours.add_open(start, seconds)
    assert end is not None
    assert hours.open_seconds(start, end) == seconds
    assert hours.is_open(end - 1)


@given(ZONES, SECONDS)
def test_the_next_opening_is_the_first(zone: str, start: int) -> None:
    hours = nine_to_five(zone)
    found = hours.next_open(start)
    assert found is not None
    assert hours.is_open(found)
    assert hours.open_seconds(start, found) == 0


@given(ZONES, SECONDS)
def test_weeks_know_no_edge(zone: str, start: int) -> None:
    edge = (start // WEEK_S) * WEEK_S
    whole = local_calendar(zone, lambda day: ((0, 1440),))
    assert whole.is_open(edge)
    assert whole.open_seconds(edge - 10, edge + 10) == 20


# -- shifts -------------------------------------------------------------------------------------------

BEN = Officer(officer_id="ben", name="Ben", hours=read_hours("Mon-Fri 09:00-12:00; Mon-Fri 13:00-18:00"))
OPEN_ENDED = Officer(officer_id="ada", name="Ada")


def test_an_officer_without_hours_is_always_on_shift() -> None:
    assert shift_calendar(OPEN_ENDED) is ALWAYS
    assert working_hours_later(OPEN_ENDED, moment(0), 4) == moment(4 * 3600)


def test_working_hours_skip_the_midday_break_and_the_weekend() -> None:
    friday = moment(at("2026-11-20T11:00"))
    assert working_hours_later(BEN, friday, 4) == moment(at("2026-11-20T16:00"))
    assert working_hours_later(BEN, moment(at("2026-11-20T17:00")), 4) == moment(at("2026-11-23T12:00"))


@pytest.mark.parametrize(
    ("now", "end"),
    [
        ("2026-11-20T10:00", "2026-11-20T18:00"),
        ("2026-11-20T12:30", "2026-11-20T18:00"),
        # off shift, the day itself ends at midnight
        ("2026-11-20T18:00", "2026-11-21T00:00"),
        ("2026-11-21T10:00", "2026-11-22T00:00"),
    ],
)
def test_a_shift_day_ends_with_its_last_shift(now: str, end: str) -> None:
    assert ShiftDays(BEN, "America/Los_Angeles").end(at(now)) == at(end)


def test_without_hours_the_day_ends_at_the_borrowers_midnight() -> None:
    pacific = ZoneInfo("America/Los_Angeles")
    assert ShiftDays(OPEN_ENDED, "America/Los_Angeles").end(at("2026-11-20T22:00")) == at("2026-11-21T00:00", pacific)


def test_the_next_working_morning_is_the_next_days_first_shift() -> None:
    assert next_working_morning(BEN, at("2026-11-20T06:00"), "America/New_York") == at("2026-11-23T09:00")
    assert next_working_morning(OPEN_ENDED, at("2026-11-19T06:00"), "America/New_York") == at("2026-11-20T09:00")
    assert next_working_morning(OPEN_ENDED, at("2026-11-20T06:00"), "America/New_York") == at("2026-11-23T09:00")
    nobody = Officer(officer_id="x", name="X", hours=BEN.hours.__class__(((),) * 7))  # type: ignore[union-attr]
    assert next_working_morning(nobody, at("2026-11-20T06:00"), "America/New_York") == at("2026-11-21T00:00")
    assert working_hours_later(nobody, moment(0), 1) == moment(3600)
