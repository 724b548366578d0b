"""Request bodies within their bounds, and answers as JSON."""

from __future__ import annotations

import asyncio
import gzip
import re
import zlib
from typing import TypeVar

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from app.errors import BadInput
from app.protocol.limits import BODY_BYTES, INFLATED_BYTES, QUESTION
from app.protocol.unreadable import UNREADABLE

T = TypeVar("T")

_GZIP_WINDOW = 16 + zlib.MAX_WBITS
_WORTH_PACKING = 1024
_A_QUESTION = re.compile(r"[0-9A-Za-z-]{1,64}")


#: how long a message may take to come: a desk gives up after 20 s and sends less (`app/outside/hub_link.py`)
_COMES_WITHIN_S = 30.0


class TooSlow(BadInput):
    """The body did not come in its time, as of somebody who means to hold the hub up."""

    def __init__(self) -> None:
        super().__init__("The message did not come to its end in time.", "Send it again on a better line.")


class TooLarge(BadInput):
    """The body is larger than the hub takes, as it travels or unpacked."""

    def __init__(self) -> None:
        super().__init__(
            "The message is larger than this hub takes.",
            f"Send at most {BODY_BYTES // 1024} KiB packed and {INFLATED_BYTES // 1024} KiB unpacked.",
        )


async def read_body(request: Request, kind: type[T]) -> T:
    """Read a message; raises TooLarge before reading on, TooSlow, and BadInput for what is no such message."""
    body = await read_bytes(request)
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.ValidationError as error:
        # msgspec names the field and the type it wants, never the value that stood there
        raise BadInput(f"The message is not as the protocol says: {error}.") from None
    except UNREADABLE:
        raise BadInput("The message is not JSON.") from None


async def read_bytes(request: Request) -> bytes:
    """Read a body, whatever it is; raises TooLarge before reading on, TooSlow, and BadInput for an unknown packing."""
    length = request.headers.get("content-length", "")
    if length.isdecimal() and int(length[:20]) > BODY_BYTES:
        # before any of it has come
        raise TooLarge
    packed = bytearray()
    try:
        async with asyncio.timeout(_COMES_WITHIN_S):
            async for part in request.stream():
                packed += part
                if len(packed) > BODY_BYTES:
                    raise TooLarge
    except TimeoutError:
        raise TooSlow from None
    encoding = request.headers.get("content-encoding", "identity").lower()
    if encoding not in ("identity", "gzip"):
        raise BadInput("The message is packed in a way this hub does not know.", "Send it plain or with gzip.")
    return _inflated(packed) if encoding == "gzip" else bytes(packed)


def answer(request: Request, message: object, status: int = 200) -> Response:
    """Return a message as a response, packed where the other side takes that and it is worth it."""
    body = msgspec.json.encode(message)
    headers = {"Cache-Control": "no-store"}
    question = request.headers.get(QUESTION, "")
    if _A_QUESTION.fullmatch(question):
        headers[QUESTION] = question
    if len(body) > _WORTH_PACKING and "gzip" in request.headers.get("accept-encoding", ""):
        body = gzip.compress(body, compresslevel=5)
        headers["Content-Encoding"] = "gzip"
    return Response(body, status_code=status, media_type="application/json", headers=headers)


def _inflated(packed: bytearray) -> bytes:
    unpacking = zlib.decompressobj(_GZIP_WINDOW)
    try:
        body = unpacking.decompress(packed, INFLATED_BYTES)
    except zlib.error:
        raise BadInput("The message's packing is damaged.", "Send it again.") from None
    if unpacking.unconsumed_tail:
        raise TooLarge
    if not unpacking.eof:
        raise BadInput("The message's packing is cut off.", "Send it again.")
    return body
