"""The tokens a hub signs: what each says, and whether it was this hub that said it."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from datetime import datetime, timedelta

import msgspec

from app.domain.ids import new_id

#: the public beginning of every signed token, so that scanners recognise a leaked one
PREFIX = "ft2"
ACCESS, REFRESH = "access", "refresh"
ACCESS_LASTS = timedelta(minutes=10)


class Pass(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One token. `made_at` is the hub's own time; a refresh token carries all a hub needs to know the device again.

    That is what lets a hub that was restored from a backup of before the device joined go on with it.
    """

    kind: str
    pass_id: str
    device_id: str
    person_id: str
    made_at: datetime
    generation: int = 0
    key: bytes = b""
    device_name: str = ""
    #: since when the device was shut out as this was given to it, and since when it is to be wiped: the list outside
    #: the database tells of those whom somebody shut out, and not of a copy that came only afterwards
    out_since: datetime | None = None
    wipe_at: datetime | None = None


def access_pass(device_id: str, person_id: str, now: datetime) -> Pass:
    return Pass(kind=ACCESS, pass_id=new_id(now), device_id=device_id, person_id=person_id, made_at=now)


def write_pass(signing_key: bytes, said: Pass) -> str:
    body = _text(msgspec.json.encode(said))
    return f"{PREFIX}.{body}.{_text(_seal(signing_key, body))}"


def read_pass(signing_key: bytes, token: str, kind: str) -> Pass | None:
    """Return what a token of this kind says, None for one that another hub or nobody signed."""
    prefix, _, rest = token.partition(".")
    body, _, seal = rest.partition(".")
    if prefix != PREFIX or not hmac.compare_digest(_text(_seal(signing_key, body)).encode(), seal.encode()):
        return None
    try:
        said = msgspec.json.decode(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)), type=Pass)
    except (binascii.Error, msgspec.DecodeError):
        return None
    return said if said.kind == kind else None


def _seal(signing_key: bytes, body: str) -> bytes:
    # nobody but the hub reads its tokens, so one secret key does: a pair would cost more and protect nothing more
    return hmac.digest(signing_key, b"followthrough pass 1\n" + body.encode(), hashlib.sha256)


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
