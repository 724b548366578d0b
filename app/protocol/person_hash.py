"""Numbers as keyed hashes, so that a desk can ask "this one?" without being told whose the others are."""

from __future__ import annotations

import hmac

from app.domain.numbers import phone_key


def number_hash(key: bytes, number: str) -> bytes | None:
    """Return the hash under which the company knows a telephone number; None for a text that is none.

    Two spellings of one number have one hash. Whoever holds the key can test any number he likes.
    """
    digits = phone_key(number)
    return hmac.digest(key, digits.encode(), "sha256") if digits else None
