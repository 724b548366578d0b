"""A PAC script is run as browsers run it, reaches nothing, and never for long."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.outside.pac_script import MOST_NAMES, PacBroken, what_it_says
from app.outside.pac_words import Ways, read_ways

HUB = "https://hub.example.com:8787/v1/push?secret=1"
NAMES = {"hub.example.com": ["2001:db8::7", "10.20.30.40"], "proxy.example.com": ["10.0.0.9"]}


def says(body: str, url: str = HUB, own: Sequence[str] = ("10.1.2.3",)) -> str:
    script = f"function FindProxyForURL(url, host) {{ {body} }}"
    return what_it_says(script, url, lambda name: NAMES.get(name, []), own, time.monotonic() + 20)


def holds(words: str) -> bool:
    return says(f'return ({words}) ? "yes" : "no";') == "yes"


@pytest.mark.parametrize(
    ("said", "ways", "passed_over"),
    [
        (
            "PROXY a.example.com:8080; PROXY b.example.com:3128; DIRECT",
            ("http://a.example.com:8080", "http://b.example.com:3128", ""),
            (),
        ),
        ("proxy a.example.com ;", ("http://a.example.com:80",), ()),
        (
            "HTTPS a.example.com; HTTPS b.example.com:8443",
            ("https://a.example.com:443", "https://b.example.com:8443"),
            (),
        ),
        ("PROXY [2001:db8::1]:8080", ("http://[2001:db8::1]:8080",), ()),
        (
            "SOCKS5 s.example.com:1080; PROXY a.example.com:1",
            ("http://a.example.com:1",),
            ("SOCKS5 s.example.com:1080",),
        ),
        # whoever wants SOCKS alone does not want this machine to go straight
        ("SOCKS s.example.com:1080", (), ("SOCKS s.example.com:1080",)),
        ("", ("",), ()),
        # names that nobody can look up
        (
            "PROXY a..b:8080; PROXY .; HTTPS [::::]:1; PROXY [::1]:1; DIRECT",
            ("http://[::1]:1", ""),
            ("PROXY a..b:8080", "PROXY .", "HTTPS [::::]:1"),
        ),
        ("nonsense", ("",), ("nonsense",)),
        ("PROXY a b; PROXY user@a:1; PROXY a:123456", ("",), ("PROXY a b", "PROXY user@a:1", "PROXY a:123456")),
    ],
)
def test_an_answer_is_the_ways_it_names_in_their_order(
    said: str, ways: tuple[str, ...], passed_over: tuple[str, ...]
) -> None:
    assert read_ways(said) == Ways(ways, passed_over)


def test_a_script_hears_of_an_address_where_it_is_and_not_what_is_asked_there() -> None:
    assert says('return url + " " + host;') == "https://hub.example.com:8787/ hub.example.com"


@pytest.mark.parametrize(
    "words",
    [
        'isPlainHostName("hub") && !isPlainHostName(host)',
        'dnsDomainIs(host, ".Example.com") && !dnsDomainIs(host, ".example.org")',
        'localHostOrDomainIs("hub", "hub.example.com") && localHostOrDomainIs(host, "hub.example.com")',
        '!localHostOrDomainIs("home.example.com", "hub.example.com")',
        "dnsDomainLevels(host) === 2",
        'shExpMatch(url, "https://*.example.com*") && shExpMatch(host, "h?b.*") && !shExpMatch(host, "hub")',
        '!shExpMatch("axb", "a.b") && shExpMatch("a+b", "a+b")',
        'dnsResolve(host) === "10.20.30.40" && dnsResolve("nowhere.example.com") === null',
        'isResolvable(host) && !isResolvable("nowhere.example.com")',
        'isInNet(host, "10.20.0.0", "255.255.0.0") && !isInNet(host, "10.21.0.0", "255.255.0.0")',
        'isInNet("192.168.7.1", "192.168.0.0", "255.255.0.0") && !isInNet("nowhere.example.com", "0.0.0.0", "0.0.0.0")',
        'isInNet(myIpAddress(), "10.1.0.0", "255.255.0.0")',
        'convert_addr("128.0.0.1") === (128 << 24) + 1',
        'dnsResolveEx(host) === "2001:db8::7;10.20.30.40" && dnsResolveEx("nowhere.example.com") === ""',
        'isInNetEx(host, "2001:db8::/32") && isInNetEx(host, "10.16.0.0/12") && !isInNetEx(host, "2001:db9::/32")',
        '!isInNetEx(host, "no/8") && !isInNetEx(host, "10.0.0.0/33") && isResolvableEx(host)',
        'myIpAddressEx() === "10.1.2.3" && getClientVersion() === "1.0" && sortIpAddressList("a;b") === "a;b"',
        'weekdayRange("SUN", "SAT") && weekdayRange("mon", "sun", "GMT") && !weekdayRange("DAY")',
        "timeRange(0, 23) && timeRange(0, 0, 0, 23, 59, 59) && dateRange(1, 31) && dateRange(1995, 2999)",
        'dateRange("JAN", "DEC") && dateRange(1, "JAN", 31, "DEC") && !dateRange(1, "JAN", 1995, 31, "DEC", 1996)',
    ],
)
def test_what_scripts_call_is_there(words: str) -> None:
    assert holds(words)


def test_days_and_hours_are_those_of_the_clock() -> None:
    now = datetime.now(UTC)  # noqa: TID251 - a script has no other clock than the machine's
    days = ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"]
    today, tomorrow, after = (days[(now.weekday() + n) % 7] for n in range(3))
    # within a minute of midnight all of it would be another day's
    if now.hour < 23:
        assert holds(f'weekdayRange("{today}", "GMT") && !weekdayRange("{tomorrow}", "GMT")')
        assert holds(f'!weekdayRange("{tomorrow}", "{after}", "GMT") && weekdayRange("{after}", "{today}", "GMT")')
        assert holds(f'timeRange({now.hour}, {now.hour + 1}, "GMT") && dateRange({now.day}, "GMT")')
        assert holds(f'timeRange({now.hour}, 0, {now.hour + 1}, 59, "GMT")')
        assert holds(f'dateRange({now.day}, "{now:%b}", {now.year}, "GMT") && !dateRange({now.year + 1}, "GMT")')


def test_a_name_that_is_asked_for_in_a_try_is_looked_up_as_well() -> None:
    body = 'var found; try { found = dnsResolve(host); } catch (e) { found = "none"; } return "PROXY " + found + ":1";'
    assert says(body) == "PROXY 10.20.30.40:1"


@pytest.mark.parametrize(
    ("script", "why"),
    [
        ("function FindProxyForURL(url, host) { return 'PROXY a:1", "SyntaxError"),
        ("function FindProxyForURL(url, host) { return undefinedName; }", "undefinedName is not defined"),
        ("function Other() {}", "not a function"),
        ("function FindProxyForURL() { return null; }", "returns no text"),
        ("function FindProxyForURL() { return FindProxyForURL() + 1; }", "call stack"),
        ("function FindProxyForURL() { var a = []; while (true) a.push('x'.repeat(1000) + a.length); }", "memory"),
        ("<html>Sign in first</html>", "SyntaxError"),
        ("FindProxyForURL = 7; begin = 7;", "not a function"),
    ],
)
def test_a_broken_script_says_how_it_is_broken(script: str, why: str) -> None:
    with pytest.raises(PacBroken, match=why):
        what_it_says(script, HUB, lambda _name: [], (), time.monotonic() + 20)


@pytest.mark.parametrize(
    "endless",
    [
        "while (true) {}",
        "for (;;) { try { while (true) {} } catch (e) {} }",
        "/^(a+)+$/.test('a'.repeat(40) + 'b');",
        "Array.prototype.indexOf.call({length: Math.pow(2, 53) - 1}, 1);",
    ],
)
def test_an_endless_script_ends_and_meanwhile_others_work(endless: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.outside.pac_script.LONGEST_S", 0.1)
    ended = threading.Event()

    def run() -> None:
        with pytest.raises(PacBroken, match="runs for too long"):
            says(endless)
        ended.set()

    thread = threading.Thread(target=run)
    thread.start()
    turns = 0
    while not ended.wait(0.005):
        turns += 1
    thread.join()
    assert turns > 3


def test_a_script_that_asks_for_names_for_ever_is_broken() -> None:
    with pytest.raises(PacBroken, match=f"more than {MOST_NAMES} names"):
        says("var n = 0; while (true) { dnsResolve('n' + n + '.example.com'); n += 1; }")


@pytest.mark.parametrize(
    "word", ["require", "process", "fetch", "XMLHttpRequest", "std", "os", "Worker", "load", "print"]
)
def test_nothing_is_there_that_reaches_a_file_or_the_network(word: str) -> None:
    assert holds(f'typeof {word} === "undefined"')


def test_no_module_is_imported_whatever_it_is_called(tmp_path: Path) -> None:
    (tmp_path / "x.js").write_text("export default 1;")
    body = f'var got = "nothing"; import("{tmp_path}/x.js").then(function () {{ got = "it"; }}); return got;'
    assert says(body) == "nothing"


def test_one_run_leaves_nothing_for_the_next() -> None:
    body = 'if (typeof kept !== "undefined") return "kept"; kept = 1; return "new";'
    assert [says(body), says(body)] == ["new", "new"]
