"""A line's mean wait without the chance that is known to be in it."""

from __future__ import annotations

from array import array

import pytest
from msgspec.structs import replace

from app.domain.simulation import Service
from app.domain.steadying import FEWEST_PARTS, SHORTEST_PART, steadied
from app.domain.waiting_line import Line, random_line

CALL_S = 360
LEAST = FEWEST_PARTS * SHORTEST_PART


def _line(calls_per_hour: float, officers: int, seed: int = 1, calls: int = LEAST) -> Line:
    return random_line(calls_per_hour, calls, officers, CALL_S, Service.EXPONENTIAL, seed)


@pytest.mark.parametrize(("officers", "calls_per_hour"), [(1, 8.0), (5, 40.0), (25, 200.0)])
def test_the_steadied_wait_is_nearer_to_theory_than_the_one_that_was_played(
    officers: int, calls_per_hour: float
) -> None:
    played, steady, told = 0.0, 0.0, 0.0
    for seed in range(4):
        line = _line(calls_per_hour, officers, seed)
        assert line.erlang_c_wait_s is not None
        found = steadied(line, officers, calls_per_hour / 3600, CALL_S)
        assert found is not None
        played += (sum(line.waits) / len(line.waits) / line.erlang_c_wait_s - 1) ** 2
        steady += (found.mean_s / line.erlang_c_wait_s - 1) ** 2
        told += (found.error_s / line.erlang_c_wait_s) ** 2
    assert steady < played / 2
    # it says about how far it is off
    assert told / 9 < steady < told * 9


@pytest.mark.parametrize("officers", [1, 5])
def test_a_fault_of_the_floor_is_not_put_right_with_the_chance(officers: int) -> None:
    line = _line(8.0 * officers, officers)
    found = steadied(line, officers, 8.0 * officers / 3600, CALL_S)
    later = replace(line, waits=array("d", (wait + 7 for wait in line.waits)))
    longer = replace(line, waits=array("d", (wait * 1.1 for wait in line.waits)))
    by_seven, by_a_tenth = (steadied(faulty, officers, 8.0 * officers / 3600, CALL_S) for faulty in (later, longer))
    assert found is not None
    assert by_seven is not None
    assert by_a_tenth is not None
    assert by_seven.mean_s == pytest.approx(found.mean_s + 7)
    assert by_a_tenth.mean_s == pytest.approx(found.mean_s * 1.1)


def test_a_short_line_and_one_that_grows_without_end_are_not_steadied() -> None:
    assert steadied(_line(8.0, 1, calls=LEAST - 1), 1, 8.0 / 3600, CALL_S) is None
    assert steadied(_line(10.0, 1), 1, 10.0 / 3600, CALL_S) is None
