"""Sends a request by the first way that leads anywhere: proxies in their order, or straight."""

from __future__ import annotations

import ssl
import threading
from typing import Any

import httpx

from app.outside.pac_words import STRAIGHT
from app.outside.to_proxy import proxy_at
from app.outside.way_finder import WayFinder

#: while another way is left, a line that is dead is waited for no longer
_CONNECT_S = 3.0
#: what the library says once whoever was asked for is spoken to: from there on a failure is not the way's
_ARRIVED = ("proxy.start_tls.started", "connection.connect_tcp.complete")
_ALONE = httpx.Limits(max_keepalive_connections=0)


class WaysTransport(httpx.BaseTransport):
    """Asks the finder before each request, so that another network is noticed; whoever is spoken to is not left."""

    def __init__(self, finder: WayFinder, trust: ssl.SSLContext) -> None:
        self._finder, self._trust = finder, trust
        self._by: dict[str, httpx.HTTPTransport] = {}
        self._lock = threading.Lock()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = str(request.url)
        ways = self._finder.ways(url)
        for left, way in zip(range(len(ways) - 1, -1, -1), ways, strict=True):
            arrived: list[str] = []
            try:
                return self._through(way).handle_request(_told(request, way, arrived, is_last=not left))
            except (UnicodeError, httpx.InvalidURL) as error:
                # what a system lists is written by people: such a name is that of no proxy
                self._finder.failed(url, way)
                if not left:
                    raise httpx.ConnectError("a proxy's name is none that can be looked up") from error
            except httpx.TransportError as error:
                # a proxy that says no was reached, and is not gone around
                if arrived or isinstance(error, httpx.ProxyError):
                    raise
                self._finder.failed(url, way)
                if not left:
                    raise
        raise httpx.ProxyError("no way is left that this program can go")

    def close(self) -> None:
        for one in self._by.values():
            one.close()

    def _through(self, way: str) -> httpx.HTTPTransport:
        with self._lock:
            if way not in self._by:
                proxy = None if way == STRAIGHT else proxy_at(way, self._trust)
                self._by[way] = httpx.HTTPTransport(verify=self._trust, trust_env=False, proxy=proxy, limits=_ALONE)
            return self._by[way]


def _told(request: httpx.Request, way: str, arrived: list[str], *, is_last: bool) -> httpx.Request:
    """Return the request with somebody who listens how far it comes, and with less patience where that is not all."""
    awaited = _ARRIVED[way == STRAIGHT]

    def hear(event: str, _facts: Any) -> None:
        if event == awaited:
            arrived.append(event)

    timeout = dict(request.extensions.get("timeout", {}))
    if not is_last:
        timeout["connect"] = min(timeout.get("connect") or _CONNECT_S, _CONNECT_S)
    extensions = {**request.extensions, "trace": hear, "timeout": timeout}
    return httpx.Request(
        request.method, request.url, headers=request.headers, stream=request.stream, extensions=extensions
    )
