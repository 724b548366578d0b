"""The line is cut after every byte of a push, a pull and a claim: what comes next brings everything, once."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing

import pytest

from app.desktop.taking import Wish
from app.errors import HubUnreachable
from app.protocol.wire import Taking
from tests.faults.both_databases import check_both
from tests.faults.desk_and_hub import POOL, Ground, Moment, make_moments
from tests.faults.fault_proxy import Cut, FaultProxy, Way
from tests.faults.hub_places import hub_place
from tests.faults.ledger import Ledger
from tests.faults.readable_events import opened
from tests.hubs import BOTH

PUSH, PULL, CLAIM = "/v1/push", "/v1/pull", "/v1/claim"
EXCHANGES = [(path, way) for path in (PUSH, PULL, CLAIM) for way in Way]
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


def claim_once(ground: Ground, proxy: FaultProxy, cut: Cut) -> None:
    """Cut one claim and let the next one be: it comes to the lead the first one won, or wins it itself."""
    ground.begin(ground.moments.waiting)
    proxy.cut = cut
    first = ""
    try:
        first = ground.desk.takings.take(Wish(Taking.NEXT))[0].lead_id
    except HubUnreachable:
        assert cut.seen, "something else than the cut stopped the claim"
    else:
        assert cut.after >= cut.seen, "a line was cut and the claim did not say so"
    proxy.cut = None
    again, _ = ground.desk.takings.take(Wish(Taking.NEXT))
    assert (first or again.lead_id, again.why) == (POOL[0], "untried" if first else ""), "another lead, or none"
    ground.desk.sync.round()
    check_both(ground.desk_db, ground.hub_db, ground.moments.waiting.saved)
    with opened(ground.hub_db) as conn:
        left = conn.execute("SELECT lead_id FROM lead WHERE holder_id IS NULL ORDER BY lead_id").fetchall()
        won = conn.execute("SELECT count(*) FROM claim WHERE lead_id <> ''").fetchall()
    assert [row[0] for row in left] == list(POOL[1:]), "one claim came to two leads"
    assert won[0][0] == 1, "the lead was won more than once"


def length_of(ground: Ground, proxy: FaultProxy, path: str, way: Way) -> int:
    whole = Cut(path, way, FAR)
    cut_at(ground, proxy, whole)
    return whole.seen


def cut_at(ground: Ground, proxy: FaultProxy, cut: Cut) -> None:
    try:
        (claim_once if cut.path == CLAIM else try_once)(ground, proxy, cut)
    except AssertionError as failure:
        raise AssertionError(f"{cut.path}, {cut.way.value} cut after byte {cut.after}: {failure}") from failure


@pytest.mark.parametrize(("path", "way"), EXCHANGES)
def test_what_a_cut_line_held_up_comes_with_the_next_round(
    ground: Ground, proxy: FaultProxy, path: str, way: Way
) -> None:
    length, step = length_of(ground, proxy, path, way), 199 if ground.kind == "SQLite" else 499
    for after in {*range(0, length, step), length}:
        cut_at(ground, proxy, Cut(path, way, after, with_reset=after // step % 2 == 1))


@pytest.mark.long
@pytest.mark.parametrize(("path", "way"), EXCHANGES)
def test_a_line_cut_after_any_byte_loses_nothing(ground: Ground, proxy: FaultProxy, path: str, way: Way) -> None:
    """Cut after every byte no run has tried yet; every other time with a reset."""
    ledger, kind = Ledger(), f"{ground.kind}: {path} {way.value} cut after a byte"
    length = length_of(ground, proxy, path, way)
    for after in ledger.left(kind, range(length + 1), share=0.15):
        cut_at(ground, proxy, Cut(path, way, after, with_reset=after // 2 % 2 == 1))
        ledger.note(kind, after)
    sys.stdout.write(f"\n{ledger.words(kind)}, of {length + 1}\n")


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
