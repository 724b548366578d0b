"""How a desk reaches its hub: whom it trusts, and through which proxy."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

from app.desktop.policy import read_policy
from app.errors import HubUnreachable
from app.outside import system_proxy, way_told
from app.outside.buses import Buses
from app.outside.hub_link import HttpHubLink
from app.outside.way_out import SYSTEM_WAY, Way, way_of

HUB = "https://hub.example.com"


def test_without_a_policy_the_systems_way_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_proxy, "getproxies", lambda: {"https": "http://proxy.example.com:3128"})
    assert way_of(read_policy("{}")) == SYSTEM_WAY
    means = SYSTEM_WAY.client(HUB)
    # the client reads the environment itself, with what is to go past the proxy
    assert (means["trust_env"], means["proxy"]) == (True, None)


@pytest.mark.parametrize(
    ("policy", "env", "proxy"),
    [
        ('{"Proxy": {"mode": "none"}}', False, None),
        (
            '{"Proxy": {"mode": "manual", "url": "http://proxy.example.com:3128"}}',
            False,
            "http://proxy.example.com:3128",
        ),
    ],
)
def test_a_policys_way_is_taken_whatever_the_environment_says(
    monkeypatch: pytest.MonkeyPatch, policy: str, proxy: str | None, *, env: bool
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://elsewhere.example.com")
    means = way_of(read_policy(policy)).client(HUB)
    assert (means["trust_env"], means["proxy"] and str(means["proxy"].url)) == (env, proxy)


def test_a_hub_on_this_machine_is_asked_straight() -> None:
    means = Way("manual", "http://proxy.example.com:3128").client("http://127.0.0.1:8787", is_loopback=True)
    assert (means["trust_env"], means["proxy"]) == (False, None)


class Portal(Buses):
    """Stands where a desktop's portal would, and answers with these."""

    def __init__(self, *found: str) -> None:
        super().__init__()
        self.found, self.asked = list(found), ""

    def ask(
        self, bus: str, where: object, interface: str, method: str, signature: object = None, body: object = ()
    ) -> object:
        assert (bus, interface, method, signature) == ("SESSION", "org.freedesktop.portal.ProxyResolver", "Lookup", "s")
        self.asked = str(body)
        return self.found or None


@pytest.mark.parametrize(
    ("found", "proxy"),
    [
        (["http://pac.example.com:8080", "direct://"], "http://pac.example.com:8080"),
        (["direct://"], ""),
        (["socks5://pac.example.com"], ""),
        ([], ""),
    ],
)
def test_a_linux_desktops_own_setting_is_asked_of_its_portal(
    monkeypatch: pytest.MonkeyPatch, found: list[str], proxy: str
) -> None:
    monkeypatch.setattr(system_proxy, "getproxies", dict)
    monkeypatch.setattr("sys.platform", "linux")
    portal = Portal(*found)
    assert system_proxy.system_proxy(HUB, portal) == proxy
    assert HUB in portal.asked


def test_what_the_environment_names_comes_before_the_portal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_proxy, "getproxies", lambda: {"https": "http://proxy.example.com"})
    portal = Portal("http://other.example.com")
    assert system_proxy.system_proxy(HUB, portal) == ""
    assert portal.asked == ""


@pytest.mark.parametrize(
    ("way", "env", "url", "told"),
    [
        (
            Way("manual", "http://p.example.com:3128"),
            {},
            HUB,
            "http://p.example.com:3128; said by the policy Proxy.url",
        ),
        (Way("none"), {"https": "http://p.example.com"}, HUB, "straight; said by the policy Proxy.mode"),
        (Way("manual", "http://p.example.com"), {}, "https://localhost", "straight; said by the hub's address, which"),
        (Way(), {"https": "http://ada:secret@p.example.com:1"}, HUB, "http://p.example.com:1; said by the environment"),
        (Way(), {"http": "http://p.example.com:1"}, HUB, "straight; said by the environment"),
        (Way(), {}, HUB, "straight; said by nobody, so none is used"),
    ],
)
def test_the_doctor_names_the_proxy_and_who_says_so(
    monkeypatch: pytest.MonkeyPatch, way: Way, env: dict[str, str], url: str, told: str
) -> None:
    monkeypatch.setattr(way_told, "getproxies_environment", lambda: env)
    monkeypatch.setattr(way_told, "system_proxy", lambda _url: "")
    monkeypatch.setattr(way_told, "way_of", lambda _policy: way)
    check = way_told.check_way(url)
    assert check.ok
    assert check.detail.startswith(told)


class _Gate(BaseHTTPRequestHandler):
    """A proxy that notes whom it is to connect with, and says no."""

    asked: ClassVar[list[str]] = []

    def do_CONNECT(self) -> None:
        self.asked.append(self.path)
        self.send_error(403)

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


def test_a_hub_is_asked_through_the_proxy_a_policy_names_and_nobody_else_is() -> None:
    gate = ThreadingHTTPServer(("127.0.0.1", 0), _Gate)
    threading.Thread(target=gate.serve_forever, args=(0.05,), daemon=True).start()
    try:
        policy = read_policy(f'{{"Proxy": {{"mode": "manual", "url": "http://127.0.0.1:{gate.server_port}"}}}}')
        link = HttpHubLink(HUB, way=way_of(policy))
        with pytest.raises(HubUnreachable, match="proxy did not let the request through"):
            link.hello()
    finally:
        gate.shutdown()
        gate.server_close()
    assert _Gate.asked == ["hub.example.com:443"]
