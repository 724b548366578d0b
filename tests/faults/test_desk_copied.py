"""A desk is cloned, or put back from an older copy: both go on, neither loses an event, the hub says what it saw."""

from __future__ import annotations

import random
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.desktop.desk import Desk, build_desk
from app.hub.checking import verify
from storage.desktop.store import open_store
from tests.desks import KEY, shipped
from tests.faults.both_databases import check_chain, events_here, events_there
from tests.faults.hub_places import branches_of, remove
from tests.faults.readable_events import opened
from tests.faults.restorable_branch import KINDS, NAMES, RestorableBranch
from tests.hubs import BOTH
from tests.together.test_one_story_one_row import ZONE, Link

#: an event's own parts, which stay the same in whichever chain it stands
OWN = ("event_id", "type", "lead_id", "actor_id", "wall_utc", "payload", "salt", "digest")


class CopiedBranch(RestorableBranch):
    """A branch in which a desk's files are copied."""

    def copies(self, name: str) -> Path:
        """Copy a desk's database as a disk image does, with its journal."""
        copy = self.folder / f"copy-{self.count}.db"
        self.count += 1
        for ending in ("", "-wal"):
            shutil.copyfile(self.folder / f"{name}.db{ending}", f"{copy}{ending}")
        return copy

    def sits_at(self, database: Path) -> Desk:
        store = open_store(database, KEY)
        return build_desk(
            store, self.clock, shipped(), lambda _url, token: Link(self.hub, self.clock, token), machine_zone=ZONE
        )

    def goes_back(self, name: str, copy: Path) -> None:
        """Put an older copy in the place of a desk's database."""
        self.desks[name].store.close()
        place = self.folder / f"{name}.db"
        remove(place)
        for ending in ("", "-wal"):
            if Path(f"{copy}{ending}").exists():
                shutil.copyfile(f"{copy}{ending}", f"{place}{ending}")
        self.desks[name] = self.sits_at(place)


@pytest.fixture(params=BOTH)
def branches(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[object]:
    with branches_of(CopiedBranch, request.param, tmp_path, request.config) as found:
        yield found


class Trial:
    """One copy of a desk and what came of it. `made` is every event that was on either, by its id."""

    def __init__(self, branch: CopiedBranch, chance: random.Random) -> None:
        self.branch, self.chance = branch, chance
        self.name = chance.choice(NAMES)
        self.made: dict[str, tuple[object, ...]] = {}

    def _works(self, desk: Desk, database: Path, most: int) -> None:
        """Let an officer log some outcomes, syncing now and then."""
        for _ in range(self.chance.randrange(most + 1)):
            self.branch.desks["at work"] = desk
            held = self.branch.lead_ids("at work")
            if held:
                self.branch.calls("at work", self.chance.choice(held), self.chance.choice(KINDS))
            self._remember(database)
            if self.chance.random() < 0.3:
                desk.sync.round()
        self.branch.desks.pop("at work", None)

    def _remember(self, database: Path) -> None:
        for event in events_here(database):
            self.made[event["event_id"]] = tuple(event[part] for part in OWN)

    def _place(self) -> Path:
        return self.branch.folder / f"{self.name}.db"

    def clone(self) -> None:
        """Both copies log and sync, in any order, as long as they like."""
        branch, chance = self.branch, self.chance
        self._works(branch.desks[self.name], self._place(), 4)
        copy = branch.copies(self.name)
        branch.desks["clone"] = clone = branch.sits_at(copy)
        pair = [(branch.desks[self.name], self._place()), (clone, copy)]
        for _ in range(chance.randrange(2, 5)):
            desk, database = chance.choice(pair)
            self._works(desk, database, 3)
        # each has something of its own at last, so that one of them has to be taken for a copy
        for desk, database in pair:
            branch.desks["at work"] = desk
            branch.calls("at work", chance.choice(branch.lead_ids("at work")), chance.choice(KINDS))
            self._remember(database)
        branch.desks.pop("at work")
        chance.shuffle(pair)
        for _ in range(2):
            for desk, _database in pair:
                desk.sync.round()
        self.check([database for _, database in pair])
        branch.desks.pop("clone").store.close()

    def go_back(self) -> None:
        """Go on with an older copy; only what was neither sent nor copied is gone with the disk."""
        branch = self.branch
        self._works(branch.desks[self.name], self._place(), 3)
        copy = branch.copies(self.name)
        copied = {event["event_id"] for event in events_here(copy)}
        self._works(branch.desks[self.name], self._place(), 4)
        with branch.hub.reading() as rows:
            sent = {e.event_id for device in rows.devices.all() for e in rows.events.of_device(device.device_id)}
        self.made = {one: event for one, event in self.made.items() if one in sent | copied}
        branch.goes_back(self.name, copy)
        self._works(branch.desks[self.name], self._place(), 3)
        branch.syncs()
        self._works(branch.desks[self.name], self._place(), 1)
        branch.syncs()
        self.check([self._place()])

    def check(self, databases: list[Path]) -> None:
        """Each event that was made is on the hub once, byte for byte, and each desk's chain is there whole."""
        where = self.branch.where
        with opened(where) as conn:
            query = f"SELECT {', '.join(OWN)} FROM event WHERE NOT is_repeat"
            there = {row[0]: tuple(row) for row in conn.execute(query).fetchall()}
            query = "SELECT activity_id FROM activity WHERE device_id IS NOT NULL"
            told = Counter(row[0] for row in conn.execute(query).fetchall())
        missing = self.made.keys() - there.keys()
        assert not missing, f"{len(missing)} events are on no chain of the hub"
        assert all(there[one] == event for one, event in self.made.items()), "an event says something else"
        assert set(told.values()) <= {1}
        assert len(told) == len(there), "what an event told was not understood, or twice"
        devices = set()
        for database in databases:
            here = events_here(database)
            check_chain(here)
            devices.add(here[0]["device_id"])
            chain = events_there(where, here[0]["device_id"], with_repeats=True)
            # a desk that was put back and has logged nothing since has the beginning of what the hub has
            assert chain[: len(here)] == here, "the hub has another chain of this desk"
        assert len(devices) == len(databases), "two desks go by one name"
        assert verify(self.branch.hub).is_ok


def copied_profiles(branch: CopiedBranch) -> int:
    with opened(branch.where) as conn:
        return int(conn.execute("SELECT count(*) FROM audit WHERE what = 'copied profile'").fetchone()[0])


def copy_often(branches, times: int, seed: int) -> None:
    chance, sums = random.Random(seed), Counter[str]()
    branch = branches()
    for n in range(times):
        if n % 10 == 9:
            branch = branches()
        before = copied_profiles(branch)
        trial = Trial(branch, chance)
        trial.clone() if n % 2 == 0 else trial.go_back()
        forks = copied_profiles(branch) - before
        assert n % 2 or forks, "two copies that both went on were taken for one"
        sums += Counter({"cloned": n % 2 == 0, "put back": n % 2 == 1, "events": len(trial.made), "forks": forks})
    sys.stdout.write(f"\n{dict(sums)}, 0 events lost\n")


def test_a_copied_desk_and_its_original_both_keep_what_they_logged(branches) -> None:
    copy_often(branches, 2, seed=1)


@pytest.mark.long
def test_a_hundred_copied_desks_keep_what_they_logged(branches) -> None:
    copy_often(branches, 100, seed=2)
