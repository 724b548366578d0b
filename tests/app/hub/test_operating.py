"""What whoever runs a hub sees of it: ready or not and why, and nobody cut off when it stops."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from typing import Any

import httpx
import msgspec
import pytest

from app.clock import FixedClock
from app.domain.activity import Kind
from app.errors import StoreUnusable
from app.hub import exchange
from app.hub.http import build_app
from app.hub.serving import HubServer, Listen
from app.outside.hub_link import HttpHubLink
from app.protocol.wire import Receipt
from storage.engine import writing
from storage.hub.store import SqlHubStore
from tests.hubs import NOW, TERMS, DeskOf, NoSums, give_lead, lead


@pytest.fixture
def hub(store: SqlHubStore) -> Iterator[HubServer]:
    server = HubServer(build_app(store, FixedClock(NOW), NoSums(), TERMS), Listen(port=0))
    server.start()
    yield server
    server.stop()


@pytest.mark.parametrize(("version", "word"), [("9999", "newer"), ("0001", "older")])
def test_a_database_of_another_release_is_not_ready_and_says_which_is_behind(
    store: SqlHubStore, hub: HubServer, version: str, word: str
) -> None:
    with writing(store._engine) as conn:
        before = conn.exec_driver_sql("SELECT version_num FROM hub_version").scalar()
        conn.exec_driver_sql(f"UPDATE hub_version SET version_num = '{version}'")
    answer = httpx.get(f"{hub.url}/readyz")
    with writing(store._engine) as conn:
        # the database of a PostgreSQL run is the next test's too
        conn.exec_driver_sql(f"UPDATE hub_version SET version_num = '{before}'")
    assert answer.status_code == 503
    told = answer.json()
    assert (told["ok"], told["migrations"]) == (False, word)
    assert f"{word} release" in told["happened"]
    assert told["remedy"].endswith(".")
    assert httpx.get(f"{hub.url}/healthz").json() == {"ok": True}, "it is alive all the same"
    assert httpx.get(f"{hub.url}/readyz").status_code == 200


def test_a_probe_that_asks_by_head_is_answered_as_by_get_without_the_body(
    store: SqlHubStore, hub: HubServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def same(path: str) -> int:
        whole, bare = httpx.get(f"{hub.url}{path}"), httpx.head(f"{hub.url}{path}")
        assert whole.content
        assert (bare.status_code, bare.content) == (whole.status_code, b"")
        assert {**bare.headers, "date": ""} == {**whole.headers, "date": ""}
        return bare.status_code

    assert (same("/healthz"), same("/readyz")) == (200, 200)
    monkeypatch.setattr(store, "is_ready", lambda: False)
    assert (same("/healthz"), same("/readyz")) == (200, 503)
    assert httpx.head(f"{hub.url}/v1/hello").status_code == 405


def test_a_database_that_does_not_answer_is_not_ready_and_says_what_to_do(
    store: SqlHubStore, hub: HubServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone() -> None:
        raise StoreUnusable("The database server does not answer.", "Check that PostgreSQL runs.")

    monkeypatch.setattr(store, "migrations", gone)
    answer = httpx.get(f"{hub.url}/readyz")
    assert answer.status_code == 503
    assert answer.json() == {
        "ok": False,
        "migrations": "unknown",
        "happened": "The database server does not answer.",
        "remedy": "Check that PostgreSQL runs.",
    }


def test_a_push_under_way_is_answered_before_the_hub_stops(store: SqlHubStore, hub: HubServer, desk: DeskOf) -> None:
    ada = desk("Ada")
    mine = give_lead(store, lead(), "Ada")
    ada.logs(mine.lead_id, Kind.NO_ANSWER)
    body = msgspec.json.encode(ada.request())
    line = socket.create_connection(("127.0.0.1", int(hub.url.rpartition(":")[2])), timeout=20)
    line.sendall(
        f"POST /v1/push HTTP/1.1\r\nHost: hub\r\nAuthorization: Bearer {ada.enrolled.token}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n".encode()
    )
    line.sendall(body[:100])
    # another request's answer says that the loop has read what came before it
    httpx.get(f"{hub.url}/healthz")
    stopping = threading.Thread(target=hub.stop)
    stopping.start()
    while _takes_connections(hub):
        pass
    line.sendall(body[100:])
    heard = b""
    while part := line.recv(65536):
        heard += part
    line.close()
    stopping.join(20)
    assert not stopping.is_alive()
    head, _, said = heard.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200")
    assert msgspec.json.decode(said, type=Receipt).have_seq == 1
    with store.reading() as rows:
        assert len(list(rows.events.of_device(ada.enrolled.device_id))) == 1


def test_a_push_that_waits_for_the_database_is_answered_before_the_hub_stops(
    store: SqlHubStore, hub: HubServer, desk: DeskOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside, go_on, said = threading.Event(), threading.Event(), []
    take_in = exchange.take_in

    def slowly(*words: Any) -> Any:
        inside.set()
        assert go_on.wait(20)
        return take_in(*words)

    monkeypatch.setattr(exchange, "take_in", slowly)
    ada = desk("Ada")
    ada.logs(give_lead(store, lead(), "Ada").lead_id, Kind.NO_ANSWER)
    link = HttpHubLink(hub.url, ada.enrolled.token)
    pushing = threading.Thread(target=lambda: said.append(link.push(ada.request())))
    pushing.start()
    assert inside.wait(20)
    stopping = threading.Thread(target=hub.stop)
    stopping.start()
    while _takes_connections(hub):
        pass
    go_on.set()
    for thread in (pushing, stopping):
        thread.join(20)
        assert not thread.is_alive()
    assert [answer.have_seq for answer in said] == [1]
    link.close()


def _takes_connections(hub: HubServer) -> bool:
    try:
        socket.create_connection(("127.0.0.1", int(hub.url.rpartition(":")[2])), timeout=5).close()
    except OSError:
        return False
    return True
