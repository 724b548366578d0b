"""What a PAC script answers, "PROXY a:8080; DIRECT", as ways to be tried in their order."""

from __future__ import annotations

import ipaddress
import re

import msgspec

#: the way without a proxy
STRAIGHT = ""
_PORTS = {"PROXY": ("http", 80), "HTTP": ("http", 80), "HTTPS": ("https", 443)}
_PLACE = re.compile(r"(\[[0-9a-f:.]+\]|[\w.-]+)(?::(\d{1,5}))?", re.IGNORECASE | re.ASCII)


class Ways(msgspec.Struct, frozen=True):
    """Proxies by their addresses, `STRAIGHT` for none. `passed_over` is what was named and cannot be gone."""

    tried: tuple[str, ...]
    passed_over: tuple[str, ...] = ()


def read_ways(said: str) -> Ways:
    """Read an answer as browsers do: one without any meaning is the way without a proxy.

    One that names nothing but other kinds of proxies is not: who wrote it does not want this machine to go straight.
    """
    tried: list[str] = []
    passed_over: list[str] = []
    for word in filter(None, (each.strip() for each in said.split(";"))):
        way = _way(word)
        if way is None:
            passed_over.append(word)
        elif way not in tried:
            tried.append(way)
    if not tried and not any(word.upper().startswith("SOCKS") for word in passed_over):
        tried.append(STRAIGHT)
    return Ways(tuple(tried), tuple(passed_over))


def _way(word: str) -> str | None:
    kind, _, place = word.partition(" ")
    if kind.upper() == "DIRECT":
        return STRAIGHT
    found = _PLACE.fullmatch(place.strip())
    if kind.upper() not in _PORTS or found is None or not _may_be(found[1]):
        return None
    scheme, port = _PORTS[kind.upper()]
    return f"{scheme}://{found[1].lower()}:{found[2] or port}"


def _may_be(host: str) -> bool:
    """Return whether a machine may be called so; a name that cannot be looked up fails past all who await a failure."""
    try:
        if host.startswith("["):
            ipaddress.IPv6Address(host[1:-1])
        else:
            host.encode("idna")
    except ValueError:
        return False
    return True


def shown(way: str) -> str:
    """Return a way for people."""
    return way or "straight"
