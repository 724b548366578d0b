"""Numbers as keyed hashes, so that a desk can ask "this one?" without being told whose the others are."""

from __future__ import annotations

import hmac

from app.domain.activity import Activity
from app.domain.lead import Lead
from app.domain.numbers import phone_key
from app.domain.person_known import people_tried

#: how long every such hash is
HASH_BYTES = 32


def number_hash(key: bytes, number: str) -> bytes | None:
    """Return the hash under which the company knows a telephone number; None for a text that is none.

    Two spellings of one number have one hash. Whoever holds the key can test any number he likes.
    """
    digits = phone_key(number)
    return hmac.digest(key, digits.encode(), "sha256") if digits else None


def person_hashes(key: bytes, lead: Lead, activity: Activity) -> list[bytes]:
    """Hash every number of the person an activity was with; of all borrowers when it does not say which."""
    numbers = [phone.number for person in people_tried(lead, activity) for phone in person.phones]
    return sorted({h for number in [*numbers, activity.number] if (h := number_hash(key, number)) is not None})
