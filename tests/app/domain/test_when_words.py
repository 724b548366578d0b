"""Times the way people say them, on the borrower's clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.when_words import read_when
from app.errors import BadInput

ZONE = "America/New_York"
#: Friday the 20th of November 2026, 20:40 in New York
NOW = datetime(2026, 11, 20, 20, 40, tzinfo=ZoneInfo(ZONE)).astimezone(UTC)


def read(text: str, now: datetime = NOW, zone: str = ZONE) -> str:
    return f"{read_when(text, now, zone).astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("tomorrow 3pm", "2026-11-21 15:00"),
        ("3pm tomorrow", "2026-11-21 15:00"),
        ("Tomorrow at 3:15 p.m.", "2026-11-21 15:15"),
        ("tmrw 10", "2026-11-21 10:00"),
        ("tomorrow", "2026-11-21 09:00"),
        ("tomorrow morning", "2026-11-21 09:00"),
        ("tomorrow at noon", "2026-11-21 12:00"),
        ("tomorrow afternoon", "2026-11-21 14:00"),
        ("tomorrow evening at 8", "2026-11-21 20:00"),
        ("12am tomorrow", "2026-11-21 00:00"),
        ("10 in the morning", "2026-11-21 10:00"),
        ("5 in the morning", "2026-11-21 05:00"),
        # a bare hour: the afternoon from one to seven, else as it stands; the next time it comes
        ("3", "2026-11-21 15:00"),
        ("8", "2026-11-21 08:00"),
        ("20:41", "2026-11-20 20:41"),
        ("9:30pm", "2026-11-20 21:30"),
        ("0930", "2026-11-21 09:30"),
        ("noon", "2026-11-21 12:00"),
        # weekdays are the coming ones; today's if the time is still to come
        ("thu 10", "2026-11-26 10:00"),
        ("tues 4", "2026-11-24 16:00"),
        ("10 on monday", "2026-11-23 10:00"),
        ("monday morning", "2026-11-23 09:00"),
        ("fri 10", "2026-11-27 10:00"),
        ("fri 9pm", "2026-11-20 21:00"),
        ("next fri", "2026-11-27 09:00"),
        ("next mon 2", "2026-11-23 14:00"),
        ("next week", "2026-11-23 09:00"),
        ("tonight at 9", "2026-11-20 21:00"),
        ("today 21:15", "2026-11-20 21:15"),
        # ahead
        ("in 20 min", "2026-11-20 21:00"),
        ("20m", "2026-11-20 21:00"),
        ("in an hour", "2026-11-20 21:40"),
        ("2h", "2026-11-20 22:40"),
        ("in 3 days", "2026-11-23 20:40"),
        ("2 weeks", "2026-12-04 20:40"),
        ("in 3 months", "2027-02-20 20:40"),
        ("a year", "2027-11-20 20:40"),
        # dates, the year's turn included
        ("12/1 9:30", "2026-12-01 09:30"),
        ("12/1/27", "2027-12-01 09:00"),
        ("1/5", "2027-01-05 09:00"),
        ("Dec 1, 2026 at 10am", "2026-12-01 10:00"),
        ("december 1st 4pm", "2026-12-01 16:00"),
        ("may 3", "2027-05-03 09:00"),
        ("2026-12-01", "2026-12-01 09:00"),
        ("2026-12-01 10:15", "2026-12-01 10:15"),
        ("2026-12-01T10:00-08:00", "2026-12-01 13:00"),
        ("2026-12-01T15:00Z", "2026-12-01 10:00"),
    ],
)
def test_what_is_said_is_what_is_meant(said: str, meant: str) -> None:
    assert read(said) == meant


@pytest.mark.parametrize(
    "said",
    [
        "",
        "-",
        "25",
        "soon",
        "the day",
        "tomorrow blah",
        "2/30",
        "13pm",
        "0am",
        "12:75",
        "next week tue",
        "10 11",
        "in 2",
    ],
)
def test_what_cannot_be_read_is_refused_with_an_example(said: str) -> None:
    with pytest.raises(BadInput, match="no time that could be read") as refused:
        read(said)
    assert "tomorrow 3pm" in refused.value.remedy


@pytest.mark.parametrize("said", ["tonight", "today 9am", "2026-11-20 20:40", "2020-01-01", "0m", "11/20/26"])
def test_a_time_that_has_passed_is_refused(said: str) -> None:
    with pytest.raises(BadInput, match="has passed"):
        read(said)


def test_the_words_are_read_on_the_borrowers_clock() -> None:
    assert read_when("tomorrow 9am", NOW, "Pacific/Honolulu") == datetime(2026, 11, 21, 19, 0, tzinfo=UTC)


def test_tomorrow_is_a_wall_time_on_the_night_the_clocks_change() -> None:
    night = datetime(2026, 10, 31, 22, 0, tzinfo=ZoneInfo(ZONE)).astimezone(UTC)
    assert read("9", night) == "2026-11-01 09:00"
    assert read("in 1 day", night) == "2026-11-01 22:00"
    # hours are elapsed: the night has one more
    assert read("in 12 hours", night) == "2026-11-01 09:00"


def test_a_month_ahead_of_a_day_it_has_not_is_its_last_day() -> None:
    last = datetime(2027, 1, 31, 12, 0, tzinfo=ZoneInfo(ZONE)).astimezone(UTC)
    assert read("in 1 month", last) == "2027-02-28 12:00"


PIECES = (
    "in next at on the tomorrow tonight thu friday week month 12/1 2/29 3 10 999 3pm 12am : dec 31 morning noon "
    "2026-12-01 9999-12-31 m h d"
)
WORDS = st.lists(st.sampled_from(PIECES.split()), max_size=5).map(" ".join)


@settings(deadline=None)
@given(st.one_of(WORDS, st.text(max_size=20)), st.sampled_from([ZONE, "Pacific/Honolulu", "Pacific/Guam"]))
def test_whatever_is_typed_is_a_time_to_come_or_refused(text: str, zone: str) -> None:
    try:
        found = read_when(text, NOW, zone)
    except BadInput:
        return
    assert found > NOW
    assert found.utcoffset() == timedelta(0)
