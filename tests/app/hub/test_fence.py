"""With the application's own scoping deliberately broken, PostgreSQL itself keeps strangers' rows back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import sqlalchemy as sa
from sqlalchemy import text

from app.domain.activity import Kind
from app.domain.call_matching import CallRecord
from app.domain.loans import Loan, StageReport
from app.domain.stage import Stage
from app.hub import reports
from app.hub.letting_in import Caller
from app.hub.records import Role
from app.protocol.feed import COMPANY, officer_feed
from app.protocol.wire import PullRequest, Receipt
from storage.engine import open_postgres, open_sqlcipher, writing
from storage.hub import fence
from storage.hub.store import SqlHubStore, open_hub_store
from storage.hub.tables import metadata
from tests.app.hub.access_asking import _send, _tells_of
from tests.app.hub.access_world import PLACES, ROLES, World, world
from tests.hubs import KEY, NOW, desk_of, found_company, give_lead, lead
from tests.postgres import cluster_of

pytestmark = pytest.mark.system("postgres")
#: whose leads each role sees by docs/access.md
SEEN = {"officer": set(), "manager": {"own"}, "regional": {"own", "child"}, "marketing": set()}


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
    rows = next(iter(answer.json().values()))
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
    # sums that name nobody are made for marketing by the hub itself; in its own name it reads no lead
    is_made_for_it = role == "marketing" and report != "promises"
    assert found == (set(PLACES) if is_made_for_it else SEEN.get(role, set(PLACES)))


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


@pytest.mark.parametrize("role", ROLES)
def test_no_loan_and_no_call_of_a_lead_that_is_not_ones_to_see_is_read(hub: World, role: str) -> None:
    with hub.store.reading() as rows:
        lead_ids = [held.lead.lead_id for held in rows.leads.following("", 100)]
    with hub.store.writing() as rows:
        for lead_id in lead_ids:
            report = StageReport(Stage.FUNDED, NOW, "")
            rows.loans.put(Loan(key=lead_id, lead_id=lead_id, matched_by="", matched_at=NOW, reports=(report,)))
            rows.calls.add([CallRecord(record_id=lead_id, number=b"n", began_at=NOW, seconds=1, lead_id=lead_id)])
    with hub.store.reading(seen_by=hub.desks[role].person_id) as rows:
        seen = {held.lead.lead_id for held in rows.leads.following("", 100)}
        assert set(rows.loans.of_leads(lead_ids)) == set(rows.calls.of_leads(lead_ids)) == seen
    assert (seen == set(lead_ids)) is (role in ("admin", "auditor"))


def test_in_marketings_name_no_lead_is_read_but_one_it_holds(hub: World) -> None:
    desk = hub.desks["marketing"]
    with hub.store.reading(seen_by=desk.person_id) as rows:
        (only,) = rows.leads.following("", 100)
        assert only.holder_id == desk.person_id
        assert set(rows.activities.of_leads(list(hub.leads.values()))) <= {only.lead.lead_id}


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
    closed = sorted(table.name for table in metadata.sorted_tables if table.name not in fence.READABLE)
    assert {"audit", "device", "event", "invite"} <= set(closed)
    for words in (*(f"SELECT 1 FROM {table}" for table in closed), "UPDATE lead SET source = ''"):
        with hub.store.reading(seen_by=officer) as rows, pytest.raises(Exception, match="permission denied"):
            rows._conn.execute(text(words))


def test_the_companys_keys_are_read_by_the_hub_itself_and_by_nobody_behind_the_fence(hub: World) -> None:
    officer = hub.desks["officer"].person_id
    for key in ("person_key", "signing_key"):
        with hub.store.reading(seen_by=officer) as rows, pytest.raises(Exception, match="permission denied"):
            rows._conn.execute(text(f"SELECT {key} FROM company"))
    with hub.store.reading(seen_by=officer) as rows:
        assert rows.company().person_key
        # and whoever asked for it is behind the fence again
        assert rows._conn.execute(text("SELECT current_user")).scalar() == fence.ROLE
        with rows.beyond_the_fence():
            assert rows.company().person_key
            assert rows._conn.execute(text("SELECT current_user")).scalar() != fence.ROLE
        assert rows._conn.execute(text("SELECT current_user")).scalar() == fence.ROLE


def test_a_table_that_was_granted_by_mistake_shows_the_role_no_row(hub: World) -> None:
    """Two locks: no right to the table, and no policy for anybody with the right."""
    officer = hub.desks["officer"].person_id
    closed = [table.name for table in metadata.sorted_tables if table.name not in fence.READABLE]
    engine = hub.store._engine
    with writing(engine) as conn:
        conn.execute(text(f"GRANT SELECT ON {', '.join(closed)}, company TO {fence.ROLE}"))
    with hub.store.reading(seen_by=officer) as rows:
        seen = {table: rows._conn.execute(text(f"SELECT count(*) FROM {table}")).scalar() for table in closed}
        with rows.beyond_the_fence():
            there = {table: rows._conn.execute(text(f"SELECT count(*) FROM {table}")).scalar() for table in closed}
    assert set(seen.values()) == {0}
    assert there["device"]
    assert there["audit"]
    # what an earlier version granted, or somebody did, is taken back when a hub starts
    assert fence.raise_fence(engine, lambda _conn: True)
    for words in ("SELECT person_key FROM company", "SELECT 1 FROM device"):
        with hub.store.reading(seen_by=officer) as rows, pytest.raises(Exception, match="permission denied"):
            rows._conn.execute(text(words))


def test_a_program_of_before_the_newest_tables_takes_no_grant_back(hub: World, monkeypatch: pytest.MonkeyPatch) -> None:
    officer, engine = hub.desks["officer"].person_id, hub.store._engine
    monkeypatch.setattr(fence, "READABLE", tuple(table for table in fence.READABLE if table != "loan"))
    with writing(engine) as conn:
        ours = conn.execute(text("SELECT version_num FROM hub_version")).scalar()
        conn.execute(text("UPDATE hub_version SET version_num = '9999'"))
    store = SqlHubStore(engine)
    try:
        assert store.is_fenced
        with hub.store.reading(seen_by=officer) as rows:
            assert rows.loans.of_leads(["none"]) == {}
    finally:
        with writing(engine) as conn:
            conn.execute(text("UPDATE hub_version SET version_num = :ours"), {"ours": ours})


def test_a_hub_whose_role_is_no_superuser_takes_in_and_tells_all_the_same(
    request: pytest.FixtureRequest,
) -> None:
    address = sa.make_url(cluster_of(request.config).new_database())
    engine = open_postgres(address.render_as_string(hide_password=False))
    with writing(engine) as conn:
        conn.execute(text("CREATE ROLE plain_hub LOGIN NOSUPERUSER"))
        conn.execute(text(f"GRANT {fence.ROLE} TO plain_hub"))
        conn.execute(text("GRANT ALL ON SCHEMA public TO plain_hub"))
    engine.dispose()
    store = open_hub_store(open_postgres(address.set(username="plain_hub").render_as_string(hide_password=False)))
    try:
        assert store.is_fenced
        found_company(store)
        ada = desk_of(store, "Ada", keyed=True)
        mine, hers = give_lead(store, lead(1), "Ada"), give_lead(store, lead(2), "Eve")
        ada.logs(mine.lead_id, Kind.NO_ANSWER)
        # many at once are copied in, few are inserted
        for _ in range(400):
            ada.logs(mine.lead_id, Kind.NO_ANSWER)
        answer = ada.pushes()
        assert isinstance(answer, Receipt)
        assert answer.have_seq == 401
        told = ada.pulls()
        assert any(mine.lead_id.encode() in row.body for row in told)
        assert not any(hers.lead_id.encode() in row.body for row in told)
    finally:
        store.close()


def test_every_table_is_held_to_policies_or_tells_nothing_of_a_borrower(hub: World) -> None:
    with hub.store.reading() as rows:
        asked = "SELECT relname FROM pg_class WHERE relrowsecurity AND relnamespace = 'public'::regnamespace"
        held = set(rows._conn.execute(text(asked)).scalars())
    open_ones = {table.name for table in metadata.sorted_tables} - held
    assert {"activity", "feed_row", "lead", "lead_key"} <= held
    # who works where and held which lead by id, what everybody's desk is told, and numbers as hashes
    assert open_ones == {
        "branch",
        "company",
        "do_not_call",
        "feed",
        "holding",
        "listed_number",
        "number_list",
        "person",
        "playbook",
        "purged_lead",
    }


def test_a_file_has_no_fence_and_needs_none(tmp_path: Path) -> None:
    engine = open_sqlcipher(tmp_path / "hub.db", KEY)
    assert not fence.raise_fence(engine, lambda _conn: True)
    engine.dispose()
