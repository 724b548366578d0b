"""A desk is killed at every statement and every write of logging an outcome: either all of it is there or nothing."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from app.clock import FixedClock
from app.desktop.recovered import Recovered
from app.domain.activity import Kind
from storage.desktop.store import open_store
from tests.desks import KEY
from tests.faults.desk_picture import picture_of
from tests.faults.desk_victims import NEVER, THEN, Plan, log_one
from tests.faults.one_desk import make_desks, put_back
from tests.faults.victims import Victim

OUTCOMES = [Kind.NO_ANSWER.value, Kind.CALL_BACK.value, Kind.DO_NOT_CALL.value, "undo"]


@pytest.fixture(scope="module")
def desks(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return make_desks(*(tmp_path_factory.mktemp(name) for name in ("live", "short", "full")))


class Bench:
    """Puts the desk back, lets it log one outcome and end at a place, and looks at what is left."""

    def __init__(self, desk: Path, folder: Path, plan: Plan) -> None:
        self.desk, self.folder, self.plan = desk, folder, plan
        put_back(desk, folder)
        self.before = picture_of(folder / "desktop.db")
        self.places: list[str] = self._run(plan)[-1]
        self.after = picture_of(folder / "desktop.db")
        assert self.before != self.after
        self.kept = self.mended = 0

    def _run(self, plan: Plan) -> list[Any]:
        put_back(self.desk, self.folder)
        victim = Victim(log_one, self.folder, plan)
        said = victim.last_words()
        assert victim.was_killed == (plan.at != NEVER)
        return said

    def end_at(self, place: int) -> None:
        said = self._run(replace(self.plan, at=place))
        if place % 5 == 0:
            with closing(open_store(self.folder / "desktop.db", KEY, FixedClock(THEN))) as again:
                self._check_recovery(again.recovered)
        left = picture_of(self.folder / "desktop.db")
        where = f"{self.plan}, {self.places[place]} ({place})"
        assert left in (self.before, self.after), f"half an outcome: {where}"
        assert left == self.after or not said, f"what was called saved is gone: {where}"
        self.kept += left == self.after

    def _check_recovery(self, recovered: Recovered | None) -> None:
        """Killing alone is no damage; writes that came to the disk in another order look like some and cost nothing."""
        self.mended += recovered is not None
        assert recovered is None or (self.plan.loses_power and recovered.lost == 0)


def end_everywhere(desk: Path, folder: Path, plan: Plan, step: int) -> None:
    bench = Bench(desk, folder, plan)
    places = range(0, len(bench.places), step)
    for place in places:
        bench.end_at(place)
    kinds = "power lost" if plan.loses_power else "killed"
    statements = sum("a write" not in name and "sync" not in name and "cut" not in name for name in bench.places)
    sys.stdout.write(
        f"\n{plan.outcome}, {kinds} at {len(places)} of {len(bench.places)} places, {statements} of them around"
        f" statements: {bench.kept} times all of it was there, else nothing;"
        f" {bench.mended} mended\n"
    )


def test_an_outcome_is_saved_whole_or_not_at_all(desks: dict[str, Path], tmp_path: Path) -> None:
    end_everywhere(desks["short"], tmp_path, Plan(Kind.DO_NOT_CALL.value, NEVER), step=11)


def test_an_outcome_called_saved_outlives_the_power(desks: dict[str, Path], tmp_path: Path) -> None:
    end_everywhere(desks["full"], tmp_path, Plan(Kind.NO_ANSWER.value, NEVER, loses_power=True), step=17)


@pytest.mark.long
@pytest.mark.parametrize("log", ["short", "full"])
@pytest.mark.parametrize("outcome", OUTCOMES)
def test_a_desk_killed_at_any_place_keeps_what_it_called_saved(
    desks: dict[str, Path], tmp_path: Path, outcome: str, log: str
) -> None:
    end_everywhere(desks[log], tmp_path, Plan(outcome, NEVER), step=1)


@pytest.mark.long
@pytest.mark.parametrize("log", ["short", "full"])
@pytest.mark.parametrize("outcome", OUTCOMES)
def test_a_desk_without_power_at_any_place_keeps_what_it_called_saved(
    desks: dict[str, Path], tmp_path: Path, outcome: str, log: str
) -> None:
    end_everywhere(desks[log], tmp_path, Plan(outcome, NEVER, loses_power=True), step=1)
