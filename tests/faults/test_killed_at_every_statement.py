"""A desk is killed at every statement and every write of logging an outcome: either all of it is there or nothing."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from app.clock import FixedClock
from app.desktop.activities import Note
from app.domain.activity import Kind
from storage.desktop.store import open_store
from tests.desks import KEY, MONDAY, TestDesk, a_lead
from tests.faults.desk_picture import picture_of
from tests.faults.desk_victims import LEAD, NEVER, THEN, Plan, log_one
from tests.faults.victims import Victim

OUTCOMES = [Kind.NO_ANSWER.value, Kind.CALL_BACK.value, Kind.DO_NOT_CALL.value, "undo"]
#: pages of the write-ahead log after which a commit also writes them back into the database
_WRITTEN_BACK_AFTER, _FRAME, _WAL_HEAD = 1000, 4096 + 24, 32
FILES = ("desktop.db", "desktop.db-wal")


@pytest.fixture(scope="module")
def desks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Path]]:
    """A desk with a lead and two calls, and the same one whose next commit writes the log back as well."""
    live, short, full = (tmp_path_factory.mktemp(name) for name in ("live", "short", "full"))
    ada = TestDesk(live, MONDAY)
    with closing(ada.store):
        ada.put(a_lead(LEAD), from_hub=True)
        for _ in range(2):
            ada.pass_time(minutes=10)
            ada.desk.activities.log(Note(lead_id=LEAD, kind=Kind.NO_ANSWER))
        _copy(live, short)
        log = live / "desktop.db-wal"
        for n in count():
            if log.stat().st_size > _WAL_HEAD + (_WRITTEN_BACK_AFTER - 5) * _FRAME:
                break
            with ada.store.writing() as tx:
                tx.put_fact("filler", str(n).encode())
        _copy(live, full)
    return {"short": short, "full": full}


def _copy(one: Path, other: Path) -> None:
    for name in FILES:
        shutil.copyfile(one / name, other / name)


class Bench:
    """Puts the desk back, lets it log one outcome and end at a place, and looks at what is left."""

    def __init__(self, desk: Path, folder: Path, plan: Plan) -> None:
        self.desk, self.folder, self.plan = desk, folder, plan
        self._put_back()
        self.before = picture_of(folder / "desktop.db")
        self.places: list[str] = self._run(plan)[-1]
        self.after = picture_of(folder / "desktop.db")
        assert self.before != self.after
        self.kept = 0

    def _put_back(self) -> None:
        for file in self.folder.iterdir():
            file.unlink()
        _copy(self.desk, self.folder)

    def _run(self, plan: Plan) -> list[Any]:
        self._put_back()
        victim = Victim(log_one, self.folder, plan)
        said = victim.last_words()
        assert victim.was_killed == (plan.at != NEVER)
        return said

    def end_at(self, place: int) -> None:
        said = self._run(replace(self.plan, at=place))
        if place % 5 == 0:
            with closing(open_store(self.folder / "desktop.db", KEY, FixedClock(THEN))) as again:
                assert again.recovered is None, "a desk that was killed is not damaged"
        left = picture_of(self.folder / "desktop.db")
        where = f"{self.plan}, {self.places[place]} ({place})"
        assert left in (self.before, self.after), f"half an outcome: {where}"
        assert left == self.after or not said, f"what was called saved is gone: {where}"
        self.kept += left == self.after


def end_everywhere(desk: Path, folder: Path, plan: Plan, step: int) -> None:
    bench = Bench(desk, folder, plan)
    places = range(0, len(bench.places), step)
    for place in places:
        bench.end_at(place)
    kinds = "power lost" if plan.loses_power else "killed"
    statements = sum("a write" not in name and "sync" not in name and "cut" not in name for name in bench.places)
    sys.stdout.write(
        f"\n{plan.outcome}, {kinds} at {len(places)} of {len(bench.places)} places, {statements} of them around"
        f" statements: {bench.kept} times all of it was there, else nothing\n"
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
