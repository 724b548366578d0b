"""Which logged call is which of the phone system's."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.call_matching import CallRecord, Logged, distance, matched
from tests.effort import examples

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
ONE, TWO = b"1", b"2"


def at(minutes: float) -> datetime:
    return NINE + timedelta(minutes=minutes)


def logged(name: str, minutes: float, *numbers: bytes, officer: str = "ada", loose: bool = False) -> Logged:
    return Logged(name, "lead", officer, frozenset(numbers or (ONE,)), at(minutes), loose)


def record(
    name: str, minutes: float, number: bytes = ONE, *, length: float = 0, officer: str | None = "ada"
) -> CallRecord:
    seconds = int(length * 60)
    return CallRecord(
        record_id=name, number=number, began_at=at(minutes), seconds=seconds, lead_id="lead", officer_id=officer
    )


@pytest.mark.parametrize("minutes", [-5, 0, 3, 6, 11])
def test_a_call_is_logged_from_five_minutes_before_it_began_to_five_after_it_ended(minutes: float) -> None:
    assert matched([logged("a", minutes)], [record("r", 0, length=6)]) == {"r": "a"}


@pytest.mark.parametrize("minutes", [-5.1, 11.1])
def test_what_lies_further_away_is_another_call(minutes: float) -> None:
    assert matched([logged("a", minutes)], [record("r", 0, length=6)]) == {}
    # unless a person said afterwards when it was, or nobody can tell what the clock showed
    assert matched([logged("a", minutes, loose=True)], [record("r", 0, length=6)]) == {"r": "a"}
    assert matched([logged("a", 15.1, loose=True)], [record("r", 0)]) == {}


def test_a_call_to_another_number_or_by_somebody_else_is_another_call() -> None:
    assert distance(logged("a", 0), record("r", 0, TWO)) is None
    assert distance(logged("a", 0), record("r", 0, officer="ben")) is None
    # where the export names nobody, the number and the time have to do
    assert distance(logged("a", 0), record("r", 0, officer=None)) == timedelta()


def test_a_call_of_which_no_number_was_said_may_be_to_any_of_the_lead() -> None:
    assert matched([logged("a", 0, ONE, TWO)], [record("r", 0, TWO)]) == {"r": "a"}


def test_who_logs_three_calls_and_made_one_has_one_confirmed_the_nearest() -> None:
    calls = [logged("a", 1), logged("b", 2), logged("c", 3)]
    assert matched(calls, [record("r", 2)]) == {"r": "b"}


def test_a_call_that_could_be_two_makes_room_for_one_that_can_be_only_that() -> None:
    calls = [logged("a", 4), logged("b", 9)]
    assert matched(calls, [record("r", 0), record("s", 5)]) == {"r": "a", "s": "b"}
    # three of them, each handing on
    calls = [logged("a", 4), logged("b", 8), logged("c", 13)]
    assert matched(calls, [record("r", 0), record("s", 5), record("t", 9)]) == {"r": "a", "s": "b", "t": "c"}


calls = st.lists(
    st.tuples(st.integers(0, 30), st.sampled_from([(ONE,), (TWO,), (ONE, TWO)]), st.sampled_from("ab"), st.booleans()),
    max_size=5,
)
records = st.lists(
    st.tuples(st.integers(0, 30), st.sampled_from([ONE, TWO]), st.sampled_from(["a", "b", None]), st.integers(0, 6)),
    max_size=5,
)


def most(logs: list[Logged], found: list[CallRecord]) -> int:
    """Count the most pairs there can be, by trying every order."""
    best = 0
    for order in permutations(found):
        free, n = list(logs), 0
        for one in order:
            call = next((call for call in free if distance(call, one) is not None), None)
            if call is not None:
                free.remove(call)
                n += 1
        best = max(best, n)
    return best


@settings(max_examples=examples(300), deadline=None)
@given(calls, records, st.randoms(use_true_random=False))
def test_each_record_proves_one_call_each_call_has_one_record_and_as_many_as_can_be_do(
    made: list[tuple[int, tuple[bytes, ...], str, bool]],
    told: list[tuple[int, bytes, str | None, int]],
    chance: random.Random,
) -> None:
    logs = [logged(f"c{n}", m, *nums, officer=who, loose=loose) for n, (m, nums, who, loose) in enumerate(made)]
    found = [record(f"r{n}", m, num, officer=who, length=size) for n, (m, num, who, size) in enumerate(told)]
    won = matched(logs, found)
    assert len(set(won.values())) == len(won)
    calls_by_id, records_by_id = {c.activity_id: c for c in logs}, {r.record_id: r for r in found}
    assert all(distance(calls_by_id[c], records_by_id[r]) is not None for r, c in won.items())
    assert len(won) == most(logs, found)
    # in whatever order they come
    chance.shuffle(logs)
    chance.shuffle(found)
    assert matched(logs, found) == won
