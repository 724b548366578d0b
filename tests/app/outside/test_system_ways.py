"""Windows and macOS say which proxy holds, a script included; what stands in for their libraries answers as they do."""

from __future__ import annotations

import sys
import time

import pytest

from app.desktop.settings import NO_POLICY
from app.outside import system_ways, way_out, way_told
from app.outside.pac import PacSource
from app.outside.system_ways import Asked, Automatic, MacSource, SystemSource, WindowsSource
from app.outside.way_finder import Told, WayFinder
from app.outside.way_out import Way
from app.outside.ways_transport import WaysTransport

HUB = "https://hub.example.com/"
DETECTION_FAILED, NOT_FETCHED = 12180, 12167
PAC = "http://proxy.example.com/proxy.pac"


class Windows:
    """Answers by script, "" for what is detected."""

    def __init__(self, answers: dict[str, Asked], *, detects: bool = False, script: str = "") -> None:
        self.answers, self.asked = answers, list[str]()
        self.set_to = Automatic(detects, script)

    def automatic(self) -> Automatic:
        return self.set_to

    def proxies_for(self, url: str, script: str) -> Asked:
        assert url == HUB
        self.asked.append(script)
        return self.answers[script]


@pytest.fixture(autouse=True)
def nothing_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_ways, "getproxies", dict)
    monkeypatch.setattr(system_ways, "proxy_bypass", lambda host: host == "home.example.com")


def test_on_windows_a_script_that_is_named_is_run_by_windows() -> None:
    library = Windows({PAC: Asked("one.example.com:8080;two.example.com:8080")}, script=PAC)
    told = WindowsSource(library).find(HUB, 0)
    assert told.ways == ("http://one.example.com:8080", "http://two.example.com:8080")
    assert (told.by, told.fault) == (f"the script {PAC}, named by the system's settings", "")


def test_on_windows_what_is_detected_comes_first() -> None:
    library = Windows({"": Asked("wpad.example.com:8080"), PAC: Asked("")}, detects=True, script=PAC)
    assert WindowsSource(library).find(HUB, 0).ways == ("http://wpad.example.com:8080",)
    assert library.asked == [""]


def test_on_windows_a_network_without_anything_to_detect_is_no_fault() -> None:
    library = Windows({"": Asked(error=DETECTION_FAILED), PAC: Asked("")}, detects=True, script=PAC)
    # an answer without a proxy is one, too
    assert WindowsSource(library).find(HUB, 0) == Told(("",), f"the script {PAC}, named by the system's settings")
    library = Windows({"": Asked(error=DETECTION_FAILED)}, detects=True)
    assert WindowsSource(library).find(HUB, 0) == Told(("",), "the system's settings")


def test_on_windows_a_script_that_cannot_be_used_is_told_and_the_list_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_ways, "getproxies", lambda: {"https": "https://listed.example.com:3128"})
    source = WindowsSource(Windows({PAC: Asked(error=NOT_FETCHED)}, script=PAC))
    told = source.find(HUB, 0)
    assert told.ways == ("http://listed.example.com:3128",)
    assert told.fault == f"The PAC script {PAC} cannot be used: Windows says 12167."


@pytest.mark.parametrize(
    ("listed", "ways"),
    [
        ("a.example.com:1 b.example.com:2", ("http://a.example.com:1", "http://b.example.com:2")),
        ("http=a.example.com:1;https=b.example.com:2", ("http://b.example.com:2",)),
        ("https=http://b.example.com:2;socks=s.example.com:1080", ("http://b.example.com:2",)),
        ("http=a.example.com:1", ("",)),
        ("", ("",)),
    ],
)
def test_windows_list_is_read_for_the_kind_of_address(listed: str, ways: tuple[str, ...]) -> None:
    assert WindowsSource(Windows({PAC: Asked(listed)}, script=PAC)).find(HUB, 0).ways == ways


@pytest.mark.parametrize("listed", ["socks=s.example.com:1080", "http=a.example.com:1;socks5://s.example.com:1080"])
def test_on_windows_socks_alone_is_told_and_not_gone_around(listed: str) -> None:
    told = WindowsSource(Windows({PAC: Asked(listed)}, script=PAC)).find(HUB, 0)
    assert told.ways == ()
    assert told.fault.startswith("No proxy is named that this program can use, but socks")
    assert f"said by the script {PAC}" in told.fault


def test_socks_alone_in_the_settings_is_told_and_not_gone_around(monkeypatch: pytest.MonkeyPatch) -> None:
    # as Python reads "socks=s.example.com:1080" of Windows
    monkeypatch.setattr(system_ways, "getproxies", lambda: {"https": "socks://s.example.com:1080"})
    told = WindowsSource(Windows({})).find(HUB, 0)
    assert (told.ways, "socks://s.example.com:1080" in told.fault) == ((), True)
    assert WindowsSource(Windows({})).find("https://home.example.com/", 0).ways == ("",)


def test_what_the_settings_list_holds_but_for_their_exceptions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_ways, "getproxies", lambda: {"https": "http://listed.example.com:3128"})
    assert system_ways.static(HUB).ways == ("http://listed.example.com:3128",)
    assert system_ways.static("https://home.example.com/").ways == ("",)


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_a_library_that_is_not_there_or_hangs_leaves_what_the_settings_list(
    monkeypatch: pytest.MonkeyPatch, system: str
) -> None:
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setattr(system_ways, "getproxies", lambda: {"https": "http://listed.example.com:3128"})
    source = system_ways.system_source(way_out.trust())
    assert source is not None
    for told, why in ((source.find(HUB, 0), "cannot be asked"), (source.late(HUB), "does not say in time")):
        assert told.ways == ("http://listed.example.com:3128",)
        assert why in told.fault


class Mac:
    def __init__(self, *found: tuple[str, str]) -> None:
        self.found = list(found)

    def proxies_for(self, _url: str) -> list[tuple[str, str]]:
        return self.found


def by_system(library: Mac) -> SystemSource:
    return SystemSource("macOS", lambda: MacSource(library, of_script))


def of_script(address: str) -> PacSource:
    return PacSource(address, way_out.trust(), "the system's settings")


@pytest.mark.parametrize(
    ("found", "ways"),
    [
        (
            [("http", "a.example.com:1"), ("socks", "s.example.com:1080"), ("none", ":0")],
            ("http://a.example.com:1", ""),
        ),
        ([("none", ":0")], ("",)),
        ([], ("",)),
    ],
)
def test_on_macos_the_proxies_of_the_settings_hold(found: list[tuple[str, str]], ways: tuple[str, ...]) -> None:
    assert MacSource(Mac(*found), of_script).find(HUB, 0) == Told(ways, "the system's settings")


def test_on_macos_socks_alone_is_told_and_not_gone_around(monkeypatch: pytest.MonkeyPatch) -> None:
    library = Mac(("socks", "s.example.com:1080"))
    told = MacSource(library, of_script).find(HUB, 0)
    assert told.ways == ()
    assert told.fault == (
        "No proxy is named that this program can use, but socks s.example.com:1080; said by the system's settings."
    )
    monkeypatch.setattr(way_out, "_FINDERS", {Way(): WayFinder(by_system(library))})
    monkeypatch.setattr(way_out, "getproxies_environment", dict)
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(way_told, "company_policy", lambda: NO_POLICY)
    check = way_told.check_way(HUB)
    assert (check.ok, "The way now: no way" in check.detail) == (False, True)


def test_on_macos_a_script_that_the_settings_name_is_run_here(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path_factory.mktemp("pac") / "proxy.pac"
    script.write_text("function FindProxyForURL(url, host) { return 'PROXY a.example.com:1; DIRECT'; }")
    source = MacSource(Mac(("script", script.as_uri())), of_script)
    told = source.find(HUB, time.monotonic() + 20)
    assert told.ways == ("http://a.example.com:1", "")
    assert told.by == f"the PAC script {script.as_uri()}, named by the system's settings"


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_on_both_the_system_is_asked_unless_the_environment_names_a_proxy(
    monkeypatch: pytest.MonkeyPatch, system: str
) -> None:
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setattr(way_out, "_FINDERS", {})
    monkeypatch.setattr(system_ways, "system_source", lambda _trust: by_system(Mac(("http", "a:1"))))
    monkeypatch.setattr(way_out, "getproxies_environment", dict)
    means = Way().client(HUB)
    assert isinstance(means["transport"], WaysTransport)
    finder = Way().finder()
    assert finder is not None
    assert finder.ways(HUB) == ("http://a:1",)
    monkeypatch.setattr(way_out, "getproxies_environment", lambda: {"https": "http://proxy.example.com"})
    assert "transport" not in Way().client(HUB)
