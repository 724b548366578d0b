"""Pages of a company's sign-in, fetched within bounds: the system's trust, a deadline, no redirects."""

from __future__ import annotations

import httpx

from app.errors import WorldFailed
from app.outside.way_out import SYSTEM_WAY, Way
from app.protocol.company_sign_in import is_safe

_DEADLINE_S = 10.0
#: keys and addresses are a few KiB
_LARGEST = 512 * 1024


def fetch(url: str, form: dict[str, str] | None = None, way: Way = SYSTEM_WAY) -> bytes:
    """Get a page, or post a form to one, by the `way` out; raises WorldFailed where nothing good comes back."""
    if not is_safe(url):
        raise WorldFailed("Your company's sign-in names an address without TLS.", "Tell IT.")
    body = bytearray()
    try:
        with (
            httpx.Client(timeout=_DEADLINE_S, **way.client(url)) as client,
            client.stream("GET" if form is None else "POST", url, data=form) as response,
        ):
            for part in response.iter_bytes():
                body += part
                if len(body) > _LARGEST:
                    raise _failed()
            if response.status_code != httpx.codes.OK:
                raise _failed()
    except httpx.HTTPError:
        raise _failed() from None
    return bytes(body)


def _failed() -> WorldFailed:
    return WorldFailed(
        "Your company's sign-in does not answer as it should.", "Try again later; tell IT if it stays so."
    )
