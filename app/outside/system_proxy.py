"""The proxy a Linux desktop is set to, a PAC file's word included: asked of the desktop, which runs no script here."""

from __future__ import annotations

import sys
from contextlib import closing
from urllib.request import getproxies

from app.outside.buses import Buses

_PORTAL = ("org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop")
_LOOKS_UP = "org.freedesktop.portal.ProxyResolver"


def system_proxy(url: str, buses: Buses | None = None) -> str:
    """Return the proxy for an address, "" where there is none, nobody tells, or the environment names one already.

    On Windows and macOS that is all read where the environment is.
    """
    if not sys.platform.startswith("linux") or getproxies():
        return ""
    # asked once and not kept: a desk that is closed a moment later leaves no line to the bus open
    with closing(buses or Buses()) as asked:
        found = asked.ask("SESSION", _PORTAL, _LOOKS_UP, "Lookup", "s", (url,))
    first = str(found[0]) if isinstance(found, list) and found else ""
    return first if first.startswith(("http://", "https://")) else ""
