"""The ways out that a company's PAC script says, and what is done where it says nothing."""

from __future__ import annotations

import socket
import ssl

from app.outside.pac_file import Script, fetch_script
from app.outside.pac_script import PacBroken, what_it_says
from app.outside.pac_words import STRAIGHT, read_ways
from app.outside.way_finder import OUTSIDE, Place, Told, own_address


class PacSource:
    """Fetches the script anew for each answer. Where that fails it goes on with the one it had, else straight.

    Straight is what browsers do, so that a server of scripts that is down closes no network; where straight leads
    nowhere the hub is as unreachable as it would be without.
    """

    def __init__(self, address: str, trust: ssl.SSLContext, named_by: str) -> None:
        self._address, self._trust = address, trust
        self._by = f"the PAC script {address}, named by {named_by}"
        self._last: Script | None = None

    def find(self, url: str, until: float) -> Told:
        why = ""
        try:
            self._last = fetch_script(self._address, self._trust, until)
        except PacBroken as broken:
            why = f"could not be fetched: {broken}"
        if self._last is None:
            return self._straight(why)
        try:
            said = what_it_says(self._last.text, url, resolve, own_addresses(self._last.server), until)
        except PacBroken as broken:
            return self._straight(f"is broken: {broken}")
        except ImportError:
            return self._straight("cannot be run by this build of the program")
        return self._read(said, f"{why}; the one of before holds" if why else "", self._last.server)

    def late(self, _url: str) -> Told:
        return self._straight("takes too long")

    def _read(self, said: str, why: str, server: Place) -> Told:
        ways = read_ways(said)
        if ways.passed_over:
            others = f"names what is not supported: {', '.join(ways.passed_over)}"
            why = "; ".join(filter(None, (why, others)))
        return Told(ways.tried, self._by, f"The PAC script {self._address} {why}." if why else "", server)

    def _straight(self, why: str) -> Told:
        server = self._last.server if self._last else OUTSIDE
        return Told((STRAIGHT,), self._by, f"The PAC script {self._address} {why}; no proxy is used.", server)


def resolve(name: str) -> list[str]:
    """Return a name's addresses as the system knows them, none for one it does not know."""
    try:
        found = socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def own_addresses(server: Place) -> list[str]:
    """Return what myIpAddress answers: the one that leads to the script's server, or out."""
    return [address for address in (own_address(server),) if address]
