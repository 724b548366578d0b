"""Ways are gone one after the other; a name that is none is a way that failed, whoever listed it."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest

from app.errors import HubUnreachable
from app.outside.hub_link import HttpHubLink
from app.outside.way_finder import Told, WayFinder
from app.outside.way_out import trust
from app.outside.ways_transport import WaysTransport
from tests.proxies import closing

NO_NAMES = ("http://a..b:8080", "http://.:80", "http://[::::]:1", f"http://{'a' * 70}:80")


class Lists:
    """Says what a system's settings list."""

    def __init__(self, *ways: str) -> None:
        self.ways = ways

    def find(self, _url: str, _until: float) -> Told:
        return Told(self.ways, "a test")

    def late(self, _url: str) -> Told:
        return Told(self.ways, "a test")


class Page(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Page)
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()

    def close(self) -> None:
        self.shutdown()
        self.server_close()


def by(*ways: str) -> WaysTransport:
    return WaysTransport(WayFinder(Lists(*ways)), trust())


def test_names_that_are_none_are_gone_past_to_what_stands_behind_them() -> None:
    server, transport = Server(), by(*NO_NAMES, "")
    with closing(server), httpx.Client(transport=transport, trust_env=False) as client:
        assert client.get(f"http://127.0.0.1:{server.server_port}/").status_code == 204


@pytest.mark.parametrize("name", NO_NAMES)
def test_where_nothing_else_is_listed_the_hub_is_unreachable_and_nothing_worse(name: str) -> None:
    link = HttpHubLink("https://hub.example.com", transport=by(name))
    with pytest.raises(HubUnreachable, match="Nobody answers"):
        link.hello()
    link.close()
