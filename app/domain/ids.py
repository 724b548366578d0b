"""Time-ordered identifiers (UUIDv7, RFC 9562)."""

from __future__ import annotations

import secrets
from datetime import datetime
from uuid import UUID


def new_id(at: datetime) -> str:
    """Return a UUIDv7 whose first 48 bits are `at` in milliseconds and whose other bits are random.

    Ids made within one millisecond are not ordered among themselves; nothing may rely on that.
    """
    millis = int(at.timestamp() * 1000) & ((1 << 48) - 1)
    value = (millis << 80) | secrets.randbits(80)
    value = (value & ~(0xF << 76)) | (0x7 << 76)
    value = (value & ~(0x3 << 62)) | (0x2 << 62)
    return str(UUID(int=value))
