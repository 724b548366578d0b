"""The libraries of Windows and macOS that say the way are called as they are written down; none of them is here."""

from __future__ import annotations

import ctypes
from typing import Any

import pytest

from app.outside import cf_network, win_http
from app.outside.cf_network import CtypesCFNetwork
from app.outside.system_ways import Asked, Automatic
from app.outside.win_http import CtypesWinHttp

HUB = "https://hub.example.com/"
PAC = "http://proxy.example.com/proxy.pac"


class Called:
    """A function of a library: remembers what shape it was given, and answers by another."""

    def __init__(self, answer: Any) -> None:
        self._answer, self.restype, self.argtypes = answer, None, ()

    def __call__(self, *given: Any) -> Any:
        return self._answer(*given)


class WindowsHere:
    """Writes into what it is handed, as Windows does, and keeps count of the texts that are not given back."""

    def __init__(self, *, detects: bool = True, script: str = PAC, first_error: int = 0) -> None:
        self.detects, self.script, self.error = detects, script, first_error
        self.out: dict[int, Any] = {}
        self.asked: list[tuple[int, str | None, bool]] = []
        self.WinHttpOpen = Called(lambda *_words: 77)
        self.WinHttpGetIEProxyConfigForCurrentUser = Called(self._settings)
        self.WinHttpGetProxyForUrl = Called(self._proxy)
        self.GlobalFree = Called(lambda at: self.out.pop(at) and None)

    def text(self, words: str) -> int | None:
        if not words:
            return None
        room = ctypes.create_unicode_buffer(words)
        self.out[ctypes.addressof(room)] = room
        return ctypes.addressof(room)

    def _settings(self, into: Any) -> int:
        settings = into._obj
        settings.detects, settings.script = self.detects, self.text(self.script)
        settings.proxies, settings.bypass = self.text("listed:1"), self.text("<local>")
        return 1

    def _proxy(self, session: int, url: str, wanted: Any, into: Any) -> int:
        assert (session, url) == (77, HUB)
        self.asked.append((wanted._obj.flags, wanted._obj.script, bool(wanted._obj.logs_on)))
        if self.error:
            return 0
        into._obj.access, into._obj.proxies = 3, self.text("one.example.com:8080;two.example.com:8080")
        return 1

    def last_error(self) -> int:
        error, self.error = self.error, 0
        return error


def on(windows: WindowsHere, monkeypatch: pytest.MonkeyPatch) -> CtypesWinHttp:
    monkeypatch.setattr(win_http.ctypes, "WinDLL", lambda _name, **_how: windows, raising=False)
    monkeypatch.setattr(win_http.ctypes, "get_last_error", windows.last_error, raising=False)
    return CtypesWinHttp()


def test_windows_is_asked_what_it_is_set_to_and_gets_its_texts_back(monkeypatch: pytest.MonkeyPatch) -> None:
    windows = WindowsHere()
    library = on(windows, monkeypatch)
    assert library.automatic() == Automatic(detects=True, script=PAC)
    assert library.proxies_for(HUB, PAC) == Asked("one.example.com:8080;two.example.com:8080")
    assert library.proxies_for(HUB, "").error == 0
    assert windows.asked == [(2, PAC, False), (1, None, False)]
    assert windows.out == {}


def test_windows_logs_on_only_where_it_is_asked_to(monkeypatch: pytest.MonkeyPatch) -> None:
    windows = WindowsHere(first_error=12015)
    assert on(windows, monkeypatch).proxies_for(HUB, PAC).proxies.startswith("one.")
    assert [logs_on for *_, logs_on in windows.asked] == [False, True]
    windows.error = 12167
    assert on(windows, monkeypatch).proxies_for(HUB, PAC) == Asked(error=12167)


def test_what_windows_writes_into_is_as_large_as_windows_takes_it_to_be() -> None:
    # of 64 bits, by its headers
    sizes = [ctypes.sizeof(one) for one in (win_http._Settings, win_http._Wanted, win_http._Found)]
    assert sizes == [32, 32, 24]


class MacHere:
    """Core Foundation over Python's own things: each by a number, as there, and each that was made is let go again."""

    def __init__(self, *proxies: dict[str, Any]) -> None:
        self.things: dict[int, Any] = {}
        self.made: set[int] = set()
        self.proxies = proxies
        calls: dict[str, Any] = {
            "CFStringCreateWithCString": self._text_made,
            "CFURLCreateWithString": self._address_made,
            "CFURLGetString": self._text_of_address,
            "CFStringGetCString": self._text_read,
            "CFArrayGetCount": self._count,
            "CFArrayGetValueAtIndex": self._at,
            "CFDictionaryGetValue": self._value,
            "CFNumberGetValue": self._number,
            "CFRelease": self._let_go,
            "CFNetworkCopySystemProxySettings": self._settings,
            "CFNetworkCopyProxiesForURL": self._found,
        }
        for name, answer in calls.items():
            setattr(self, name, Called(answer))

    def thing(self, value: Any, *, made: bool = False) -> int:
        number = 1000 + len(self.things)
        self.things[number] = value
        if made:
            self.made.add(number)
        return number

    def _text_made(self, _none: None, words: bytes, _how: int) -> int:
        return self.thing(words.decode(), made=True)

    def _address_made(self, _none: None, words: int, _base: None) -> int:
        return self.thing(self.things[words], made=True)

    def _text_of_address(self, address: int) -> int:
        return address

    def _text_read(self, words: int, room: Any, _size: int, _how: int) -> bool:
        room.value = str(self.things[words]).encode()
        return True

    def _count(self, array: int) -> int:
        return len(self.things[array])

    def _at(self, array: int, at: int) -> int:
        return self.thing(self.things[array][at])

    def _value(self, one: int, key: int) -> int | None:
        value = self.things[one].get(self.things[key])
        return None if value is None else self.thing(value)

    def _number(self, number: int, _kind: int, into: Any) -> bool:
        into._obj.value = self.things[number]
        return True

    def _let_go(self, number: int) -> None:
        self.made.remove(number)

    def _settings(self) -> int:
        return self.thing({}, made=True)

    def _found(self, address: int, _settings: int) -> int:
        assert self.things[address] == HUB
        return self.thing(self.proxies, made=True)


def test_macos_is_asked_for_each_proxy_and_nothing_of_it_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    mac = MacHere(
        {"kCFProxyTypeKey": "kCFProxyTypeAutoConfigurationURL", "kCFProxyAutoConfigurationURLKey": PAC},
        {
            "kCFProxyTypeKey": "kCFProxyTypeHTTPS",
            "kCFProxyHostNameKey": "a.example.com",
            "kCFProxyPortNumberKey": 8080,
        },
        {"kCFProxyTypeKey": "kCFProxyTypeNone"},
        {"kCFProxyTypeKey": "kCFProxyTypeFTP"},
    )
    monkeypatch.setattr(cf_network.ctypes, "CDLL", lambda _path: mac)
    monkeypatch.setattr(CtypesCFNetwork, "_key", lambda _self, name: mac.thing(name))
    library = CtypesCFNetwork()
    assert library.proxies_for(HUB) == [
        ("script", PAC),
        ("http", "a.example.com:8080"),
        ("none", ":0"),
        ("other", ":0"),
    ]
    assert mac.made == set()
