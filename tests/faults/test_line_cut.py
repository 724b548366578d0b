"""The line is cut after every byte of a push and of a pull: the next round brings everything, once."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing

import pytest

from app.errors import HubUnreachable
from tests.faults.both_databases import check_both
from tests.faults.desk_and_hub import Ground, Moment, make_moments
from tests.faults.fault_proxy import Cut, FaultProxy, Way
from tests.faults.hub_places import hub_place
from tests.faults.readable_events import opened
from tests.hubs import BOTH

PUSH, PULL = "/v1/push", "/v1/pull"
EXCHANGES = [(path, way) for path in (PUSH, PULL) for way in Way]
#: beyond the end of every message
FAR = 1_000_000


@pytest.fixture(scope="module", params=BOTH)
def ground(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    folder = tmp_path_factory.mktemp("tries")
    place = hub_place(request.param, folder, request.config)
    made = Ground(make_moments(tmp_path_factory.mktemp("moments")), folder, place)
    with closing(made):
        yield made


@pytest.fixture(scope="module")
def proxy(ground: Ground) -> Iterator[FaultProxy]:
    with closing(FaultProxy(ground.hub_url)) as made:
        ground.url = made.url
        yield made


def moment_of(ground: Ground, path: str) -> Moment:
    return ground.moments.unsent if path == PUSH else ground.moments.unread


def try_once(ground: Ground, proxy: FaultProxy, cut: Cut) -> None:
    """Cut one round and let the next one be; then both databases are read."""
    moment = moment_of(ground, cut.path)
    ground.begin(moment)
    proxy.cut = cut
    try:
        ground.desk.sync.round()
    except HubUnreachable:
        assert cut.seen, "something else than the cut stopped the round"
    else:
        assert cut.after >= cut.seen, "a line was cut and the round did not say so"
    proxy.cut = None
    ground.desk.sync.round()
    check_both(ground.desk_db, ground.hub_db, moment.saved)


def cut_often(ground: Ground, proxy: FaultProxy, path: str, way: Way, first: int, step: int) -> None:
    """Cut after every `step`th byte from the `first` on, and after the last one; every other time with a reset."""
    whole = Cut(path, way, FAR)
    try_once(ground, proxy, whole)
    offsets = sorted({*range(first, whole.seen, step), whole.seen})
    for after in offsets:
        try:
            try_once(ground, proxy, Cut(path, way, after, with_reset=after // step % 2 == 1))
        except AssertionError as failure:
            raise AssertionError(f"{path}, {way.value} cut after byte {after} of {whole.seen}: {failure}") from failure
    sys.stdout.write(
        f"\n{ground.kind}, {path}, {way.value} of {whole.seen} bytes:"
        f" cut {len(offsets)} times, 0 events or leads lost\n"
    )


@pytest.mark.parametrize(("path", "way"), EXCHANGES)
def test_what_a_cut_line_held_up_comes_with_the_next_round(
    ground: Ground, proxy: FaultProxy, path: str, way: Way
) -> None:
    cut_often(ground, proxy, path, way, first=0, step=199 if ground.kind == "SQLite" else 499)


@pytest.mark.long
@pytest.mark.parametrize("first", [0, 1], ids=["even", "odd"])
@pytest.mark.parametrize(("path", "way"), EXCHANGES)
def test_a_line_cut_after_any_byte_loses_nothing(
    ground: Ground, proxy: FaultProxy, path: str, way: Way, first: int
) -> None:
    cut_often(ground, proxy, path, way, first, step=2)


def test_the_checker_notices_what_is_on_one_side_only(ground: Ground, proxy: FaultProxy) -> None:
    unread, unsent = ground.moments.unread, ground.moments.unsent
    ground.begin(unsent)
    with pytest.raises(AssertionError, match="the hub does not have"):
        check_both(ground.desk_db, ground.hub_db, unsent.saved)
    ground.begin(unread)
    with pytest.raises(AssertionError, match="the leads here are not the leads given"):
        check_both(ground.desk_db, ground.hub_db, unread.saved)
    ground.desk.sync.round()
    with opened(ground.hub_db) as conn:
        conn.execute("DELETE FROM event WHERE seq = 1")
    with pytest.raises(AssertionError, match="the hub does not have"):
        check_both(ground.desk_db, ground.hub_db, unread.saved)
