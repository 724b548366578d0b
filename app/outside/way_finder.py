"""Which ways lead to an address, by whoever says so: asked off to the side, within bounds, kept for a while."""

from __future__ import annotations

import queue
import socket
import threading
import time
from collections.abc import Callable
from typing import Protocol
from urllib.parse import urlsplit

import msgspec

#: nobody waits longer for an answer
LONGEST_S = 5.0
KEPT_S = 600.0
#: an answer that is a way out of trouble, and one of whose ways failed, is soon asked for anew
KEPT_BADLY_S = 60.0
#: how long a way that failed is tried last, as in Chrome
SHUNNED_S = 300.0
#: a machine's number and a port of it
Place = tuple[str, int]
#: in no network there is (RFC 5737): which of this machine's addresses leads out is asked by it, and nothing is sent
OUTSIDE: Place = ("192.0.2.1", 443)


class Told(msgspec.Struct, frozen=True):
    """The ways to an address in their order, "" for straight, and who said so. `fault` is "" where all is well.

    They hold for as long as the same address of this machine leads to `server`.
    """

    ways: tuple[str, ...]
    by: str
    fault: str = ""
    server: Place = OUTSIDE


class Source(Protocol):
    """Knows the ways: `find` may take its time, raises nothing of the world's, and is told when to be done.

    `late` is what holds while it takes longer.
    """

    def find(self, url: str, until: float, /) -> Told: ...
    def late(self, url: str, /) -> Told: ...


class _Kept(msgspec.Struct, frozen=True):
    told: Told
    at: float
    until: float
    seen_from: str


def own_address(server: Place = OUTSIDE) -> str:
    """Return which of this machine's addresses leads to another machine, or out; "" without a network."""
    try:
        with socket.socket(socket.AF_INET6 if ":" in server[0] else socket.AF_INET, socket.SOCK_DGRAM) as line:
            # of a datagram this sends nothing: it is the routing table that answers
            line.connect(server)
            return str(line.getsockname()[0])
    except OSError:
        return ""


class WayFinder:
    """Asks a source once for each site, and anew after a while, once a way has failed, or from another network."""

    def __init__(
        self,
        source: Source,
        *,
        now: Callable[[], float] = time.monotonic,
        seen_from: Callable[[Place], str] = own_address,
        longest_s: float = LONGEST_S,
    ) -> None:
        self._source, self._now, self._seen_from, self._longest_s = source, now, seen_from, longest_s
        self._kept: dict[str, _Kept] = {}
        self._shunned: dict[str, float] = {}
        self._lock, self._handing = threading.Lock(), threading.Lock()
        #: whether somebody was asked who has not answered yet, and is not waited for
        self._hangs = False

    def ways(self, url: str) -> tuple[str, ...]:
        """Return the ways to try, those that failed lately last."""
        told, now = self.told(url), self._now()
        return tuple(sorted(told.ways, key=lambda way: self._shunned.get(way, 0.0) > now))

    def told(self, url: str) -> Told:
        """Return what was said of an address, asking where that is not known any more."""
        site = site_of(url)
        with self._lock:
            kept = self._kept.get(site)
            if kept is None or self._now() >= kept.until or kept.seen_from != self._seen_from(kept.told.server):
                kept = self._kept[site] = self._kept_of(self._within_bounds(site))
            return kept.told

    def last_fault(self) -> str:
        """Return what is wrong as far as is known, "" for nothing; asks nobody, and waits for nobody.

        An answer is believed while it is kept, and the newest until there is another: of a place that is asked for
        once, such as where one signs in, nobody would ever hear that it was mended.
        """
        kept, now = tuple(self._kept.values()), self._now()
        newest = max((one.at for one in kept), default=now)
        return next((one.told.fault for one in kept if one.told.fault and (one.at == newest or now < one.until)), "")

    def failed(self, url: str, way: str) -> None:
        """Take note that nobody can be reached by a way."""
        with self._lock:
            now = self._now()
            self._shunned[way] = now + SHUNNED_S
            kept = self._kept.get(site_of(url))
            if kept is not None:
                soon = min(kept.until, max(now, kept.at + KEPT_BADLY_S))
                self._kept[site_of(url)] = msgspec.structs.replace(kept, until=soon)

    def _kept_of(self, told: Told) -> _Kept:
        now = self._now()
        return _Kept(told, now, now + (KEPT_BADLY_S if told.fault else KEPT_S), self._seen_from(told.server))

    def _within_bounds(self, site: str) -> Told:
        """Ask on a thread of its own: a look-up of a name, or a system, that never comes back is left alone with it."""
        if self._hangs:
            return self._source.late(site)
        found: queue.SimpleQueue[Told | Exception] = queue.SimpleQueue()
        until = time.monotonic() + self._longest_s
        ask = threading.Thread(target=self._find, args=(site, until, found), name="way-finder", daemon=True)
        ask.start()
        try:
            told = found.get(timeout=self._longest_s)
        except queue.Empty:
            with self._handing:
                if found.empty():
                    self._hangs = True
                    return self._source.late(site)
                told = found.get()
        if isinstance(told, Exception):
            raise told
        return told

    def _find(self, site: str, until: float, found: queue.SimpleQueue[Told | Exception]) -> None:
        told: Told | Exception
        try:
            told = self._source.find(site, until)
        except Exception as error:  # noqa: BLE001 - handed to who waits, who raises it
            told = error
        with self._handing:
            found.put(told)
            if self._hangs:
                # nobody waits for it any more: it is there for who asks next
                self._hangs = False
                if isinstance(told, Told):
                    self._kept[site] = self._kept_of(told)


def site_of(url: str) -> str:
    """Return an address as far as a way may hang on it."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}/"
