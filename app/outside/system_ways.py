"""The ways out that Windows and macOS say themselves, a set-up script and automatic detection included."""

from __future__ import annotations

import re
import ssl
import sys
from collections.abc import Callable, Sequence
from typing import Protocol
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import msgspec

from app.outside.pac import PacSource
from app.outside.pac_words import STRAIGHT
from app.outside.way_finder import Source, Told

_BY = "the system's settings"
_BETWEEN = re.compile(r"[;\s]+")


class Automatic(msgspec.Struct, frozen=True):
    """What Windows is set to find its proxy by: by itself, or with a script."""

    detects: bool
    script: str


class Asked(msgspec.Struct, frozen=True):
    """What Windows answered: proxies as it lists them, "" for none; `error` is its number, 0 where all is well."""

    proxies: str = ""
    error: int = 0


class WinHttp(Protocol):
    """As much of that library as is used."""

    def automatic(self) -> Automatic: ...
    def proxies_for(self, url: str, script: str) -> Asked: ...


class CFNetwork(Protocol):
    """As much of that library as is used: each proxy's kind, and where it is."""

    def proxies_for(self, url: str) -> list[tuple[str, str]]: ...


def system_source(trust: ssl.SSLContext) -> Source | None:
    """Return what knows this system's ways, None where that is read elsewhere."""
    if sys.platform == "win32":
        from app.outside.win_http import CtypesWinHttp

        return SystemSource("Windows", lambda: WindowsSource(CtypesWinHttp()))
    if sys.platform == "darwin":
        from app.outside.cf_network import CtypesCFNetwork

        return SystemSource("macOS", lambda: MacSource(CtypesCFNetwork(), lambda script: PacSource(script, trust, _BY)))
    return None


class Asks(Protocol):
    def find(self, url: str, until: float, /) -> Told: ...


class SystemSource:
    """Asks the system; where that cannot be done the proxy holds that its settings list, which is told."""

    def __init__(self, system: str, make: Callable[[], Asks]) -> None:
        self._system, self._make = system, make
        self._asks: Asks | None = None

    def find(self, url: str, until: float) -> Told:
        try:
            if self._asks is None:
                self._asks = self._make()
            return self._asks.find(url, until)
        except Exception as error:  # noqa: BLE001 - a library that is another than it was must cut no desk off
            why = f"{self._system} cannot be asked which proxy is to be used: {type(error).__name__}."
            return static(url, why)

    def late(self, url: str) -> Told:
        why = f"{self._system} does not say in time which proxy is to be used."
        return static(url, why)


class WindowsSource:
    """Has Windows itself find, fetch and run: what is detected first, then the script that is named, then the list."""

    def __init__(self, library: WinHttp) -> None:
        self._library = library

    def find(self, url: str, _until: float) -> Told:
        set_to = self._library.automatic()
        why = ""
        for script in (*([""] if set_to.detects else []), *filter(None, (set_to.script,))):
            asked = self._library.proxies_for(url, script)
            by = f"the script {script}, named by {_BY}" if script else f"detected, as {_BY} say"
            if not asked.error:
                return _told(*_listed(asked.proxies, url), by)
            # that a network has nothing to detect is no fault of it: most have not, and Windows looks all the same
            why = f"The PAC script {script} cannot be used: Windows says {asked.error}." if script else ""
        return static(url, why)


class MacSource:
    """Has macOS say which of its settings holds for an address; a script that is named is run here."""

    def __init__(self, library: CFNetwork, source_of: Callable[[str], PacSource]) -> None:
        self._library, self._source_of = library, source_of
        self._scripts: dict[str, PacSource] = {}

    def find(self, url: str, until: float) -> Told:
        ways, others = [], []
        for kind, place in self._library.proxies_for(url):
            if kind == "script":
                return self._scripts.setdefault(place, self._source_of(place)).find(url, until)
            if kind in ("http", "none"):
                ways.append(f"http://{place}" if kind == "http" else STRAIGHT)
            elif kind == "socks":
                others.append(f"{kind} {place}")
        return _told(ways, others, _BY)


def static(url: str, why: str = "") -> Told:
    """Return the proxy that the settings list, as Python reads them; `why` nobody else was asked is told with it."""
    parts = urlsplit(url)
    proxy = "" if not parts.hostname or proxy_bypass(parts.hostname) else getproxies().get(parts.scheme, "")
    # Windows writes one for https without saying how it is spoken to
    ways = [f"http://{proxy.partition('://')[2] or proxy}"] if proxy else []
    told = _told([], [proxy], _BY) if proxy.startswith("socks") else _told(ways, [], _BY)
    return msgspec.structs.replace(told, fault=" ".join(filter(None, (why, told.fault))))


def _listed(proxies: str, url: str) -> tuple[list[str], list[str]]:
    """Read Windows' list: "one:8080;two:8080", or with "https=" before what is for one kind of address alone.

    Return the ways, and what holds for such an address and cannot be gone.
    """
    scheme = urlsplit(url).scheme
    ways, others = [], []
    for word in filter(None, _BETWEEN.split(proxies)):
        kind, marked, place = word.rpartition("=")
        how, _, place = place.rpartition("://")
        if kind == "socks" or how.startswith("socks"):
            others.append(word)
        elif (not marked or kind == scheme) and how in ("", "http"):
            ways.append(f"http://{place}")
    return ways, others


def _told(ways: Sequence[str], others: Sequence[str], by: str) -> Told:
    """Return what a system says; one that names SOCKS alone does not want this machine to go straight."""
    if ways or not others:
        return Told(tuple(dict.fromkeys(ways)) or (STRAIGHT,), by)
    named = ", ".join(dict.fromkeys(others))
    return Told((), by, f"No proxy is named that this program can use, but {named}; said by {by}.")
