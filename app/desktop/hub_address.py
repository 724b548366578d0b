"""The address of a hub as a person types it."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from app.errors import BadInput

LONGEST = 500
_HERE = ("localhost", "127.0.0.1", "[::1]")


def read_hub_address(text: str) -> str:
    """Return the address without the slash at its end. Raises BadInput for what no hub can be asked under."""
    address = text.strip().rstrip("/")
    if address and "://" not in text:
        # as people say it; beyond this machine a hub speaks TLS only
        address = f"{'http' if address.startswith(_HERE) else 'https'}://{address}"
    try:
        parts = urlsplit(address)
        found = parts.scheme in ("http", "https") and parts.hostname and (parts.port is None or parts.port > 0)
        # what no look-up of names takes raises as well
        (parts.hostname or "").encode("idna")
    except ValueError:
        found = False
    # a name in another script has a spelling in plain letters, which is the one that is asked for
    plain = address.isascii() and address.isprintable() and " " not in address and len(address) <= LONGEST
    if not (found and plain):
        raise BadInput("That is no address of a hub.", "Write it like https://hub.example.com:8787.")
    return address


def is_loopback(host: str) -> bool:
    """Return whether that is this machine by whatever network it is in."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def refuse_plain_http(address: str) -> None:
    """Raise BadInput for a hub of another machine that is not spoken to over TLS; a desk joins none."""
    parts = urlsplit(address)
    if parts.scheme == "http" and not is_loopback(parts.hostname or ""):
        raise BadInput("A hub is reached over https only.", f"Write https://{parts.netloc}.")
