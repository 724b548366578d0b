"""The hub's event stream, and how a thread that waits on it is called back."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable

import httpx
import msgspec
from httpx_sse import EventSource

from app.errors import HubUnreachable
from app.protocol.unreadable import UNREADABLE

#: the hub pings every 15 seconds; a stream that is silent for longer is dead
SILENCE_S = 40.0
#: how soon the thread that would cut a line notices that nobody reads from it any more
_LOOK_S = 1.0


class Line:
    """The connection somebody is reading from; cutting it is the one way to end a read that waits."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self._is_cut = False
        self.is_left = False

    def carry(self, connected: socket.socket) -> None:
        with self._lock:
            self._socket = connected
            if self._is_cut:
                _shut(connected)

    def cut_at(self, stop: threading.Event) -> None:
        """Cut the line once `stop` is set; come back before, soon after whoever read from it left. For a thread."""
        while not stop.wait(_LOOK_S):
            if self.is_left:
                return
        self.cut()

    def cut(self) -> None:
        with self._lock:
            self._is_cut = True
            if self._socket is not None:
                _shut(self._socket)


def listen(response: httpx.Response, line: Line, on_hint: Callable[[list[str]], None]) -> None:
    """Read an open stream to its end; raises HubUnreachable when it is none."""
    if "text/event-stream" not in response.headers.get("content-type", ""):
        raise HubUnreachable("Not the hub answered.", "Check the hub's address.")
    stream = response.extensions.get("network_stream")
    connected = stream.get_extra_info("socket") if stream is not None else None
    if connected is not None:
        line.carry(connected)
    for event in EventSource(response).iter_sse():
        if event.event in ("listening", "wake"):
            on_hint(_feeds(event.data))


def _feeds(data: str) -> list[str]:
    try:
        return msgspec.json.decode(data, type=list[str])
    except UNREADABLE:
        # a hint's only meaning is "ask"
        return []


def _shut(connected: socket.socket) -> None:
    with contextlib.suppress(OSError):
        connected.shutdown(socket.SHUT_RDWR)
