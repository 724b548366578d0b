"""What the hub keeps of legal holds."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import msgspec


class HoldOf(StrEnum):
    """What a hold names: one lead, all leads of a number or mail address, or all that an officer ever held."""

    LEAD = "lead"
    BORROWER = "borrower"
    OFFICER = "officer"


class Hold(msgspec.Struct, frozen=True):
    """`subject` is the lead's or the officer's id, or the keyed hash of the borrower's number or address."""

    hold_id: str
    of: HoldOf
    subject: str
    why: str
    at: datetime
    lifted_at: datetime | None = None
