"""The line is cut at random, several times in a row, among pushes and pulls that take more than one request."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from contextlib import closing

import pytest

from app.desktop import round_steps, rounds
from app.errors import HubUnreachable
from app.hub import verdicts
from tests.faults.both_databases import check_both
from tests.faults.desk_and_hub import Ground, make_moments
from tests.faults.fault_proxy import Cut, FaultProxy, Way
from tests.faults.hub_places import hub_place
from tests.hubs import BOTH

#: so few go in one request that a round takes several of each
EVENTS, ROWS = 8, 2
PATHS = ["/v1/hello", "/v1/push", "/v1/push", "/v1/pull", "/v1/pull"]
LONGEST = 4000


@pytest.fixture(scope="module", params=BOTH)
def ground(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    folder = tmp_path_factory.mktemp("tries")
    place = hub_place(request.param, folder, request.config)
    made = Ground(make_moments(tmp_path_factory.mktemp("moments")), folder, place)
    with closing(made):
        yield made


@pytest.fixture(autouse=True)
def small_requests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(round_steps, "PUSH_EVENTS", EVENTS)
    monkeypatch.setattr(rounds, "PUSH_EVENTS", EVENTS)
    monkeypatch.setattr(verdicts, "PAGE_ROWS", ROWS)


def a_cut(chance: random.Random) -> Cut:
    return Cut(
        chance.choice(PATHS),
        chance.choice(list(Way)),
        # most messages are short, and what is beyond the end of one cuts nothing
        int(LONGEST ** chance.random()),
        with_reset=chance.random() < 0.5,
        skip=chance.randrange(3),
    )


def cut_at_random(ground: Ground, times: int, seed: int) -> None:
    chance, cut, cut_short = random.Random(seed), 0, 0
    with closing(FaultProxy(ground.hub_url)) as proxy:
        ground.url = proxy.url
        while cut < times:
            moment = chance.choice([ground.moments.unsent, ground.moments.unread])
            ground.begin(moment)
            for _ in range(chance.randrange(1, 4)):
                proxy.cut = a_cut(chance)
                try:
                    ground.desk.sync.round()
                except HubUnreachable:
                    cut_short += 1
                cut += proxy.cut.is_done
            proxy.cut = None
            ground.desk.sync.round()
            check_both(ground.desk_db, ground.hub_db, moment.saved)
    sys.stdout.write(f"\n{ground.kind}: {cut} random cuts, {cut_short} rounds cut short, 0 events or leads lost\n")


def test_rounds_cut_short_again_and_again_lose_nothing(ground: Ground) -> None:
    cut_at_random(ground, 5, seed=3)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(20))
def test_a_thousand_random_cuts_lose_nothing(ground: Ground, seed: int) -> None:
    cut_at_random(ground, 50, seed)
