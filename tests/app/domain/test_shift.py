"""When an officer works: hours, days off, whoever covers them, and what is worked off shift."""

from __future__ import annotations

from datetime import UTC, date, datetime

import msgspec
import pytest

from app.domain.officer import Cover, Officer, read_days, read_hours
from app.domain.shift import ShiftDays, next_working_morning, shift_calendar
from app.domain.spans import ALWAYS, instant
from app.errors import BadInput
from tests.app.domain.story import Story, wall

EASTERN = "America/New_York"
WEEK = read_hours("Mon-Fri 09:00-18:00")
ADA = Officer(officer_id="ada", name="Ada", zone=EASTERN, hours=WEEK)
#: Tuesday before Thanksgiving and the day after it
AWAY = msgspec.structs.replace(ADA, days_off=frozenset({date(2026, 11, 24), date(2026, 11, 25)}))
CARL = Cover(officer_id="carl", name="Carl", zone="America/Chicago", hours=read_hours("Mon-Fri 08:00-12:00"))
COVERED = msgspec.structs.replace(AWAY, cover=CARL)


def _opens(officer: Officer, text: str) -> str:
    opened = shift_calendar(officer).next_open(instant(wall(text)))
    assert opened is not None
    return f"{datetime.fromtimestamp(opened, tz=UTC):%d %H:%M}"


def test_a_day_off_is_worked_by_whoever_covers_it_by_the_hours_of_that_person() -> None:
    assert _opens(AWAY, "24 09:00") == "26 14:00"
    # 08:00 in Chicago; at noon there the cover goes home
    assert _opens(COVERED, "24 08:00") == "24 14:00"
    assert _opens(COVERED, "24 13:30") == "25 14:00"
    assert _opens(COVERED, "26 09:00") == "26 14:00"


def test_a_cover_who_is_away_too_covers_nothing() -> None:
    both_away = msgspec.structs.replace(CARL, days_off=frozenset({date(2026, 11, 24)}))
    officer = msgspec.structs.replace(AWAY, cover=both_away)
    assert _opens(officer, "24 08:00") == "25 14:00"


def test_a_cover_without_hours_covers_the_whole_day() -> None:
    officer = msgspec.structs.replace(AWAY, cover=msgspec.structs.replace(CARL, hours=None, zone=EASTERN))
    assert _opens(officer, "24 03:00") == "24 08:00"


def test_somebody_without_hours_is_off_on_a_day_off_all_the_same() -> None:
    officer = Officer(officer_id="o", name="O", zone=EASTERN, days_off=frozenset({date(2026, 11, 24)}))
    assert _opens(officer, "24 10:00") == "25 05:00"
    assert shift_calendar(Officer(officer_id="o", name="O")) is ALWAYS


def test_working_now_opens_the_evening_and_steps_fall_due_in_it() -> None:
    evening = (instant(wall("20 20:30")), instant(wall("20 23:59")))
    working = msgspec.structs.replace(ADA, working=(evening,))
    assert Story("20 20:40", officer=ADA).asks("20 20:40") == "call-1 23 10:00 until 23 10:05"
    assert Story("20 20:40", officer=working).asks("20 20:40") == "call-1 20 20:40 until 20 20:45"


def test_what_is_worked_off_shift_lasts_to_its_own_end() -> None:
    evening = (instant(wall("20 19:00")), instant(wall("20 22:00")))
    working = msgspec.structs.replace(ADA, working=(evening,))
    assert ShiftDays(working, EASTERN).end(instant(wall("20 10:00"))) == instant(wall("20 22:00"))
    assert ShiftDays(working, EASTERN).end(instant(wall("20 22:30"))) == instant(wall("21 00:00"))
    assert ShiftDays(COVERED, EASTERN).end(instant(wall("24 09:30"))) == instant(wall("24 13:00"))
    assert ShiftDays(ADA, EASTERN).end(instant(wall("20 10:00"))) == instant(wall("20 18:00"))


def test_a_shift_that_ends_in_the_hour_that_comes_twice_ends_as_it_comes_again() -> None:
    night = msgspec.structs.replace(ADA, hours=read_hours("Sun 00:00-01:30"))
    midnight, second = instant(wall("2026-11-01T00:00")), instant(datetime(2026, 11, 1, 6, 30, tzinfo=UTC))
    assert ShiftDays(night, EASTERN).end(midnight) == second
    assert shift_calendar(night).open_until(midnight) == second


def test_hours_beside_always_are_always() -> None:
    always = Officer(officer_id="o", name="O", working=((0, 10),))
    assert shift_calendar(always) is ALWAYS


def test_days_are_read_one_by_one_and_as_spans() -> None:
    assert read_days("") == frozenset()
    assert read_days("2026-12-31..2027-01-02, 2027-05-29") == {
        date(2026, 12, 31),
        date(2027, 1, 1),
        date(2027, 1, 2),
        date(2027, 5, 29),
    }


@pytest.mark.parametrize("text", ["Christmas", "2026-12-31..2026-12-30", "2026-01-01..2028-01-01", "2026-02-30"])
def test_days_that_cannot_be_meant_are_named(text: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_days(text)
    assert text in str(caught.value)


@pytest.mark.parametrize(
    ("days_off", "morning"), [((), "24 09:00"), ((24,), "25 09:00"), ((24, 25, 26, 27), "30 09:00")]
)
def test_the_next_working_morning_is_no_day_off_of_somebody_without_hours_either(
    days_off: tuple[int, ...], morning: str
) -> None:
    off = frozenset(date(2026, 11, day) for day in days_off)
    officer = Officer(officer_id="o", name="O", zone=EASTERN, days_off=off)
    assert next_working_morning(officer, instant(wall("23 17:00")), EASTERN) == instant(wall(morning))


def test_a_covered_day_off_has_a_working_morning_if_the_cover_works_then() -> None:
    away = Officer(officer_id="o", name="O", zone=EASTERN, days_off=frozenset({date(2026, 11, 24)}))
    # nine in the east is eight in Chicago, where Carl has just begun; at seven he would not have
    covered = msgspec.structs.replace(away, cover=CARL)
    assert next_working_morning(covered, instant(wall("23 17:00")), EASTERN) == instant(wall("24 09:00"))
    assert next_working_morning(covered, instant(wall("23 17:00")), "America/Halifax") == instant(wall("25 08:00"))
