"""What somebody at a hub's address answered, read no further than a hub's answer can be long."""

from __future__ import annotations

import httpx
import msgspec

from app.protocol.limits import ANSWER_BYTES


class Told(msgspec.Struct, frozen=True):
    """A whole answer."""

    status: int
    headers: httpx.Headers
    body: bytes


def read_told(response: httpx.Response) -> Told:
    """Read an answer to its end; raises DecodingError for one that unpacks to more than any hub sends."""
    body = bytearray()
    # a part is what came in one piece from the network, so even one that unpacks a thousandfold fits in memory
    for part in response.iter_bytes():
        body += part
        if len(body) > ANSWER_BYTES:
            raise httpx.DecodingError("longer than any answer of a hub", request=response.request)
    return Told(response.status_code, response.headers, bytes(body))
