"""What is noted of a request, and what is not."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator

import httpx
import pytest

from app.clock import SystemClock
from app.hub.http import build_app
from app.hub.serving import HubServer, Listen
from app.logs import start_logs
from storage.hub.store import SqlHubStore
from tests.hubs import TERMS, DeskOf, NoSums
from tests.marked import MARKED


@pytest.fixture
def hub(store: SqlHubStore) -> Iterator[HubServer]:
    server = HubServer(build_app(store, SystemClock(), NoSums(), TERMS), Listen(port=0))
    server.start()
    yield server
    server.stop()


def test_a_line_tells_route_status_and_time_but_no_address_query_token_or_body(hub: HubServer, desk: DeskOf) -> None:
    ada = desk("Ada")
    auth = {"Authorization": f"Bearer {ada.enrolled.token}"}
    stream = io.StringIO()
    with start_logs(None, stream=stream, form="json"):
        httpx.get(f"{hub.url}/v1/reports/team?officer={MARKED}", headers=auth)
        httpx.get(f"{hub.url}/{MARKED}?{MARKED}=1", headers=auth)
        httpx.post(f"{hub.url}/v1/push", content=MARKED.encode(), headers=auth)
        httpx.request("BREW", f"{hub.url}/healthz")
        httpx.get(f"{hub.url}/v1/pull", headers=auth)
    seen = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert [(line["method"], line["route"], line["status"]) for line in seen] == [
        ("GET", "/v1/reports/team", 403),
        ("GET", "other", 404),
        ("POST", "/v1/push", 422),
        ("other", "/healthz", 405),
        ("GET", "/v1/pull", 405),
    ]
    assert all(0 <= line["ms"] < 20_000 for line in seen)
    for secret in (MARKED, ada.enrolled.token, ada.enrolled.device_id):
        assert secret not in stream.getvalue()


def test_a_mistake_of_ours_is_noted_as_what_it_was_answered_with(
    store: SqlHubStore, hub: HubServer, desk: DeskOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise RuntimeError(MARKED)

    monkeypatch.setattr(store, "migrations", fail)
    stream = io.StringIO()
    with start_logs(None, stream=stream, form="json"):
        assert httpx.get(f"{hub.url}/readyz").status_code == 500
    mistake, line = (json.loads(line) for line in stream.getvalue().splitlines())
    assert (mistake["level"], line["route"], line["status"]) == ("error", "/readyz", 500)
