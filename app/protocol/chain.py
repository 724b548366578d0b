"""The hash chain of one device's events: who seals one cannot change it unnoticed once the hub has the next."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from datetime import MAXYEAR, MINYEAR, UTC, datetime, timedelta
from functools import lru_cache
from typing import Annotated

import msgspec
from msgspec import Meta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

#: short words without NUL, which PostgreSQL cannot keep. The hub looks for one in all words of a push together: a
#: pattern asked of each would take longer than all the rest of reading it
Word = Annotated[str, Meta(max_length=200, extra_json_schema={"pattern": r"^[^\x00]*$"})]
#: a sentence somebody wrote, which is one of a few in its message: there the pattern is asked of each
WITHOUT_NUL = r"^[^\x00]*$"
#: whole numbers every language can hold exactly
Count = Annotated[int, Meta(ge=0, le=2**53)]
Signed = Annotated[int, Meta(ge=-(2**53), le=2**53)]

#: what the first event of every device stands on
GENESIS = bytes(32)
SALT_BYTES = 16
#: SHA-256's block and the two paddings of HMAC, as tables that a key is translated by
_BLOCK = 64
_INNER, _OUTER = (bytes(byte ^ pad for byte in range(256)) for pad in (0x36, 0x5C))


class Header(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What an event says about itself, all of it under the hash.

    `wall_utc` is the device's clock, `monotonic_ms` counts since the boot named by `boot_id`; `hub_offset_ms` is
    hub minus device as last measured, `hub_offset_age_s` how long before. Numbers are whole, so that they mean
    the same bytes everywhere. `lead_id` is "" for an event about no lead.
    """

    device_id: Word
    seq: Count
    event_id: Word
    type: Word
    type_version: Count
    lead_id: Word
    actor_id: Word
    wall_utc: Annotated[datetime, Meta(tz=True)]
    tz: Word
    monotonic_ms: Count
    boot_id: Word
    hub_offset_ms: Signed | None = None
    hub_offset_age_s: Count | None = None

    def __post_init__(self) -> None:
        # however wrong a clock is, what it said is kept; but an offset may carry an instant out of all years there are
        if not MINYEAR < self.wall_utc.year < MAXYEAR:
            raise ValueError("no instant of UTC")

    @property
    def words(self) -> tuple[str, ...]:
        return (self.device_id, self.event_id, self.type, self.lead_id, self.actor_id, self.tz, self.boot_id)


#: %b alone is a word with its length already
_SAID = b"followthrough event 1\n%b%d:%b,%d:%b,%b%d:%b,%b%b%d:%b,%b%d:%b,%b%d:%b,%d:%b,%d:%b,%d:%b,"


class Event(Header, frozen=True, kw_only=True, gc=False):
    """A sealed event. `payload` and `salt` are None once the borrower was purged; the chain still verifies."""

    payload: bytes | None
    salt: bytes | None
    digest: bytes
    prev: bytes
    hash: bytes

    @property
    def mark(self) -> Mark:
        return Mark(self.seq, self.hash)


class Mark(msgspec.Struct, frozen=True):
    """A place in a chain: the number of an event and its hash."""

    seq: int = 0
    hash: bytes = GENESIS


START = Mark()


def seal(header: Header, payload: bytes, salt: bytes, prev: bytes) -> Event:
    """Return the event with its digest and hash; `salt` is random, `prev` the hash of the event before it."""
    return _sealed(header, payload, salt, _digest(salt, payload), prev)


def rechain(event: Event, device_id: str, seq: int, prev: bytes) -> Event:
    """Return the same event, its id and contents kept, as a link of another device's chain."""
    header = msgspec.structs.replace(_header(event), device_id=device_id, seq=seq)
    return _sealed(header, event.payload, event.salt, event.digest, prev)


def with_payload(event: Event, payload: bytes, salt: bytes) -> Event:
    """Return the event saying something else, sealed anew at its place; what follows it must be chained anew."""
    return seal(_header(event), payload, salt, event.prev)


def first_bad(events: Iterable[Event], start: Mark = START) -> int | None:
    """Return the number of the first event that does not follow from the one before it, None when all do."""
    seq, prev = start.seq, start.hash
    for event in events:
        if event.seq != seq + 1 or not follows(event, prev):
            return event.seq
        seq, prev = event.seq, event.hash
    return None


def follows(event: Event, prev: bytes) -> bool:
    """Return whether the event stands on `prev` and nothing in it was changed since it was sealed."""
    if event.prev != prev or event.hash != _hash(event, event.digest, event.prev):
        return False
    if event.payload is None or event.salt is None:
        return event.payload is None and event.salt is None
    return event.digest == _digest(event.salt, event.payload)


def _sealed(header: Header, payload: bytes | None, salt: bytes | None, digest: bytes, prev: bytes) -> Event:
    return Event(
        **msgspec.structs.asdict(header),
        payload=payload,
        salt=salt,
        digest=digest,
        prev=prev,
        hash=_hash(header, digest, prev),
    )


def _header(event: Event) -> Header:
    return Header(**{name: getattr(event, name) for name in Header.__struct_fields__})


def _digest(salt: bytes, payload: bytes) -> bytes:
    """Return the HMAC of RFC 2104 over SHA-256.

    OpenSSL's own, which hmac.digest asks, takes longer to begin than to hash a payload; a long salt is rare.
    """
    if len(salt) > _BLOCK:
        return hmac.digest(salt, payload, "sha256")
    key = salt.ljust(_BLOCK, b"\0")
    inner = hashlib.sha256(key.translate(_INNER) + payload).digest()
    return hashlib.sha256(key.translate(_OUTER) + inner).digest()


def _hash(header: Header, digest: bytes, prev: bytes) -> bytes:
    """Hash the fields in their order of declaration, each as "<length>:<bytes>,", then digest and prev the same way.

    Lengths in front leave no way to move a character from one field to the next. A missing number is empty; an
    instant is microseconds since 1970.
    """
    # field by field, without a call for each: a push asks this of six thousand fields
    seq, version, counted = b"%d" % header.seq, b"%d" % header.type_version, b"%d" % header.monotonic_ms
    event_id, wall = header.event_id.encode(), b"%d" % ((header.wall_utc - _EPOCH) // _MICROSECOND)
    offset = b"" if header.hub_offset_ms is None else b"%d" % header.hub_offset_ms
    age = b"" if header.hub_offset_age_s is None else b"%d" % header.hub_offset_age_s
    said = _SAID % (
        _said(header.device_id),
        len(seq),
        seq,
        len(event_id),
        event_id,
        _said(header.type),
        len(version),
        version,
        _said(header.lead_id),
        _said(header.actor_id),
        len(wall),
        wall,
        _said(header.tz),
        len(counted),
        counted,
        _said(header.boot_id),
        len(offset),
        offset,
        len(age),
        age,
        len(digest),
        digest,
        len(prev),
        prev,
    )
    return hashlib.sha256(said).digest()


@lru_cache(maxsize=4096)
def _said(word: str) -> bytes:
    """Return what is hashed of a word that most events of a push have in common."""
    part = word.encode()
    return b"%d:%b," % (len(part), part)
