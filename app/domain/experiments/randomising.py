"""Which of two versions a lead goes by: drawn from its id, so that whoever draws again draws the same."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable

import msgspec

#: of a digest; a share in hundredths is met far closer than any number of leads could tell
_DRAWN_BYTES = 8
_ALL = 1 << (8 * _DRAWN_BYTES)


class Arm(msgspec.Struct, frozen=True):
    """The version a lead goes by while two are tried. Leads of one person share a `unit_id`, the first one's id."""

    lead_id: str
    unit_id: str
    is_tried: bool


def drawn(key: bytes, lead_id: str, share_percent: int) -> bool:
    """Return whether the draw falls to the tried version.

    Keyed with a secret of the experiment's own: nobody who makes up an id, or knows how another experiment drew,
    can tell how it will fall.
    """
    digest = hmac.digest(key, lead_id.encode(), hashlib.sha256)
    return int.from_bytes(digest[:_DRAWN_BYTES]) * 100 < share_percent * _ALL


def arm_of(key: bytes, lead_id: str, share_percent: int, of_this_person: Iterable[Arm]) -> Arm:
    """Return a lead's arm: that of the person's first lead in the experiment, else the draw's.

    A borrower who asks twice is one person who was called by one playbook, and counts once.
    """
    first = min(of_this_person, key=lambda arm: (arm.unit_id, arm.lead_id), default=None)
    if first is not None:
        return Arm(lead_id, first.unit_id, first.is_tried)
    return Arm(lead_id, lead_id, drawn(key, lead_id, share_percent))
