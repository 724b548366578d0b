"""A company's own sign-in (OpenID Connect), as far as desk and hub both have to know it."""

from __future__ import annotations

import base64
import hashlib
import ipaddress
from typing import Protocol
from urllib.parse import urlsplit

import msgspec

from app.errors import WorldFailed
from app.protocol.unreadable import UNREADABLE


class SignInOffer(msgspec.Struct, frozen=True, kw_only=True):
    """Whose sign-in a hub takes, and as which client of it a desk asks."""

    issuer: str
    client_id: str


class Fetch(Protocol):
    """Gets a page, or posts a form to one; raises WorldFailed where nothing good comes back."""

    def __call__(self, url: str, form: dict[str, str] | None = None) -> bytes: ...


class Discovery(msgspec.Struct, frozen=True, kw_only=True):
    """What a provider says of itself."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str


def discover(issuer: str, fetch: Fetch) -> Discovery:
    """Ask a provider for its addresses; raises WorldFailed where another one answers, or one without TLS."""
    try:
        raw = fetch(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
        found = msgspec.json.decode(raw, type=Discovery)
    except UNREADABLE:
        raise _no_provider() from None
    addresses = (found.authorization_endpoint, found.token_endpoint, found.jwks_uri)
    # the very same text, so that nobody can be let in by somebody else's word
    if found.issuer != issuer or not all(is_safe(address) for address in addresses):
        raise _no_provider()
    return found


def is_safe(address: str) -> bool:
    """Return whether an address can be asked without others reading along: over TLS, or on this machine."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return False
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(host)))


def nonce_of(device_key: bytes) -> str:
    """Return what a sign-in is asked with, so that what comes of it is of use to this device's key alone."""
    return (
        base64.urlsafe_b64encode(hashlib.sha256(b"followthrough nonce 1\n" + device_key).digest()).decode().rstrip("=")
    )


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _no_provider() -> WorldFailed:
    return WorldFailed(
        "Your company's sign-in does not answer as it should.",
        "Tell IT; hub sign-in show names the address that was asked.",
    )
