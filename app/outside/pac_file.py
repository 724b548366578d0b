"""Fetches a PAC script from where a company has it: straight, within bounds, trusting whom a hub is trusted by."""

from __future__ import annotations

import ssl
import time
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

import httpx
import msgspec

from app.outside.pac_script import PacBroken
from app.outside.way_finder import OUTSIDE, Place

#: for each step; a script on the company's own network is there in milliseconds
_STEP_S = 2.0
#: as Chrome allows
_LARGEST = 1024 * 1024
_MOVED = 3


class Script(msgspec.Struct, frozen=True):
    """`server` is what it was fetched from, of a file the way out."""

    text: str
    server: Place = OUTSIDE


def fetch_script(url: str, trust: ssl.SSLContext, until: float) -> Script:
    """Return a script by its http, https or file address; raises PacBroken with what is wrong."""
    if urlsplit(url).scheme == "file":
        return Script(_read(_of_file(url)))
    means = httpx.Client(verify=trust, trust_env=False, timeout=_STEP_S, follow_redirects=True, max_redirects=_MOVED)
    try:
        with means as client, client.stream("GET", url) as response:
            if response.status_code != httpx.codes.OK:
                raise PacBroken(f"its server answers {response.status_code}")
            # asked first: with the last byte the line is closed
            server = _server(response)
            return Script(_read(_taken(response, until)), server)
    except httpx.TimeoutException:
        raise PacBroken("its server does not answer in time") from None
    except httpx.TooManyRedirects:
        raise PacBroken("its server sends from one address to the next") from None
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        is_distrusted = isinstance(error.__cause__, ssl.SSLError) or "CERTIFICATE" in str(error)
        why = "its server's certificate is not trusted" if is_distrusted else "nobody answers there"
        raise PacBroken(why) from None


def _of_file(url: str) -> bytes:
    parts = urlsplit(url)
    # on Windows a file of another machine has its name in front
    place = f"//{parts.netloc}{parts.path}" if parts.netloc not in ("", "localhost") else parts.path
    try:
        with Path(url2pathname(place)).open("rb") as file:
            return _small(file.read(_LARGEST + 1))
    except OSError as error:
        raise PacBroken(f"the file cannot be read: {error.strerror or type(error).__name__}") from None


def _taken(response: httpx.Response, until: float) -> bytes:
    body = bytearray()
    for part in response.iter_bytes():
        body += part
        _small(body)
        if time.monotonic() > until:
            raise PacBroken("its server does not answer in time")
    return bytes(body)


def _small(body: bytes | bytearray) -> bytes:
    if len(body) > _LARGEST:
        raise PacBroken("it is larger than a megabyte")
    return bytes(body)


def _read(body: bytes) -> str:
    """Return it as text; what is no UTF-8 was written on Windows, and all that counts in it is plain letters."""
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("cp1252", "replace")


def _server(response: httpx.Response) -> Place:
    stream = response.extensions.get("network_stream")
    address = stream.get_extra_info("server_addr") if stream is not None else None
    return (str(address[0]), int(address[1])) if address else OUTSIDE
