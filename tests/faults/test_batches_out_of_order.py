"""Batches of a log come in any order, twice, late, at once and cut differently: the hub has each event once."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import permutations

import msgspec
import pytest

from app.protocol.chain import Event
from app.protocol.wire import Fork, PushRequest, Receipt, Rewind, Stranger
from tests.faults.both_databases import check_both
from tests.faults.desk_and_hub import UNSENT, Ground, make_moments
from tests.faults.hub_places import hub_place
from tests.faults.readable_events import opened
from tests.hubs import BOTH

BATCHES = 5
ORDERS = list(permutations(range(BATCHES)))


@pytest.fixture(scope="module", params=BOTH)
def ground(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    folder = tmp_path_factory.mktemp("tries")
    place = hub_place(request.param, folder, request.config)
    made = Ground(make_moments(tmp_path_factory.mktemp("moments")), folder, place)
    with closing(made):
        made.url = made.hub_url
        yield made


class Network:
    """Holds what a desk has to send, and delivers any stretch of it as if it had been under way since."""

    def __init__(self, ground: Ground) -> None:
        ground.begin(ground.moments.unsent)
        with opened(ground.desk_db) as conn:
            self._log = [msgspec.json.decode(r[0], type=Event) for r in conn.execute("SELECT wire FROM event")]
        with ground.desk.store.reading() as tx:
            identity = tx.identity()
        assert identity is not None
        self._hub_id, self._link = identity.hub_id, ground._link("", identity.token)
        self._first = len(self._log) - UNSENT

    def batch(self, number: int) -> Callable[[], Receipt | Rewind]:
        size = UNSENT // BATCHES
        return self.stretch(self._first + number * size, self._first + (number + 1) * size)

    def a_stretch(self, chance: random.Random) -> Callable[[], Receipt | Rewind]:
        start = chance.randrange(self._first, len(self._log))
        return self.stretch(start, chance.randrange(start, len(self._log) + 1))

    def stretch(self, start: int, end: int) -> Callable[[], Receipt | Rewind]:
        before = self._log[start - 1]
        request = PushRequest(
            hub_id=self._hub_id,
            device_id=before.device_id,
            from_seq=start + 1,
            prev_hash=before.hash,
            events=self._log[start:end],
        )

        def deliver() -> Receipt | Rewind:
            answer = self._link.push(request)
            assert not isinstance(answer, Fork | Stranger), "an order of batches was taken for a copied desk"
            return answer

        return deliver


def check(ground: Ground) -> None:
    ground.desk.sync.round()
    check_both(ground.desk_db, ground.hub_db, ground.moments.unsent.saved)


def try_orders(ground: Ground, orders: Sequence[tuple[int, ...]]) -> None:
    """Deliver the batches in an order, each again when its successor came, and a part only after the desk's own."""
    for n, order in enumerate(orders):
        network, late = Network(ground), n % (BATCHES + 1)
        last = None
        for number in order[: BATCHES - late]:
            network.batch(number)()
            if last is not None:
                network.batch(last)()
            last = number
        ground.desk.sync.round()
        for number in order[BATCHES - late :]:
            assert isinstance(network.batch(number)(), Receipt), "what the hub has was not known again"
        check(ground)
    sys.stdout.write(f"\n{ground.kind}: {len(orders)} orders of {BATCHES} batches, 0 events lost or doubled\n")


def try_at_once(ground: Ground, times: int) -> None:
    """Deliver stretches that overlap, all at the same time, and the desk's own round among them."""
    chance = random.Random(11)
    for _ in range(times):
        network = Network(ground)
        deliveries = [network.a_stretch(chance) for _ in range(BATCHES)]
        with ThreadPoolExecutor(BATCHES) as pool:
            done = [pool.submit(deliver) for deliver in deliveries]
            ground.desk.sync.round()
            for one in done:
                one.result()
        check(ground)
    sys.stdout.write(
        f"\n{ground.kind}: {times} times {BATCHES} overlapping stretches at once, 0 events lost or doubled\n"
    )


def test_batches_in_any_order_arrive_once(ground: Ground) -> None:
    try_orders(ground, ORDERS[:: len(ORDERS) // 6])


def test_stretches_that_overlap_and_come_at_once_arrive_once(ground: Ground) -> None:
    try_at_once(ground, 3)


@pytest.mark.long
def test_batches_in_all_orders_arrive_once(ground: Ground) -> None:
    try_orders(ground, ORDERS)


@pytest.mark.long
def test_many_stretches_that_overlap_and_come_at_once_arrive_once(ground: Ground) -> None:
    try_at_once(ground, 100)
