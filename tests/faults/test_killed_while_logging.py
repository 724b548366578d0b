"""What the window called saved is there after the process was killed at any moment of its work."""

from __future__ import annotations

import random
import sys
from pathlib import Path
from threading import Event

import pytest

from tests.faults.desk_picture import activity_ids, picture_of
from tests.faults.desk_victims import log_on_and_on
from tests.faults.victims import Victim

#: kills after which a desk begins with an empty database again, as its log is read whole after each
ON_ONE_DESK = 25
#: within which a try is killed, counted from the first thing it saved
LONGEST_S = 0.2


def _log_until_killed(folder: Path, run: int, chance: random.Random) -> list[str]:
    """Let a desk save one outcome and go on for a moment, kill it, return what it said was saved."""
    victim = Victim(log_on_and_on, folder, run)
    first = victim.hears()
    Event().wait(chance.random() * LONGEST_S)
    victim.kill()
    return [first, *victim.last_words()]


def _kill_often(folder: Path, times: int, seed: int) -> None:
    chance, saved = random.Random(seed), 0
    for desk in range(0, times, ON_ONE_DESK):
        here = folder / str(desk)
        here.mkdir()
        said: list[str] = []
        for run in range(min(ON_ONE_DESK, times - desk)):
            said += _log_until_killed(here, run, chance)
            picture_of(here / "desktop.db")
            kept = activity_ids(here / "desktop.db")
            assert [one for one in kept if one in set(said)] == said, "something called saved is gone"
            assert len(kept) <= len(said) + run + 1, "something is there that nobody logged"
        saved += len(said)
    sys.stdout.write(f"\nkilled {times} times while logging; of {saved} outcomes called saved 0 lost\n")


def test_nothing_saved_is_lost_when_the_process_is_killed(tmp_path: Path) -> None:
    _kill_often(tmp_path, 10, seed=7)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(4))
def test_nothing_saved_is_lost_in_two_thousand_kills(tmp_path: Path, seed: int) -> None:
    _kill_often(tmp_path, 500, seed)
