"""A proxy and a server of PAC scripts on this machine, and a hub that is reached through the one as the other says."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

#: what a hub behind a proxy is called here; nobody's name leads to it
HUB_NAME = "hub.example.com"


class Proxy:
    """Connects whoever asks with one place, whatever name they gave, or answers `refuses`; notes what was asked for."""

    def __init__(self, leads_to: int, *, refuses: int = 0, trust: ssl.SSLContext | None = None) -> None:
        self.asked: list[str] = []
        self.leads_to, self._refuses, self._trust = leads_to, refuses, trust
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def place(self) -> str:
        return f"127.0.0.1:{self.port}"

    def close(self) -> None:
        # wakes who waits in accept, which closing alone does not
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                line = self._listening.accept()[0]
                threading.Thread(target=self._connect, args=(line,), daemon=True).start()

    def _connect(self, line: socket.socket) -> None:
        with contextlib.suppress(OSError), contextlib.ExitStack() as closing:
            closing.enter_context(line)
            if self._trust is not None:
                line = closing.enter_context(self._trust.wrap_socket(line, server_side=True))
            head = b""
            while b"\r\n\r\n" not in head:
                part = line.recv(4096)
                if not part:
                    return
                head += part
            self.asked.append(head.split(b" ")[1].decode())
            if self._refuses:
                line.sendall(f"HTTP/1.1 {self._refuses} No\r\nContent-Length: 0\r\n\r\n".encode())
                return
            hub = closing.enter_context(socket.create_connection(("127.0.0.1", self.leads_to)))
            line.sendall(b"HTTP/1.1 200 Connected\r\n\r\n")
            back = threading.Thread(target=_pour, args=(hub, line), daemon=True)
            back.start()
            _pour(line, hub)
            back.join()


def _pour(one: socket.socket, other: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while part := one.recv(65536):
            other.sendall(part)
        other.shutdown(socket.SHUT_WR)


class PacServer:
    """Answers every request with `script` and `status`; counts them."""

    def __init__(self, script: str = "", status: int = 200) -> None:
        self.script, self.status, self.fetched, self.moved_to = script, status, 0, ""
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.fetched += 1
                body = outer.script.encode()
                self.send_response(outer.status)
                if outer.moved_to:
                    self.send_header("Location", outer.moved_to)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                with contextlib.suppress(OSError):
                    self.wfile.write(body)

            def log_message(self, *_words: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self._server.server_port
        self.url = f"http://127.0.0.1:{self.port}/proxy.pac"
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def says(self, answer: str) -> None:
        self.script = f"function FindProxyForURL(url, host) {{ return '{answer}'; }}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def closing(*servers: Any) -> Iterator[None]:
    try:
        yield
    finally:
        for one in servers:
            one.close()


def closed_port() -> int:
    """Return a port of this machine that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])
