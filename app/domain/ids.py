"""Time-ordered identifiers (UUIDv7, RFC 9562)."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator
from datetime import datetime

#: behind the milliseconds, the version and the variant
_RANDOM_BITS = 74
#: how far one id of many may lie behind the one before
_STEP_BITS = 40


def new_id(at: datetime) -> str:
    """Return a UUIDv7 whose first 48 bits are `at` in milliseconds and whose other bits are random.

    Ids made within one millisecond are not ordered among themselves; nothing may rely on that.
    """
    return _written(at, secrets.randbits(_RANDOM_BITS))


def ascending_ids(at: datetime) -> Iterator[str]:
    """Give UUIDv7s of one instant in ascending order, each a random step behind the one before.

    Of a long list that is written down: the index of its ids then grows at its end, where it would change all over.
    """
    # the highest bit is free, so that no list is long enough to run over
    position = secrets.randbits(_RANDOM_BITS - 1)
    while True:
        yield _written(at, position)
        position += 1 + secrets.randbits(_STEP_BITS)


def id_out_of(at: datetime, words: str) -> str:
    """Return the UUIDv7 that always comes of an instant and these words, and tells nothing of them."""
    digest = hashlib.sha256(words.encode()).digest()
    return _written(at, int.from_bytes(digest) & ((1 << _RANDOM_BITS) - 1))


def _written(at: datetime, position: int) -> str:
    millis = int(at.timestamp() * 1000) & ((1 << 48) - 1)
    high, low = position >> 62, position & ((1 << 62) - 1)
    # as `str(UUID(int=...))` writes it, in less than half the time: a long file has an id for each row
    digits = f"{millis << 80 | 0x7 << 76 | high << 64 | 0x2 << 62 | low:032x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
