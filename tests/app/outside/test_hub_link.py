"""What the desktop makes of everything that may answer where a hub should."""

from __future__ import annotations

import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import httpx
import msgspec
import pytest

from app.clock import FixedClock
from app.errors import BadInput, FollowthroughError, HubUnreachable, SignInRefused, WrongHub
from app.hub.gathering import Facts
from app.hub.http import build_app
from app.hub.reports import Report
from app.hub.serving import HubServer, read_listen
from app.outside.hub_link import HttpHubLink
from app.outside.way_out import Way
from app.protocol.wire import Hello, PullRequest, PushRequest, Receipt, Refusal, Stranger
from tests.hubs import NOW, TERMS, company_store, desk_of

REQUEST = PushRequest(hub_id="hub", device_id="device", from_seq=1, events=[])
REFUSAL = msgspec.json.encode(Refusal(code="x", happened="It is so.", remedy="Do this.", server_time=NOW))

Answer = Callable[[httpx.Request], httpx.Response]


def link(answer: Answer, url: str = "https://hub.example.com") -> HttpHubLink:
    return HttpHubLink(url, "token", transport=httpx.MockTransport(answer))


def always(status: int, body: bytes = b"", **headers: str) -> Answer:
    return lambda _: httpx.Response(status, content=body, headers={k.replace("_", "-"): v for k, v in headers.items()})


def failing(error: Exception) -> Answer:
    def fail(_: httpx.Request) -> httpx.Response:
        raise error

    return fail


@pytest.mark.parametrize(
    ("answer", "kind", "says"),
    [
        (always(200, b"<!doctype html><title>Sign in to the Wi-Fi"), HubUnreachable, "a web page"),
        (always(200, b""), HubUnreachable, "does not understand"),
        (always(200, b"{}"), HubUnreachable, "does not understand"),
        (always(200, b'{"answer":"receipt"'), HubUnreachable, "does not understand"),
        (always(204), HubUnreachable, "a server that says 204"),
        (always(302, location="https://login.example.com"), HubUnreachable, "a redirect"),
        (always(401, b"<html>"), HubUnreachable, "a server that says 401"),
        (always(401, REFUSAL), SignInRefused, "It is so. Do this."),
        (always(403, REFUSAL), SignInRefused, "It is so."),
        (always(403, b"blocked by policy"), HubUnreachable, "a server that says 403"),
        (always(404), HubUnreachable, "a server that says 404"),
        (always(407), HubUnreachable, "a proxy that wants a sign-in"),
        (always(413, REFUSAL), BadInput, "It is so."),
        (always(422, REFUSAL), BadInput, "It is so."),
        (always(429, retry_after="7"), HubUnreachable, "busy"),
        (always(500, b"oops"), HubUnreachable, "a server that says 500"),
        (always(500, REFUSAL), HubUnreachable, "It is so."),
        (always(503, REFUSAL, retry_after="7"), HubUnreachable, "It is so."),
        (failing(httpx.ConnectError("refused")), HubUnreachable, "Nobody answers at https://hub.example.com"),
        (failing(httpx.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED]")), HubUnreachable, "is not trusted"),
        (failing(httpx.ReadTimeout("late")), HubUnreachable, "did not answer in time"),
        (failing(httpx.ConnectTimeout("late")), HubUnreachable, "did not answer in time"),
        (failing(httpx.ProxyError("no")), HubUnreachable, "proxy did not let"),
        (
            failing(httpx.RemoteProtocolError("Server disconnected without sending a response.")),
            HubUnreachable,
            "line was cut",
        ),
        (failing(httpx.RemoteProtocolError("cut")), HubUnreachable, "no web answer"),
        (always(200, b"not gzip", content_encoding="gzip"), HubUnreachable, "no web answer"),
    ],
)
def test_whatever_answers_is_told_in_a_sentence(answer: Answer, kind: type[FollowthroughError], says: str) -> None:
    with pytest.raises(kind, match=says) as caught:
        link(answer).push(REQUEST)
    assert caught.value.remedy
    assert "token" not in str(caught.value)


@pytest.mark.parametrize(
    ("said", "waits"),
    [
        ("7", 7.0),
        ("soon", None),
        ("", None),
        # the refusal was written at 15:00
        ("Mon, 02 Mar 2026 15:02:00 GMT", 120.0),
        ("Monday, 02-Mar-26 15:02:00 GMT", 120.0),
        ("Mon Mar  2 15:02:00 2026", 120.0),
        ("Mon, 02 Mar 2026 14:00:00 GMT", 0.0),
        ("Mon, 99 Mar 2026 15:02:00 GMT", None),
    ],
)
def test_what_a_busy_hub_asks_for_is_passed_on(said: str, waits: float | None) -> None:
    with pytest.raises(HubUnreachable) as caught:
        link(always(503, REFUSAL, retry_after=said)).push(REQUEST)
    assert caught.value.retry_after_s == waits


def test_a_date_to_wait_for_is_held_against_the_answers_own_date_and_no_other_clock() -> None:
    until = "Fri, 01 Jan 2100 00:01:00 GMT"
    with pytest.raises(HubUnreachable) as caught:
        link(always(503, retry_after=until, date="Fri, 01 Jan 2100 00:00:00 GMT")).push(REQUEST)
    assert caught.value.retry_after_s == 60.0
    with pytest.raises(HubUnreachable) as caught:
        link(always(503, retry_after=until)).push(REQUEST)
    assert caught.value.retry_after_s is None


def test_a_push_carries_the_token_and_a_large_one_is_packed() -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        receipt = Receipt(have_seq=0, have_hash=b"", safe_seq=0, server_time=NOW)
        return httpx.Response(200, content=msgspec.json.encode(receipt))

    line = link(answer)
    line.push(REQUEST)
    line.push(msgspec.structs.replace(REQUEST, hub_id="h" * 5000))
    assert [request.headers["authorization"] for request in seen] == ["Bearer token"] * 2
    assert [request.headers.get("content-encoding") for request in seen] == [None, "gzip"]


def test_a_stranger_among_hubs_is_named() -> None:
    body = msgspec.json.encode(Stranger(hub_id="other", server_time=NOW))
    assert isinstance(link(always(200, body)).push(REQUEST), Stranger)
    with pytest.raises(WrongHub):
        link(always(200, body)).pull(PullRequest(hub_id="hub", cursors={}))


@pytest.mark.parametrize("product", ["another", "followthrough"])
def test_a_code_is_told_to_a_hub_alone(product: str) -> None:
    asked: list[str] = []
    hello = Hello(
        product=product,
        hub_id="hub",
        protocol=[99],
        push_events=500,
        body_bytes=1,
        inflated_bytes=1,
        server_time=datetime(2026, 1, 1, tzinfo=UTC),
    )

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        return httpx.Response(200, content=msgspec.json.encode(hello))

    with pytest.raises(HubUnreachable, match="no common protocol" if product == "followthrough" else "something else"):
        link(answer).enroll("CODE", "laptop")
    assert asked == ["/v1/hello"]


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("http://hub.example.com", "https only"),
        ("http://10.0.0.5:8787", "https only"),
        ("ftp://hub.example.com", "no address"),
        ("", "no address"),
        ("https://", "no address"),
        ("https://user:secret@hub.example.com", "no address"),
        ("https://hub.example.com?token=x", "no address"),
        ("https://[::1", "no address"),
        ("https://hub.example.com:port", "no address"),
        (f"https://{'h' * 64}.example.com", "no address"),
    ],
)
def test_an_address_that_will_not_do_is_refused(url: str, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        link(always(200), url)


@pytest.mark.parametrize("url", ["hub.example.com", "http://127.0.0.1:1", "http://localhost:1", "http://[::1]:1/"])
def test_an_address_that_will_do_is_taken(url: str) -> None:
    link(always(200), url).close()


@pytest.fixture
def slow_server() -> Iterator[str]:
    """Answer a byte every tenth of a second, for ever."""
    over = threading.Event()
    listener = socket.create_server(("127.0.0.1", 0))

    def trickle() -> None:
        connected, _ = listener.accept()
        with connected:
            connected.recv(65536)
            while not over.wait(0.1):
                connected.send(b"x")

    thread = threading.Thread(target=trickle)
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    over.set()
    thread.join()
    listener.close()


def test_an_answer_that_trickles_in_is_given_up_at_the_deadline(slow_server: str) -> None:
    begun = time.monotonic()
    line = HttpHubLink(slow_server, deadline_s=0.5)
    with pytest.raises(HubUnreachable, match="in time"):
        line.push(REQUEST)
    assert time.monotonic() - begun < 2


def test_a_round_that_is_short_of_time_shortens_the_deadline(slow_server: str) -> None:
    begun = time.monotonic()
    with pytest.raises(HubUnreachable, match="in time"):
        HttpHubLink(slow_server).push(REQUEST, within_s=0.5)
    assert time.monotonic() - begun < 2


class NoSums:
    def rows(self, report: Report, facts: Facts, at: object, officer_id: str = "") -> list[dict[str, object]]:
        return []


def test_a_hub_with_tls_is_trusted_by_its_certificate_alone(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    cert, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    openssl = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    subprocess.run(
        [*openssl, "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(cert)],
        check=True,
        capture_output=True,
    )
    with company_store("sqlite", tmp_path, request.config) as store:
        server = HubServer(build_app(store, FixedClock(NOW), NoSums(), TERMS), read_listen("127.0.0.1:0", cert, key))
        server.start()
        assert server.url.startswith("https://")
        ada = desk_of(store, "Ada")
        with pytest.raises(HubUnreachable, match="is not trusted"):
            HttpHubLink(server.url).hello()
        trusted = HttpHubLink(server.url, ada.enrolled.token, trust=ssl.create_default_context(cafile=str(cert)))
        assert trusted.hello().hub_id == ada.enrolled.hub_id
        # as a policy names it, beside the system's
        assert HttpHubLink(server.url, way=Way(ca_file=str(cert))).hello().hub_id == ada.enrolled.hub_id
        heard, stop = threading.Event(), threading.Event()
        thread = threading.Thread(target=trusted.wake, args=(lambda feeds: heard.set(), stop))
        thread.start()
        assert heard.wait(10)
        stop.set()
        thread.join(10)
        assert not thread.is_alive(), "a stream over TLS is left when it is asked to"
        server.stop()


class NoWait(threading.Event):
    """Set by nobody; waits for nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.waits: list[float] = []

    def wait(self, timeout: float | None = None) -> bool:
        if threading.current_thread() is threading.main_thread() and timeout is not None:
            self.waits.append(timeout)
        return super().wait(0 if timeout is not None else None)


def test_wake_gives_up_when_the_hub_shuts_it_out_and_not_before() -> None:
    busy = httpx.Response(503, headers={"Retry-After": "300"})
    away = httpx.Response(503, headers={"Retry-After": "86400"})
    answers = iter([busy, httpx.Response(200, content=b"<html>"), away, httpx.Response(401, content=REFUSAL)])
    stop = NoWait()
    with pytest.raises(SignInRefused, match="It is so"):
        link(lambda _: next(answers)).wake(lambda feeds: None, stop)
    stop.set()
    # what the hub asked for and a little more; never days
    for waited, (least, most) in zip(stop.waits, [(301, 302), (2, 4), (1804, 1808)], strict=True):
        assert least <= waited <= most


def test_whoever_listens_hears_soon_and_once_that_nobody_answers_any_more() -> None:
    tries, heard, stop = 0, list[list[str]](), NoWait()

    def gone(_: httpx.Request) -> httpx.Response:
        nonlocal tries
        tries += 1
        if tries == 5:
            return httpx.Response(401, content=REFUSAL)
        raise httpx.ConnectError("refused")

    with pytest.raises(SignInRefused):
        link(gone).wake(heard.append, stop)
    stop.set()
    assert heard == [[]]


def test_a_desk_that_is_shut_out_again_and_again_leaves_no_thread_behind() -> None:
    refusing, stop = link(lambda _: httpx.Response(401, content=REFUSAL)), threading.Event()
    for _ in range(20):
        with pytest.raises(SignInRefused):
            refusing.wake(lambda feeds: None, stop)
    left = [thread for thread in threading.enumerate() if thread.name == "hub-wake-stop"]
    for thread in left:
        thread.join(5)
    assert not any(thread.is_alive() for thread in left)


def test_a_report_asks_for_its_days() -> None:
    seen: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(str(request.url))
        return httpx.Response(200, content=b'{"officers":[]}')

    assert link(answer).team_report(date(2026, 3, 1), date(2026, 3, 31)) == {"officers": []}
    assert seen == ["https://hub.example.com/v1/reports/team?from=2026-03-01&to=2026-03-31"]
