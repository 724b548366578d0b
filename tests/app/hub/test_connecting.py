"""Who connects to a hub and asks nothing whole is let go, by real sockets."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from app.clock import FixedClock
from app.hub.http import build_app
from app.hub.serving import HubServer, Listen, bind
from app.protocol.limits import BODY_BYTES
from storage.hub.store import SqlHubStore
from tests.hubs import NOW, TERMS, DeskOf, NoSums, company_store

#: long against what a machine that is busy may take for an answer, short for a test
ASKS_WITHIN = timedelta(seconds=1)
#: how long a test sends on to somebody who should not listen any more
PATIENCE_S = 15.0

Serving = Callable[[timedelta], AbstractContextManager[HubServer]]


@pytest.fixture
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlHubStore]:
    with company_store("sqlite", tmp_path, request.config) as store:
        yield store


@pytest.fixture(params=["its own socket", "a socket that several share"])
def serving(store: SqlHubStore, request: pytest.FixtureRequest) -> Serving:
    @contextmanager
    def served(asks_within: timedelta) -> Iterator[HubServer]:
        on = bind(Listen(port=0)) if request.param != "its own socket" else None
        app = build_app(store, FixedClock(NOW), NoSums(), TERMS)
        server = HubServer(app, Listen(port=0), on, asks_within=asks_within)
        server.start()
        yield server
        server.stop()

    return served


def connected(hub: HubServer) -> socket.socket:
    return socket.create_connection(("127.0.0.1", int(hub.url.rpartition(":")[2])), timeout=PATIENCE_S)


def asks_whole(line: socket.socket) -> None:
    line.sendall(b"GET /healthz HTTP/1.1\r\nHost: hub\r\n\r\n")
    told = b""
    while not told.endswith(b'{"ok":true}'):
        part = line.recv(1000)
        assert part, "it was let go"
        told += part


def head_of(path: str, token: str = "", length: int = 10_000) -> bytes:
    auth = f"Authorization: Bearer {token}\r\n" if token else ""
    return f"POST {path} HTTP/1.1\r\nHost: hub\r\n{auth}Content-Length: {length}\r\n\r\n".encode()


def told_till_let_go(line: socket.socket, byte: bytes) -> tuple[bytes, float]:
    """Send a byte now and then until the other side hangs up; return what it said, and how long that took.

    It listens before it speaks: what is sent to who has hung up already takes along what they said last.
    """
    line.settimeout(0.1)
    told, begun = b"", time.monotonic()
    while time.monotonic() - begun < PATIENCE_S:
        try:
            part = line.recv(1000)
        except TimeoutError:
            with suppress(ConnectionError):
                line.sendall(byte)
            continue
        except ConnectionError:
            break
        if not part:
            break
        told += part
    return told, time.monotonic() - begun


@pytest.mark.parametrize("said", [b"", b"POST /v1/push HT", b"POST /v1/push HTTP/1.1\r\nHost: hub\r\n"])
def test_who_connects_and_asks_nothing_whole_is_let_go(serving: Serving, said: bytes) -> None:
    with serving(ASKS_WITHIN) as hub, connected(hub) as silent:
        silent.sendall(said)
        assert silent.recv(1000) == b""


def test_a_head_that_comes_byte_by_byte_is_let_go(serving: Serving) -> None:
    with serving(ASKS_WITHIN) as hub, connected(hub) as slow:
        slow.sendall(b"GET /healthz HTTP/1.1\r\nHost: hub\r\nA: ")
        told, took = told_till_let_go(slow, b"b")
    assert (told, took < PATIENCE_S) == (b"", True)


def test_a_next_head_that_begins_and_never_ends_is_let_go(serving: Serving) -> None:
    with serving(ASKS_WITHIN) as hub, connected(hub) as slow:
        asks_whole(slow)
        slow.sendall(b"GET /healthz HTTP/1.1\r\nHost: hub\r\nA: ")
        told, took = told_till_let_go(slow, b"b")
    assert (told.count(b"HTTP/1.1"), took < PATIENCE_S) == (0, True)


@pytest.mark.parametrize(("path", "status"), [("/v1/push", b" 401 "), ("/healthz", b" 405 ")])
def test_a_body_that_nobody_reads_is_let_go_once_its_sender_was_refused(
    serving: Serving, path: str, status: bytes
) -> None:
    with serving(ASKS_WITHIN) as hub, connected(hub) as slow:
        slow.sendall(head_of(path))
        told, took = told_till_let_go(slow, b" ")
    assert (status in told, took < PATIENCE_S) == (True, True)


def test_a_body_that_was_announced_too_large_is_let_go_too(serving: Serving, desk: DeskOf) -> None:
    with serving(ASKS_WITHIN) as hub, connected(hub) as slow:
        slow.sendall(head_of("/v1/push", desk("Ada").enrolled.token, BODY_BYTES + 1))
        told, took = told_till_let_go(slow, b" ")
    assert (b" 413 " in told, took < PATIENCE_S) == (True, True)


@contextmanager
def little_room(hub: HubServer) -> Iterator[socket.socket]:
    """Give a line on which hardly anything of an answer is under way that was not read."""
    hub._socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
    with socket.socket() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        line.settimeout(PATIENCE_S)
        line.connect(("127.0.0.1", int(hub.url.rpartition(":")[2])))
        yield line


@pytest.mark.parametrize("after", [b"", b"Connection: close\r\n"])
def test_who_asks_and_does_not_read_the_answer_is_let_go(serving: Serving, after: bytes) -> None:
    with serving(ASKS_WITHIN) as hub, little_room(hub) as deaf:
        deaf.sendall(b"GET /openapi.json HTTP/1.1\r\nHost: hub\r\n" + after + b"\r\n")
        connections, begun = hub._server.server_state.connections, time.monotonic()
        while (begins := time.monotonic() - begun < ASKS_WITHIN.total_seconds() / 2) or connections:
            assert begins or time.monotonic() - begun < PATIENCE_S, "it is still there"
            time.sleep(0.05)  # noqa: TID251 - real connections, real time


def test_an_answer_that_is_read_slowly_comes_to_its_end(serving: Serving) -> None:
    with serving(ASKS_WITHIN) as hub, little_room(hub) as slow:
        slow.sendall(b"GET /openapi.json HTTP/1.1\r\nHost: hub\r\nConnection: close\r\n\r\n")
        told, begun = b"", time.monotonic()
        while part := slow.recv(1024):
            told += part
            time.sleep(0.02)  # noqa: TID251 - real connections, real time
    assert time.monotonic() - begun > ASKS_WITHIN.total_seconds(), "it was read too soon to tell"
    head, _, body = told.partition(b"\r\n\r\n")
    assert f"content-length: {len(body)}\r\n".encode() in head + b"\r\n"


def test_who_asks_again_on_the_same_line_is_answered_for_as_long_as_that_goes_on(serving: Serving) -> None:
    with serving(ASKS_WITHIN) as hub, connected(hub) as line:
        for _ in range(15):
            asks_whole(line)
            time.sleep(0.1)  # noqa: TID251 - real connections, real time


def test_an_event_stream_is_not_let_go(serving: Serving, desk: DeskOf) -> None:
    with serving(timedelta(seconds=0.2)) as hub:
        auth = {"Authorization": f"Bearer {desk('Ada').enrolled.token}"}
        with httpx.stream("GET", f"{hub.url}/v1/wake", headers=auth, timeout=1.0) as stream:
            assert stream.status_code == 200
            with pytest.raises(httpx.ReadTimeout):
                # nothing new for a second, and nobody hung up
                for _ in stream.iter_raw():
                    pass
