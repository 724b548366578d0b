"""How this machine reaches what is outside: whom it trusts, and through which proxy."""

from __future__ import annotations

import ssl
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.request import getproxies_environment

import msgspec
import truststore

from app.desktop.settings import CA_FILE, PROXY_MODE, PROXY_PAC, PROXY_URL, Policy
from app.outside.system_proxy import system_proxy

if TYPE_CHECKING:
    from app.outside.way_finder import WayFinder

#: systems that are asked for each address, since a script may be what is set there
_ASKED = ("win32", "darwin")


class Way(msgspec.Struct, frozen=True):
    """`mode` is "system", "none", "manual", through `proxy`, or "pac", as the script at `pac` says.

    `ca_file` is trusted beside the system's store.
    """

    mode: str = "system"
    proxy: str = ""
    ca_file: str = ""
    pac: str = ""

    def client(self, url: str, *, is_loopback: bool = False) -> dict[str, Any]:
        """Return what a client for this address is to be made with."""
        straight = {"verify": trust(self.ca_file), "proxy": None, "trust_env": False}
        # what runs on this machine is never behind the company's proxy
        if is_loopback or self.mode == "none":
            return straight
        if self.mode == "manual":
            from app.outside.to_proxy import proxy_at

            return {**straight, "proxy": proxy_at(self.proxy, trust(self.ca_file))}
        finder = self.finder()
        if finder is not None:
            from app.outside.ways_transport import WaysTransport

            return {**straight, "transport": WaysTransport(finder, trust(self.ca_file))}
        return {**straight, "proxy": system_proxy(url) or None, "trust_env": True}

    def finder(self) -> WayFinder | None:
        """Return who is asked for the ways to each address, None where they are known before; one for all who ask."""
        by_system = self.mode == "system" and sys.platform in _ASKED and not getproxies_environment()
        return _finder(self) if by_system or self.mode == "pac" else None


SYSTEM_WAY = Way()


def way_of(policy: Policy) -> Way:
    """Return the way out that a policy names; without one it is the system's."""
    mode = policy.word(PROXY_MODE, "system")
    return Way(mode, policy.word(PROXY_URL), policy.word(CA_FILE), policy.word(PROXY_PAC))


def last_fault() -> str:
    """Return what was wrong when ways were asked for last, "" for nothing; asks nobody."""
    return next(filter(None, (one.last_fault() for one in tuple(_FINDERS.values()))), "")


#: by way, for as long as the program runs: what one found out all others go by
_FINDERS: dict[Way, WayFinder] = {}


def _finder(way: Way) -> WayFinder | None:
    if way not in _FINDERS:
        made = _made(way)
        if made is None:
            return None
        # of two that are made at once the first is everybody's
        _FINDERS.setdefault(way, made)
    return _FINDERS[way]


def _made(way: Way) -> WayFinder | None:
    from app.outside.way_finder import WayFinder

    if way.mode == "pac":
        from app.outside.pac import PacSource

        return WayFinder(PacSource(way.pac, trust(way.ca_file), f"the policy {PROXY_PAC}"))
    from app.outside.system_ways import system_source

    source = system_source(trust(way.ca_file))
    return None if source is None else WayFinder(source)


@cache
def trust(ca_file: str = "") -> ssl.SSLContext:
    """Return the system's trust store, and a company's own certificates beside it."""
    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if ca_file:
        context.load_verify_locations(Path(ca_file).expanduser())
    return context
