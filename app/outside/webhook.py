"""Posting to a company's own receiver: the system's trust, a deadline, no redirects, nothing read of the answer."""

from __future__ import annotations

import ssl
from collections.abc import Mapping

import httpx
import truststore

from app.errors import WorldFailed

_DEADLINE_S = 15.0


def post(url: str, body: bytes, headers: Mapping[str, str], transport: httpx.BaseTransport | None = None) -> int:
    """Post a body and return the status; raises WorldFailed where nobody answers, or somebody without good TLS."""
    trust = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    try:
        with (
            httpx.Client(verify=trust, timeout=_DEADLINE_S, follow_redirects=False, transport=transport) as client,
            client.stream("POST", url, content=body, headers=dict(headers)) as response,
        ):
            return response.status_code
    except httpx.HTTPError:
        # its own words may name the address and more
        raise WorldFailed("The receiver of exhausted leads does not answer.", "It is sent next time.") from None
