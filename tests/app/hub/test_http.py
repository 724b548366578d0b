"""The hub over a real socket, spoken to by the desktop's own line."""

from __future__ import annotations

import gzip
import logging
import socket
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from queue import SimpleQueue
from typing import Any

import httpx
import msgspec
import pytest

from app.clock import FixedClock
from app.domain.activity import Kind
from app.errors import BadInput, HubUnreachable, SignInRefused, StoreBusy, StoreUnusable, WorldFailed, WrongHub
from app.hub import bodies, exchange, letting_in
from app.hub.gathering import Facts
from app.hub.http import build_app
from app.hub.reports import Report
from app.hub.serving import HubServer, Listen, read_listen
from app.outside.hub_link import HttpHubLink
from app.protocol.limits import BODY_BYTES
from app.protocol.wire import PullRequest, PushRequest, Receipt, Refusal
from storage.hub.store import SqlHubStore
from tests.hubs import NOW, TERMS, Desk, DeskOf, give_lead, lead
from tests.marked import MARKED


class CountedLeads:
    """Sums as small as can be: how many leads of the facts each person holds."""

    def rows(self, report: Report, facts: Facts, at: object, officer_id: str = "") -> list[dict[str, Any]]:
        names = [facts.people[held.holder_id].name for held in facts.leads if held.holder_id]
        return [{"officer": name, "leads": names.count(name)} for name in sorted(set(names))]


@pytest.fixture
def hub(store: SqlHubStore) -> Iterator[HubServer]:
    server = HubServer(build_app(store, FixedClock(NOW), CountedLeads(), TERMS), Listen(port=0))
    server.start()
    yield server
    server.stop()


@pytest.fixture
def line(hub: HubServer) -> Iterator[HttpHubLink]:
    client = HttpHubLink(hub.url)
    yield client
    client.close()


def line_of(hub: HubServer, desk: Desk) -> HttpHubLink:
    return HttpHubLink(hub.url, desk.enrolled.token)


def test_an_invited_officer_joins_and_is_given_a_lead_and_reports_a_call(
    store: SqlHubStore, hub: HubServer, line: HttpHubLink
) -> None:
    code, expires_at = letting_in.invite(store, "ada", NOW)
    assert (expires_at - NOW).total_seconds() == 72 * 3600
    ada = Desk(store, line.enroll(code.lower().replace("-", " "), "a laptop"))
    assert ada.enrolled.officer.name == "Ada"
    mine = give_lead(store, lead(), "Ada")
    ada.logs(mine.lead_id, Kind.NO_ANSWER)
    link = line_of(hub, ada)
    answer = link.push(ada.request())
    assert isinstance(answer, Receipt)
    assert answer.have_seq == 1
    cursors = dict.fromkeys(ada.enrolled.feeds)
    pages = link.pull(PullRequest(hub_id=ada.enrolled.hub_id, cursors=cursors)).pages
    assert [row.kind for page in pages for row in page.rows if page.feed.startswith("officer")] == [
        "officer",
        "lead",
        "activity",
    ]
    link.close()


@pytest.mark.parametrize("said", [{"from_seq": -1}, {"from_seq": 0, "prev_hash": ""}, {"from_seq": 1, "prev_hash": ""}])
def test_a_push_that_no_log_can_say_makes_no_device(
    store: SqlHubStore, hub: HubServer, desk: DeskOf, said: dict[str, Any]
) -> None:
    ada = desk("Ada")
    body = {"hub_id": ada.enrolled.hub_id, "device_id": ada.enrolled.device_id, "events": [], **said}
    answer = httpx.post(f"{hub.url}/v1/push", json=body, headers={"Authorization": f"Bearer {ada.enrolled.token}"})
    assert (answer.status_code, answer.json()["code"]) == (422, "bad_input")
    with store.reading() as rows:
        assert len(rows.devices.all()) == 1


def test_the_page_says_where_a_log_begins(hub: HubServer) -> None:
    told = httpx.get(f"{hub.url}/openapi.json").json()["components"]["schemas"]["PushRequest"]["properties"]
    assert told["from_seq"]["minimum"] == 1
    assert told["prev_hash"]["minLength"] == told["prev_hash"]["maxLength"] == 44


def test_an_address_with_a_slash_too_many_is_none_and_sends_nobody_elsewhere(hub: HubServer) -> None:
    for path in ("/v1/hello/", "/v1/push/"):
        answer = httpx.get(hub.url + path, headers={"Host": "elsewhere.example.com"})
        assert (answer.status_code, answer.json()["code"]) == (404, "no_such_address")
        assert "location" not in answer.headers


def test_a_newer_code_makes_the_one_before_void_but_nobody_elses(store: SqlHubStore, line: HttpHubLink) -> None:
    others, _ = letting_in.invite(store, "Ben", NOW)
    lost, _ = letting_in.invite(store, "Ada", NOW)
    code, _ = letting_in.invite(store, "Ada", NOW)
    with pytest.raises(SignInRefused, match=r"expired.*newer one"):
        line.enroll(lost, "found in the bin")
    assert line.enroll(code, "a laptop").officer.name == "Ada"
    assert line.enroll(others, "another laptop").officer.name == "Ben"


def test_a_new_lead_is_heard_of_at_once(store: SqlHubStore, hub: HubServer, desk: DeskOf) -> None:
    ada, eve = desk("Ada"), desk("Eve")
    heard: dict[str, list[tuple[float, list[str]]]] = {"ada": [], "eve": []}
    is_listening, has_hint, stop = threading.Barrier(3), threading.Event(), threading.Event()

    def hear(name: str, link: HttpHubLink) -> None:
        def on_hint(feeds: list[str]) -> None:
            heard[name].append((time.monotonic(), feeds))
            if not feeds:
                is_listening.wait(10)
            elif name == "ada":
                has_hint.set()

        link.wake(on_hint, stop)

    links = {"ada": line_of(hub, ada), "eve": line_of(hub, eve)}
    threads = [threading.Thread(target=hear, args=item) for item in links.items()]
    for thread in threads:
        thread.start()
    is_listening.wait(10)
    given_at = time.monotonic()
    give_lead(store, lead(), "Ada")
    assert has_hint.wait(10)
    stop.set()
    for thread in threads:
        thread.join(10)
        assert not thread.is_alive()
    at, feeds = heard["ada"][-1]
    assert feeds == [f"officer:{ada.person_id}"]
    assert at - given_at < 1.0
    assert [feeds for _, feeds in heard["eve"]] == [[]]
    for link in links.values():
        link.close()


def test_a_stream_that_is_open_tells_a_device_nothing_once_it_is_revoked(store: SqlHubStore, desk: DeskOf) -> None:
    clock, ada = FixedClock(NOW), desk("Ada")
    server = HubServer(build_app(store, clock, CountedLeads(), TERMS), Listen(port=0))
    server.start()
    link, heard = line_of(server, ada), SimpleQueue[list[str]]()
    refused: list[SignInRefused] = []

    def hear() -> None:
        try:
            link.wake(heard.put, threading.Event())
        except SignInRefused as trouble:
            refused.append(trouble)

    thread = threading.Thread(target=hear)
    thread.start()
    assert heard.get(timeout=10) == []
    clock.at += timedelta(minutes=11)
    give_lead(store, lead(1), "Ada")
    assert heard.get(timeout=10) == [f"officer:{ada.person_id}"]
    letting_in.revoke(store, ada.enrolled.device_id, clock.at)
    clock.at += timedelta(minutes=11)
    give_lead(store, lead(2), "Ada")
    thread.join(20)
    server.stop()
    link.close()
    assert [one.why for one in refused] == ["device_revoked"]
    assert heard.empty()


def test_a_stopping_hub_ends_the_streams_and_a_desktop_comes_back_when_it_does(
    store: SqlHubStore, desk: DeskOf
) -> None:
    app = build_app(store, FixedClock(NOW), CountedLeads(), TERMS)
    first = HubServer(app, Listen(port=0))
    first.start()
    port = int(first.url.rpartition(":")[2])
    connected, stop = threading.Semaphore(0), threading.Event()
    link = line_of(first, desk("Ada"))
    thread = threading.Thread(target=link.wake, args=(lambda feeds: connected.release(), stop))
    thread.start()
    assert connected.acquire(timeout=10)
    begun = time.monotonic()
    first.stop()
    assert time.monotonic() - begun < 5
    second = HubServer(build_app(store, FixedClock(NOW), CountedLeads(), TERMS), Listen(port=port))
    second.start()
    assert connected.acquire(timeout=20)
    stop.set()
    thread.join(10)
    second.stop()
    link.close()


@pytest.mark.parametrize("token", ["", "x", "ft1", "ft1..", "ft1.unknown.secret", "Bearer"])
def test_a_strangers_token_opens_nothing(hub: HubServer, desk: DeskOf, token: str) -> None:
    ada = desk("Ada")
    stolen = ada.enrolled.token.rpartition(".")[0] + ".guess"
    for tried in (token, stolen):
        with httpx.Client(base_url=hub.url, headers={"Authorization": f"Bearer {tried}".strip()}) as client:
            for method, path in (
                ("POST", "/v1/push"),
                ("POST", "/v1/pull"),
                ("GET", "/v1/wake"),
                ("GET", "/v1/reports/team"),
            ):
                response = client.request(method, path)
                assert response.status_code == 401
                assert msgspec.json.decode(response.content, type=Refusal).code == "no_token"


def test_codes_are_refused_each_with_its_own_sentence(store: SqlHubStore, line: HttpHubLink) -> None:
    code, _ = letting_in.invite(store, "Ada", NOW)
    with pytest.raises(SignInRefused, match="does not know this code"):
        line.enroll("0000-0000-0000-0000-0000", "a laptop")
    line.enroll(code, "a laptop")
    with pytest.raises(SignInRefused, match="used already"):
        line.enroll(code, "another laptop")
    old, _ = letting_in.invite(store, "Ada", NOW.replace(year=2025))
    with pytest.raises(SignInRefused, match="expired"):
        line.enroll(old, "a laptop")


def test_five_wrong_tries_void_a_code(store: SqlHubStore, line: HttpHubLink) -> None:
    code, _ = letting_in.invite(store, "Ada", NOW)
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    for _ in range(5):
        with pytest.raises(SignInRefused, match="does not know this code"):
            line.enroll(wrong, "a laptop")
    with pytest.raises(SignInRefused, match="void"):
        line.enroll(code, "a laptop")


def test_the_team_is_shown_to_its_manager_and_to_nobody_elses(store: SqlHubStore, hub: HubServer, desk: DeskOf) -> None:
    give_lead(store, lead(), "Ada")
    give_lead(store, lead(1), "Eve")
    day = NOW.date()
    ben = line_of(hub, desk("Ben"))
    assert ben.team_report(day, day)["officers"] == [{"officer": "Ada", "leads": 1}]
    assert ben.team_report(day.replace(year=2025), day.replace(day=1))["officers"] == []
    ada = line_of(hub, desk("Ada"))
    with pytest.raises(SignInRefused, match="manager"):
        ada.team_report(day, day)
    ben.close()
    ada.close()


def test_another_hubs_desk_is_told_so(hub: HubServer, desk: DeskOf) -> None:
    link = line_of(hub, desk("Ada"))
    with pytest.raises(WrongHub):
        link.pull(PullRequest(hub_id="another", cursors={}))
    link.close()


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b"", {}, 422),
        (b"{}", {}, 422),
        (b"\xff", {}, 422),
        (b'{"hub_id":"\xff"}', {}, 422),
        (b"x", {"Content-Encoding": "gzip"}, 422),
        (gzip.compress(b"{}")[:-4], {"Content-Encoding": "gzip"}, 422),
        (b"{}", {"Content-Encoding": "br"}, 422),
        (b" " * (BODY_BYTES + 1), {}, 413),
        (gzip.compress(b" " * 5_000_000), {"Content-Encoding": "gzip"}, 413),
    ],
)
def test_what_is_no_message_is_refused_with_a_sentence(
    hub: HubServer, desk: DeskOf, body: bytes, headers: dict[str, str], status: int
) -> None:
    auth = {"Authorization": f"Bearer {desk('Ada').enrolled.token}"}
    with httpx.Client(base_url=hub.url, headers=auth) as client:
        for path in ("/v1/enroll", "/v1/push", "/v1/pull"):
            response = client.post(path, content=body, headers=headers)
            assert response.status_code == status
            assert msgspec.json.decode(response.content, type=Refusal).happened.endswith(".")


def test_a_message_that_never_ends_is_let_go(hub: HubServer, desk: DeskOf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "_COMES_WITHIN_S", 0.2)
    token = desk("Ada").enrolled.token
    with socket.create_connection(("127.0.0.1", int(hub.url.rpartition(":")[2])), timeout=20) as slow:
        head = f"POST /v1/push HTTP/1.1\r\nHost: hub\r\nAuthorization: Bearer {token}\r\nContent-Length: 100\r\n\r\n"
        slow.sendall(head.encode() + b"{")
        told = slow.makefile("rb").read().decode()
    status, _, rest = told.partition("\r\n")
    assert " 408 " in status
    assert "connection: close" in rest.lower()
    assert '"code":"too_slow"' in rest


def test_who_hangs_up_in_the_middle_is_no_mistake_of_ours(
    hub: HubServer, desk: DeskOf, caplog: pytest.LogCaptureFixture
) -> None:
    token = desk("Ada").enrolled.token
    with socket.create_connection(("127.0.0.1", int(hub.url.rpartition(":")[2])), timeout=20) as cut:
        head = f"POST /v1/push HTTP/1.1\r\nHost: hub\r\nAuthorization: Bearer {token}\r\nContent-Length: 100\r\n\r\n"
        cut.sendall(head.encode() + b"{")
    httpx.get(f"{hub.url}/healthz")
    hub.stop()
    assert [record.message for record in caplog.records if record.levelno >= logging.ERROR] == []


def test_a_value_that_is_refused_is_not_repeated(hub: HubServer, desk: DeskOf) -> None:
    auth = {"Authorization": f"Bearer {desk('Ada').enrolled.token}"}
    body = msgspec.json.encode({"hub_id": [MARKED], "device_id": MARKED, "from_seq": MARKED, "events": []})
    response = httpx.post(f"{hub.url}/v1/push", content=body, headers=auth)
    assert response.status_code == 422
    assert MARKED not in response.text


@pytest.mark.parametrize("days", [{"to": "9999-12-31"}, {"to": "2201-01-01"}, {"from": "1989-12-31"}])
def test_a_report_of_days_far_away_is_refused_with_a_sentence(
    hub: HubServer, desk: DeskOf, days: dict[str, str]
) -> None:
    auth = {"Authorization": f"Bearer {desk('Ben').enrolled.token}"}
    response = httpx.get(f"{hub.url}/v1/reports/team", params=days, headers=auth)
    assert response.status_code == 422
    refusal = msgspec.json.decode(response.content, type=Refusal)
    assert (refusal.code, refusal.happened) == ("bad_input", f"“{next(iter(days.values()))}” is too far away.")
    edge = {"from": "1990-01-01", "to": "2200-12-31"}
    assert httpx.get(f"{hub.url}/v1/reports/team", params=edge, headers=auth).status_code == 200


def test_health_and_an_unknown_address(hub: HubServer) -> None:
    assert httpx.get(f"{hub.url}/healthz").json() == {"ok": True}
    assert httpx.get(f"{hub.url}/readyz").json() == {"ok": True, "migrations": "current"}
    assert httpx.get(f"{hub.url}/nowhere").json()["code"] == "no_such_address"
    assert httpx.get(f"{hub.url}/v1/push").status_code == 405


def test_every_reference_of_the_openapi_page_leads_somewhere(hub: HubServer) -> None:
    page = httpx.get(f"{hub.url}/openapi.json").json()
    assert {"/v1/enroll", "/v1/push", "/v1/pull", "/v1/wake", "/v1/hello", "/v1/reports/team"} <= set(page["paths"])

    def references(part: Any) -> Iterator[str]:
        if isinstance(part, dict):
            if "$ref" in part:
                yield part["$ref"]
            for value in part.values():
                yield from references(value)
        elif isinstance(part, list):
            for value in part:
                yield from references(value)

    found = set(references(page))
    assert found
    assert {ref.rpartition("/")[2] for ref in found} <= set(page["components"]["schemas"])


def test_a_mistake_of_ours_is_logged_without_what_was_sent(
    store: SqlHubStore, desk: DeskOf, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError(f"key ({MARKED}) is not so")

    monkeypatch.setattr("app.hub.exchange.take_in", fail)
    server = HubServer(build_app(store, FixedClock(NOW), CountedLeads(), TERMS), Listen(port=0))
    server.start()
    ada = desk("Ada")
    mine = give_lead(store, lead(), "Ada")
    ada.logs(mine.lead_id, Kind.NO_ANSWER)
    link = line_of(server, ada)
    with caplog.at_level(logging.DEBUG), pytest.raises(WorldFailed, match="mistake"):
        link.push(ada.request())
    link.close()
    server.stop()
    assert "RuntimeError at " in caplog.text
    assert MARKED not in caplog.text
    with store.reading() as rows:
        assert list(rows.events.of_device(ada.enrolled.device_id)) == [], "half a push is none"


def test_a_desk_reads_nothing_of_the_hubs_database_and_who_runs_the_hub_does(
    hub: HubServer, desk: DeskOf, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise StoreUnusable("The database is damaged.", "Keep the file as it is and ask your IT.")

    monkeypatch.setattr("app.hub.exchange.take_in", fail)
    ada = desk("Ada")
    ada.logs("lead-1", Kind.NO_ANSWER)
    link = line_of(hub, ada)
    with caplog.at_level(logging.WARNING), pytest.raises(HubUnreachable, match="just now") as refused:
        link.push(ada.request())
    link.close()
    assert "database" not in str(refused.value)
    assert "503 on /v1/push: The database is damaged." in caplog.text


def test_a_push_that_the_database_ended_for_another_is_taken_in_the_second_time(
    store: SqlHubStore, hub: HubServer, desk: DeskOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_in, crossed = exchange.take_in, iter([StoreBusy("Two waited for each other.")])

    def crosses_once(*about: Any) -> int:
        for trouble in crossed:
            raise trouble
        return take_in(*about)

    monkeypatch.setattr(exchange, "take_in", crosses_once)
    ada, mine = desk("Ada"), give_lead(store, lead(), "Ada")
    ada.logs(mine.lead_id, Kind.NO_ANSWER)
    link = line_of(hub, ada)
    answer = link.push(ada.request())
    link.close()
    assert isinstance(answer, Receipt)
    assert answer.have_seq == 1


def test_two_hubs_cannot_share_a_port(hub: HubServer, store: SqlHubStore) -> None:
    port = int(hub.url.rpartition(":")[2])
    with pytest.raises(WorldFailed, match=f"cannot listen on 127.0.0.1:{port}"):
        HubServer(build_app(store, FixedClock(NOW), CountedLeads(), TERMS), Listen(port=port))


@pytest.mark.parametrize("text", ["0.0.0.0:80", "192.168.1.5:8787", "hub.example.com:80", "[::]:1"])
def test_plain_http_is_for_this_machine_only(text: str) -> None:
    with pytest.raises(BadInput, match="others could read along"):
        read_listen(text)


@pytest.mark.parametrize("text", ["", "8787", "127.0.0.1", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:70000"])
def test_an_address_that_is_none_is_named(text: str) -> None:
    with pytest.raises(BadInput, match="no address"):
        read_listen(text)


def test_this_machines_addresses_are_taken() -> None:
    assert read_listen("127.0.0.1:0").port == 0
    assert read_listen("[::1]:8787").host == "::1"


def test_a_push_larger_than_the_limit_is_refused(hub: HubServer, desk: DeskOf) -> None:
    ada = desk("Ada")
    event = ada.writes("activity", "", b"{}")
    request = PushRequest(
        hub_id=ada.enrolled.hub_id, device_id=ada.enrolled.device_id, from_seq=1, events=[event] * 501
    )
    link = line_of(hub, ada)
    with pytest.raises(BadInput, match="at most 500"):
        link.push(request)
    link.close()


def test_an_answer_goes_out_whole_at_once(hub: HubServer) -> None:
    with httpx.Client(base_url=hub.url) as client:
        took = []
        for _ in range(60):
            begun = time.monotonic()
            client.get("/healthz")
            took.append(time.monotonic() - begun)
    # one that is held back until the client's receipt takes 40 ms, however quick the machine
    assert sorted(took)[len(took) // 2] < 0.035
