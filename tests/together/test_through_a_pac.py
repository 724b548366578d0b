"""A desk reaches its hub as a PAC script says: a real proxy, a real script over the network, and what goes wrong."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from app.clock import FixedClock
from app.desktop.desk import Desk, build_desk
from app.desktop.policy import read_policy
from app.errors import HubUnreachable
from app.hub.http import build_app
from app.hub.letting_in import invite
from app.hub.serving import HubServer, read_listen
from app.hub.sums import ScoredSums
from app.outside import pac_file, way_out
from app.outside.hub_link import HttpHubLink
from app.outside.way_finder import Told
from app.outside.way_out import Way, way_of
from app.outside.web import fetch
from storage.desktop.store import open_store
from storage.hub.store import SqlHubStore
from tests.desks import KEY, shipped
from tests.hubs import NOW, TERMS, company_store
from tests.mail_server import certificate
from tests.proxies import HUB_NAME, PacServer, Proxy, closed_port, closing

#: as companies write them; no name server knows this hub
_SCRIPT = """
function FindProxyForURL(url, host) {
  if (isPlainHostName(host) || isInNet(dnsResolve(host), "10.0.0.0", "255.0.0.0")) return "DIRECT";
  if (dnsDomainIs(host, ".example.com") && shExpMatch(url, "https://hub.*") && weekdayRange("SUN", "SAT"))
    return "PROXY";
  return "DIRECT";
}
"""


class Network(NamedTuple):
    """A hub that nobody's name leads to, a proxy that does, and a server of scripts."""

    store: SqlHubStore
    hub_port: int
    cert: Path
    key: Path
    proxy: Proxy
    pac: PacServer

    @property
    def url(self) -> str:
        return f"https://{HUB_NAME}:{self.hub_port}"

    @property
    def way(self) -> Way:
        return way_of(read_policy(f'{{"CaFile": "{self.cert}", "Proxy": {{"mode": "pac", "pac": "{self.pac.url}"}}}}'))

    @property
    def told(self) -> Told:
        finder = self.way.finder()
        assert finder is not None
        return finder.told(self.url)

    def hello(self, deadline_s: float = 15.0) -> str:
        return HttpHubLink(self.url, way=self.way, deadline_s=deadline_s).hello().product


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Network]:
    folder = tmp_path_factory.mktemp("hub")
    cert, key = certificate(folder, HUB_NAME)
    with company_store("sqlite", folder, request.config) as store:
        app = build_app(store, FixedClock(NOW), ScoredSums(TERMS.rules), TERMS)
        server = HubServer(app, read_listen("127.0.0.1:0", cert, key))
        server.start()
        port = int(server.url.rpartition(":")[2])
        proxy, pac = Proxy(port), PacServer()
        with closing(proxy, pac):
            yield Network(store, port, cert, key, proxy, pac)
        server.stop()


@pytest.fixture
def network(hub: Network) -> Iterator[Network]:
    way_out._FINDERS.clear()
    hub.proxy.asked.clear()
    hub.pac.status, hub.pac.moved_to, hub.pac.fetched = 200, "", 0
    hub.pac.says(f"PROXY {hub.proxy.place}")
    yield hub
    way_out._FINDERS.clear()


def test_a_desk_joins_syncs_and_is_woken_through_the_proxy_that_a_script_names(
    network: Network, tmp_path: Path
) -> None:
    network.pac.script = _SCRIPT.replace("PROXY", f"PROXY {network.proxy.place}")
    desk = desk_of(network, tmp_path)
    heard, stop = threading.Event(), threading.Event()
    try:
        desk.sync.enroll(network.url, invite(network.store, "Ada", NOW)[0], "a laptop")
        following = threading.Thread(target=desk.sync.follow, args=(heard.set, stop))
        following.start()
        assert heard.wait(20)
        assert desk.sync.round()[0].pending == 0
    finally:
        stop.set()
        following.join(20)
        desk.store.close()
    assert set(network.proxy.asked) == {f"{HUB_NAME}:{network.hub_port}"}
    # one answer is good for all of it
    assert network.pac.fetched == 1


def desk_of(network: Network, folder: Path) -> Desk:
    store = open_store(folder / "desk.db", KEY)
    return build_desk(
        store,
        FixedClock(NOW),
        shipped(),
        lambda url, token: HttpHubLink(url, token, way=network.way),
        machine_zone="America/New_York",
    )


def test_the_second_way_is_gone_when_nobody_answers_at_the_first_which_is_tried_last_then(network: Network) -> None:
    dead = closed_port()
    network.pac.says(f"PROXY 127.0.0.1:{dead}; PROXY {network.proxy.place}")
    assert network.hello() == "followthrough"
    finder = network.way.finder()
    assert finder is not None
    assert finder.ways(network.url) == (f"http://{network.proxy.place}", f"http://127.0.0.1:{dead}")


def test_a_proxy_that_hangs_up_is_gone_around_and_one_that_says_no_is_not(network: Network) -> None:
    nobody = Proxy(closed_port())
    refusing = Proxy(network.hub_port, refuses=403)
    with closing(nobody, refusing):
        network.pac.says(f"PROXY {nobody.place}; PROXY {network.proxy.place}")
        assert network.hello() == "followthrough"
        way_out._FINDERS.clear()
        network.pac.says(f"PROXY {refusing.place}; PROXY {network.proxy.place}")
        network.proxy.asked.clear()
        with pytest.raises(HubUnreachable, match="proxy did not let the request through"):
            network.hello()
    assert network.proxy.asked == []


@pytest.mark.parametrize("mode", ["pac", "manual"])
def test_a_proxy_that_is_spoken_to_over_tls_is_trusted_by_the_same_certificates(network: Network, mode: str) -> None:
    trust = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trust.load_cert_chain(network.cert, network.key)
    proxy = Proxy(network.hub_port, trust=trust)
    with closing(proxy):
        network.pac.says(f"HTTPS {proxy.place}")
        way = network.way if mode == "pac" else Way("manual", f"https://{proxy.place}", str(network.cert))
        assert HttpHubLink(network.url, way=way, deadline_s=15.0).hello().product == "followthrough"
    assert proxy.asked == [f"{HUB_NAME}:{network.hub_port}"]


def test_a_name_that_is_none_keeps_no_desk_from_the_proxy_behind_it(network: Network) -> None:
    network.pac.says(f"PROXY a..b:8080; HTTPS [::::]:1; PROXY {network.proxy.place}")
    assert network.hello() == "followthrough"
    assert "names what is not supported: PROXY a..b:8080, HTTPS [::::]:1" in network.told.fault


def test_direct_is_the_way_without_a_proxy(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    lead_home(monkeypatch)
    network.pac.says("DIRECT")
    assert network.hello() == "followthrough"
    network.pac.says(f"PROXY 127.0.0.1:{closed_port()}; DIRECT")
    way_out._FINDERS.clear()
    assert network.hello() == "followthrough"
    assert network.proxy.asked == []


def lead_home(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the hub's name lead to this machine, as the company's own name server would."""
    look_up = socket.getaddrinfo

    def at_home(host: str, *words: object, **more: object) -> object:
        return look_up("127.0.0.1" if host == HUB_NAME else host, *words, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", at_home)


@pytest.mark.parametrize(
    ("script", "status", "why"),
    [
        ("function FindProxyForURL(url, host) { while (true) {} }", 200, "is broken: it runs for too long"),
        ("function FindProxyForURL(url, host) { return 'PROXY", 200, "is broken: SyntaxError"),
        ("", 404, "could not be fetched: its server answers 404"),
        ("x" * (1024 * 1024 + 1), 200, "could not be fetched: it is larger than a megabyte"),
    ],
    ids=["endless", "syntax", "404", "large"],
)
def test_a_script_that_says_nothing_leaves_the_way_without_a_proxy_and_is_told(
    network: Network, monkeypatch: pytest.MonkeyPatch, script: str, status: int, why: str
) -> None:
    monkeypatch.setattr("app.outside.pac_script.LONGEST_S", 0.2)
    lead_home(monkeypatch)
    network.pac.script, network.pac.status = script, status
    assert network.hello() == "followthrough"
    assert network.told.ways == ("",)
    assert f"The PAC script {network.pac.url} {why}" in network.told.fault
    assert network.told.fault.endswith("; no proxy is used.")


def test_a_server_of_scripts_that_is_away_leaves_the_script_there_was(network: Network) -> None:
    assert network.hello() == "followthrough"
    finder = network.way.finder()
    assert finder is not None
    finder._kept.clear()
    network.pac.status = 503
    assert network.hello() == "followthrough"
    assert "its server answers 503; the one of before holds" in finder.last_fault()
    assert len(network.proxy.asked) == 2


def test_a_script_may_have_moved_and_may_be_a_file(network: Network, tmp_path: Path) -> None:
    with closing(moved := PacServer(status=302)):
        moved.moved_to = network.pac.url
        assert HttpHubLink(network.url, way=Way("pac", ca_file=str(network.cert), pac=moved.url)).hello()
    file = tmp_path / "a proxy.pac"
    file.write_bytes(b"\xef\xbb\xbf" + network.pac.script.encode())
    assert HttpHubLink(network.url, way=Way("pac", ca_file=str(network.cert), pac=file.as_uri())).hello()
    way = Way("pac", ca_file=str(network.cert), pac=(tmp_path / "none.pac").as_uri())
    finder = way.finder()
    assert finder is not None
    assert "the file cannot be read: No such file" in finder.told(network.url).fault


def test_a_script_over_tls_is_fetched_by_the_same_trust(network: Network) -> None:
    # a hub answers it with a page that is no script, by which it is seen that it was reached
    address = f"https://127.0.0.1:{network.hub_port}/v1/hello"
    for ca_file, why in ((str(network.cert), "is broken"), ("", "certificate is not trusted")):
        finder = Way("pac", ca_file=ca_file, pac=address).finder()
        assert finder is not None
        assert why in finder.told(network.url).fault


def test_a_server_of_scripts_that_takes_a_line_and_says_nothing_is_not_waited_for(
    network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pac_file, "_STEP_S", 0.2)
    lead_home(monkeypatch)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        way = Way("pac", ca_file=str(network.cert), pac=f"http://127.0.0.1:{silent.getsockname()[1]}/proxy.pac")
        assert HttpHubLink(network.url, way=way).hello()
        finder = way.finder()
        assert finder is not None
        assert "its server does not answer in time" in finder.last_fault()


def test_a_companys_sign_in_is_reached_as_the_script_says_of_it(network: Network) -> None:
    assert b"followthrough" in fetch(f"{network.url}/v1/hello", way=network.way)
    assert network.proxy.asked == [f"{HUB_NAME}:{network.hub_port}"]


def test_a_script_that_wants_socks_alone_is_not_gone_around(network: Network) -> None:
    network.pac.says("SOCKS5 socks.example.com:1080")
    with pytest.raises(HubUnreachable, match="proxy did not let"):
        network.hello()
    assert "names what is not supported: SOCKS5 socks.example.com:1080" in network.told.fault
    assert network.proxy.asked == []


def test_a_hub_on_this_machine_is_asked_straight_and_no_script_is_fetched(network: Network) -> None:
    assert HttpHubLink(f"https://127.0.0.1:{network.hub_port}", way=network.way).hello()
    assert (network.pac.fetched, network.proxy.asked) == (0, [])
