"""How a proxy itself is spoken to: one over TLS is trusted by the same certificates as what stands behind it."""

from __future__ import annotations

import ssl

import httpx


def proxy_at(address: str, trust: ssl.SSLContext) -> httpx.Proxy:
    # the library refuses a trust for one that is spoken to in the clear
    return httpx.Proxy(address, ssl_context=trust if address.startswith("https:") else None)
