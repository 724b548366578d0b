"""Whatever comes back instead of the hub's answer: a sentence says so, nothing of it stays, the next round is whole."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from app.desktop.taking import ASKED, Wish
from app.errors import FollowthroughError, SignInRefused
from app.hub.passes import ACCESS_LASTS
from app.protocol.wire import Taking
from tests.desks import MONDAY
from tests.faults.both_databases import check_both
from tests.faults.desk_and_hub import Ground, make_moments
from tests.faults.fault_proxy import FaultProxy
from tests.faults.readable_events import opened
from tests.faults.wrong_answers import KINDS

PATHS = {
    "hello": "/v1/hello",
    "push": "/v1/push",
    "pull": "/v1/pull",
    "report": "/v1/reports/team",
    "claim": "/v1/claim",
    "renew": "/v1/renew",
}
#: of these every kind is tried by the long run alone; some are with every run
SELDOM = ("hello", "report", "claim", "renew")
SOME = (0, 7, 13, 22, 31, 40, 49)
#: a claim's answer has no number, and neither it nor a renewal's has what these twist: they leave it as it was
_NO_CHANGE = {
    ("claim", "numbers too large"),
    ("claim", "what another desk is told"),
    ("renew", "what another desk is told"),
}
TRIES = [
    pytest.param(endpoint, kind, marks=[pytest.mark.long] if endpoint in SELDOM and n not in SOME else [])
    for endpoint in PATHS
    for n, kind in enumerate(KINDS)
    if (endpoint, kind) not in _NO_CHANGE
]
#: what a round that failed may write, and a claim of what is to be asked again
NOTES = ("sync.stalled", "sync.trouble", "sync.remedy", "sync.offline", "sync.shut_out", "sync.read_as", ASKED)


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    made = Ground(make_moments(tmp_path_factory.mktemp("moments")), tmp_path_factory.mktemp("tries"))
    with closing(made):
        yield made


@pytest.fixture(scope="module")
def proxy(ground: Ground) -> Iterator[FaultProxy]:
    with closing(FaultProxy(ground.hub_url)) as made:
        ground.url = made.url
        # so that there is something that was said before
        ground.begin(ground.moments.unread)
        ground.desk.sync.round()
        with pytest.raises(SignInRefused):
            ask(ground, "report")
        ground.begin(ground.moments.waiting)
        ask(ground, "claim")
        yield made


def what_is_here(desk: Path) -> list[Any]:
    """Return everything a wrong answer could have changed."""
    tables = ("event", "lead", "activity", "bearing", "playbook", "company_try", "company_block", "staged_row")
    with opened(desk) as conn:
        facts = conn.execute("SELECT name, value FROM fact ORDER BY name").fetchall()
        rows = [conn.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall() for table in tables]
    return [[_without_key(*fact) for fact in facts if fact[0] not in NOTES], *rows]


def _without_key(name: str, value: bytes) -> tuple[str, object]:
    """Return a fact; a key to come is kept before it is asked for, so that no lost answer loses it."""
    if name != "identity":
        return name, value
    return name, {part: it for part, it in json.loads(value).items() if part != "next_key"}


def ask(ground: Ground, endpoint: str) -> None:
    if endpoint == "report":
        ground.desk.team.report(MONDAY.date(), MONDAY.date())
    elif endpoint == "claim":
        ground.desk.takings.take(Wish(Taking.NEXT))
    else:
        ground.desk.sync.round()


@pytest.mark.parametrize(("endpoint", "kind"), TRIES)
def test_a_wrong_answer_is_told_and_harms_nothing(
    ground: Ground, proxy: FaultProxy, monkeypatch: pytest.MonkeyPatch, kind: str, endpoint: str
) -> None:
    moment = {"pull": ground.moments.unread, "claim": ground.moments.waiting}.get(endpoint, ground.moments.unsent)
    ground.begin(moment)
    if endpoint in ("claim", "renew"):
        # this desk joined before there were keys, and hands its first one in with a round
        ground.desk.sync.round()
    if endpoint == "renew":
        # a round renews first what is about to run out
        monkeypatch.setattr(ground.moments.clock, "at", ground.moments.clock.at + ACCESS_LASTS)
    before = what_is_here(ground.desk_db)
    proxy.wrong, ground.deadline_s = {PATHS[endpoint]: KINDS[kind]}, 0.5 if kind == "a drip" else 20.0
    with pytest.raises(FollowthroughError) as told:
        ask(ground, endpoint)
    proxy.wrong, ground.deadline_s = {}, 20.0
    assert told.value.happened.endswith((".", "!", "?"))
    assert what_is_here(ground.desk_db) == before, "something of a wrong answer was taken"
    ground.desk.sync.round()
    check_both(ground.desk_db, ground.hub_db, moment.saved)
