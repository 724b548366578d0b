"""When something counts that was logged by a clock that was off."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.activity import Activity, Kind
from app.domain.clock_grade import Clocked, ClockGrade, counted_at, is_doubtful

RECEIVED = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
GRADES = st.sampled_from(ClockGrade)
SECONDS = st.integers(-100_000, 100_000)


def called(after_s: float, *, stated_s: float = 0, back_dated: bool = False) -> Activity:
    """Return a call logged so long after the lead was received, by its desk's clock, and stated to be so much older."""
    logged = RECEIVED + timedelta(seconds=after_s)
    return Activity(
        activity_id="a",
        lead_id="lead",
        kind=Kind.NO_ANSWER,
        actor_id="ada",
        began_at=logged - timedelta(seconds=stated_s),
        logged_at=logged,
        back_dated=back_dated,
    )


def ahead(seconds: float, grade: ClockGrade = ClockGrade.GOOD) -> Clocked:
    """Return that the hub's clock was so much ahead."""
    return Clocked(grade, round(seconds * 1000))


def seconds(activity: Activity, clock: Clocked | None) -> float:
    return (counted_at(activity, clock, RECEIVED) - RECEIVED).total_seconds()


@pytest.mark.parametrize("grade", [ClockGrade.GOOD, ClockGrade.DERIVED])
def test_a_call_counts_by_the_hubs_clock(grade: ClockGrade) -> None:
    assert seconds(called(700), ahead(-600, grade)) == 100
    assert seconds(called(100), ahead(600, grade)) == 700


def test_of_a_poor_clock_and_of_one_nobody_graded_the_time_stands_as_it_was_stated() -> None:
    assert seconds(called(100), Clocked(ClockGrade.POOR, 600_000)) == 100
    assert seconds(called(100), None) == 100


@pytest.mark.parametrize(("off", "counts"), [(2, 100), (-2, 100), (2.001, 102.001), (-2.001, 97.999)])
def test_two_seconds_change_nothing(off: float, counts: float) -> None:
    assert seconds(called(100), ahead(off)) == pytest.approx(counts)


def test_what_was_entered_late_counts_when_it_was_stated_to_have_been() -> None:
    late = called(1000, stated_s=900, back_dated=True)
    assert seconds(late, ahead(600)) == 100
    assert not is_doubtful(late, Clocked(ClockGrade.POOR))


def test_a_time_stated_within_minutes_goes_with_the_clock_it_was_stated_by() -> None:
    assert seconds(called(300, stated_s=120), ahead(60)) == 240


def test_a_desk_whose_clock_has_not_reached_the_lead_yet_is_taken_by_the_clock_it_logged_by() -> None:
    # it is 15:05 and its clock shows 14:05: the desk writes down 15:00, before which there was no lead
    behind = called(-3300, stated_s=-3300)
    assert behind.began_at == RECEIVED
    assert seconds(behind, ahead(3600)) == 300
    assert seconds(behind, None) == 0


def test_nothing_is_put_before_the_lead_came() -> None:
    assert seconds(called(10), ahead(-60)) == 0
    # but what lies there already stays: the lead's own time may be its vendor's
    assert seconds(called(-100), ahead(30)) == -70


def test_only_a_poor_clock_makes_a_time_doubtful() -> None:
    found = {grade: is_doubtful(called(1), Clocked(grade)) for grade in ClockGrade}
    assert found == {ClockGrade.GOOD: False, ClockGrade.DERIVED: False, ClockGrade.POOR: True}
    assert not is_doubtful(called(1), None)


@pytest.mark.parametrize(
    ("clock", "is_plain"),
    [
        (ahead(0), True),
        (ahead(-2), True),
        (ahead(3), False),
        (ahead(0, ClockGrade.DERIVED), False),
        (Clocked(ClockGrade.POOR), False),
    ],
)
def test_nothing_is_said_of_a_clock_that_was_right_and_known_to_be(clock: Clocked, *, is_plain: bool) -> None:
    assert clock.is_plain is is_plain


@given(after=st.integers(0, 100_000), off=SECONDS, grade=GRADES, is_late=st.booleans())
def test_a_call_after_the_lead_came_never_counts_before_it(
    after: int, off: int, grade: ClockGrade, *, is_late: bool
) -> None:
    assert seconds(called(after, back_dated=is_late), ahead(off, grade)) >= 0


@given(truly=st.integers(0, 100_000), off=SECONDS)
def test_whatever_the_desks_clock_showed_the_true_time_counts(truly: int, off: int) -> None:
    shown = truly - off
    activity = called(shown, stated_s=min(0, shown))
    assert seconds(activity, ahead(off)) == pytest.approx(truly, abs=2)
