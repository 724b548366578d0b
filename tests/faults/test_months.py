"""A hub and its desks live through months with everything that goes wrong; at rest nothing is lost, doubled or told."""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path

import pytest

from tests.faults.conftest import pytest_collection_modifyitems, pytest_runtest_setup
from tests.faults.ledger import Budget, Ledger, Runs
from tests.faults.month_checker import comes_to_rest
from tests.faults.planted_bugs import PLANTS
from tests.faults.simulated_month import Month, live_through
from tests.faults.weather import Weather

FAILING = Path(__file__).with_name("failing_seeds.txt")
SHORT = range(20)
#: what the ledger calls them
MONTHS = "months"
#: a planted bug is looked for in so many months; most show in the first
PATIENCE = 40


def failing_seeds() -> list[int]:
    lines = FAILING.read_text(encoding="utf-8").splitlines()
    return [int(line.partition("#")[0]) for line in lines if line.partition("#")[0].strip()]


@pytest.mark.parametrize("seeds", [SHORT, failing_seeds()], ids=["first", "once failing"])
def test_nothing_is_lost_in_months_in_which_everything_goes_wrong(seeds: list[int]) -> None:
    wrong = {seed: found for seed in seeds if (found := comes_to_rest(live_through(seed)))}
    assert wrong == {}


@pytest.mark.long
def test_nothing_is_lost_in_thousands_of_months() -> None:
    """Goes on behind the last seed of the run before; a seed that fails is written to the file of those."""
    ledger, wrong = Ledger(), {}
    for seed in ledger.left(MONTHS, count(max(SHORT) + 1), most=20_000):
        found = comes_to_rest(live_through(seed))
        ledger.note(MONTHS, seed, "; ".join(found))
        if found:
            wrong[seed] = found
            with FAILING.open("a", encoding="utf-8") as out:
                out.write(f"{seed}  # {found[0]}\n")
    sys.stdout.write(f"\n{ledger.words(MONTHS)}\n")
    assert wrong == {}


@pytest.mark.parametrize("name", PLANTS)
def test_a_known_way_to_lose_data_is_noticed(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    plant, concerns = PLANTS[name]
    seeds = (seed for seed in count() if getattr(Month(seed).weather, concerns or "outages") or not concerns)
    plant(monkeypatch)
    for _, seed in zip(range(PATIENCE), seeds, strict=False):
        if comes_to_rest(live_through(seed)):
            return
    pytest.fail(f"{PATIENCE} months went by and nobody noticed: {name}")


def test_the_page_names_every_planted_bug() -> None:
    page = (FAILING.parents[2] / "docs" / "reliability.md").read_text(encoding="utf-8")
    assert [name for name in PLANTS if f"| {name} | noticed" not in page] == []
    assert f"| {len(PLANTS)} | all {len(PLANTS)} noticed |" in page


def test_a_seed_gives_the_same_month_twice() -> None:
    first, second = live_through(7), live_through(7)
    assert first.weather == second.weather
    assert [desk.saved for desk in first.desks] != []
    assert first.now == second.now
    assert len(first.made) == len(second.made)
    assert len(first.hub.tables.devices) == len(second.hub.tables.devices)


def test_all_kinds_of_weather_come_up() -> None:
    drawn = [Month(seed).weather for seed in SHORT]
    for name in Weather.__dataclass_fields__:
        assert {bool(getattr(weather, name)) for weather in drawn} == {True, False}, name


def test_a_ledger_goes_on_where_another_run_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "out" / "faults.jsonl"
    first = Ledger(path)
    for seed in first.left("months", range(10), most=3):
        first.note("months", seed, "lost" if seed == 1 else "")
    path.write_text(path.read_text() + '{"kind": "mon')
    again = Ledger(path)
    assert list(again.left("months", range(5))) == [3, 4]
    assert again.tried("months") == {"0": "", "1": "lost", "2": ""}
    assert again.words("months") == "months: 3 tried so far, 1 with something wrong"
    again.note("months", 3)
    assert list(Ledger(path).left("months", range(5))) == [4]
    monkeypatch.setattr("tests.faults.ledger.BUDGET", Budget(minutes=0))
    assert list(again.left("months", range(5))) == []


class LongTest:
    """A long test as pytest hands it round."""

    nodeid = "tests/faults/test_x.py::test_long"

    def get_closest_marker(self, name: str) -> bool | None:
        return name == "long" or None


def test_a_long_test_that_does_not_fit_into_what_is_left_is_put_off_to_the_next_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.faults.ledger.OUT", tmp_path)
    Runs().note(LongTest.nodeid, seconds=90)
    assert Runs().last(LongTest.nodeid).seconds == 90
    monkeypatch.setattr("tests.faults.conftest.BUDGET", Budget(minutes=2))
    pytest_runtest_setup(LongTest())
    monkeypatch.setattr("tests.faults.conftest.BUDGET", Budget(minutes=1))
    with pytest.raises(pytest.skip.Exception, match="the next begins with it"):
        pytest_runtest_setup(LongTest())


def test_a_run_begins_with_what_was_run_longest_ago_or_never(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.faults.ledger.OUT", tmp_path)
    run, never, short = LongTest(), LongTest(), LongTest()
    never.nodeid, short.nodeid = "tests/faults/test_y.py::test_never", "tests/app/test_z.py::test_short"
    Runs().note(run.nodeid, seconds=1)
    items = [run, short, never]
    pytest_collection_modifyitems(items)
    assert items == [short, never, run]
