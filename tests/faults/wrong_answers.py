"""Forty-odd ways in which something else than the hub's own answer comes back."""

from __future__ import annotations

import gzip
import json
import socket
import struct
import time
from base64 import b64encode
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache

_AT_ONCE = struct.pack("ii", 1, 0)


@dataclass(frozen=True)
class Asked:
    """A desk that waits for an answer. `honest` asks the hub; `before` is what it said here to an earlier question."""

    desk: socket.socket
    honest: Callable[[], bytes]
    before: bytes


Wrong = Callable[[Asked], None]


def _http(status: str, body: bytes = b"", *headers: str, kind: str = "application/json") -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", f"Content-Type: {kind}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def says(status: str, body: bytes = b"", *headers: str, kind: str = "application/json") -> Wrong:
    return sends(_http(status, body, *headers, kind=kind))


def sends(raw: bytes) -> Wrong:
    return lambda asked: asked.desk.sendall(raw)


def twists(twist: Callable[[bytes], bytes]) -> Wrong:
    """Let the hub do what it was asked, and spoil what it says of it."""
    return lambda asked: asked.desk.sendall(twist(asked.honest()))


def body_of(answer: bytes) -> bytes:
    head, _, body = answer.partition(b"\r\n\r\n")
    return gzip.decompress(body) if b"content-encoding: gzip" in head.lower() else body


def _cut_json(answer: bytes) -> bytes:
    body = body_of(answer)
    return _http("200 OK", body[: len(body) // 2])


def _other_charset(answer: bytes) -> bytes:
    return _http("200 OK", body_of(answer).decode().encode("utf-16"), kind="application/json; charset=utf-16")


def _cut_chunk(answer: bytes) -> bytes:
    body = body_of(answer)
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    return head + b"%x\r\n" % len(body) + body[:-1]


def _length(by: int) -> Callable[[bytes], bytes]:
    def twist(answer: bytes) -> bytes:
        body = body_of(answer)
        return f"HTTP/1.1 200 OK\r\nContent-Length: {len(body) + by}\r\n\r\n".encode() + body

    return twist


def _no_zone(answer: bytes) -> bytes:
    told = json.loads(body_of(answer))
    told["server_time"] = "2026-11-23T16:00:00"
    return _http("200 OK", json.dumps(told).encode())


def _huge(answer: bytes) -> bytes:
    """Make every number of the answer one that fits nowhere."""
    told = json.loads(body_of(answer), parse_int=lambda _: 10**400)
    told.setdefault("officers", 10**400)
    return _http("200 OK", json.dumps(told).encode())


def _drip(asked: Asked) -> None:
    with suppress(OSError):
        asked.desk.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        for _ in range(100):
            asked.desk.sendall(b" ")
            time.sleep(0.02)  # noqa: TID251 - what is tested is that the desk does not wait for this


def _reset(asked: Asked) -> None:
    asked.desk.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE)


def _replay(asked: Asked) -> None:
    asked.desk.sendall(asked.before)


def _to_another(answer: bytes) -> bytes:
    """Say what the hub says to the device, and of the log, of somebody else."""
    told = json.loads(body_of(answer))
    told |= {name: b64encode(bytes(32)).decode() for name in ("have_hash",) if name in told}
    told |= {"hub_id": "another"} if "hub_id" in told else {}
    for page in told.get("pages", ()):
        page["feed"] = page["feed"].replace("officer:", "officer:not-")
    return _http("200 OK", json.dumps(told).encode())


@cache
def _bombed() -> bytes:
    return gzip.compress(bytes(80 * 1024 * 1024), compresslevel=9)


def _bomb(asked: Asked) -> None:
    # a desk that has read enough hangs up
    with suppress(OSError):
        asked.desk.sendall(_http("200 OK", _bombed(), "Content-Encoding: gzip"))


def _rows_garbled(answer: bytes) -> bytes:
    told = json.loads(body_of(answer))
    rows = [row for page in told.get("pages", ()) for row in page["rows"]]
    for row in rows:
        row["body"] = b64encode(b'{"lead": 1}').decode()
    return _http("200 OK", json.dumps(told if rows else {}).encode())


_PAGE = b"<!doctype html><title>Sign in to the Wi-Fi</title>"
_ELSEWHERE = "Location: https://login.example.com/"
_REFUSALS = {
    "400": "Bad Request",
    "401": "Unauthorized",
    "402": "Payment Required",
    "403": "Forbidden",
    "404": "Not Found",
    "405": "Method Not Allowed",
    "407": "Proxy Authentication Required",
    "408": "Request Timeout",
    "409": "Conflict",
    "413": "Content Too Large",
    "418": "I'm a teapot",
    "421": "Misdirected Request",
    "425": "Too Early",
    "429": "Too Many Requests",
    "500": "Internal Server Error",
    "501": "Not Implemented",
    "502": "Bad Gateway",
    "504": "Gateway Timeout",
    "511": "Network Authentication Required",
}

KINDS: dict[str, Wrong] = {
    "a web page": says("200 OK", _PAGE, kind="text/html"),
    "a web page called JSON": says("200 OK", _PAGE),
    "nothing": says("200 OK"),
    "204": sends(b"HTTP/1.1 204 No Content\r\n\r\n"),
    "301 elsewhere": says("301 Moved Permanently", b"", _ELSEWHERE),
    "302 elsewhere": says("302 Found", b"", _ELSEWHERE),
    "302 to no address": says("302 Found", b"", "Location: http://[::1"),
    "307 elsewhere": says("307 Temporary Redirect", b"", _ELSEWHERE),
    **{code: says(f"{code} {words}", _PAGE, kind="text/html") for code, words in _REFUSALS.items()},
    "401 of another realm": says("401 Unauthorized", b"{}", 'WWW-Authenticate: Basic realm="printer"'),
    "429 to wait": says("429 Too Many Requests", b"", "Retry-After: 7"),
    "429 to wait for ever": says("429 Too Many Requests", b"", "Retry-After: " + "9" * 400),
    "503 until a date": says("503 Service Unavailable", b"", "Retry-After: Mon, 23 Nov 2026 17:00:00 GMT"),
    "half the JSON": twists(_cut_json),
    "JSON of another shape": says("200 OK", b'{"answer": "receipt", "pages": {}, "officers": {"a": 1}}'),
    "a list": says("200 OK", b"[]"),
    "null": says("200 OK", b"null"),
    "lists without end": says("200 OK", b"[" * 100_000),
    "numbers too large": twists(_huge),
    "a time without a zone": twists(_no_zone),
    "gzip that is none": says("200 OK", b"{}", "Content-Encoding: gzip"),
    "a gzip bomb": _bomb,
    "another charset": twists(_other_charset),
    "what was said before": _replay,
    "what another desk is told": twists(_to_another),
    "rows that say nothing": twists(_rows_garbled),
    "a chunk cut": twists(_cut_chunk),
    "a length too long": twists(_length(5)),
    "a length too short": twists(_length(-5)),
    "a garbled status line": sends(b"HTTP/9.9 yes\r\n\r\n"),
    "headers without end": sends(b"HTTP/1.1 200 OK\r\nX-Much: " + b"x" * 1_000_000 + b"\r\n\r\n{}"),
    "a drip": _drip,
    "a reset": _reset,
    "a close": lambda _asked: None,
    "a TLS alert": sends(b"\x15\x03\x01\x00\x02\x02\x46"),
}
