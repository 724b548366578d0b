"""With the application's own scoping deliberately broken, PostgreSQL itself keeps strangers' rows back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from app.hub import reports
from app.hub.letting_in import Caller
from app.hub.records import Role
from app.protocol.feed import COMPANY, officer_feed
from app.protocol.wire import PullRequest
from storage.engine import open_sqlcipher
from storage.hub import fence
from tests.app.hub.access_asking import _send, _tells_of
from tests.app.hub.access_world import PLACES, ROLES, World, world
from tests.hubs import KEY

pytestmark = pytest.mark.system("postgres")
#: whose leads each role sees by docs/access.md
SEEN = {"officer": set(), "manager": {"own"}, "regional": {"own", "child"}}


@pytest.fixture(scope="module")
def hub(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with world("postgres", tmp_path_factory.mktemp("fence"), request.config) as found:
        assert found.store.is_fenced
        yield found


@pytest.fixture
def broken(hub: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """A hub that has forgotten whom it may tell what: every role asks for everything and every feed is everybody's."""
    feeds = [*hub.feeds.values(), *(officer_feed(desk.person_id) for desk in hub.desks.values()), COMPANY]
    monkeypatch.setattr(Caller, "feeds", property(lambda _caller: feeds))
    monkeypatch.setattr(reports, "seen_by", lambda _rows, _person: None)
    monkeypatch.setattr(reports, "_MAY_SEE", dict.fromkeys(reports.Report, frozenset(Role)))
    return hub


def rows_of(hub: World, role: str, path: str) -> tuple[list[dict[str, Any]], httpx.Response]:
    answer = _send(hub, "GET", path, hub.desks[role].enrolled.token)
    assert answer.status_code == 200, answer.text
    (rows,) = answer.json().values()
    return rows, answer


@pytest.mark.parametrize("role", ROLES)
def test_no_feed_but_ones_own_has_a_row(broken: World, role: str) -> None:
    desk = broken.desks[role]
    mine = {officer_feed(desk.person_id), broken.feeds["the own branch's feed"], COMPANY}
    for feed in Caller.feeds.fget(None):  # type: ignore[attr-defined]
        request = PullRequest(hub_id=desk.enrolled.hub_id, cursors={feed: None})
        (page,) = _send(broken, "POST", "/v1/pull", desk.enrolled.token, request).json()["pages"]
        assert not page["rows"] or feed in mine, f"{role} was told of {feed}"
    # and it is the fence that keeps the others', not that there is nothing to tell
    with broken.store.reading() as rows:
        assert rows.feeds.rows(broken.feeds["the sibling officer's feed"], 0, 1)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("report", ["sources", "leaks", "promises"])
def test_no_report_tells_of_a_lead_that_is_not_ones_to_see(broken: World, role: str, report: str) -> None:
    path = f"/v1/reports/{report}"
    rows, answer = rows_of(broken, role, path)
    found = {word for word, place in PLACES.items() if _tells_of(word, place, path, rows, answer.text)}
    assert found == SEEN.get(role, set(PLACES))


@pytest.mark.parametrize("role", ROLES)
def test_no_sum_of_an_officer_counts_a_lead_that_is_not_ones_to_see(broken: World, role: str) -> None:
    rows, _ = rows_of(broken, role, "/v1/reports/team")
    names = {officer: word for word, (_, officer, _) in PLACES.items()}
    counted = {names[row["officer"]] for row in rows if row["officer"] in names and row["leads"]}
    assert counted == SEEN.get(role, set(PLACES))


def test_without_the_fence_that_hub_would_tell_everybody_everything(
    broken: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(broken.store, "is_fenced", False)
    rows, answer = rows_of(broken, "officer", "/v1/reports/sources")
    assert all(_tells_of(word, place, "/v1/reports/sources", rows, answer.text) for word, place in PLACES.items())
    request = PullRequest(
        hub_id=broken.desks["officer"].enrolled.hub_id, cursors={broken.feeds["the sibling officer's feed"]: None}
    )
    (page,) = _send(broken, "POST", "/v1/pull", broken.desks["officer"].enrolled.token, request).json()["pages"]
    assert page["rows"]


def test_somebody_unknown_and_somebody_who_left_see_nothing_and_nobody_can_write_or_read_what_is_not_granted(
    hub: World,
) -> None:
    with hub.store.reading() as rows:
        left = next(person.person_id for person in rows.people.all() if person.left_at is not None)
        assert rows.leads.count() > 0
    for person_id in ("nobody", left):
        with hub.store.reading(seen_by=person_id) as rows:
            assert rows.leads.count() == 0
            with rows.beyond_the_fence():
                assert rows.leads.count() > 0
            assert rows.leads.count() == 0
    officer = hub.desks["officer"].person_id
    for words in ("SELECT 1 FROM audit", "SELECT 1 FROM invite", "SELECT 1 FROM event", "UPDATE lead SET source = ''"):
        with hub.store.reading(seen_by=officer) as rows, pytest.raises(Exception, match="permission denied"):
            rows._conn.execute(text(words))


def test_the_owner_of_the_tables_is_held_to_a_policy_too_and_has_one(hub: World) -> None:
    with hub.store.reading() as rows:
        asked = "SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity ORDER BY relname"
        fenced = list(rows._conn.execute(text(asked)).scalars())
    assert fenced == ["activity", "feed_row", "lead", "lead_key"]


def test_a_file_has_no_fence_and_needs_none(tmp_path: Path) -> None:
    engine = open_sqlcipher(tmp_path / "hub.db", KEY)
    assert not fence.raise_fence(engine)
    engine.dispose()
