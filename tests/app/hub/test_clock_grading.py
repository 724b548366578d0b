"""How far a desk's clock is believed, from what an event says, what its sender's clock shows, and the hub's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.clock_grade import Clocked, ClockGrade
from app.hub.clock_grading import clocks_of
from app.protocol.chain import GENESIS, Header, seal
from app.protocol.wire import ACTIVITY, ClockReading

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = 60, 3600, 86400
GOOD, DERIVED, POOR = ClockGrade.GOOD, ClockGrade.DERIVED, ClockGrade.POOR


def at(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def event(
    wall_s: float = 0, *, offset_s: float | None = None, age_s: int | None = None, counted_s: float = 1000
) -> Header:
    return Header(
        device_id="desk",
        seq=1,
        event_id="event",
        type=ACTIVITY,
        type_version=1,
        lead_id="lead",
        actor_id="ada",
        wall_utc=at(wall_s),
        tz="America/New_York",
        monotonic_ms=round(counted_s * 1000),
        boot_id="one",
        hub_offset_ms=None if offset_s is None else round(offset_s * 1000),
        hub_offset_age_s=age_s,
    )


def clock_of(told: Header, reading: ClockReading | None, now: datetime) -> Clocked:
    (clock,) = clocks_of([seal(told, b"{}", b"salt" * 4, GENESIS)], reading, now).values()
    return clock


def sent(wall_s: float, counted_s: float = 1000, boot: str = "one", offset_s: float = 0) -> ClockReading:
    counted, offset = round(counted_s * 1000), round(offset_s * 1000)
    return ClockReading(wall_utc=at(wall_s), monotonic_ms=counted, boot_id=boot, hub_offset_ms=offset)


def arriving(reading: ClockReading, true_s: float) -> ClockReading:
    """Return it with the offset that the round before it found, had it been on its way for no time."""
    offset = (at(true_s) - reading.wall_utc) // timedelta(milliseconds=1)
    return msgspec.structs.replace(reading, hub_offset_ms=offset)


def grade(told: Header, sending: ClockReading | None, true_s: float) -> tuple[ClockGrade, float]:
    reading = None if sending is None else arriving(sending, true_s)
    clock = clock_of(told, reading, at(true_s))
    return clock.grade, clock.offset_ms / 1000


# -- good


@pytest.mark.parametrize(("age", "expected"), [(0, GOOD), (15 * MINUTE, GOOD), (15 * MINUTE + 1, DERIVED)])
def test_a_clock_that_was_compared_within_a_quarter_of_an_hour_is_good(age: int, expected: ClockGrade) -> None:
    assert grade(event(offset_s=70, age_s=age), None, 3 * HOUR) == (expected, 70)


def test_two_looks_may_differ_by_five_seconds_and_the_one_nearer_the_call_counts() -> None:
    assert grade(event(offset_s=70, age_s=60), sent(10, 1010), 10 + 70 + 5) == (GOOD, 70)
    assert grade(event(offset_s=70, age_s=60), sent(10, 1010), 10 + 70 + 5.1) == (DERIVED, 75.1)


@pytest.mark.parametrize("took_s", [0, 60])
def test_a_push_that_is_long_on_its_way_makes_no_call_later(took_s: float) -> None:
    reading = sent(HOUR, 1000 + HOUR, offset_s=70)
    assert clock_of(event(0), reading, at(HOUR + 70 + took_s)) == Clocked(DERIVED, 70_000)


@pytest.mark.parametrize("took_s", [-5.1, 60.1, DAY])
def test_what_does_not_fit_the_hour_it_arrives_in_says_nothing(took_s: float) -> None:
    reading = sent(HOUR, 1000 + HOUR, offset_s=70)
    assert clock_of(event(0), reading, at(HOUR + 70 + took_s)) == Clocked(POOR)
    assert clock_of(event(0, offset_s=9, age_s=0), reading, at(HOUR + 70 + took_s)) == Clocked(GOOD, 9000)


def test_a_clock_that_was_set_between_its_comparison_and_the_call_gives_itself_away_as_it_sends() -> None:
    # compared at noon, put back by four minutes, and a call logged; it runs on undisturbed until it sends
    assert grade(event(-4 * MINUTE, offset_s=0, age_s=0), sent(0, 1240), 4 * MINUTE) == (DERIVED, 4 * MINUTE)


def test_a_machine_that_slept_before_it_sent_leaves_a_good_clock_good() -> None:
    assert grade(event(offset_s=70, age_s=60), sent(9 * HOUR, 1010), 9 * HOUR + 70) == (GOOD, 70)


# -- derived


def test_a_clock_that_was_never_compared_is_corrected_by_what_it_shows_as_it_sends() -> None:
    assert grade(event(0), sent(5 * HOUR, 1000 + 5 * HOUR), 5 * HOUR - 1200) == (DERIVED, -1200)


def test_it_may_gain_or_lose_five_seconds_on_the_count_of_seconds() -> None:
    assert grade(event(0), sent(5 * HOUR + 5, 1000 + 5 * HOUR), 6 * HOUR)[0] is DERIVED
    assert grade(event(0), sent(5 * HOUR + 5.1, 1000 + 5 * HOUR), 6 * HOUR) == (POOR, 0)
    assert grade(event(0), sent(5 * HOUR - 5.1, 1000 + 5 * HOUR), 6 * HOUR) == (POOR, 0)


def test_another_process_may_count_its_seconds_from_elsewhere() -> None:
    assert grade(event(0), sent(60, 1060, boot="two"), 60) == (POOR, 0)


@pytest.mark.parametrize(("differ", "expected"), [(0, DERIVED), (5, DERIVED), (-5, DERIVED), (6, POOR), (-6, POOR)])
def test_two_comparisons_that_agree_vouch_for_what_lies_between(differ: float, expected: ClockGrade) -> None:
    three_days = sent(3 * DAY, boot="two")
    told = event(offset_s=70, age_s=2 * DAY)
    assert grade(told, three_days, 3 * DAY + 70 + differ)[0] is expected


@pytest.mark.parametrize(("age", "expected"), [(DAY, DERIVED), (DAY + 1, POOR)])
def test_a_comparison_of_the_day_before_still_says_something(age: int, expected: ClockGrade) -> None:
    assert grade(event(offset_s=70, age_s=age), None, 3 * DAY)[0] is expected


@pytest.mark.parametrize(("differ", "expected"), [(60, DERIVED), (61, POOR), (-61, POOR)])
def test_unless_the_clock_was_set_by_the_time_it_sent(differ: float, expected: ClockGrade) -> None:
    told = event(offset_s=70, age_s=6 * HOUR)
    assert grade(told, sent(3 * DAY, boot="two"), 3 * DAY + 70 + differ)[0] is expected


# -- poor


def test_an_older_desk_that_was_never_compared_is_not_believed_nor_corrected() -> None:
    assert grade(event(0), None, 5 * HOUR) == (POOR, 0)
    assert grade(event(0, offset_s=70), None, 60) == (POOR, 0)


@pytest.mark.parametrize("told", [event(offset_s=2.0**43, age_s=2**53), event(offset_s=-(2.0**43), age_s=0)])
def test_numbers_no_clock_shows_are_none(told: Header) -> None:
    assert grade(told, None, 0) == (POOR, 0)
    last_day = datetime(9999, 12, 31, tzinfo=UTC)
    for offset in (-(2**53), 0, 2**53):
        beyond = ClockReading(wall_utc=last_day, monotonic_ms=2**53, boot_id="one", hub_offset_ms=offset)
        assert clock_of(told, beyond, NOON) == Clocked(POOR)


def test_a_clock_without_a_battery_begins_in_1970_and_is_corrected() -> None:
    lost = (datetime(1970, 1, 1, tzinfo=UTC) - NOON).total_seconds()
    assert grade(event(lost), sent(lost + 60, 1060), 60) == (DERIVED, -lost)


# -- a clock lived through


@dataclass
class Life:
    """A clock that drifts not, is set, sleeps, is compared, logs and sends, all at true seconds after noon."""

    true: float = 0
    off: float = 0
    counted: float = 1000
    boot: int = 1
    compared: tuple[float, float] | None = None

    def steps(self, what: str, much: int) -> None:
        match what:
            case "passes":
                self.true, self.counted = self.true + much, self.counted + much
            case "sleeps":
                self.true += much
            case "is set":
                self.off += much
            case "starts anew":
                self.boot, self.counted = self.boot + 1, 1000
            case _:
                self.compared = (-self.off, self.true + self.off)

    def logs(self) -> Header:
        wall = self.true + self.off
        known = self.compared if self.compared is not None and self.compared[1] <= wall else None
        told = event(
            wall,
            offset_s=None if known is None else known[0],
            age_s=None if known is None else int(wall - known[1]),
            counted_s=self.counted,
        )
        return told if self.boot == 1 else _booted(told, self.boot)

    def sends(self) -> ClockReading:
        return sent(self.true + self.off, self.counted, _boot(self.boot))


def _boot(n: int) -> str:
    return "one" if n == 1 else f"boot {n}"


def _booted(told: Header, boot: int) -> Header:
    said = {name: getattr(told, name) for name in Header.__struct_fields__}
    return Header(**{**said, "boot_id": _boot(boot)})


STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["passes", "sleeps"]), st.integers(0, 30 * HOUR)),
        st.tuples(st.just("is set"), st.integers(-3 * HOUR, 3 * HOUR)),
        st.tuples(st.sampled_from(["starts anew", "is compared"]), st.just(0)),
    ),
    max_size=6,
)


def lived(before: list[tuple[str, int]], after: list[tuple[str, int]]) -> Iterator[Life | Clocked]:
    life = Life()
    for step in before:
        life.steps(*step)
    told, was_off = life.logs(), life.off
    yield Life(off=was_off)
    for step in after:
        life.steps(*step)
    yield clock_of(told, arriving(life.sends(), life.true), at(life.true))


@given(before=STEPS, after=STEPS)
def test_a_clock_nobody_set_is_never_corrected_wrongly(
    before: list[tuple[str, int]], after: list[tuple[str, int]]
) -> None:
    left_alone = [[step for step in steps if step[0] != "is set"] for steps in (before, after)]
    was, clock = lived(left_alone[0], left_alone[1])
    assert isinstance(was, Life)
    assert isinstance(clock, Clocked)
    assert clock.offset_ms == 0


@given(before=STEPS, after=STEPS)
def test_one_that_ran_on_undisturbed_is_corrected_to_the_second_whatever_was_done_to_it_before(
    before: list[tuple[str, int]], after: list[tuple[str, int]]
) -> None:
    was, clock = lived(before, [step for step in after if step[0] in ("passes", "is compared")])
    assert isinstance(was, Life)
    assert isinstance(clock, Clocked)
    assert clock.grade is not POOR
    assert abs(clock.offset_ms / 1000 + was.off) <= 5


@given(before=STEPS, after=STEPS)
def test_no_poor_clock_is_corrected(before: list[tuple[str, int]], after: list[tuple[str, int]]) -> None:
    _, clock = lived(before, after)
    assert isinstance(clock, Clocked)
    assert clock.grade is not POOR or clock.offset_ms == 0
