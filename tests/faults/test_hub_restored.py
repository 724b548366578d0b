"""A hub is put back to older states again and again: the desks fill it up by themselves, and nothing is there twice."""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.both_databases import events_here
from tests.faults.hub_places import branches_of
from tests.faults.readable_events import opened
from tests.faults.restorable_branch import NAMES, RestorableBranch
from tests.hubs import BOTH

#: restores one branch goes through before another is founded
ON_ONE_BRANCH = 10


@pytest.fixture(params=BOTH)
def branches(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[list[RestorableBranch]]:
    with branches_of(RestorableBranch, request.param, tmp_path, request.config) as found:
        yield found


def restore_once(branch: RestorableBranch, chance: random.Random) -> Counter[str]:
    """Let some days pass with backups among them, put one of all there are back, and let a morning pass."""
    for _ in range(chance.randrange(1, 4)):
        for _ in range(chance.randrange(3, 12)):
            branch.something_happens(chance)
        if not branch.backups or chance.random() < 0.7:
            branch.backs_up()
    # the desk has sent and was told of a receipt for what the backup does not have, or some of it still waits
    for name in NAMES:
        if chance.random() < 0.7:
            branch.desks[name].sync.round()
    before = events_on(branch)
    branch.is_restored(chance.choice(branch.backups))
    lost = before - events_on(branch)
    for _ in range(chance.randrange(5)):
        branch.something_happens(chance)
    saved = {name: events_here(branch.folder / f"{name}.db") for name in NAMES}
    # a lead handed back goes up with the second round, and what follows from it down to others with the one after
    for _ in range(2):
        branch.syncs()
    branch.check(saved)
    return Counter(
        restores=1,
        with_events_lost=bool(lost),
        refilled=len(lost),
        events=sum(map(len, saved.values())),
    )


def events_on(branch: RestorableBranch) -> set[str]:
    with opened(branch.where) as conn:
        return {row[0] for row in conn.execute("SELECT event_id FROM event").fetchall()}


def restore_often(branches, times: int, seed: int) -> None:
    chance, sums = random.Random(seed), Counter[str]()
    while sums["restores"] < times:
        branch = branches()
        for _ in range(min(ON_ONE_BRANCH, times - sums["restores"])):
            sums += restore_once(branch, chance)
        sums += branch.aside + Counter(handed_back=branch.handed_back)
    sys.stdout.write(f"\n{dict(sums)}\n")


def test_a_hub_put_back_to_an_older_state_is_filled_up_by_its_desks(branches) -> None:
    restore_often(branches, 2, seed=1)


@pytest.mark.long
def test_a_hundred_restores_lose_nothing(branches) -> None:
    restore_often(branches, 100, seed=2)
