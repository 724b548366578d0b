"""What a hub tells of itself to a program that watches it, and to whom."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from app.clock import FixedClock
from app.domain.activity import Kind
from app.errors import HubUnreachable, StoreUnusable
from app.hub import people
from app.hub.http import build_app
from app.hub.serving import HubServer, Listen
from app.outside.hub_link import HttpHubLink
from app.protocol.wire import PullRequest
from storage.hub.store import SqlHubStore
from tests.hubs import NOW, TERMS, Desk, DeskOf, NoSums, give_lead, lead
from tests.marked import MARKED

Reading = Callable[..., float]


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture
def hub(store: SqlHubStore, clock: FixedClock) -> Iterator[HubServer]:
    server = HubServer(build_app(store, clock, NoSums(), TERMS), Listen(port=0))
    server.start()
    yield server
    server.stop()


@pytest.fixture
def reading(hub: HubServer) -> Reading:
    def read(name: str, **labels: str) -> float:
        page = httpx.get(f"{hub.url}/metrics").raise_for_status().text
        samples = [one for family in text_string_to_metric_families(page) for one in family.samples]
        found = [one.value for one in samples if one.name == f"followthrough_hub_{name}" and one.labels == labels]
        return found[0] if found else 0.0

    return read


def _busy(store: SqlHubStore, hub: HubServer, ada: Desk) -> None:
    """Push two calls, one of them twice, one event nobody understands, and pull."""
    mine = give_lead(store, lead(), "Ada")
    ada.logs(mine.lead_id, Kind.NO_ANSWER)
    link = HttpHubLink(hub.url, ada.enrolled.token)
    link.push(ada.request())
    ada.logs(mine.lead_id, Kind.LEFT_VOICEMAIL)
    ada.writes("of tomorrow", mine.lead_id, b"{}")
    link.push(ada.request())
    link.pull(PullRequest(hub_id=ada.enrolled.hub_id, cursors=dict.fromkeys(ada.enrolled.feeds)))
    link.close()


def test_events_are_counted_by_what_became_of_them(
    store: SqlHubStore, hub: HubServer, desk: DeskOf, reading: Reading
) -> None:
    _busy(store, hub, desk("Ada"))
    assert reading("events_total", became="accepted") == 2
    assert reading("events_total", became="duplicated") == 1
    assert reading("events_total", became="quarantined") == 1
    assert reading("pushes_total", answer="receipt") == 2
    assert reading("pulls_total", answer="pages") == 1
    assert reading("pulled_rows_total") >= 4
    assert reading("requests_total", route="/v1/push", method="POST", status="200") == 2
    assert reading("request_seconds_count", route="/v1/push", method="POST") == 2
    assert reading("database_statements_total") > 20


def test_a_push_that_came_to_nothing_is_counted_as_nothing(
    store: SqlHubStore, hub: HubServer, desk: DeskOf, reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise StoreUnusable("The disk is full.")

    monkeypatch.setattr("app.hub.exchange.take_in", fail)
    with pytest.raises(HubUnreachable):
        _busy(store, hub, desk("Ada"))
    assert reading("events_total", became="accepted") == 0
    assert reading("requests_total", route="/v1/push", method="POST", status="503") == 1


def test_the_books_and_the_age_of_the_newest_event_are_told(
    store: SqlHubStore, hub: HubServer, desk: DeskOf, reading: Reading, clock: FixedClock
) -> None:
    assert reading("newest_event_age_seconds") == 0, "nobody has sent one"
    _busy(store, hub, desk("Ada"))
    desk("Eve")
    assert reading("ledger_lines", ledger="events") == 0, "counted a moment ago"
    clock.at += timedelta(seconds=90)
    assert reading("ledger_lines", ledger="events") == 3
    assert reading("ledger_lines", ledger="quarantined") == 1
    assert reading("ledger_lines", ledger="devices") == 2
    with store.reading() as rows:
        last = rows.audit.last()
    assert last is not None
    assert reading("ledger_lines", ledger="audit") == last[0]
    assert reading("ledger_lines", ledger="feed_rows") > 4
    assert reading("newest_event_age_seconds") == 90
    assert reading("database_ready") == 1
    assert reading("migrations", of="database") == reading("migrations", of="release") > 0


def test_a_database_that_does_not_answer_is_told_and_the_rest_still_is(
    store: SqlHubStore, reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone() -> None:
        raise StoreUnusable("The database server does not answer.")

    monkeypatch.setattr(store, "migrations", gone)
    assert reading("database_ready") == 0
    assert reading("requests_total", route="/metrics", method="GET", status="200") == 1


def test_open_streams_and_hints_are_counted(store: SqlHubStore, hub: HubServer, desk: DeskOf, reading: Reading) -> None:
    link = HttpHubLink(hub.url, desk("Ada").enrolled.token)
    heard, stop = threading.Semaphore(0), threading.Event()
    listening = threading.Thread(target=link.wake, args=(lambda _: heard.release(), stop))
    listening.start()
    assert heard.acquire(timeout=10)
    assert reading("event_streams") == 1
    give_lead(store, lead(), "Ada")
    assert heard.acquire(timeout=10)
    assert reading("wakeups_total") == 1
    stop.set()
    listening.join(10)
    link.close()


def test_nobody_is_named_and_strangers_make_no_names_of_their_own(
    store: SqlHubStore, hub: HubServer, desk: DeskOf
) -> None:
    ada = desk("Ada")
    _busy(store, hub, ada)
    auth = {"Authorization": f"Bearer {ada.enrolled.token}"}
    httpx.get(f"{hub.url}/{MARKED}?{MARKED}", headers=auth)
    httpx.request(MARKED.upper(), f"{hub.url}/healthz", headers=auth)
    page = httpx.get(f"{hub.url}/metrics").text
    for secret in (MARKED, MARKED.upper(), "Ada", "Nashville", "Vendor", ada.enrolled.token, ada.enrolled.device_id):
        assert secret not in page
    assert ada.person_id not in page
    assert 'route="other"' in page
    assert 'method="other"' in page


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Via", "Forwarded", "X-Real-IP"])
def test_who_asks_through_a_proxy_needs_an_admins_token(
    store: SqlHubStore, hub: HubServer, desk: DeskOf, header: str
) -> None:
    people.add_person(store, people.Newcomer(name="Ivy", role="admin", branch="Nashville"), NOW)
    through = {header: "203.0.113.9"}
    assert httpx.get(f"{hub.url}/metrics", headers=through).status_code == 401
    for name, status in (("Ada", 403), ("Ben", 403), ("Ivy", 200)):
        auth = {"Authorization": f"Bearer {desk(name).enrolled.token}"}
        assert httpx.get(f"{hub.url}/metrics", headers=through | auth).status_code == status
