"""How this machine reaches what is outside: whom it trusts, and through which proxy."""

from __future__ import annotations

import ssl
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import truststore

from app.desktop.settings import CA_FILE, PROXY_MODE, PROXY_URL, Policy
from app.outside.system_proxy import system_proxy


class Way(msgspec.Struct, frozen=True):
    """`mode` is "system", "none" or "manual", through `proxy`; `ca_file` is trusted beside the system's store."""

    mode: str = "system"
    proxy: str = ""
    ca_file: str = ""

    def client(self, url: str, *, is_loopback: bool = False) -> dict[str, Any]:
        """Return what a client for this address is to be made with."""
        straight = {"verify": trust(self.ca_file), "proxy": None, "trust_env": False}
        # what runs on this machine is never behind the company's proxy
        if is_loopback or self.mode == "none":
            return straight
        if self.mode == "manual":
            return {**straight, "proxy": self.proxy}
        return {**straight, "proxy": system_proxy(url) or None, "trust_env": True}


SYSTEM_WAY = Way()


def way_of(policy: Policy) -> Way:
    """Return the way out that a policy names; without one it is the system's."""
    return Way(policy.word(PROXY_MODE, "system"), policy.word(PROXY_URL), policy.word(CA_FILE))


@cache
def trust(ca_file: str = "") -> ssl.SSLContext:
    """Return the system's trust store, and a company's own certificates beside it."""
    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if ca_file:
        context.load_verify_locations(Path(ca_file).expanduser())
    return context
