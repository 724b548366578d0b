"""Runs the hub on a socket, in the foreground or beside something else, and stops it cutting nobody off."""

from __future__ import annotations

import signal
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import msgspec
import uvicorn
from fastapi import FastAPI
from sse_starlette.sse import AppStatus

from app.errors import BadInput, WorldFailed
from app.hub.addresses import is_loopback
from app.hub.connecting import ASKS_WITHIN, asking_within

#: how long requests that are under way may take to end
GRACE_S = 10
_START_S = 20.0
#: who connects waits in a queue of the system's, of which a process takes one at a time: else the first of several
#: takes all that came together, and the others have nothing to do
_QUEUE, _TAKEN_AT_ONCE = 2048, 1


class Listen(msgspec.Struct, frozen=True):
    """Where to listen; `cert` and `key` are files, both or neither. Port 0 takes a free one."""

    host: str = "127.0.0.1"
    port: int = 8787
    cert: Path | None = None
    key: Path | None = None

    @property
    def has_tls(self) -> bool:
        return self.cert is not None


def read_listen(text: str, cert: Path | None = None, key: Path | None = None) -> Listen:
    """Read "127.0.0.1:8787" or "[::1]:8787"; raises BadInput, also for plain http on an address others can reach."""
    host, colon, port = text.rpartition(":")
    if not colon or not port.isdigit() or int(port) > 65535:
        raise BadInput(f"“{text}” is no address to listen on.", "Write it like 127.0.0.1:8787.")
    if (cert is None) != (key is None):
        raise BadInput("TLS takes a certificate and its key.", "Give both --tls-cert and --tls-key.")
    host = host.strip("[]")
    if cert is None and not is_loopback(host):
        raise BadInput(
            f"On {host} others could read along, so plain http is not offered there.",
            "Give --tls-cert and --tls-key, or listen on 127.0.0.1 behind a proxy that speaks TLS.",
        )
    return Listen(host, int(port), cert, key)


class HubServer:
    """One application on one socket."""

    def __init__(
        self, app: FastAPI, listen: Listen, on: socket.socket | None = None, *, asks_within: timedelta = ASKS_WITHIN
    ) -> None:
        """Bind a socket, or serve `on` one that is bound; who connects must have asked within that time."""
        self._socket = on or bind(listen)
        self._listen = listen
        self._thread: threading.Thread | None = None
        self._server = _Server(_config(app, listen, asks_within), app)

    @property
    def url(self) -> str:
        return url_of(self._socket, self._listen)

    def run(self) -> None:
        """Serve until the process is told to stop (Ctrl+C or SIGTERM)."""
        self._server.run(sockets=[self._socket])

    def start(self) -> None:
        """Serve on a thread of its own; returns when it answers."""
        self._thread = threading.Thread(target=self.run, name="hub-server", daemon=True)
        self._thread.start()
        if not self._server.is_up.wait(_START_S):
            raise WorldFailed("The hub did not start.", "See its log for the reason.")

    def stop(self) -> None:
        """Stop what `start` began; returns when everybody was answered."""
        self._server.should_exit = True
        if self._thread is not None:
            self._thread.join()


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, app: FastAPI) -> None:
        super().__init__(config)
        self.is_up = threading.Event()
        self._app = app
        # its own way at a signal is to cut streams off in the middle; `shutdown` lets them come to their end
        AppStatus.enable_automatic_graceful_drain = False

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Stop on a signal and then return, so that whoever serves can close the database and end well.

        Uvicorn's own raises the signal again once everybody was answered, which ends the process on the spot.
        """
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {sig: signal.signal(sig, self.handle_exit) for sig in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for sig, handler in before.items():
                signal.signal(sig, handler)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        for one in sockets or ():
            # to begin serving made its queue as short as what is taken at once; who connected just then asks again
            one.listen(_QUEUE)
        self.is_up.set()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        # event streams have no end of their own, and stopping waits for every answer to end
        self._app.state.wakeups.close()
        await super().shutdown(sockets)


def _config(app: FastAPI, listen: Listen, asks_within: timedelta) -> uvicorn.Config:
    config = uvicorn.Config(
        app,
        # left alone it takes whichever way of reading http is installed, and those wait for ever
        http=asking_within(asks_within),
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ws="none",
        lifespan="on",
        backlog=_TAKEN_AT_ONCE,
        timeout_graceful_shutdown=GRACE_S,
        ssl_certfile=listen.cert,
        ssl_keyfile=listen.key,
    )
    check_certificate(listen)
    config.load()
    return config


def check_certificate(listen: Listen) -> None:
    """Raise WorldFailed where the files of TLS are not what they should be."""
    if listen.cert is None:
        return
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(listen.cert, listen.key)
    except OSError:
        raise WorldFailed(
            "The TLS certificate or its key cannot be read.", "Check both files; they are PEM, the chain in one."
        ) from None


def url_of(bound: socket.socket, listen: Listen) -> str:
    host, port = bound.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    return f"{'https' if listen.has_tls else 'http'}://{shown}:{port}"


def bind(listen: Listen) -> socket.socket:
    family = socket.AF_INET6 if ":" in listen.host else socket.AF_INET
    try:
        listening = socket.create_server((listen.host, listen.port), family=family, backlog=_QUEUE)
    except OSError as error:
        raise WorldFailed(
            f"The hub cannot listen on {listen.host}:{listen.port}: {error.strerror}.",
            "Stop what uses it, or choose another with --listen. A killed hub's processes end in seconds.",
        ) from None
    # connections inherit it; asyncio would set it on a socket it made itself. Without it the second half of every
    # answer waits 40 ms for the first one's receipt
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening
