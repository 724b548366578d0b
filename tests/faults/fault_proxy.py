"""Stands between a desk and its hub, and cuts off one chosen exchange after a chosen byte or answers it wrongly."""

from __future__ import annotations

import socket
import struct
import threading
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from urllib.parse import urlsplit

from tests.faults.wrong_answers import Asked, Wrong

#: a connection that is closed so is reset at its other end
_AT_ONCE = struct.pack("ii", 1, 0)
_CHUNK = 65536


class Way(Enum):
    """Which way the bytes go that are counted."""

    REQUEST = "request"
    ANSWER = "answer"


@dataclass
class Cut:
    """An exchange at `path` is cut after `after` bytes: the first, or the one after `skip` others.

    `seen` is how many bytes there were in all, 0 before that.
    """

    path: str
    way: Way
    after: int
    with_reset: bool = False
    skip: int = 0
    seen: int = 0
    is_done: bool = False


class FaultProxy:
    """Hands on one request a connection, which is how a desk asks; `cut` is what happens to the next that fits."""

    def __init__(self, hub_url: str) -> None:
        parts = urlsplit(hub_url)
        self._hub = (str(parts.hostname), int(parts.port or 0))
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self.cut: Cut | None = None
        #: at which path what comes back instead of the hub's answer, and the hub's last answer at each
        self.wrong: dict[str, Wrong] = {}
        self.before: dict[str, bytes] = {}
        self._thread = threading.Thread(target=self._serve, name="fault-proxy", daemon=True)
        self._thread.start()

    def close(self) -> None:
        # closing alone does not wake a thread that waits in accept
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join()

    def _serve(self) -> None:
        while True:
            try:
                desk, _ = self._listening.accept()
            except OSError:
                return
            with desk, socket.create_connection(self._hub) as hub, suppress(ConnectionError):
                desk.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self._exchange(desk, hub)

    def _exchange(self, desk: socket.socket, hub: socket.socket) -> None:
        request = read_message(desk)
        path = path_of(request)

        def honest() -> bytes:
            hub.sendall(request)
            return read_message(hub)

        if path in self.wrong:
            return self.wrong[path](Asked(desk, honest, self.before.get(path, b"")))
        cut = self._cut_at(path)
        if cut is not None and cut.way is Way.REQUEST:
            return _hand_on(request, hub, cut, desk, hub)
        answer = self.before[path] = honest()
        if cut is not None:
            return _hand_on(answer, desk, cut, desk, hub)
        return desk.sendall(answer)

    def _cut_at(self, path: str) -> Cut | None:
        cut = self.cut
        if cut is None or cut.is_done or cut.path != path:
            return None
        cut.skip -= 1
        return cut if cut.skip < 0 else None


def path_of(request: bytes) -> str:
    """Return what is asked for, without what stands behind a question mark."""
    return [*request.split(b" ", 2), b""][1].partition(b"?")[0].decode()


def _hand_on(message: bytes, to: socket.socket, cut: Cut, *ends: socket.socket) -> None:
    cut.seen, cut.is_done = len(message), True
    to.sendall(message[: cut.after])
    if cut.with_reset:
        for end in ends:
            end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE)


def read_message(sock: socket.socket) -> bytes:
    """Read one message of HTTP/1.1 as long as its Content-Length says; b"" where the other end closed before."""
    raw = b""
    while b"\r\n\r\n" not in raw:
        part = sock.recv(_CHUNK)
        if not part:
            return b""
        raw += part
    head, _, body = raw.partition(b"\r\n\r\n")
    length = _length_in(head)
    while len(body) < length:
        part = sock.recv(_CHUNK)
        if not part:
            break
        body += part
    return head + b"\r\n\r\n" + body


def _length_in(head: bytes) -> int:
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length":
            return int(value)
    return 0
