"""Whatever comes back instead of the hub's answer: a sentence says so, nothing of it stays, the next round is whole."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from app.errors import FollowthroughError, SignInRefused
from tests.desks import MONDAY
from tests.faults.both_databases import check_both
from tests.faults.desk_and_hub import Ground, make_moments
from tests.faults.fault_proxy import FaultProxy
from tests.faults.readable_events import opened
from tests.faults.wrong_answers import KINDS

PATHS = {"hello": "/v1/hello", "push": "/v1/push", "pull": "/v1/pull", "report": "/v1/reports/team"}
#: what a round that failed may write
NOTES = ("sync.stalled", "sync.trouble", "sync.remedy", "sync.offline", "sync.shut_out", "sync.read_as")


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
        yield made


def what_is_here(desk: Path) -> list[Any]:
    """Return everything a wrong answer could have changed."""
    tables = ("event", "lead", "activity", "bearing", "playbook", "company_try", "company_block", "staged_row")
    with opened(desk) as conn:
        facts = conn.execute("SELECT name, value FROM fact ORDER BY name").fetchall()
        rows = [conn.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall() for table in tables]
    return [[fact for fact in facts if fact[0] not in NOTES], *rows]


def ask(ground: Ground, endpoint: str) -> None:
    if endpoint == "report":
        ground.desk.team.report(MONDAY.date(), MONDAY.date())
    else:
        ground.desk.sync.round()


@pytest.mark.parametrize("endpoint", PATHS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_wrong_answer_is_told_and_harms_nothing(ground: Ground, proxy: FaultProxy, kind: str, endpoint: str) -> None:
    moment = ground.moments.unread if endpoint == "pull" else ground.moments.unsent
    ground.begin(moment)
    before = what_is_here(ground.desk_db)
    proxy.wrong, ground.deadline_s = {PATHS[endpoint]: KINDS[kind]}, 0.5 if kind == "a drip" else 20.0
    with pytest.raises(FollowthroughError) as told:
        ask(ground, endpoint)
    proxy.wrong, ground.deadline_s = {}, 20.0
    assert told.value.happened.endswith((".", "!", "?"))
    assert what_is_here(ground.desk_db) == before, "something of a wrong answer was taken"
    ground.desk.sync.round()
    check_both(ground.desk_db, ground.hub_db, moment.saved)
