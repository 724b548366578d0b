"""A hub is killed in the middle of a batch: the next round brings everything, once, on either database."""

from __future__ import annotations

import random
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing

import pytest

from app.errors import HubUnreachable
from app.hub.serving import Listen, bind
from tests.faults.both_databases import check_both
from tests.faults.desk_and_hub import Ground, make_moments
from tests.faults.desk_victims import NEVER
from tests.faults.hub_places import hub_place
from tests.faults.hub_victims import serve
from tests.faults.victims import Victim
from tests.hubs import BOTH


@pytest.fixture(scope="module", params=BOTH)
def ground(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    folder = tmp_path_factory.mktemp("tries")
    place = hub_place(request.param, folder, request.config)
    made = Ground(make_moments(tmp_path_factory.mktemp("moments")), folder, place)
    with closing(made):
        yield made


class Killing:
    """Lets a desk meet a hub that ends, and then the one that was started after it."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        #: how long a round takes, and how many were cut short
        self.round_s, self.cut_short = 0.0, 0

    def _meet(self, at: int, within_s: float | None = None) -> tuple[Victim, bool]:
        """Run a round against a hub of its own; return that hub and whether the round went well."""
        ground = self.ground
        # a socket that anybody else held open would keep connections waiting that a dead hub resets
        with bind(Listen(port=0)) as listening:
            ground.url = f"http://127.0.0.1:{listening.getsockname()[1]}"
            hub = Victim(serve, ground.hub_db, listening, ground.moments.clock.at, at)
        assert hub.hears() == "up"
        clock = threading.Timer(within_s, hub.kill) if within_s is not None else None
        if clock is not None:
            clock.start()
        try:
            ground.desk.sync.round()
        except HubUnreachable:
            self.cut_short += 1
            return hub, False
        finally:
            if clock is not None:
                clock.cancel()
                clock.join()
        return hub, True

    def places(self) -> list[str]:
        """Return the places of the push of a round that goes well."""
        self.ground.begin(self.ground.moments.unsent)
        began = time.monotonic()
        hub, went_well = self._meet(NEVER)
        self.round_s = time.monotonic() - began
        assert went_well
        hub.stop()
        (names,) = hub.last_words()
        return list(names)

    def kill_at(self, at: int) -> None:
        self.ground.begin(self.ground.moments.unsent)
        hub, went_well = self._meet(at)
        assert not went_well, "the hub was not killed"
        hub.last_words()
        self._go_on()

    def kill_at_random(self, chance: random.Random) -> None:
        self.ground.begin(self.ground.moments.unsent)
        for _ in range(chance.randrange(1, 4)):
            hub, _ = self._meet(NEVER, chance.random() * self.round_s)
            hub.kill()
            hub.last_words()
        self._go_on()

    def _go_on(self) -> None:
        ground = self.ground
        ground.url = ground.hub_url
        ground.desk.sync.round()
        check_both(ground.desk_db, ground.hub_db, ground.moments.unsent.saved)


@pytest.fixture
def killing(ground: Ground) -> Killing:
    return Killing(ground)


def kill_often(killing: Killing, step: int, at_random: int) -> None:
    places, chance = killing.places(), random.Random(5)
    commit = [n for n, name in enumerate(places) if "COMMIT" in name or "answer" in name]
    chosen = sorted({*range(0, len(places), step), *commit})
    for at in chosen:
        try:
            killing.kill_at(at)
        except AssertionError as failure:
            raise AssertionError(f"hub killed {places[at]} ({at} of {len(places)}): {failure}") from failure
    for _ in range(at_random):
        killing.kill_at_random(chance)
    sys.stdout.write(
        f"\n{killing.ground.kind}: killed at {len(chosen)} of {len(places)} places of a push of 20 events and"
        f" 1 to 3 times at random in {at_random} tries; {killing.cut_short} rounds cut short, 0 events lost\n"
    )


def test_a_hub_killed_in_a_batch_has_it_after_the_next_round(killing: Killing) -> None:
    kill_often(killing, step=60, at_random=2)


@pytest.mark.long
def test_a_hub_killed_at_any_place_of_a_batch_loses_nothing(killing: Killing) -> None:
    kill_often(killing, step=1, at_random=50)
