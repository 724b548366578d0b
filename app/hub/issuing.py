"""What a device is given to come back with: a long-lived token before it has a key, short ones once it has."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

import msgspec
from msgspec.structs import replace

from app.domain.ids import new_id
from app.errors import StoreUnusable
from app.hub.passes import ACCESS_LASTS, REFRESH, Pass, access_pass, write_pass
from app.hub.ports import Rows
from app.hub.records import Company, Device, Person
from app.protocol.chain import START

#: the public beginning of every long-lived token
LONG_LIVED = "ft1"
#: no hash is as short, so no token has this one
NO_TOKEN_HASH = b""


class Issued(msgspec.Struct, frozen=True):
    """A device with its tokens, which are kept nowhere; `refresh_token` is "" for one without a key."""

    device: Device
    token: str
    refresh_token: str = ""
    access_s: int = 0


def new_device(
    rows: Rows,
    person: Person,
    name: str,
    now: datetime,
    *,
    copied_from: Device | None = None,
    key: bytes | None = None,
    next_id: str = "",
) -> Issued:
    """Add a device for the person, with the public half of its key where it has one.

    One that was copied from another is shut out, and to be wiped, if that is: it has all that one had.
    `next_id` names the first refresh token it is given, where that has a name already.
    """
    device_id, secret = new_id(now), secrets.token_urlsafe(32)
    device = Device(
        device_id=device_id,
        person_id=person.person_id,
        name=name[:100].replace("\x00", ""),
        token_hash=hash_of(secret) if key is None else NO_TOKEN_HASH,
        have=START,
        safe_seq=0,
        enrolled_at=now,
        last_seen_at=now,
        revoked_at=None if copied_from is None else copied_from.revoked_at,
        forked_from=None if copied_from is None else copied_from.device_id,
        wipe_at=None if copied_from is None else copied_from.wipe_at,
        key=key,
        next_id=next_id or new_id(now),
        renewed_at=now,
        wipe_now=copied_from is not None and copied_from.wipe_now,
    )
    rows.devices.add(device)
    return with_secret(device, secret) if key is None else issue(rows, device, now)


def with_secret(device: Device, secret: str) -> Issued:
    """Return a device of before there were keys with the token that the secret makes."""
    return Issued(device, f"{LONG_LIVED}.{device.device_id}.{secret}")


def issue(rows: Rows, device: Device, now: datetime) -> Issued:
    """Return access for a device with a key, and the refresh token it is to come with next."""
    signing_key = signing_key_of(rows.company())
    refresh = Pass(
        kind=REFRESH,
        pass_id=device.next_id,
        device_id=device.device_id,
        person_id=device.person_id,
        made_at=now,
        generation=device.generation + 1,
        key=device.key or b"",
        device_name=device.name,
        out_since=device.revoked_at,
        wipe_at=device.wipe_at,
    )
    return Issued(
        device,
        write_pass(signing_key, access_pass(device.device_id, device.person_id, now)),
        write_pass(signing_key, refresh),
        int(ACCESS_LASTS.total_seconds()),
    )


def renewed(rows: Rows, device: Device, now: datetime, *, generation: int) -> Device:
    """Write down that a device came with a refresh token of this generation; it is given another one."""
    device = replace(device, generation=generation, next_id=new_id(now), renewed_at=now, last_seen_at=now)
    rows.devices.put(device)
    return device


def signing_key_of(company: Company) -> bytes:
    if company.signing_key is None:
        raise StoreUnusable("This hub has no key to sign with yet.", "Start it once with hub serve.")
    return company.signing_key


def hash_of(secret: str) -> bytes:
    # no slow hash: what is hashed so is random and long, there is nothing to guess
    return hashlib.sha256(secret.encode()).digest()
