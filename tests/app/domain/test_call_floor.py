"""The floor: who takes which call, and how long calls wait, held against theory."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.call_floor import Ask, CallFloor
from app.domain.erlang import mean_wait_s, waiting_chance
from app.domain.simulation import Service
from app.domain.spans import ALWAYS, Calendar, local_calendar, to_utc
from app.domain.waiting_line import random_line

HOUR = 3600.0


class Call(Ask, eq=False):
    """A call with the number it has in the story."""

    about: int = 0


class Taken:
    """A floor on which every call takes an hour, and the calls in the order they were begun."""

    def __init__(self, *shifts: Calendar, closed_until: float = 0.0) -> None:
        self.begun: list[tuple[int, float, int]] = []
        self._closed_until = closed_until
        self.floor: CallFloor[Call] = CallFloor(shifts, self._begin, lambda _ask, _at, _officer: None)

    def _begin(self, ask: Call, at: float, officer: int) -> float | None:
        if at < self._closed_until:
            self.floor.ask(Call(self._closed_until, ask.until, about=ask.about))
            return None
        self.begun.append((ask.about, at, officer))
        return HOUR

    def run(self, *asks: Call) -> list[tuple[int, float, int]]:
        self.floor.run(asks, 0.0)
        return self.begun


def test_first_calls_go_first_newest_first_then_late_ones_then_what_has_least_time_left() -> None:
    taken = Taken(ALWAYS).run(
        Call(0, 9, about=0),
        Call(1, 9_000, about=1),
        Call(2, 8_000, about=2),
        Call(3, 100, is_first=True, about=3, freshness=3),
        Call(4, 9_999, is_first=True, about=4, freshness=4),
        Call(5, 9_999, is_first=True, about=5, freshness=5),
    )
    # call 0 was begun before the others came; the window of call 3 passed while it waited
    assert [about for about, _, _ in taken] == [0, 5, 4, 3, 2, 1]


def test_whoever_is_free_first_takes_the_next_call() -> None:
    taken = Taken(ALWAYS, ALWAYS).run(Call(0, 0, about=0), Call(600, 600, about=1), Call(700, 700, about=2))
    assert taken == [(0, 0, 0), (1, 600, 1), (2, HOUR, 0)]


def test_a_call_waits_for_the_officer_who_owns_it() -> None:
    taken = Taken(ALWAYS, ALWAYS).run(
        Call(0, 0, about=0), Call(60, 60, owner=0, about=1), Call(90, 90, owner=1, about=2)
    )
    assert taken == [(0, 0, 0), (2, 90, 1), (1, HOUR, 0)]


def test_an_officer_who_may_not_call_yet_stays_free_for_the_next() -> None:
    taken = Taken(ALWAYS, ALWAYS, closed_until=500.0).run(Call(100, 900, about=0), Call(600, 900, about=1))
    assert taken == [(0, 500.0, 0), (1, 600.0, 1)]


def test_who_has_gone_home_takes_nothing_and_who_comes_later_does() -> None:
    early = Calendar(lambda week: [(0, 300)] if week == 0 else [])
    late = Calendar(lambda week: [(1_000, 9_000)] if week == 0 else [])
    taken = Taken(early, early, late).run(Call(400, 400, about=0))
    assert taken == [(0, 1_000.0, 2)]


def _nine_to_five() -> Calendar:
    return local_calendar("America/New_York", lambda _day: [(9 * 60, 17 * 60)])


def _at(hour: int, minute: int = 0, day: int = 4) -> float:
    from zoneinfo import ZoneInfo

    return float(to_utc(ZoneInfo("America/New_York"), date(2026, 5, day), hour * 60 + minute))


def test_no_call_begins_off_shift_and_one_begun_in_time_is_finished() -> None:
    taken = Taken(_nine_to_five())
    floor = taken.floor
    floor.run(
        [
            Call(_at(7), _at(7), about=0),
            Call(_at(16, 50), _at(17), about=1),
            Call(_at(16, 55), _at(17), about=2),
            Call(_at(9, 0, day=6), _at(10, 0, day=6), about=3),
        ],
        _at(0),
    )
    assert taken.begun == [
        (0, _at(9), 0),
        (1, _at(16, 50), 0),
        (2, _at(9, day=5), 0),
        (3, _at(9, 0, day=6), 0),
    ]


def test_a_call_that_may_not_be_made_leaves_the_officer_free() -> None:
    taken = Taken(ALWAYS, closed_until=5_000.0).run(Call(0, 0, about=0), Call(5_000, 9_000, about=1))
    assert [about for about, _, _ in taken] == [1, 0]


def test_an_officer_without_hours_ahead_never_takes_a_call() -> None:
    assert Taken(Calendar(lambda _week: ())).run(Call(0, 0)) == []


@pytest.mark.parametrize(
    ("officers", "load", "chance"),
    [(1, 0.5, 0.5), (1, 0.8, 0.8), (2, 1.6, 0.7111), (5, 4.0, 0.5541), (10, 8.0, 0.4092), (3, 3.0, 1.0)],
)
def test_the_chance_to_wait_is_what_tables_of_erlang_c_say(officers: int, load: float, chance: float) -> None:
    assert waiting_chance(officers, load) == pytest.approx(chance, abs=5e-5)


def test_no_wait_can_be_named_where_more_calls_come_than_can_be_taken() -> None:
    assert mean_wait_s(2, 3 / 3600, 3600) is None
    assert mean_wait_s(1, 8 / 3600, 360) == pytest.approx(1440)


@pytest.mark.parametrize(("officers", "calls_per_hour"), [(1, 5.0), (2, 14.0), (5, 35.0)])
def test_waits_of_random_calls_are_those_of_erlang_c(officers: int, calls_per_hour: float) -> None:
    # a short run; the long one within 2 % at 2.5 million calls is `make bench`
    line = random_line(calls_per_hour, 150_000, officers, 360, Service.EXPONENTIAL, seed=11)
    assert line.erlang_c_wait_s is not None
    assert sum(line.waits) / len(line.waits) == pytest.approx(line.erlang_c_wait_s, rel=0.06)


def test_calls_of_one_length_wait_half_as_long_as_random_ones() -> None:
    # Pollaczek and Khinchine, for one officer
    line = random_line(7.0, 150_000, 1, 360, Service.FIXED, seed=5)
    assert line.erlang_c_wait_s is not None
    assert sum(line.waits) / len(line.waits) == pytest.approx(line.erlang_c_wait_s / 2, rel=0.06)


def test_the_same_seed_gives_the_same_line() -> None:
    one, two, other = (random_line(8.0, 500, 1, 360, Service.EXPONENTIAL, seed) for seed in (1, 1, 2))
    assert one == two
    assert one.waits != other.waits
